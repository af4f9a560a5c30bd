import { type Instant, type Millis, hours, minutes } from "../kernel/time.ts";
import type { Open, Promised, Stage } from "./promise.ts";

/** From the agreed time: two nudges before it, one at it, and then the team's supervisors. */
const points: readonly Millis[] = [minutes(-30), minutes(-5), 0, minutes(10)];

/** A call until then is by the time: whoever calls at 15:00 presses after the call. */
export const inTimeUntil = (dueAt: Instant): Instant => dueAt + minutes(10);

/** With nobody there, we look this often whether somebody is… */
export const againAfter = minutes(15);
/** …and after so long it ends as missed. */
const endsAfter = hours(7 * 24);

/** How many of the points are over. */
export const stageAt = (dueAt: Instant, at: Instant): Stage =>
  points.filter((point) => dueAt + point <= at).length as Stage;

export const endOf = ({ dueAt }: Open): Instant => dueAt + endsAfter;

/** When to look at it again; a draft and what is over wait for nothing. */
export function nextLook(promised: Promised): Instant | undefined {
  if (promised.status !== "open") return undefined;
  const point = points[promised.stage];
  return point === undefined ? (promised.againAt ?? endOf(promised)) : promised.dueAt + point;
}
