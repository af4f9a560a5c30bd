import type { Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Millis } from "../kernel/time.ts";
import { type Floor, choose, outOfReach, stillThere } from "./asking.ts";
import { evolve } from "./evolve.ts";
import {
  type AskReason,
  type Event,
  type Request,
  holderOf,
  isOvertaken,
  needsCaller,
  nobodyWasAsked,
  policyOf,
} from "./request.ts";
import { isTooLate } from "./late.ts";
import type { Policy } from "./policy.ts";
import { dangerPace } from "./times.ts";

/*
 * How a request moves through its policy. Each function returns events only; none of them decides whether the move is
 * allowed (rules.ts does).
 */

/** Why somebody is asked now, and who has just said no: their own press must not ring them again, even in a new round. */
export interface Why {
  readonly reason: AskReason;
  readonly without?: PersonId;
}

/**
 * The next step with somebody to ask, skipping empty ones at once; past the last round, "No answer". Danger never
 * exhausts: it says once that nobody is there yet, and goes on.
 */
export function ringNext(request: Request, given: Given, floor: Floor, why: Why): Event[] {
  const events: Event[] = [];
  const policy = policyOf(request);
  // A step cut short: whoever waited for their turn in it is asked with the next one.
  const waiting = [...request.heldBack, ...(request.ringing?.later ?? [])];
  let now = request;
  let emptySteps = 0;
  const add = (event: Event) => {
    events.push(event);
    now = evolve(now, event);
  };
  for (;;) {
    let { round, step } = now;
    step += 1;
    if (step >= policy.steps.length) {
      const isDanger = now.level === "danger";
      const nobody = emptySteps >= policy.steps.length;
      if (
        isDanger &&
        now.news !== "nobody" &&
        now.status === "open" &&
        (nobody || round >= policy.repeat)
      ) {
        add({ type: "keptTrying", at: given.at, occasion: `a${now.occasions}` });
      }
      if (isDanger && nobody) return [...events, waitForAnybody(now, given)];
      if (!isDanger && (round >= policy.repeat || nobody)) {
        // A whole round without anybody: the rest would be empty too, and the agent waits for an honest word.
        return [...events, { type: "exhausted", at: given.at, occasion: `a${now.occasions}` }];
      }
      round += 1;
      step = 0;
    }
    const current = policy.steps[step];
    if (current === undefined) throw new Error("a policy without steps");
    const fresh = { ...now, heldBack: waiting, ...(round === now.round ? {} : { passed: [] }) };
    const choice = choose(
      fresh,
      current.notify,
      floor,
      step === policy.steps.length - 1,
      why.without,
    );
    const missing = round === 0 ? outOfReach(fresh, current.notify, floor) : [];
    const absent = missing.length === 0 ? {} : { absent: missing };
    if (choice.now.length > 0) {
      const timeout = pace(now, round, current.timeout);
      const later =
        choice.later.length === 0
          ? { later: [] }
          : { later: choice.later, laterAt: given.at + Math.floor(timeout / 2) };
      add({
        ...{
          type: "asked",
          at: given.at,
          people: choice.now,
          round,
          step,
          heldBack: choice.heldBack,
          reason: why.reason,
        },
        ...absent,
        ringing: { since: given.at, dueAt: given.at + timeout, asked: choice.now, ...later },
        occasion: `p${now.occasions}`,
      });
      return events;
    }
    add({ type: "skipped", at: given.at, round, step, ...absent });
    emptySteps += 1;
  }
}

const pace = (request: Request, round: number, timeout: Millis): Millis =>
  request.level === "danger" && round > policyOf(request).repeat
    ? Math.max(timeout, dangerPace)
    : timeout;

/** Danger with nobody to ask: look again soon, somebody may come on shift or out of a break. */
function waitForAnybody(request: Request, given: Given): Event {
  const step = policyOf(request).steps.length - 1;
  const timeout = pace(
    request,
    request.round,
    policyOf(request).steps[step]?.timeout ?? dangerPace,
  );
  return {
    ...{
      type: "asked",
      at: given.at,
      people: [],
      round: request.round,
      step,
      heldBack: [],
      reason: "silence",
    },
    ringing: { since: given.at, dueAt: given.at + timeout, asked: [], later: [] },
    occasion: `p${request.occasions}`,
  };
}

