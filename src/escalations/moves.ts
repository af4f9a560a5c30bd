import type { Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Millis, seconds } from "../kernel/time.ts";
import { type Floor, choose } from "./asking.ts";
import type { Level } from "./policy.ts";
import { type AskReason, type Event, type Request, evolve, holderOf, policyOf } from "./request.ts";

/*
 * How a request moves through its policy. Each function returns events only; none of them decides whether the move is
 * allowed (rules.ts does).
 */

/** Danger keeps asking for ever; after its policy's rounds at this pace, so that a phone is not a siren all night. */
const dangerPace: Millis = seconds(60);

/**
 * The next step with somebody to ask, skipping empty ones at once; past the last round, "No answer". Danger never
 * exhausts: it says once that nobody is there yet, and goes on.
 */
export function ringNext(request: Request, given: Given, floor: Floor, reason: AskReason): Event[] {
  const events: Event[] = [];
  const policy = policyOf(request);
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
      if (isDanger && now.news !== "nobody" && now.status === "open" && (nobody || round >= policy.repeat)) {
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
    const fresh = round === now.round ? now : { ...now, passed: [] };
    const choice = choose(fresh, current.notify, floor, step === policy.steps.length - 1);
    const holder = holderOf(now);
    const people = choice.now.filter((id) => id !== holder);
    if (people.length > 0) {
      add(asked(now, people, choice.later.filter((id) => id !== holder), choice.heldBack, { round, step, timeout: pace(now, round, current.timeout) }, given, reason));
      return events;
    }
    add({ type: "skipped", at: given.at, round, step });
    emptySteps += 1;
  }
}

function asked(
  request: Request,
  people: readonly PersonId[],
  later: readonly PersonId[],
  heldBack: readonly PersonId[],
  to: { readonly round: number; readonly step: number; readonly timeout: Millis },
  given: Given,
  reason: AskReason,
): Event {
  const laterAt = later.length === 0 ? {} : { laterAt: given.at + Math.floor(to.timeout / 2) };
  return {
    ...{ type: "asked", at: given.at, people, round: to.round, step: to.step, heldBack, reason },
    ringing: { since: given.at, dueAt: given.at + to.timeout, later, ...laterAt },
    occasion: `p${request.occasions}`,
  };
}

const pace = (request: Request, round: number, timeout: Millis): Millis =>
  request.level === "danger" && round > policyOf(request).repeat ? Math.max(timeout, dangerPace) : timeout;

/** Danger with nobody to ask: look again soon, somebody may come on shift or out of a break. */
function waitForAnybody(request: Request, given: Given): Event {
  const step = policyOf(request).steps.length - 1;
  const timeout = pace(request, request.round, policyOf(request).steps[step]?.timeout ?? dangerPace);
  return asked(request, [], [], [], { round: request.round, step, timeout }, given, "silence");
}

/** Given back or lapsed: the request is open again and the next step starts at once. */
export function giveBack(request: Request, type: "gaveBack" | "lapsed", by: PersonId, given: Given, floor: Floor): Event[] {
  const event: Event = { type, at: given.at, by, occasion: `a${request.occasions}` };
  const reason = type === "gaveBack" ? "givenBack" : "lapsed";
  return [event, ...ringNext(evolve(request, event), given, floor, reason)];
}

/** The agent pressed again: whoever has it is told once more, and the next step is asked now, from the first if all are used up. */
export function callAgain(request: Request, given: Given, floor: Floor): Event[] {
  const holder = holderOf(request);
  const again: Event = { type: "calledAgain", at: given.at, occasion: `p${request.occasions}`, ...(holder === undefined ? {} : { person: holder }) };
  const after = evolve(request, again);
  if (after.status === "exhausted") return [again, ...ringNext({ ...after, round: 0, step: -1, passed: [] }, given, floor, "again")];
  const events = ringNext(after, given, floor, "again");
  // Nobody further to ask while somebody has it is no reason to say "No answer".
  if (holder !== undefined) return [again, ...events.filter((event) => event.type !== "exhausted" && event.type !== "keptTrying")];
  return [again, ...events];
}

/** Danger: everyone at once, whatever step the request was in. Whoever has it stays the partner on the line. */
export function raiseDanger(request: Request, by: PersonId, given: Given, floor: Floor): Event[] {
  const levelled: Event = { type: "levelled", at: given.at, by, level: "danger" };
  const after = evolve(request, levelled);
  const holder = holderOf(after);
  const nudge: Event[] = holder === undefined ? [] : [{ type: "nudged", at: given.at, person: holder, occasion: `p${after.occasions}` }];
  const from = nudge.reduce<Request>(evolve, after);
  const everyone = choose({ ...from, passed: [] }, "everyone", floor, true).now.filter((id) => id !== holder);
  const policy = policyOf(from);
  const timeout = policy.steps[0]?.timeout ?? dangerPace;
  if (everyone.length === 0 && holder === undefined) {
    return [levelled, ...ringNext({ ...from, round: 0, step: -1, passed: [] }, given, floor, "danger")];
  }
  return [levelled, ...nudge, asked(from, everyone, [], [], { round: 0, step: 0, timeout }, given, "danger")];
}

/** A category moved the level: keep the place in the policy, but wait no longer than the new level would. */
export function moveTo(request: Request, level: Level, by: PersonId, given: Given): Event[] {
  const levelled: Event = { type: "levelled", at: given.at, by, level };
  const after = evolve(request, levelled);
  if (after.status !== "open") return [levelled];
  const timeout = policyOf(after).steps[Math.max(0, after.step)]?.timeout;
  const dueAt = timeout === undefined ? after.ringing.dueAt : Math.max(given.at, after.ringing.since + timeout);
  return dueAt < after.ringing.dueAt ? [levelled, { type: "hastened", at: given.at, dueAt }] : [levelled];
}

/** A step ran out while somebody has it: danger still needs a caller, anybody else has been asked enough. */
export function ringOrQuieten(request: Request, given: Given, floor: Floor): Event[] {
  const needsCaller = request.level === "danger" && request.danger?.caller === undefined;
  if (request.status === "open") return request.ringing.dueAt <= given.at ? ringNext(request, given, floor, "silence") : [];
  if (holderOf(request) === undefined && request.status === "exhausted") return [];
  if (!needsCaller || request.round >= policyOf(request).repeat) return request.ringing === undefined ? [] : [{ type: "quietened", at: given.at }];
  const more = ringNext(request, given, floor, "callForHelp").filter((event) => event.type === "asked" && event.people.length > 0);
  return more.length > 0 ? more : [{ type: "quietened", at: given.at }];
}
