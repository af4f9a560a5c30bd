import { type Instant, type Millis, minutes } from "../kernel/time.ts";
import { type Event, type Request, holderOf } from "./request.ts";
import type { Tick } from "./times.ts";

/*
 * What falls due while Handrail is away (restored from a backup, or down for long) is carried out late. Up to a quarter of
 * an hour it is still help; after that the call is over, and hundreds of pages at once would hide the one that is not.
 *
 * Danger is the exception: it rings everyone, as it always does, however late. Somebody may be hurt, the cards say since
 * when, and of these there are few. The rounds that were missed are not made up.
 */

/** Carried out later than this, nothing pages any more (RELIABILITY 7). */
export const tooLate: Millis = minutes(15);

/** Since when nobody went on with a request that pages people, had there been somebody to do it; `undefined`: nobody should have. */
function stoppedAt(request: Request): Instant | undefined {
  if (request.level === "danger") return undefined;
  if (request.status === "open" || request.status === "joined") return request.ringing?.dueAt;
  return request.status === "acknowledged" ? request.joinBy : undefined;
}

export const isTooLate = (due: Instant | undefined, at: Instant): due is Instant =>
  due !== undefined && at - due > tooLate;

/** It should have gone on so long ago that its page would be noise: a page that was never posted stays unposted. */
export const isOverdue = (request: Request, at: Instant): boolean =>
  isTooLate(stoppedAt(request), at);

/**
 * Instead of a tick that comes too late. The request waits, on the home pages of supervisors and with its agent, for a press;
 * of a taken one nobody knows whether they came, so it waits as well. Who is asked beside somebody that has it is asked no more.
 * @returns undefined: in time, or none of this tick's business
 */
export function tooLateFor(request: Request, tick: Tick, at: Instant): Event[] | undefined {
  if (request.level === "danger") return undefined;
  const beside = request.status === "acknowledged" || request.status === "joined";
  if (beside && (tick === "step" || tick === "widen"))
    return isTooLate(request.ringing?.dueAt, at)
      ? [{ type: "quietened", at, alone: false }]
      : undefined;
  if (request.status === "joined") return undefined;
  const since = stoppedAt(request);
  if (!isTooLate(since, at)) return undefined;
  const holder = holderOf(request);
  return [
    {
      type: "overtaken",
      at,
      since,
      ...(holder === undefined ? {} : { holder }),
      occasion: `a${request.occasions}`,
    },
  ];
}
