import { type Instant, type Millis, minutes } from "../kernel/time.ts";
import type { Event } from "./events.ts";
import { type Live, type Request, holderOf, isTaken, ringingOf } from "./request.ts";
import type { Tick } from "./times.ts";

/*
 * Handrail was away: restored from a backup, or down for long. What fell due then is carried out
 * late. Up to a quarter of an hour it still helps. After that the call is over, and hundreds of
 * late pages would hide a new one.
 * A danger is the exception: it pages everyone, however late. Somebody may be hurt, the cards say
 * since when, and there are few dangers. Missed rounds are not repeated.
 */

/** A tick later than this pages nobody. */
export const tooLate: Millis = minutes(15);

export const isTooLate = (due: Instant | undefined, at: Instant): due is Instant =>
  due !== undefined && at - due > tooLate;

/** Its page is so late that it would only disturb: it is not posted. */
export const isOverdue = (request: Request, at: Instant): boolean =>
  isTooLate(shouldHaveGoneOnAt(request), at);

/** When a request that pages people should have gone on; `undefined`: it does not have to. */
function shouldHaveGoneOnAt(request: Request): Instant | undefined {
  if (request.level === "danger") return undefined;
  if (request.status === "open" || request.status === "joined") return ringingOf(request)?.dueAt;
  return request.status === "acknowledged" ? request.joinBy : undefined;
}

/**
 * What happens instead of a tick that comes too late. The request waits for a press, on the home
 * pages of supervisors and with its agent. A taken request waits too, because nobody knows whether
 * the holder came. Nobody is asked besides a holder.
 * @returns undefined: in time, or not a tick of this kind
 */
export function insteadOf(tick: Tick, request: Live, at: Instant): Event[] | undefined {
  if (request.level === "danger") return undefined;
  if (isTaken(request) && (tick === "step" || tick === "widen"))
    return isTooLate(ringingOf(request)?.dueAt, at)
      ? [{ type: "quietened", at, alone: false }]
      : undefined;
  if (request.status === "joined") return undefined;
  const since = shouldHaveGoneOnAt(request);
  if (!isTooLate(since, at)) return undefined;
  const occasion = `a${request.occasions}`;
  return [{ type: "overtaken", at, since, holder: holderOf(request), occasion }];
}
