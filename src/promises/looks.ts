import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Decided, Facts } from "./commands.ts";
import type { Event, Open, Part, Stage } from "./promise.ts";
import { againAfter, endOf, nextLook, stageAt } from "./times.ts";

/** What the clock does; `undefined`: it came too early. */
export function lookedAt(open: Open, at: Instant, facts: Facts): Decided | undefined {
  const { holder, dueAt } = open;
  if (at < (nextLook(open) ?? at)) return undefined;
  const homes = [holder, ...facts.watchers];
  if (at >= endOf(open)) return { events: [{ type: "missed", at, homes, counted: open.counted }] };
  const stage = stageAt(dueAt, at);
  return { events: [reached(open, stage, at, toldAt(open, stage, facts), homes)] };
}

/** Whoever held it has left: the team is asked at once, and again when it is due. */
export function orphaned(open: Open, at: Instant, facts: Facts): Decided | undefined {
  const { stage } = open;
  const told = askTeam(facts);
  if (facts.holder !== "gone" || told.length === 0) return undefined;
  return { events: [reached(open, stage, at, told, facts.watchers)] };
}

/** The nudge cannot arrive: somebody else must know of it. */
export function unreached(
  open: Open,
  person: PersonId,
  at: Instant,
  facts: Facts,
): Decided | undefined {
  const { stage } = open;
  const told = askTeam(facts);
  if (person !== open.holder || stage < 3 || told.length === 0) return undefined;
  return { events: [reached(open, stage, at, told, facts.watchers)] };
}

type Told = readonly { readonly person: PersonId; readonly part: Part }[];
type Reached = Extract<Event, { type: "reached" }>;

function reached(
  open: Open,
  stage: Stage,
  at: Instant,
  told: Told,
  homes: readonly PersonId[],
): Reached {
  const isAlone = stage === 4 && told.length === 0;
  const againAt = isAlone ? Math.min(at + againAfter, endOf(open)) : undefined;
  const late = stage === 4 && !open.counted ? true : undefined;
  return { type: "reached", at, homes, stage, told, againAt, late };
}

function toldAt(open: Open, stage: Stage, facts: Facts): Told {
  const { holder } = open;
  const theirs: Told =
    facts.holder === "there" ? [{ person: holder, part: "holder" }] : askTeam(facts);
  if (stage < 3) return facts.holder === "away" ? [] : theirs;
  if (stage === 3) return theirs;
  const supervisors = facts.supervisors.map((person) => ({ person, part: "supervisor" as const }));
  // Already told at the time: only the supervisors are new.
  const isTold = open.stage === 3 && wasTold(open);
  const others = isTold ? [] : theirs.filter(({ person }) => !facts.supervisors.includes(person));
  return [...others, ...supervisors];
}

const wasTold = ({ cards }: Open): boolean =>
  Object.values(cards).some(({ part }) => part === "holder" || part === "asked");

/** Colleagues on shift; with none of them there, whoever runs the team. */
function askTeam({ colleagues, supervisors }: Facts): Told {
  const asked = colleagues.length > 0 ? colleagues : supervisors;
  return asked.map((person) => ({ person, part: "asked" }));
}
