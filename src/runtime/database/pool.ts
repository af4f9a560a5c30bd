import pg from "pg";
import { oncePer } from "../once-per.ts";
import type { Log } from "../log.ts";
import { type Connection, connectionOver, cutWhenSilent } from "./statements.ts";
import { types } from "./types.ts";

/** Lends connections to the database. */
export interface Lender<Tables> {
  /** Runs `work` on one connection; whatever fails is rolled back. */
  connected<T>(work: (connection: Connection<Tables>) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** An idle connection is given up before its silence would be taken for a fault. */
const silence = { idleTimeoutMillis: 5_000, longest: 7_000 };

/** `read_only_sql_transaction`: a standby, or a primary that was demoted behind the same address. */
const takesNoWrites = "25006";

/** What such a statement says where the server behind the connection is another one each time. */
const lostStatements: ReadonlySet<string | undefined> = new Set(["26000", "42P05"]);

/** @param address nothing of it is a setting of the session: a transaction pooler keeps none */
export function openPool<Tables>(address: pg.PoolConfig, log: Log, most: number): Lender<Tables> {
  const pool = new pg.Pool({
    ...address,
    types,
    max: most,
    connectionTimeoutMillis: 2_000,
    application_name: "handrail",
    idleTimeoutMillis: silence.idleTimeoutMillis,
    keepAlive: true,
    pipeline: true,
  });
  const warn = oncePer(60_000);
  let closing = false;
  let ended: Promise<void> | undefined;
  /** Counts the servers that were met: connections to an earlier one are given up. */
  let current = 0;
  const servers = new WeakMap<pg.PoolClient, number>();
  const connections = new WeakMap<pg.PoolClient, Connection<Tables>>();
  /** Whether a statement that was prepared is there the next time. */
  let prepares: boolean | undefined;

  // Without a listener a dropped idle connection would end the process (node-postgres).
  pool.on("error", (err) => {
    // A server that stops with us may say so before our own goodbye has reached it.
    if (!closing) log.warn({ err }, "database connection lost");
  });
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
    servers.set(client, current);
    cutWhenSilent(client, silence.longest);
  });

  const lent = async (): Promise<pg.PoolClient> => {
    for (;;) {
      const client = await pool.connect();
      if (servers.get(client) === current) return client;
      client.release(true);
    }
  };

  const over = async (client: pg.PoolClient): Promise<Connection<Tables>> => {
    prepares ??= await isDirect(client);
    return connectionOver<Tables>(client, prepares);
  };

  /** @returns whether the connection can be used for something else */
  const isUsableAfter = async (error: unknown, client: pg.PoolClient): Promise<boolean> => {
    const { code } = error as { code?: string };
    if (code === takesNoWrites) {
      if (servers.get(client) === current) current += 1;
      warn(code, () => log.error({ code }, "the database takes no writes: was it demoted?"));
      return false;
    }
    if (lostStatements.has(code)) {
      // A pooler that hides itself: nothing is prepared any more.
      prepares = false;
      current += 1;
      warn("pooler", () => log.warn({ code }, "a pooler keeps no prepared statements"));
      return false;
    }
    return client.query("rollback").then(
      () => true,
      () => false,
    );
  };

  return {
    async connected(work) {
      const client = await lent();
      let usable = true;
      try {
        const connection = connections.get(client) ?? (await over(client));
        connections.set(client, connection);
        return await work(connection);
      } catch (error) {
        usable = await isUsableAfter(error, client);
        throw error;
      } finally {
        client.release(!usable);
      }
    },
    close() {
      closing = true;
      ended ??= pool.end();
      return ended;
    },
  };
}

/**
 * Whether the server itself answers. A pooler in between gives each client a process id of its own
 * making, and may lend it another server for each transaction.
 */
async function isDirect(client: pg.PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid === (client as unknown as { processID: number | null }).processID;
}
