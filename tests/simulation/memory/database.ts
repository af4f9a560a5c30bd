import type pg from "pg";
import { Unavailable } from "../../../src/platform/errors.ts";
import { type Rows, commitAlone } from "../../../src/runtime/database/commit.ts";
import type { Database } from "../../../src/runtime/database/database.ts";
import { Uncertain } from "../../../src/runtime/command/deadline.ts";

import type { Actor } from "../time.ts";
import { Connection } from "./connection.ts";
import type { Server } from "./server.ts";

/*
 * `Database` (src/runtime/database/database.ts) over tables in memory, with the same promises: work commits whole or not at all;
 * `Unavailable` means that nothing was committed, `Uncertain` that nobody knows.
 */

const away = /^(ECONN|08|53|55P03|57|25P0[34]|40001|40P01)/;

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as { code?: string };
    if (error instanceof Unavailable || error instanceof Uncertain || !away.test(code ?? ""))
      throw error;
    throw new Unavailable(code, { cause: error });
  }
}

export function memoryDatabase(server: Server, actor: Actor): Database {
  const refused = async () => {
    throw new Error("not in a simulation");
  };
  const online = async <T>(
    organisation: string,
    work: (connection: Connection) => Promise<T>,
  ): Promise<T> => {
    const connection = new Connection(server, actor, organisation);
    try {
      return await work(connection);
    } finally {
      connection.close();
    }
  };
  return {
    inOrganisation: (organisation, work) =>
      guarded(() =>
        online(organisation, async (connection) => {
          const result = await work(await connection.tx());
          await commitAlone(ended(connection), undefined);
          return result;
        }),
      ),
    command: (organisation, read, deadline) =>
      guarded(() =>
        online(organisation, async (connection) => {
          const tx = await connection.tx();
          const { statements, done } = await read(tx);
          const rows = new Map<unknown, Rows>();
          for (const statement of statements)
            rows.set(statement, (await statement.execute(tx)).rows as unknown as Rows);
          await commitAlone(ended(connection), deadline);
          return done((statement) => rows.get(statement) ?? []);
        }),
      ),
    once: (organisation, statement, values = []) =>
      guarded(() =>
        online(organisation, async (connection) => {
          const rows = await connection.statement(statement, values);
          // Begin, statement and commit make one journey: a lost answer is a fault like any other.
          await connection.commit();
          return rows as Record<string, unknown>[];
        }),
      ),
    sweep: (statements) =>
      guarded(() => online("", (connection) => connection.work(() => sweep(server, statements)))),
    ping: () => guarded(() => online("", (connection) => connection.work(() => undefined))),
    migrate: refused,
    refreshStatistics: refused,
    pushClock: refused,
    close: async () => undefined,
  };
}

const ended = (connection: { commit(): Promise<boolean> }) => ({
  end: async () =>
    ({ command: (await connection.commit()) ? "COMMIT" : "ROLLBACK" }) as pg.QueryResult,
});

/** What is read across organisations: homes of workspaces, the clock's look, the auditor's look. */
function sweep(server: Server, statements: string): Record<string, unknown>[][] {
  const now = Math.floor(server.time.now);
  const { timers, waiting } = server.seen;
  if (statements.includes("select organisation_id, platform, workspace"))
    return [
      [...server.shelves.values()]
        .flatMap(({ workspaces }) => workspaces.rows(undefined).map(([, row]) => ({ ...row })))
        .filter((w) => w.state === "active"),
    ];
  if (statements.includes("with clock as materialized")) {
    const due = timers.filter((t) => t.due_at <= now).toSorted((a, b) => a.due_at - b.due_at);
    const next = timers
      .filter((t) => t.due_at > now)
      .reduce((soonest, t) => Math.min(soonest, t.due_at), Infinity);
    const free = waiting.filter(
      (m) => m.not_before <= now && (m.lease_until === null || m.lease_until <= now),
    );
    const found = due
      .slice(0, 200)
      .map((t) => ({ ...t, organisation: t.organisation_id, lateness: now - t.due_at }));
    const waits = [...new Set(free.map((m) => m.organisation_id))].slice(0, 100);
    return [[{ now, due: found, wait: next === Infinity ? null : next - now, waiting: waits }]];
  }
  if (statements.includes("interval '10 s'"))
    return [
      [...server.shelves.keys()].map((organisation_id) => ({ organisation_id })),
      [{ count: waiting.filter((m) => m.not_before < now - 10_000).length }],
      [{ count: timers.filter((t) => t.due_at < now - 10_000).length }],
    ];
  throw new Error(`the memory does not know this look:\n${statements}`);
}
