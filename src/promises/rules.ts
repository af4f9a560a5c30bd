import type { Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Command, Decided, Facts, Refusal } from "./commands.ts";
import { lookedAt, orphaned, unreached } from "./looks.ts";
import type { Draft, Event, Open, Promised, Proposal } from "./promise.ts";
import { inTimeUntil, stageAt } from "./times.ts";

const refuse = (refused: Refusal): Decided => ({ refused });

/** What was promised to a customer: shown back, kept, and never forgotten (docs/features.md A2). */
export function decide(
  promised: Promised | undefined,
  command: Command,
  given: Given,
  facts: Facts,
): Decided {
  const { by } = given;
  switch (command.do) {
    case "make":
      return make(given, facts);
    case "look":
      return ofTheClock(promised, (open) => lookedAt(open, given.at, facts));
    case "orphan":
      return ofTheClock(promised, (open) => orphaned(open, given.at, facts));
    case "unreachable":
      return ofTheClock(promised, (open) => unreached(open, command.person, given.at, facts));
    default:
      if (promised === undefined || by === undefined) return refuse("closed");
      return pressed(promised, command, { ...given, by }, facts);
  }
}

type ByTheClock = Extract<Command, { do: "make" | "look" | "orphan" | "unreachable" }>;
type Press = Exclude<Command, ByTheClock>;
type GivenBy = Given & { readonly by: PersonId };

function ofTheClock(
  promised: Promised | undefined,
  look: (open: Open) => Decided | undefined,
): Decided {
  if (promised?.status !== "open") return refuse("closed");
  return look(promised) ?? refuse("closed");
}

/** @returns what was shown back, whatever the words say: they are kept until somebody mends them */
function make({ at, by, newId }: Given, { proposal, team, request }: Facts): Decided {
  if (by === undefined || proposal === undefined) return refuse("closed");
  return {
    events: [{ type: "shownBack", at, homes: [], id: newId, by, team, request, proposal }],
    answer: "shownBack",
  };
}

function pressed(promised: Promised, command: Press, given: GivenBy, facts: Facts): Decided {
  if (promised.status === "draft") return draftPressed(promised, command, given, facts);
  if (promised.status !== "open") return refuse("closed");
  if (command.do === "take") return take(promised, given, facts);
  if (promised.holder !== given.by) {
    const had = promised.cards[given.by]?.part === "before" || promised.maker === given.by;
    return refuse(had ? "given" : "not-yours");
  }
  const { at, by } = given;
  const homes = homesOf(promised, facts);
  switch (command.do) {
    case "change":
    case "choose":
    case "keep":
      return newTime(promised, command, given, facts);
    case "called":
    case "notFixed": {
      const inTime = at <= inTimeUntil(promised.dueAt);
      const fixed = command.do === "called";
      const { counted } = promised;
      return {
        events: [{ type: "called", at, homes, fixed, inTime, counted }],
        answer: command.do,
      };
    }
    case "giveTo": {
      const { to } = command;
      if (!facts.mayHold || to === by) return refuse("no-colleague");
      return { events: [{ type: "given", at, homes: [...homes, to], by, to }], answer: "given" };
    }
  }
}

type AboutTime = Extract<Press, { do: "change" | "choose" | "keep" }>;
const isAboutTime = (command: Press): command is AboutTime =>
  command.do === "change" || command.do === "choose" || command.do === "keep";

/** What was shown back is nobody's but its maker's. */
function draftPressed(draft: Draft, command: Press, given: GivenBy, facts: Facts): Decided {
  if (draft.maker !== given.by) return refuse("not-yours");
  return isAboutTime(command) ? newTime(draft, command, given, facts) : refuse("nothing-to-keep");
}

function newTime(
  promised: Draft | Open,
  command: AboutTime,
  { at, by }: GivenBy,
  facts: Facts,
): Decided {
  const proposed = (proposal: Proposal): Decided => ({
    events: [{ type: "proposed", at, homes: [], proposal }],
    answer: "shownBack",
  });
  if (command.do === "change")
    return facts.proposal === undefined ? refuse("closed") : proposed(facts.proposal);
  const { proposal } = promised;
  if (proposal === undefined) return refuse("nothing-to-keep");
  const { when } = proposal;
  if (command.do === "choose") {
    if (when.is !== "asked" || !when.choices.includes(command.at)) return refuse("nothing-to-keep");
    const closed = facts.closed ? true : undefined;
    return proposed({ ...proposal, closed, when: { is: "clear", dueAt: command.at } });
  }
  if (when.is !== "clear") return refuse("nothing-to-keep");
  const { dueAt } = when;
  // It was shown back some time ago.
  if (dueAt <= at) return proposed({ ...proposal, when: { is: "problem", problem: "past" } });
  const { whose, ...own } = proposal;
  if (whose !== undefined && !facts.mayHold) return proposed({ ...own, notTheirs: true });
  const isNew = promised.status === "draft";
  const type = isNew ? "kept" : "moved";
  const { zone } = proposal;
  const homes = homesOf(promised, facts);
  const settled: Event = { type, at, homes, dueAt, zone, stage: stageAt(dueAt, at) };
  if (whose === undefined) return { events: [settled], answer: type };
  const given: Event = { type: "given", at, homes: [...homes, whose], by, to: whose };
  return { events: [settled, given], answer: "given" };
}

/** The first press has it. */
function take(open: Open, { at, by }: GivenBy, facts: Facts): Decided {
  const { holder } = open;
  if (holder === by) return { events: [], answer: "taken" };
  const part = open.cards[by]?.part;
  if (part === "before") return refuse("taken");
  if (part === undefined || !facts.mayHold) return refuse("not-yours");
  const homes = [...homesOf(open, facts), by];
  return { events: [{ type: "taken", at, homes, by }], answer: "taken" };
}

const homesOf = ({ holder }: Promised, { watchers }: Facts): readonly PersonId[] => [
  ...new Set([holder, ...watchers]),
];
