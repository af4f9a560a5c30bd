import type { Decision, Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Instant, minutes } from "../kernel/time.ts";
import {
  type CareAnswer,
  type CareCommand,
  type CareFacts,
  answered,
  decideCare,
  hadEasing,
  isCare,
} from "./after/rules.ts";
import { type StartFacts, byHours, newHours, said } from "./start/rules.ts";
import { type CheckIns, type Event, type On, type Slot, evolve, rarest } from "./state.ts";

/** Not free just now: looked at again after this. */
export const lookAgain = minutes(15);
/** So many skips in a row halve the rate (docs/features.md K2). */
const skipsThatHalve = 2;

export type Command =
  | { readonly do: "invite" | "prompt" | "pass" | "shiftOn" | "shiftStart" | "hours" }
  | { readonly do: "atStart"; readonly wanted: boolean }
  | { readonly do: "keep" | "skip" | "fewer" | "ready" }
  /** `shown`: the invitation on which it was pressed says it. */
  | { readonly do: "stop"; readonly shown?: boolean }
  /** `eased`: the follow-up that came with it was answered too, or ended for good. */
  | { readonly do: "answer"; readonly eased?: "answered" | "ended" }
  | CareCommand
  | { readonly do: "choose"; readonly cron: string };

/**
 * All that the rules know of the world: whether now is a good moment, and where the schedule leads.
 */
export interface Facts extends CareFacts, StartFacts {
  /** Whether the organisation's file still names them. */
  readonly here: boolean;
  /**
   * Their team's check-ins, as one schedule; absent: their team has none, and nothing is asked.
   */
  readonly offered?: { readonly cron: string };
  /** On shift, not in a break, not on a call, in no open request. */
  readonly free: boolean;
  /** The next days of the expression that counts for this command: chosen, kept or offered. */
  readonly slots: readonly Slot[];
  /** The awaited day's slot where the person's time zone is another than it was. */
  readonly moved?: Slot;
}

export type Answer =
  | "kept"
  | "chosen"
  | "shown"
  | "stopped"
  | "skipped"
  | "rarer"
  | "rarest"
  | "start"
  | "noStart"
  | CareAnswer;
export type Refusal = "off" | "ready" | "past" | "not-due" | "not-yours";
type Decided = Decision<Event, Answer, Refusal>;

const refuse = (refused: Refusal): Decided => ({ refused });

export function decide(
  state: CheckIns | undefined,
  command: Command,
  given: Given,
  facts: Facts,
): Decided {
  const person = given.by ?? given.subject;
  if (person === undefined) return refuse("off");
  // What a button or a form names is not to be trusted: nobody skips, stops or answers for another,
  // or learns that there is one.
  if (given.by !== undefined && given.subject !== undefined && given.subject !== given.by)
    return refuse("not-yours");
  if (state !== undefined && state.person !== person) return refuse("not-yours");
  // Always possible, also where check-ins were switched off meanwhile.
  if (command.do === "stop")
    return {
      // *No thanks* to the invitation is about the check-ins only.
      events: [
        { type: "stopped", at: given.at, person, ...(command.shown === true ? onlyThese : {}) },
      ],
      answer: command.shown === true ? "shown" : "stopped",
    };
  // What somebody wrote is kept for them, and answered, also where check-ins were switched off
  // while they wrote.
  if (command.do === "answer")
    return {
      events: [{ type: "answered", at: given.at, person }, ...eased(command, given.at)],
      answer: "saved",
    };
  if (
    command.do === "answerQuestion" ||
    command.do === "answerEasing" ||
    command.do === "endEasing"
  )
    return state === undefined ? refuse("past") : answered(command, given.at);
  // What follows a hard call, with check-ins and without.
  if (isCare(command) && facts.here) {
    const on = state?.status === "on" && facts.offered !== undefined ? state : undefined;
    return decideCare(person, state?.care ?? {}, command, given.at, facts, on);
  }
  if (isCare(command) || facts.offered === undefined)
    return whenOff(state, command, person, given.at, facts.here);
  switch (command.do) {
    case "invite":
      return invite(state, person, facts.offered.cron, given.at, facts);
    case "ready":
      return refuse("ready");
    case "keep":
      if (state?.status !== "invited") return refuse("past");
      return { events: [scheduled(person, state.cron, given.at, facts)], answer: "kept" };
    case "choose":
      return { events: [scheduled(person, command.cron, given.at, facts)], answer: "chosen" };
    case "atStart":
      return {
        events: [
          { type: "startAsked", at: given.at, person, wanted: command.wanted, ...begins(facts) },
        ],
        answer: command.wanted ? "start" : "noStart",
      };
    case "shiftOn":
      return unlessNone(said(state?.start, given.at, facts));
    case "hours":
      return unlessNone(newHours(state?.start, given.at, facts));
    case "shiftStart":
      return unlessNone(byHours(state?.start, given.at, facts));
    case "prompt":
      return state?.status === "on" ? prompt(state, given.at, facts) : refuse("not-due");
    case "pass":
      return state?.status === "on" ? pass(state, given.at, facts) : refuse("not-due");
    case "skip":
    case "fewer":
      return state?.status === "on" ? less(state, command.do, given.at, facts) : refuse("past");
  }
}