const evolveAll = (request: Request, events: readonly Event[]): Request =>
  events.reduce<Request>(evolve, request);

const asksSomebody = (events: readonly Event[]): boolean => {
  const last = events.at(-1);
  return last?.type === "asked" && last.people.length > 0;
};

/** Goes on; and where the policy is used up, asks once more from the start of a round, if that reaches anybody. */
function ringOver(request: Request, round: number, given: Given, floor: Floor, why: Why): Event[] {
  const on = ringNext(request, given, floor, why);
  if (asksSomebody(on)) return on;
  const over = startOver(request, round, given, floor, why);
  return asksSomebody(over) ? over : on;
}

function startOver(request: Request, round: number, given: Given, floor: Floor, why: Why): Event[] {
  const restarted: Event = { type: "restarted", at: given.at, round };
  return [restarted, ...ringNext(evolve(request, restarted), given, floor, why)];
}

/**
 * Given back or lapsed: the request is open again and the next step starts at once. Three decisions:
 * - Lost at the very end of the policy: its last round once more. Others stopped because somebody had it, so "No answer"
 *   would say of them what nobody knows.
 * - Lost in a danger: everyone again, and quickly, however many rounds there were before.
 * - Whoever gave it back is not rung by their own press. Whoever lapsed said nothing, and is asked like everybody.
 */
export function loseTaker(
  request: Request,
  type: "gaveBack" | "lapsed",
  by: PersonId,
  given: Given,
  floor: Floor,
): Event[] {
  const event: Event = { type, at: given.at, by, occasion: `a${request.occasions}` };
  const after = evolve(request, event);
  const why: Why =
    type === "gaveBack" ? { reason: "givenBack", without: by } : { reason: "lapsed" };
  if (after.level === "danger") return [event, ...startOver(after, 0, given, floor, why)];
  return [event, ...ringOver(after, policyOf(after).repeat, given, floor, why)];
}

/**
 * The agent pressed again: whoever has it is told once more, and the next step is asked now; from the first where all
 * are used up, because asking again must never be what brings "No answer".
 */
export function callAgain(request: Request, given: Given, floor: Floor): Event[] {
  const holder = holderOf(request);
  const again: Event = {
    type: "calledAgain",
    at: given.at,
    occasion: `p${request.occasions}`,
    ...(holder === undefined ? {} : { person: holder }),
  };
  const events = ringOver(evolve(request, again), 0, given, floor, { reason: "again" });
  const beside = request.status === "acknowledged" || request.status === "joined";
  // Nobody further to ask while somebody has it is no reason to say "No answer".
  return beside && !asksSomebody(events) ? [again] : [again, ...events];
}

/**
 * Nobody was asked, because nobody who may be asked was known on any platform: the first start, while people are looked up.
 * Now somebody is. Not for a call of long ago.
 */
export function askAlone(request: Request, given: Given, floor: Floor): Event[] {
  const isAlone =
    request.status === "exhausted" && !isOvertaken(request) && nobodyWasAsked(request);
  if (!isAlone || isTooLate(request.exhaustedAt, given.at)) return [];
  const events = startOver(request, 0, given, floor, { reason: "opened" });
  return asksSomebody(events) ? events : [];
}

/** Danger: everyone at once, whatever step the request was in. Whoever has it stays the partner on the line, and is rung. */
export function raiseDanger(request: Request, by: PersonId, given: Given, floor: Floor): Event[] {
  const joinBy = given.at + policyOf({ ...request, level: "danger" }).joinWithin;
  const levelled: Event = {
    type: "levelled",
    at: given.at,
    by,
    level: "danger",
    ...sooner(request, joinBy),
  };
  const after = evolve(request, levelled);
  const asks = startOver(after, 0, given, floor, { reason: "danger" });
  const holder = holderOf(after);
  if (holder === undefined) return [levelled, ...asks];
  const rest: Event[] = asksSomebody(asks)
    ? asks
    : [{ type: "quietened", at: given.at, alone: true }];
  return [levelled, ...rest, ...(holder === by ? [] : ring(holder, evolveAll(after, rest), given))];
}

