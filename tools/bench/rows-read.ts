import { setTimeout as wait } from "node:timers/promises";
import type { Ask } from "./old-rows.ts";

/*
 * What a command made the database read, by the database's own count: no clock is in it, so it is
 * the same on a busy machine. A plan that reads a table's past shows up here with 1,000 old requests
 * as surely as with a million.
 */

/** By table and way, `requests by scan` or `requests by requests_live`: how often, how many rows. */
export type RowsRead = ReadonlyMap<string, { readonly ways: number; readonly rows: number }>;

/**
 * A connection reports what it has read a second later at best; one with nothing more to do is
 * closed after five, and reports then.
 * The embedded database has one session, which the clock keeps busy.
 */
export const reported = { PostgreSQL: 6_500, PGlite: 1_500 };

async function countersOf(ask: Ask, after: number): Promise<RowsRead> {
  await wait(after);
  // What a connection saw of the counts earlier in its transaction, it would see again.
  await ask("select pg_stat_clear_snapshot()");
  const { rows } = await ask(`
    select relname || ' by scan' as way, seq_scan::float8 as ways, seq_tup_read::float8 as rows
    from pg_stat_user_tables where schemaname = 'handrail'
    union all
    select relname || ' by ' || indexrelname, idx_scan::float8, idx_tup_read::float8
    from pg_stat_user_indexes where schemaname = 'handrail'`);
  return new Map(
    rows.map(({ way, ways, rows: met }) => [
      String(way),
      { ways: Number(ways), rows: Number(met) },
    ]),
  );
}

/** What each piece of work made it read, and whatever else went on in that time. */
export async function rowsReadBy<Name extends string>(
  ask: Ask,
  work: Readonly<Record<Name, () => Promise<unknown>>>,
  after: number,
): Promise<ReadonlyMap<Name, RowsRead>> {
  const read = new Map<Name, RowsRead>();
  let before = await countersOf(ask, after);
  for (const name of Object.keys(work) as Name[]) {
    await work[name]();
    const now = await countersOf(ask, after);
    const none = { ways: 0, rows: 0 };
    read.set(
      name,
      new Map(
        [...now].map(([way, its]) => {
          const then = before.get(way) ?? none;
          return [way, { ways: its.ways - then.ways, rows: its.rows - then.rows }];
        }),
      ),
    );
    before = now;
  }
  return read;
}

/**
 * Tables of which more is read where more is old, which should not be. By any way, because a larger
 * table is rightly read by an index where a small one was read whole. A handful of rows each time
 * is no past. A way taken less often than the command was given is another's, like the auditor's.
 */
export function growing(small: RowsRead, large: RowsRead, times: number): string[] {
  const own = [...large].filter(([, { ways }]) => ways >= times / 2);
  return [...Map.groupBy(own, ([way]) => tableOf(way))]
    .map(([table, ways]) => ({
      table,
      now: ways.reduce((sum, [, { rows }]) => sum + rows, 0) / times,
      before:
        [...small].reduce((sum, [way, { rows }]) => sum + (tableOf(way) === table ? rows : 0), 0) /
        times,
    }))
    .filter(({ now, before }) => now - before > 5 + before / 2)
    .toSorted((a, b) => b.now - a.now)
    .map(({ table, now, before }) => `${table}: ${before.toFixed(0)} → ${now.toFixed(0)} rows`);
}

const tableOf = (way: string): string => way.split(" by ")[0] ?? way;
