import { setTimeout as wait } from "node:timers/promises";
import type { Ask } from "./old-rows.ts";

/*
 * What a command made the database read, counted by the database itself. No clock is involved, so a
 * busy machine changes nothing. A plan that reads old rows shows with 1,000 old requests as surely
 * as with a million.
 */

/**
 * How many scans and how many rows, by table and way: `requests by scan` or `requests by
 * requests_live`.
 */
export type RowsRead = ReadonlyMap<string, { readonly ways: number; readonly rows: number }>;

/**
 * A connection reports its reads at most a second later. An idle one is closed after five seconds,
 * and reports then.
 */
const reportedAfter = 6_500;

async function countersOf(ask: Ask): Promise<RowsRead> {
  await wait(reportedAfter);
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

/** What each piece of work made it read, with everything else that ran in that time. */
export async function rowsReadBy<Name extends string>(
  ask: Ask,
  work: Readonly<Record<Name, () => Promise<unknown>>>,
): Promise<ReadonlyMap<Name, RowsRead>> {
  const read = new Map<Name, RowsRead>();
  let before = await countersOf(ask);
  for (const name of Object.keys(work) as Name[]) {
    await work[name]();
    const now = await countersOf(ask);
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
 * Tables that are read more when more old rows exist, which is a fault. All ways are added up: a
 * larger table is rightly read by an index where a small one was read whole. A few rows each time
 * do not count. A way used less often than the command was given belongs to something else, like
 * the auditor.
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
