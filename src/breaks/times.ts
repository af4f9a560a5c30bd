import { type Instant, type Millis, hours, minutes, seconds } from "../kernel/time.ts";
import type { Break } from "./state.ts";

/** A wait this long is a cover problem, which is the supervisor's (docs/features.md B2). */
export const coverAfter: Millis = minutes(15);
/**
 * Supervisors have this long to cover at the least; where nobody is due back, and after a danger
 * alone on the queue, also at the most (docs/features.md B2).
 */
export const soonestCover: Millis = minutes(2);
/** What **+10 min** adds. */
export const more: Millis = minutes(10);
/** After the nudge nobody is asked or called late for this long; then they count as back. */
export const grace: Millis = minutes(10);
/** An offer that nobody answers is gone after this. */
const offerLasts = hours(2);
/** A place is kept this long for somebody whose call goes on. */
const holdsFor = minutes(30);
/** A break that waits for the end of a call nobody ended. */
const afterCallLasts = hours(8);
/** Shifts begin and end without telling anybody: who waits looks this often. */
const lookEvery = seconds(60);

/**
 * When the clock looks at it next, from the state alone; undefined: nothing is there to look at.
 */
export function dueAt(state: Break): Instant | undefined {
  switch (state.status) {
    case "none":
      return undefined;
    case "offered":
      return state.since + offerLasts;
    case "queued":
      return Math.min(
        state.lookedAt + lookEvery,
        state.bridgeUntil ?? Infinity,
        state.coverBy ?? Infinity,
      );
    case "afterCall":
      return state.since + (state.held ? holdsFor : afterCallLasts);
    case "away":
      return state.nudged ? state.until + grace : state.until;
  }
}
