import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import { type Spans, byWeek, merged, minuteOf, weekNumber, without } from "../../kernel/spans.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import { lookAgain } from "../duty/store.ts";
import { Gathering, type GivenShift, type RosterProblem, type Shifts, namesOf } from "./gather.ts";
import { raiseRevision } from "./revision.ts";

/** A time in which shifts are replaced; `to` is exclusive. */
export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

export type Replaced =
  /** Of so many shifts given; the problems name those that were left out, and why. */
  | { readonly applied: number; readonly problems: readonly RosterProblem[] }
  /** `file`: the organisation's file names a roster, and that is the truth. */
  | { readonly refused: "file" | "window" };

/** Two years: what is longer has a slip in a date. */
const longestWindow = 2 * 366 * 24 * 60;
/** In the year 3000: a minute must be no longer than the columns that hold it. */
const latest = Date.UTC(3000, 0) / 60_000;

/**
 * The one door for shifts that a system of the customer pushes (`PUT /api/v1/shifts`). What was known
 * of shifts that begin in the window is replaced by these, in this transaction. A shift that is wrong
 * is left out and named by its place in the list; those outside the window are wrong too. From now on
 * the roster decides in the window, for everybody who has any shift.
 * @param shifts `who` is an e-mail address, or a name that only one person has; `line` its place
 */
export async function replaceShifts(
  tx: Tx,
  organisation: Organisation,
  window: Window,
  shifts: Iterable<GivenShift>,
): Promise<Replaced> {
  const [from, to] = [minuteOf(window.from), Math.ceil(window.to / 60_000)];
  if (!(from < to && to - from <= longestWindow && to <= latest)) return { refused: "window" };
  await lockRoster(tx);
  const known = await tx.selectFrom("rosters").select(["source", "covers"]).executeTakeFirst();
  if (known?.source === "file") return { refused: "file" };
  const gathering = new Gathering(namesOf(organisation.people.values()));
  for (const shift of shifts) {
    if (shift.from >= window.from && shift.from < window.to) gathering.add(shift);
    else
      gathering.refuse(
        shift.line,
        "the shift begins outside the window",
        "Send a window that holds every shift, or leave this one out.",
      );
  }
  await writeShifts(tx, gathering.finish(), from, to);
  const covers = merged([...(known?.covers ?? []), from, to]);
  await keepRoster(tx, { source: "api", hash: "", version: 0, covers });
  return { applied: gathering.given - gathering.wrong, problems: gathering.problems };
}

/** One change of a roster at a time: whoever is second waits, and sees the first. */
const lockRoster = (tx: Tx) =>
  sql`select pg_advisory_xact_lock(hashtext('handrail roster ' || handrail.organisation()))`.execute(
    tx,
  );

/** So many rows leave in one statement: short enough that nothing else waits for it. */
const together = 2_000;

/** Puts shifts in the place of those that begin between two minutes. */
async function writeShifts(tx: Tx, shifts: Shifts, from: number, to: number): Promise<void> {
  // The weeks at both ends may hold shifts from outside, which stay.
  const kept = await tx
    .selectFrom("shift_weeks")
    .select(["person", "week", "spans"])
    .where("week", "in", [...new Set([weekNumber(from), weekNumber(to)])])
    .execute();
  const outside = new Map(
    kept.map(({ person, week, spans }) => [`${person} ${week}`, outsideOf(spans, from, to)]),
  );
  await sql`
    delete from handrail.shift_weeks where organisation_id = handrail.organisation()
      and week between ${weekNumber(from)} and ${weekNumber(to)}`.execute(tx);
  await insertWeeks(tx, weekRows(shifts, outside));
}

/** Made as they are sent: half a million of them would hold up everything else. */
function* weekRows(
  shifts: Shifts,
  others: Map<string, readonly number[]> = new Map(),
): Generator<WeekRow> {
  for (const [person, spans] of shifts)
    for (const [week, own] of byWeek(spans)) {
      const key = `${person} ${week}`;
      const more = others.get(key) ?? [];
      others.delete(key);
      yield { person, week, spans: more.length === 0 ? own : merged([...more, ...own]) };
    }
  for (const [key, spans] of others) {
    const [person = "", week = ""] = key.split(" ");
    if (spans.length > 0) yield { person, week: Number(week), spans };
  }
}

const outsideOf = (spans: readonly number[], from: number, to: number): number[] =>
  spans.flatMap((start, at) =>
    at % 2 === 0 && (start < from || start >= to) ? [start, spans[at + 1] ?? start] : [],
  );

interface WeekRow {
  readonly person: PersonId;
  readonly week: number;
  readonly spans: readonly number[];
}

async function insertWeeks(tx: Tx, rows: Iterable<WeekRow>): Promise<void> {
  let some: WeekRow[] = [];
  for (const row of rows) {
    some.push(row);
    if (some.length < together) continue;
    await insertSome(tx, some);
    some = [];
  }
  if (some.length > 0) await insertSome(tx, some);
}

