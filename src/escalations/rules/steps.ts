import type { Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import type { Instant, Millis } from "../../kernel/time.ts";
import { type Floor, choose, outOfReach, stillThere } from "./asking.ts";
import type { AskReason } from "../ask-reason.ts";
import type { Event, EventOf } from "../events.ts";
import type { Notify } from "../policy.ts";
import { type Position, fromRound } from "./position.ts";
import type { Ringing } from "../request.ts";
import { dangerPace } from "../times.ts";

/* The way through a policy, step by step. Whether a step may be taken is decided in rules.ts. */

/** Why people are asked now, and who said no: their own press must not ask them again. */
export interface Why {
  readonly reason: AskReason;
  readonly without?: PersonId;
}

/**
 * The next step that has somebody to ask. After the last round: "No answer". A danger never gives
 * up: it says once that nobody is there yet, and goes on.
 */
export function askNext(start: Position, given: Given, floor: Floor, why: Why): Event[] {
  const { at } = given;
  const { policy } = start;
  const isDanger = start.level === "danger";
  const events: Event[] = [];
  // A step cut short: people who still waited in it are asked with the next one.
  let now: Position = { ...start, heldBack: [...start.heldBack, ...start.later], later: [] };
  for (let emptySteps = 0; ; emptySteps += 1) {
    const nobody = emptySteps >= policy.steps.length;
    if (now.step + 1 >= policy.steps.length) {
      const roundsAreOver = nobody || now.round >= policy.repeat;
      if (isDanger && roundsAreOver && now.mayStillSayNobody) {
        events.push({ type: "keptTrying", at, occasion: `a${now.occasions}` });
        now = { ...now, mayStillSayNobody: false, occasions: now.occasions + 1 };
      }
      if (isDanger && nobody) return [...events, waitForAnybody(now, given)];
      // After a round without anybody the others would be empty too, so we say so at once.
      if (!isDanger && roundsAreOver)
        return [...events, { type: "exhausted", at, occasion: `a${now.occasions}` }];
      now = fromRound(now, now.round + 1);
    }
    now = { ...now, step: now.step + 1 };
    const asks = askStep(now, given, floor, why);
    events.push(asks);
    if (asks.type === "asked") return events;
  }
}

/** The step at this position: it asks somebody, or is skipped. */
function askStep(
  now: Position,
  { at }: Given,
  floor: Floor,
  { reason, without }: Why,
): EventOf<"asked" | "skipped"> {
  const { round, step, policy } = now;
  const current = policy.steps[step];
  if (current === undefined) throw new Error("a policy without steps");
  const choice = choose(now, current.notify, floor, step === policy.steps.length - 1, without);
  const absent = absentFrom(now, current.notify, floor);
  if (choice.now.length === 0) return { type: "skipped", at, round, step, absent };
  const timeout = pace(now, current.timeout);
  const times = { since: at, dueAt: at + timeout, asked: choice.now };
  const ringing: Ringing =
    choice.later.length === 0
      ? { ...times, later: [] }
      : { ...times, later: choice.later, laterAt: at + Math.floor(timeout / 2) };
  return {
    type: "asked",
    at,
    people: choice.now,
    round,
    step,
    heldBack: choice.heldBack,
    reason,
    absent,
    ringing,
    occasion: `p${now.occasions}`,
  };
}

/** The people that the step meant and no message reaches: said in the first round only. */
function absentFrom(now: Position, notify: Notify, floor: Floor) {
  const missing = now.round === 0 ? outOfReach(now, notify, floor) : [];
  return missing.length === 0 ? undefined : missing;
}

const pace = ({ level, round, policy }: Position, timeout: Millis): Millis =>
  level === "danger" && round > policy.repeat ? Math.max(timeout, dangerPace) : timeout;

/** A danger with nobody to ask: look again soon, somebody may come on shift or out of a break. */
function waitForAnybody(now: Position, { at }: Given): Event {
  const step = now.policy.steps.length - 1;
  const timeout = pace(now, now.policy.steps[step]?.timeout ?? dangerPace);
  return {
    type: "asked",
    at,
    people: [],
    round: now.round,
    step,
    heldBack: [],
    reason: "silence",
    ringing: { since: at, dueAt: at + timeout, asked: [], later: [] },
    occasion: `p${now.occasions}`,
  };
}

/**
 * One person has both roles of a danger. Supervisors who came on shift, or back from a break, since
 * the last round are asked (docs/features.md C5). Those of that round have their card.
 */
export function askWhoIsNew(
  now: Position,
  { at }: Given,
  floor: Floor,
  { without }: Why,
): EventOf<"asked" | "quietened"> {
  const isLast = now.step + 1 >= now.policy.steps.length;
  const next = isLast ? fromRound(now, now.round + 1) : now;
  const step = next.step + 1;
  const notify = now.policy.steps[step]?.notify ?? "everyone";
  const there = choose(next, notify, floor, false, without).now;
  const people = there.filter((id) => !now.asked.includes(id));
  const ringing = lookAgain({ ...now, asked: [...now.asked, ...people] }, at);
  if (people.length === 0) return { type: "quietened", at, alone: true, ringing };
  return {
    type: "asked",
    at,
    people,
    round: next.round,
    step,
    heldBack: [],
    reason: "callForHelp",
    ringing,
    occasion: `p${now.occasions}`,
  };
}

/** A danger that waits for a second person. */
export const lookAgain = ({ asked }: Position, at: Instant): Ringing => ({
  since: at,
  dueAt: at + dangerPace,
  asked,
  later: [],
});

/** The last event asks, and somebody is there to be asked. */
export function asksSomebody(events: readonly Event[]): EventOf<"asked"> | undefined {
  const last = events.at(-1);
  return last?.type === "asked" && last.people.length > 0 ? last : undefined;
}

/** Asking starts over from a round. */
export const startOver = (
  now: Position,
  round: number,
  given: Given,
  floor: Floor,
  why: Why,
): Event[] => [
  { type: "restarted", at: given.at, round },
  ...askNext(fromRound(now, round), given, floor, why),
];

/** The next step. After the last, once more from a round, if that reaches anybody. */
export function askOn(now: Position, round: number, given: Given, floor: Floor, why: Why): Event[] {
  const on = askNext(now, given, floor, why);
  if (asksSomebody(on) !== undefined) return on;
  const over = startOver(now, round, given, floor, why);
  return asksSomebody(over) === undefined ? on : over;
}

/** Halfway through a step: people who waited for it are asked, if they are there now. */
export const askHalfway = (now: Position, given: Given, floor: Floor): EventOf<"widened"> => ({
  type: "widened",
  at: given.at,
  people: stillThere(now, now.later, floor),
  occasion: `p${now.occasions}`,
});

/** One person is told again. */
export const nudge = (person: PersonId, at: number, occasions: number): Event => ({
  type: "nudged",
  at,
  person,
  occasion: `p${occasions}`,
});
