import { type Instant, type Millis, hours, minutes, seconds } from "../kernel/time.ts";
import { goBackAt } from "./hold/due.ts";
import { type Request, isLive, isMissed, laterAt, ringingOf } from "./request.ts";

/** The same press twice within this is one request (docs/features.md E1). */
export const samePress: Millis = seconds(10);
/**
 * Somebody with the agent for this long: the next call for help is a new request (docs/features.md
 * E1).
 */
export const newRequestAfter: Millis = minutes(15);
/**
 * With the agent for this long and nobody said how it ended: closed, not recorded (docs/features.md
 * E6).
 */
const closeJoinedAfter = minutes(30);
/** No answer for this long after the last round: closed as unanswered. */
const closeExhaustedAfter = minutes(30);
/** Missed while Handrail was away, and not taken: the next shift has seen it by then. */
const closeMissedAfter = hours(12);
/** Withdrawn before this asks nothing of anybody and counts as nothing (docs/features.md E7). */
export const earlyWithdrawal: Millis = minutes(1);
/** Cards shrink this long after closing (docs/features.md E18). */
export const shrinkAfter = minutes(24 * 60);
/** A danger never stops asking. After its policy's rounds it asks no faster than this. */
export const dangerPace: Millis = seconds(60);

/**
 * Whether a time to be there by is said as *now*. Cards show minutes, and "by 07:50" read at 07:50
 * helps nobody. With a whole minute left the clock time is still clearer.
 */
export const saidAsNow = (at: Instant, now: Instant): boolean =>
  at - now < seconds(59) && Math.floor(at / minutes(1)) <= Math.floor(now / minutes(1));

/** The clock's commands. */
export const ticks = [
  "step",
  "widen",
  "nudge",
  "lapse",
  "remind",
  "goBack",
  "close",
  "shrink",
] as const;
export type Tick = (typeof ticks)[number];

/**
 * When a tick is due, from the state alone; undefined: never. Timers and rules both read this, so a
 * timer never comes before the rule accepts it. Every live request has a next due time.
 */
export function dueAt(request: Request, tick: Tick): Instant | undefined {
  if (!isLive(request))
    return tick === "shrink" && !request.shrunk ? request.closedAt + shrinkAfter : undefined;
  const ringing = ringingOf(request);
  switch (tick) {
    case "step":
      return ringing?.dueAt;
    case "widen":
      return laterAt(ringing);
    case "nudge":
      // Halfway (docs/features.md E6).
      return request.status === "acknowledged" && !request.nudged
        ? Math.ceil((request.takenAt + request.joinBy) / 2)
        : undefined;
    case "lapse":
      return request.status === "acknowledged" ? request.joinBy : undefined;
    case "remind":
      return request.status === "joined" && request.level === "danger"
        ? request.remindedAt + closeJoinedAfter
        : undefined;
    case "goBack":
      return goBackAt(request);
    case "close":
      if (request.status === "exhausted")
        return request.exhaustedAt + (isMissed(request) ? closeMissedAfter : closeExhaustedAfter);
      return request.status === "joined" && request.level !== "danger"
        ? request.remindedAt + closeJoinedAfter
        : undefined;
    case "shrink":
      return undefined;
  }
}
