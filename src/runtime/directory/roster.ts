import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import { type Spans, weekNumber, weekStart } from "../../kernel/spans.ts";
import type { Tx } from "../database/database.ts";
import { together } from "../database/together.ts";

/*
 * Who works when, near now, as the directory holds it: so nothing is read to know who is on shift.
 * Minutes since the epoch throughout (`kernel/spans.ts`).
 */
export interface Roster {
  /** Grows with every change of the roster. It is part of the organisation's revision. */
  readonly revision: number;
  /** The week that it was read in: shifts of the week before and of the next three are here. */
  readonly week: number;
  /** When the roster decides. Outside, the hours of the teams do. */
  readonly covers: Spans;
  /** Everybody of the roster, with their shifts near now. */
  readonly people: ReadonlyMap<PersonId, Spans>;
  /** What was agreed for a day besides, the oldest first: a newer one counts. */
  readonly changes: ReadonlyMap<PersonId, readonly RosterChange[]>;
}

/** On or off shift between two minutes, whatever the roster or the hours say. */
export interface RosterChange {
  readonly from: number;
  readonly to: number;
  readonly works: boolean;
}

export const noRoster: Roster = {
  revision: 0,
  week: 0,
  covers: [],
  people: new Map(),
  changes: new Map(),
};

const weeksBefore = 1;
const weeksAfter = 3;

/** The roster around a minute of now. All statements leave at once. */
export async function readRoster(tx: Tx, revision: number, now: number): Promise<Roster> {
  const week = weekNumber(now);
  if (revision === 0) return { ...noRoster, week };
  const [rosters, people, changes] = await together(
    tx.selectFrom("rosters").select("covers").execute(),
    shiftsOf(tx, week),
    tx
      .selectFrom("shift_changes")
      .select(["person", "from_minute as from", "to_minute as to", "works"])
      .orderBy("number")
      .execute(),
  );
  const changesOf = new Map<PersonId, RosterChange[]>();
  for (const { person, from, to, works } of changes) {
    const own = changesOf.get(person) ?? [];
    own.push({ from, to, works });
    changesOf.set(person, own);
  }
  return { revision, week, covers: rosters[0]?.covers ?? [], people, changes: changesOf };
}

/** Looked up person by person in the primary key: a year of shifts costs no more than a month. */
async function shiftsOf(tx: Tx, week: number): Promise<Map<PersonId, Spans>> {
  const { rows } = await sql<{ person: PersonId; spans: string | null }>`
    select p.person, (
      select string_agg(array_to_string(w.spans, ','), ',' order by w.week)
      from handrail.shift_weeks w
      where w.organisation_id = handrail.organisation() and w.person = p.person
        and w.week between ${week - weeksBefore} and ${week + weeksAfter}) as spans
    from handrail.people p
    where p.organisation_id = handrail.organisation() and exists (
      select 1 from handrail.shift_weeks w
      where w.organisation_id = handrail.organisation() and w.person = p.person)`.execute(tx);
  return new Map(
    rows.map(({ person, spans }) => [
      person,
      spans === null ? [] : Int32Array.from(spans.split(","), Number),
    ]),
  );
}

/** Whether what is in memory of the roster is what counts. */
export const isCurrent = (roster: Roster, revision: number, now: number): boolean =>
  roster.revision === revision && roster.week === weekNumber(now);

/** From when and until when its shifts are in memory. */
export const knownOf = ({ week }: Roster): readonly [from: number, until: number] => [
  weekStart(week - weeksBefore),
  weekStart(week + weeksAfter + 1),
];
