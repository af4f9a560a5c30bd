import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { OrganisationId } from "../../kernel/ids.ts";
import { Unavailable } from "../../platform/errors.ts";
import { type Writing, commitAlone, committed, writeAndCommit } from "./commit.ts";
import type { Log } from "../log.ts";
import { type Deadline, Uncertain } from "../command/deadline.ts";
import { guarded } from "./guarded.ts";
import { migrateDatabase, migrating } from "./migrate.ts";
import { types } from "./types.ts";
import type { Database as Tables } from "./schema.ts";
import { type Connection, connectionOver, cutWhenSilent } from "./statements.ts";
import { together } from "./together.ts";

/** Inside one organisation's transaction. The brand keeps a query on the pool out of places that want this. */
export type Tx = Kysely<Tables> & { readonly __inOrganisation: unique symbol };

export interface Where {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string | undefined;
}

export interface Database {
  /**
   * Runs `work` as handrail_app with this organisation set, and commits; anything thrown rolls back.
   * @throws {Unavailable} the database does not answer, and nothing was committed
   * @throws {Uncertain} it stopped answering during the commit
   */
  inOrganisation<T>(organisation: OrganisationId, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * A command, as handrail_app with this organisation set: `read` reads and decides, and what it returns is written and
   * committed in one go. Where it reads in one go too, that is two round trips.
   * @throws as `inOrganisation` does
   */
  command<T>(
    organisation: OrganisationId,
    read: (tx: Tx) => Promise<Writing<T>>,
    deadline?: Deadline,
  ): Promise<T>;
  /**
   * One batch of reading statements as handrail_sweep, across organisations: what finding work needs, and no more.
   * @param values with them it is one statement, prepared: planning the tick's takes longer than running it
   */
  sweep(statements: string, values?: readonly unknown[]): Promise<Record<string, unknown>[][]>;
  /** One statement as handrail_app, sent together with its begin and commit: one round trip. */
  once(
    organisation: OrganisationId,
    statement: string,
    values?: readonly unknown[],
  ): Promise<Record<string, unknown>[]>;
  /**
   * Roles, schema, migrations.
   * @param to the last migration to run; without it all of them
   * @throws {UnfitDatabase} when an operator has to do something first
   */
  migrate(to?: string): Promise<void>;
  /**
   * Counts who there is, for the planner. After many people were added and before they are looked up: autovacuum comes up to
   * a minute later, and until then a plan may read everybody of an organisation to find one. A login that does not own the
   * tables counts nothing, and waits for autovacuum. It is a hint: when it cannot be given, that is logged and no more.
   */
  refreshStatistics(): Promise<void>;
  /**
   * Pushes the one clock forward: tests and the playground. Only the login may; the running roles cannot.
   * @returns how far ahead of the machine's it is by now, in seconds
   */
  pushClock(seconds: number): Promise<number>;
  /** Answers when the database does. @throws {Unavailable} */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A text as an SQL literal. */
const literal = (text: string): string => pg.escapeLiteral(text);

/** Time limits of a session, in milliseconds. */
const limits = {
  statement_timeout: 5_000,
  idle_in_transaction_session_timeout: 5_000,
  lock_timeout: 2_000,
};
/** An idle connection is given up before its silence would be taken for a fault. */
const silence = { idleTimeoutMillis: 5_000, longest: 7_000 };

/** The one way to the database: the embedded server's pool is no other than an operator's. */
export function openDatabase(
  where: Where | { readonly url: string },
  log: Log,
  options: { connections?: number } = {},
): Database {
  const address = "url" in where ? { connectionString: where.url } : where;
  const pool = new pg.Pool({
    ...{
      ...address,
      ...limits,
      types,
      max: options.connections ?? 10,
      connectionTimeoutMillis: 2_000,
      application_name: "handrail",
    },
    ...{ idleTimeoutMillis: silence.idleTimeoutMillis, keepAlive: true, pipeline: true },
  });
  let closing = false;
  // Without a listener a dropped idle connection would end the process (PLATFORMS trap 25).
  pool.on("error", (err) => {
    // A server that stops with us may say so before our own goodbye has reached it.
    if (!closing) log.warn({ err }, "database connection lost");
  });
  pool.on("connect", (client) => {
    client.on("error", () => undefined);
    cutWhenSilent(client, silence.longest);
  });

  const connections = new WeakMap<pg.PoolClient, Promise<Connection<Tables>>>();
  /** Runs `work` on one connection; whatever fails is rolled back. */
  const connected = async <T>(work: (connection: Connection<Tables>) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let usable = true;
    try {
      const connection = connections.get(client) ?? connectionOver<Tables>(client);
      connections.set(client, connection);
      return await work(await connection);
    } catch (error) {
      usable = await client.query("rollback").then(
        () => true,
        () => false,
      );
      throw error;
    } finally {
      client.release(!usable);
    }
  };

  // Statements look up by key: one plan serves every value, and a plan for each value costs more
  // than it saves. Compiling a plan to machine code takes longer than running any of ours.
  // `set local` holds behind a transaction pooler too, where a session's settings do not.
  const settings = "set local plan_cache_mode = force_generic_plan; set local jit = off;";
  const enter = (role: string, organisation?: OrganisationId) => {
    const own =
      organisation === undefined
        ? ""
        : `set local handrail.organisation = ${literal(slug(organisation))};`;
    return `begin; set local role ${role}; ${settings} ${own}`;
  };

  const transactionOn = ({ db }: Connection<Tables>) => db.withSchema("handrail") as Tx;

  const said = (error: unknown): never => {
    if (error instanceof Uncertain && error.message === committed)
      log.error({ err: error.cause }, "something failed behind its commit");
    throw error;
  };

  return {
    inOrganisation: (organisation, work) =>
      guarded(() =>
        connected(async (connection) => {
          // Not waited for: it travels with the first statement, and when it fails everything after it is refused.
          const entered = connection.begin(enter("handrail_app", organisation));
          const [result] = await together(work(transactionOn(connection)), entered);
          await commitAlone(connection, undefined);
          return result;
        }),
      ),
    command: (organisation, read, deadline) =>
      guarded(() =>
        connected(async (connection) => {
          const entered = connection.begin(enter("handrail_app", organisation));
          const [writing] = await together(read(transactionOn(connection)), entered);
          return writeAndCommit(connection, writing, deadline).catch(said);
        }),
      ),
    sweep: (statements, values) =>
      guarded(async () => {
        const entered = enter("handrail_sweep");
        if (values === undefined)
          return rowsOf(await pool.query(`${entered} ${statements}; commit`));
        return connected(async (connection) => {
          const [, { rows }] = await together(
            connection.begin(entered),
            connection.send(statements, values),
            connection.end("commit"),
          );
          return [rows as Record<string, unknown>[]];
        });
      }),
    once: (organisation, statement, values = []) =>
      guarded(() =>
        connected(async (connection) => {
          // The commit of a failed statement is a rollback.
          const entered = connection.begin(enter("handrail_app", organisation));
          const [, { rows }] = await together(
            entered,
            connection.send(statement, values),
            connection.end("commit"),
          );
          return rows as Record<string, unknown>[];
        }),
      ),
    migrate: (to) =>
      guarded(() =>
        migrating(address, limits.lock_timeout, (its, own) => migrateDatabase(its, own, to)),
      ),
    refreshStatistics: () =>
      pool.query(`analyze (skip_locked) ${peopled}`).then(
        () => undefined,
        (err: unknown) => log.warn({ err }, "the planner goes by what it knew"),
      ),
    pushClock: (seconds) =>
      guarded(async () => {
        const pushed =
          "update handrail.clock set shift = shift + make_interval(secs => $1) returning extract(epoch from shift) as ahead";
        const { rows } = await pool.query<{ ahead: string }>(pushed, [seconds]);
        return Number(rows[0]?.ahead ?? 0);
      }),
    ping: () => guarded(async () => void (await pool.query("select 1"))),
    close: () => {
      closing = true;
      return pool.end();
    },
  };
}

/** What a file and the platforms fill, in a moment. */
const peopled = ["organisations", "workspaces", "people", "accounts", "teams", "memberships"]
  .map((table) => `handrail.${table}`)
  .join(", ");

/** Only the statements between `set local` and `commit` have rows to show. */
function rowsOf(results: unknown): Record<string, unknown>[][] {
  const list = (Array.isArray(results) ? results : [results]) as {
    command: string;
    rows: Record<string, unknown>[];
  }[];
  return list
    .filter((result) => !["BEGIN", "SET", "COMMIT", "ROLLBACK"].includes(result.command))
    .map((result) => result.rows);
}

/** Organisation ids are slugs by the table's own check; anything else never reaches SQL text. */
function slug(organisation: OrganisationId): string {
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(organisation)) throw new Error("not an organisation id");
  return organisation;
}
