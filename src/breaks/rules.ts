import type { Given } from "../kernel/decision.ts";
import { type Millis, minutes } from "../kernel/time.ts";
import type { Answer, Command, Decided, Facts } from "./commands.ts";
import { about, afterCall, end, go, named, nextOf, place, start } from "./moves.ts";
import { evolve } from "./evolve.ts";
import { type Break, type Event, awayUntil } from "./state.ts";
import { type Severity, worse } from "./table.ts";
import { look, tick } from "./ticks.ts";
import { dueAt, more } from "./times.ts";

export type { Answer, Command, Facts, Refusal } from "./commands.ts";

/**
 * May it happen, and what happens then? Pure: see `Given` and `Facts` for all it may know. The
 * answer is never no.
 */
export function decide(state: Break, command: Command, given: Given, facts: Facts): Decided {
  switch (command.do) {
    case "offer":
      return { events: offer(state, "abuse", given, facts) };
    case "offerAfterDanger":
      return { events: offer(state, "danger", given, facts) };
    case "move":
      return { events: state.status === "queued" ? look(state, given, facts) : [] };
    case "look": {
      const due = dueAt(state);
      return { events: due === undefined || given.at < due ? [] : tick(state, given, facts) };
    }
    case "makeRoom":
      return makeRoom(state, given, facts);
    default:
      return own(state, command, given, facts);
  }
}

/** A break is a person's own: nobody else asks for it, lengthens it or ends it. */
function own(state: Break, command: Command, given: Given, facts: Facts): Decided {
  if (given.by === undefined || given.by !== state.person) return { refused: "not-yours" };
  const base = about(state, given, facts);
  const said = "shown" in command && command.shown === true ? "done" : "asked";
  switch (command.do) {
    case "ask":
      return ask(state, command, said, given, facts);
    case "more":
      if (state.status !== "away") return { refused: "not-away" };
      return {
        events: [{ ...base, type: "extended", until: Math.max(state.until, given.at) + more }],
        answer: said,
      };
    case "back":
      if (state.status === "queued" && state.bridgeUntil !== undefined)
        return { events: [{ ...base, type: "bridgeEnded", next: nextOf(facts) }], answer: said };
      if (state.status !== "away") return { refused: "not-away" };
      return { events: [end(state, "back", given, facts)], answer: "back" };
    case "callOver":
      if (state.status !== "afterCall") return { refused: "closed" };
      return { events: [start(state, state.length, given, facts)], answer: said };
    case "decline":
      if (state.status === "none" || state.status === "away") return { refused: "closed" };
      return { events: [end(state, "declined", given, facts)], answer: "declined" };
    default:
      return { refused: "closed" };
  }
}

function offer(state: Break, severity: Severity, given: Given, facts: Facts): Event[] {
  const base = about(state, given, facts);
  switch (state.status) {
    case "none":
      return [{ ...base, type: "offered", severity, ...named(state, given, true) }];
    case "offered":
      return worse(severity, state.severity) === state.severity
        ? []
        : [{ ...base, type: "worsened", severity }];
    case "queued": {
      if (worse(severity, state.severity) === state.severity) return [];
      const worsened: Event = { ...base, type: "worsened", severity };
      return [worsened, ...place(evolve(state, worsened), state.length, severity, given, facts)];
    }
    case "afterCall":
    case "away":
      // They are about to rest, or resting: nobody in a break is asked anything (docs/features.md
      // B6).
      return [];
  }
}

function ask(
  state: Break,
  { length }: Command & { do: "ask" },
  answer: Answer,
  given: Given,
  facts: Facts,
): Decided {
  if (state.status === "away") return { refused: "away" };
  if (length === undefined) return { events: [], answer: "choose" };
  if (length === "wrong" || !offers(facts.lengths, length)) return { refused: "length" };
  const severity =
    state.status === "offered" || state.status === "queued" ? state.severity : "plain";
  // Asked for already and granted: only the length changes.
  if (state.status === "afterCall")
    return { events: [afterCall(state, length, given, facts)], answer };
  return { events: place(state, length, severity, given, facts), answer };
}

/** Any whole number of minutes up to the longest; shorter ones only as they are listed. */
function offers(lengths: readonly Millis[], length: Millis): boolean {
  return (
    lengths.includes(length) ||
    (length >= minutes(1) && length <= Math.max(...lengths) && length % minutes(1) === 0)
  );
}

function makeRoom(state: Break, given: Given, facts: Facts): Decided {
  const { by } = given;
  const asked =
    by !== undefined && state.status === "queued" && state.cover?.asked.includes(by) === true;
  if (by === undefined || by === state.person || !(facts.supervised || asked))
    return { refused: "not-yours" };
  // Who is away for five minutes while they wait is away, as anybody is.
  if (state.status !== "queued" || awayUntil(state) !== undefined) return { refused: "no-need" };
  const room: Event = { ...about(state, given, facts), type: "roomMade", by };
  return { events: [room, go(evolve(state, room), state.length, given, facts)], answer: "room" };
}