/**
 * A category moved the level: keep the place in the policy, but wait no longer than the new level would. Nobody is given
 * more time than they and the agent were told. A level that asks other people has no such place: who is asked keeps the time
 * they have, and then its first step comes.
 * @param before the level's policy until now
 */
export function moveTo(
  request: Request,
  before: Policy,
  level: Event & { readonly type: "levelled" },
  given: Given,
): Event[] {
  const after = evolve(request, level);
  const policy = policyOf(after);
  const elsewhere: Event[] = asksTheSame(before, policy)
    ? []
    : [{ type: "restarted", at: given.at, round: Math.min(request.round, policy.repeat) }];
  const joinBy = given.at + policy.joinWithin;
  if (after.status !== "open") return [{ ...level, ...sooner(request, joinBy) }, ...elsewhere];
  const timeout = policy.steps[Math.max(0, after.step)]?.timeout;
  const dueAt =
    timeout === undefined ? after.ringing.dueAt : Math.max(given.at, after.ringing.since + timeout);
  return [
    level,
    ...elsewhere,
    ...(dueAt < after.ringing.dueAt ? [{ type: "hastened", at: given.at, dueAt } as const] : []),
  ];
}

/** Step by step, as far as both go. */
const asksTheSame = (one: Policy, other: Policy): boolean =>
  one.steps.every(
    ({ notify }, n) =>
      other.steps[n] === undefined ||
      JSON.stringify(notify) === JSON.stringify(other.steps[n].notify),
  );

const sooner = (request: Request, joinBy: number) =>
  request.status === "acknowledged" && joinBy < request.joinBy ? { joinBy } : {};

/**
 * Nobody of this step can answer any more: first those who were to wait in it, then the next step; beside somebody who
 * has it, see `ringBeside`.
 * @param tell the holder must hear of it.
 */
export function goOn(
  request: Request,
  given: Given,
  floor: Floor,
  why: Why,
  tell: boolean,
): Event[] {
  if (request.ringing === undefined) return [];
  const waiting = widened(request, given, floor);
  if (waiting.people.length > 0) return [waiting];
  const on = ringNext(request, given, floor, why);
  if (request.status === "open") return on;
  // The agent called a second time: the rest of this round, but no second ring for those who said no.
  const goesOn = !tell && asksSomebody(on) && evolveAll(request, on).round === request.round;
  return goesOn ? on : ringBeside(request, given, floor, why, tell);
}

/** Somebody said no or cannot be reached, and that is news to the holder: a hand-off failed, or now they must call for help. */
export const concernsHolder = (before: Request, after: Request): boolean =>
  before.handedTo !== after.handedTo ||
  (before.danger?.alone === false && after.danger?.alone === true);

/** Halfway through a step: those in a call, and those who do not speak the agent's language, as far as they are there now. */
export function widened(
  request: Request,
  given: Given,
  floor: Floor,
): Event & { readonly type: "widened" } {
  return {
    type: "widened",
    at: given.at,
    people: stillThere(request, request.ringing?.later ?? [], floor),
    occasion: `p${request.occasions}`,
  };
}

/**
 * Nobody answered beside whoever has it. Danger still needs a caller: asked for the policy's rounds, and then the partner
 * is rung, because now it is they who call. With only "Someone's here" nobody of ours is there, and danger goes on
 * asking. Anybody else has been asked enough; who handed it on hears that it is still theirs.
 */
export function ringBeside(
  request: Request,
  given: Given,
  floor: Floor,
  why: Why,
  tell: boolean,
): Event[] {
  const holder = holderOf(request);
  const alone = needsCaller(request);
  if (alone && (holder === undefined || request.round < policyOf(request).repeat)) {
    const asks = ringNext(request, given, floor, { ...why, reason: "callForHelp" });
    if (holder === undefined || asksSomebody(asks)) return asks;
  }
  const quietened: Event = { type: "quietened", at: given.at, alone };
  return [
    quietened,
    ...(holder !== undefined && (alone || tell)
      ? ring(holder, evolve(request, quietened), given)
      : []),
  ];
}

const ring = (person: PersonId, request: Request, given: Given): Event[] => [
  { type: "nudged", at: given.at, person, occasion: `p${request.occasions}` },
];
