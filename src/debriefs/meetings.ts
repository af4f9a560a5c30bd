import type { PersonId, SubjectId } from "../kernel/ids.ts";
import { type Instant, hours } from "../kernel/time.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Shell } from "../runtime/feature.ts";
import { repeatWindow } from "./costs.ts";

/**
 * Two people talked. Sealed, under an id that says nothing, and gone after the 30 days in which a
 * repeat costs (docs/features.md D2).
 */
export interface Meeting {
  readonly requester: PersonId;
  readonly supporter: PersonId;
  readonly at: Instant;
  /** Drawn in a regular round: no repeat, and no load and no cool-off either. */
  readonly round?: true;
}

/** Days that load is counted over (docs/features.md D2). */
const week = hours(7 * 24);
const month = hours(28 * 24);

const placeOf = (shell: Shell, meeting: SubjectId) =>
  `${shell.organisation.id}/debrief_meetings/${meeting}`;

export const sealMeeting = (shell: Shell, id: SubjectId, meeting: Meeting): Promise<string> =>
  shell.vault.seal(placeOf(shell, id), JSON.stringify(meeting));

export type Meetings = ReadonlyMap<SubjectId, Meeting>;

/** All that are kept and open, by their ids. Of the others nobody can say whose they were. */
export async function meetingsById(tx: Tx, shell: Shell): Promise<Meetings> {
  const rows = await tx.selectFrom("debrief_meetings").select(["meeting", "pair"]).execute();
  const opened = await Promise.all(
    rows.map(async ({ meeting, pair }) => {
      const text = await shell.vault.open(placeOf(shell, meeting), pair);
      return text === undefined ? [] : [[meeting, JSON.parse(text) as Meeting] as const];
    }),
  );
  return new Map(opened.flat());
}

/** Tidied once a while: what is over does not count in between either. */
export const recent = (meetings: Meetings, now: Instant): Meeting[] =>
  [...meetings.values()].filter(({ at }) => now - at < repeatWindow);

/** What the caps and costs read of one supporter. */
export function loadOf(
  meetings: readonly Meeting[],
  person: PersonId,
  midnight: Instant,
  now: Instant,
) {
  const own = meetings.filter(({ supporter, round }) => supporter === person && round !== true);
  const since = (instant: Instant) => own.filter(({ at }) => at >= instant).length;
  return { today: since(midnight), week: since(now - week), month: since(now - month) };
}

/** Who somebody talked to, as seeker or supporter, and when last. */
export function metBy(meetings: readonly Meeting[], person: PersonId): Record<PersonId, Instant> {
  const met: Record<PersonId, Instant> = {};
  for (const { requester, supporter, at } of meetings) {
    const other = requester === person ? supporter : supporter === person ? requester : undefined;
    if (other !== undefined) met[other] = Math.max(met[other] ?? at, at);
  }
  return met;
}
