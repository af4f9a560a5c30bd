import { type Engine, StatementFailed } from "./engine.ts";
import type { Turns } from "./turns.ts";

interface Task {
  readonly statement: string;
  /** Milliseconds. */
  readonly every: number;
}

/*
 * PostgreSQL's autovacuum would do it, within a minute. Without statistics the planner takes a whole organisation for a few
 * rows and reads all of them: who is there took 83 ms with 360 people. A table that is new or has doubled, one at a time,
 * because everybody waits meanwhile (10,000 requests: 25 ms); the rest has the hourly round.
 */
export const analyzeGrown = `do $$ declare grown regclass; begin
  select s.relid::regclass into grown from pg_stat_user_tables s join pg_class c on c.oid = s.relid
    where s.n_live_tup > 50 and (s.last_analyze is null or s.n_live_tup > 2 * c.reltuples) order by s.last_analyze nulls first limit 1;
  if found then execute format('analyze %s', grown); end if;
  end $$`;

/*
 * PGlite has no background processes, whatever its settings say. Measured on 0.5.14: without a checkpoint the log was
 * never recycled and dead rows never freed (39 MB grew to 474 MB over 600,000 rows inserted and deleted, and every
 * start replays that log); a checkpoint and a vacuum, half a second, brought it back to 87 MB.
 */
const usual: readonly Task[] = [
  { statement: analyzeGrown, every: 5_000 },
  { statement: "checkpoint", every: 5 * 60_000 }, // PostgreSQL's own checkpoint_timeout
  { statement: "vacuum (analyze)", every: 60 * 60_000 },
];

/** PostgreSQL recycles the log down to this at a checkpoint; the default, 1 GB, would make every snapshot that big. */
export const logSizes = ["-c", "max_wal_size=64MB", "-c", "min_wal_size=32MB"];

export interface UpkeepOptions {
  readonly engine: Engine;
  readonly turns: Turns;
  readonly log: (event: string, facts?: object) => void;
  /** The engine cannot be trusted any more. */
  readonly broken: (error: unknown) => void;
  readonly tasks?: readonly Task[];
}

/** Runs what a server's background processes would, between clients' turns. */
export function startUpkeep({ engine, turns, log, broken, tasks = usual }: UpkeepOptions): void {
  for (const { statement, every } of tasks) {
    setInterval(() => {
      inTurn(turns, () => engine.sql(statement)).catch((error: unknown) => {
        if (error instanceof StatementFailed)
          log("embedded.upkeep_failed", { statement, code: error.code });
        else broken(error);
      });
    }, every).unref();
  }
}

/** Does something while no client is at the engine and no transaction is open. */
export async function inTurn<T>(turns: Turns, work: () => Promise<T>): Promise<T> {
  await turns.take();
  try {
    return await work();
  } finally {
    turns.release();
  }
}
