import type { PersonId } from "../kernel/ids.ts";
import { type Instant, hours } from "../kernel/time.ts";
import type { HardCall } from "../people/requests.ts";
import type { Meeting } from "./meetings.ts";

/** After one's own hard call or debrief, and after any part in a Danger (docs/features.md D3). */
export const coolOff = hours(4);
const coolOffAfterDanger = hours(24);

/**
 * Until when somebody is left in peace: from events that they know of themselves, and from nothing
 * else.
 */
export function coolUntil(
  person: PersonId,
  calls: readonly HardCall[],
  meetings: readonly Meeting[],
  now: Instant,
): Instant | undefined {
  const ends = [
    ...calls.flatMap((call) => {
      const ended = call.endedAt ?? now;
      if (call.danger) return call.people.includes(person) ? [ended + coolOffAfterDanger] : [];
      return call.requester === person ? [ended + coolOff] : [];
    }),
    ...meetings
      .filter(({ requester, round }) => requester === person && round !== true)
      .map(({ at }) => at + coolOff),
  ];
  const last = Math.max(...ends, 0);
  return last > now ? last : undefined;
}