const onlyThese = { only: true } as const;
const unlessNone = (events: readonly Event[]): Decided =>
  events.length === 0 ? refuse("not-due") : { events };
const begins = (facts: Facts) => (facts.begins === undefined ? {} : { next: facts.begins });

function eased({ eased: how }: Command & { do: "answer" }, at: Instant): readonly Event[] {
  if (how === undefined) return [];
  const decided = answered({ do: "answerEasing", ends: how === "ended" }, at);
  return "events" in decided ? decided.events : [];
}

/** Switched off since: the prompt is withdrawn, and no timer is left. */
function whenOff(
  state: CheckIns | undefined,
  command: Command,
  person: PersonId,
  at: Instant,
  here: boolean,
): Decided {
  if (command.do === "atStart" && !command.wanted)
    return { events: [{ type: "startAsked", at, person, wanted: false }], answer: "noStart" };
  const ticks: readonly Command["do"][] = [
    "prompt",
    "pass",
    "invite",
    "question",
    "offer",
    "ease",
    "shiftStart",
  ];
  if (state === undefined || !ticks.includes(command.do)) return refuse("off");
  if (!here) return { events: [{ type: "stopped", at, person }] };
  const asked = state.status !== "off" && state.status !== "none";
  return asked || state.start !== undefined
    ? { events: [{ type: "stopped", at, person, ...onlyThese }] }
    : refuse("off");
}

function invite(
  state: CheckIns | undefined,
  person: PersonId,
  cron: string,
  at: Instant,
  facts: Facts,
): Decided {
  if (state !== undefined && state.status !== "waiting" && state.status !== "none")
    return refuse("past");
  const [first] = facts.slots;
  if (first === undefined) return refuse("off");
  if (!facts.free) return { events: [{ type: "held", at, person, lookAt: at + lookAgain }] };
  return { events: [{ type: "invited", at, person, cron, first }] };
}

const scheduled = (person: PersonId, cron: string, at: Instant, { slots }: Facts): Event => ({
  ...{ type: "scheduled", at, person, cron },
  ...to(slots[0]),
});

/**
 * A slot's time has come: asked now, held while it would disturb, or missed once its day is over
 * (also after downtime).
 */
function prompt(state: On, at: Instant, facts: Facts): Decided {
  const { next, person } = state;
  if (next === undefined || at < (state.lookAt ?? next.at)) return refuse("not-due");
  // Somebody travelled: their own three o'clock is another instant now.
  if (facts.moved !== undefined && facts.moved.at > at)
    return { events: [{ type: "moved", at, next: facts.moved }] };
  const following = to(facts.slots[state.every - 1]);
  // One question a day: where the follow-up of a hard call came already, this one stays away.
  if (at >= next.until || hadEasing(state.care, next.day))
    return { events: [{ type: "missed", at, ...following }] };
  if (!facts.free)
    return { events: [{ type: "held", at, person, lookAt: Math.min(at + lookAgain, next.until) }] };
  const open: Event[] = state.prompt?.is === "asked" ? [{ type: "passed", at }] : [];
  const events: Event[] = [...open, { type: "prompted", at, slot: next, ...following }];
  return { events: halved(state, events, at, facts) };
}

function pass(state: On, at: Instant, facts: Facts): Decided {
  if (state.prompt?.is !== "asked" || at < state.prompt.slot.until) return refuse("not-due");
  return { events: halved(state, [{ type: "passed", at }], at, facts) };
}

/** *Skip* and *Fewer*: no reason is asked, and nobody hears of it. */
function less(state: On, how: "skip" | "fewer", at: Instant, facts: Facts): Decided {
  if (how === "skip") {
    if (state.prompt?.is !== "asked") return refuse("past");
    const events = halved(state, [{ type: "skipped", at }], at, facts);
    return { events, answer: events.length > 1 ? "rarer" : "skipped" };
  }
  const open: Event[] = state.prompt?.is === "asked" ? [{ type: "skipped", at }] : [];
  if (state.every >= rarest) return { events: open, answer: "rarest" };
  return { events: [...open, rarer(state, at, facts)], answer: "rarer" };
}

/** Two in a row without an answer halve the rate. */
function halved(state: On, events: Event[], at: Instant, facts: Facts): Event[] {
  const after = events.reduce<CheckIns>(evolve, state);
  if (after.status !== "on" || after.skips < skipsThatHalve || after.every >= rarest) return events;
  return [...events, rarer(after, at, facts)];
}

function rarer(state: On, at: Instant, facts: Facts): Event {
  const every = Math.min(rarest, state.every * 2);
  return { type: "rarer", at, every, ...to(facts.slots[every - 1] ?? state.next) };
}

const to = (next: Slot | undefined) => (next === undefined ? {} : { next });