async function insertSome(tx: Tx, rows: readonly WeekRow[]): Promise<void> {
  // Texts of our own ids and numbers: the driver would quote each value of an array.
  const list = (text: (row: WeekRow) => string) => `{${rows.map(text).join(",")}}`;
  const [people, weeks, spans] = [
    list(({ person }) => person),
    list(({ week }) => String(week)),
    list(({ spans: own }) => `"${own.join(" ")}"`),
  ];
  await sql`
    insert into handrail.shift_weeks (organisation_id, person, week, spans)
    select handrail.organisation(), person, week, string_to_array(spans, ' ')::int[]
    from unnest(${people}::uuid[], ${weeks}::int[], ${spans}::text[])
      given(person, week, spans)`.execute(tx);
}

/** A roster's file, as it was read. */
export interface RosterOfFile {
  readonly shifts: Shifts;
  /** When it decides. */
  readonly covers: Spans;
  /** What it was read from: the same again changes nothing. */
  readonly hash: string;
  /** When it came to its place, in milliseconds: an older one changes nothing. */
  readonly version: number;
}

/**
 * The roster of a file in the place of whatever was there. Shifts that are over stay as they were
 * until they are deleted.
 * @returns whether it counts: `older` where another instance has read a newer one
 */
export async function applyRoster(
  tx: Tx,
  { shifts, covers, hash, version }: RosterOfFile,
): Promise<"applied" | "unchanged" | "older"> {
  await lockRoster(tx);
  const known = await tx
    .selectFrom("rosters")
    .select(["source", "hash", "file_version"])
    .executeTakeFirst();
  if (known?.source === "file" && known.hash === hash) return "unchanged";
  if (known?.source === "file" && known.file_version > version) return "older";
  await sql`delete from handrail.shift_weeks
    where organisation_id = handrail.organisation()`.execute(tx);
  await insertWeeks(tx, weekRows(shifts));
  await keepRoster(tx, { source: "file", hash, version, covers: Array.from(covers) });
  return "applied";
}

/** The hash of the roster's file that counts; `undefined` where none does. */
export async function hashInForce(tx: Tx): Promise<string | undefined> {
  const row = await tx.selectFrom("rosters").select(["source", "hash"]).executeTakeFirst();
  return row?.source === "file" ? row.hash : undefined;
}

/** Where the roster comes from; `undefined`: there is none, and the hours of the teams decide. */
export async function rosterSource(tx: Tx) {
  const its = await tx.selectFrom("rosters").select("source").executeTakeFirst();
  return its?.source as "file" | "api" | undefined;
}

/** The organisation's file names no roster any more: the hours of the teams decide again. */
export async function forgetFileRoster(tx: Tx): Promise<void> {
  await lockRoster(tx);
  const { rows } = await sql<{ gone: string }>`
    delete from handrail.rosters
    where organisation_id = handrail.organisation() and source = 'file'
    returning organisation_id as gone`.execute(tx);
  if (rows.length === 0) return;
  await lookAgain.execute(tx);
  await sql`delete from handrail.shift_weeks
    where organisation_id = handrail.organisation()`.execute(tx);
  await raiseRevision.execute(tx);
}

interface Kept {
  readonly source: "file" | "api";
  readonly hash: string;
  readonly version: number;
  readonly covers: readonly number[];
}

async function keepRoster(tx: Tx, { source, hash, version, covers }: Kept): Promise<void> {
  await sql`
    insert into handrail.rosters (organisation_id, source, hash, file_version, covers, applied_at)
    values (handrail.organisation(), ${source}, ${hash}, ${version},
      ${`{${covers.join(",")}}`}::int[], handrail.now())
    on conflict (organisation_id) do update set source = excluded.source, hash = excluded.hash,
      file_version = excluded.file_version, covers = excluded.covers,
      applied_at = excluded.applied_at`.execute(tx);
  await lookAgain.execute(tx);
  // Last: everybody's rights are read beside this row.
  await raiseRevision.execute(tx);
}

/** In weeks: past shifts and agreements are deleted once this is over. */
const kept = 1;

/** Nobody gets a history of anybody: what is over goes a week later (docs/PRIVACY.md). */
export async function tidyRoster(tx: Tx): Promise<void> {
  const { rows } = await sql<{ minute: number; covers: number[] | null }>`
    select floor(extract(epoch from handrail.now()) / 60)::int as minute,
      (select covers from handrail.rosters where organisation_id = handrail.organisation()) as covers`.execute(
    tx,
  );
  const { minute = 0, covers = null } = rows[0] ?? {};
  await sql`delete from handrail.shift_weeks where organisation_id = handrail.organisation()
    and week < ${weekNumber(minute) - kept}`.execute(tx);
  const over = minute - kept * 7 * 24 * 60;
  await sql`delete from handrail.shift_changes
    where organisation_id = handrail.organisation() and to_minute < ${over}`.execute(tx);
  if (covers === null || (covers[0] ?? over) >= over) return;
  const left = without(covers, [0, over]);
  await tx.updateTable("rosters").set({ covers: left }).execute();
}
