import { type Instant, type Millis, minutes } from "../kernel/time.ts";
import type { Event } from "./events.ts";
import { type Live, type Request, holderOf, isTaken, ringingOf } from "./request.ts";
import type { Tick } from "./times.ts";

/*
 * What falls due while Handrail is away (restored from a backup, or down for long) is carried out
 * late. Up to a quarter of an hour it is still help. After that the call is over, and hundreds of
 * pages at once would hide the one that is not.
 *
 * A danger is the exception: it pages everyone, however late. Somebody may be hurt, the cards say
 * since when, and there are few of these. The rounds that were missed are not made up.
 */

/** Carried out later than this, nothing pages any more. */
export const tooLate: Millis = minutes(15);

export const isTooLate = (due: Instant | undefined, at: Instant): due is Instant =>
  due !== undefined && at - due > tooLate;

/** Its page is so late that it would be noise: what was never posted stays unposted. */
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
 * pages of supervisors and with its agent. So does one that was taken: nobody knows whether they
 * came. Beside a holder nobody is asked any more.
 * @returns undefined: in time, or none of this tick's business
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
