import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import type { OrganisationId } from "../../kernel/ids.ts";
import { Unavailable } from "../../platform/errors.ts";
import { committed, Ending } from "./commit.ts";
import type { Log } from "../log.ts";
import { type Patience, Uncertain } from "../patience.ts";
import { migrateDatabase } from "./migrate.ts";
import type { Database as Tables } from "./schema.ts";
import { type Line, cutWhenSilent, lineOver } from "./statements.ts";
import { together } from "./together.ts";

/** Inside one organisation's transaction. The brand keeps a query on the pool out of places that want this. */
export type Tx = Kysely<Tables> & { readonly __inOrganisation: unique symbol };

export interface Where {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
}

export interface Database {
  /**
   * Runs `work` as handrail_app with this organisation set, and commits; anything thrown rolls back.
   * @param work may wait for its last statements with `finish` instead of `together`: the commit then travels with them
   * @throws {Unavailable} the database does not answer, and nothing was committed
   * @throws {Uncertain} it stopped answering during the commit
   */
  inOrganisation<T>(
    organisation: OrganisationId,
    work: (tx: Tx, finish: typeof together) => Promise<T>,
    patience?: Patience,
  ): Promise<T>;
  /**
   * One batch of reading statements as handrail_sweep, across organisations: what finding work needs, and no more.
   * @param values with them it is one statement, prepared: planning the tick's takes longer than running it
   */
  sweep(statements: string, values?: readonly unknown[]): Promise<Record<string, unknown>[][]>;
  /** One statement as handrail_app, sent together with its begin and commit: one journey. */
  once(
    organisation: OrganisationId,
    statement: string,
    values?: readonly unknown[],
  ): Promise<Record<string, unknown>[]>;
  /** Roles, schema, migrations. @throws {UnfitDatabase} when an operator has to do something first. */
  migrate(): Promise<void>;
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

// Instants are milliseconds everywhere in our code, and bigint counters fit a double.
const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.TIMESTAMPTZ]: (text) => Date.parse(text),
  [pg.types.builtins.INT8]: Number,
};
const types = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    parsers[oid] ?? pg.types.getTypeParser(oid, format),
};

/**
 * The one way to the database: the same pool whether PGlite or PostgreSQL answers.
 * @param options.limits PostgreSQL: time limits of a session, and the login is checked. PGlite has one session, where such
 * limits do nothing or end it for ever, and one login.
 */
export function openDatabase(
  where: Where | { readonly url: string },
  log: Log,
  options: { limits: boolean; connections?: number },
): Database {
  const limits = options.limits
    ? { statement_timeout: 5_000, idle_in_transaction_session_timeout: 5_000, lock_timeout: 2_000 }
    : {};
  const address = "url" in where ? { connectionString: where.url } : where;
  // An idle connection is given up before its silence would be taken for a fault.
  const silence = options.limits
    ? { idleTimeoutMillis: 5_000, longest: 7_000 }
    : { idleTimeoutMillis: 10_000, longest: 12_000 };
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

  const lines = new WeakMap<pg.PoolClient, Promise<Line<Tables>>>();
  /** Runs `work` on one connection; whatever fails is rolled back. */
  const online = async <T>(work: (line: Line<Tables>) => Promise<T>): Promise<T> => {
    const client = await pool.connect();
    let usable = true;
    try {
      const line = lines.get(client) ?? lineOver<Tables>(client);
      lines.set(client, line);
      return await work(await line);
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

  const said = (error: unknown): never => {
    if (error instanceof Uncertain && error.message === committed)
      log.error({ err: error.cause }, "something failed behind its commit");
    throw error;
  };

  return {
    inOrganisation: (organisation, work, patience) =>
      guarded(() =>
        online(async (line) => {
          const ending = new Ending(line, patience);
          // Not waited for: it travels with the first statement, and when it fails everything after it is refused.
          const entered = line.begin(enter("handrail_app", organisation));
          const [result] = await ending
            .of(together(work(line.db.withSchema("handrail") as Tx, ending.finish), entered))
            .catch(said);
          return result;
        }),
      ),
    sweep: (statements, values) =>
      guarded(async () => {
        const entered = enter("handrail_sweep");
        if (values === undefined)
          return rowsOf(await pool.query(`${entered} ${statements}; commit`));
        return online(async (line) => {
          const [, { rows }] = await together(
            line.begin(entered),
            line.send(statements, values),
            line.end("commit"),
          );
          return [rows as Record<string, unknown>[]];
        });
      }),
    once: (organisation, statement, values = []) =>
      guarded(() =>
        online(async (line) => {
          // The commit of a failed statement is a rollback.
          const entered = line.begin(enter("handrail_app", organisation));
          const [, { rows }] = await together(
            entered,
            line.send(statement, values),
            line.end("commit"),
          );
          return rows as Record<string, unknown>[];
        }),
      ),
    migrate: () =>
      guarded(() =>
        migrating(address, limits.lock_timeout, (its, line) =>
          migrateDatabase(its, line, options.limits),
        ),
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

/** A migration may take its time over a large table. It never waits long for a lock, because everybody would wait behind it. */
async function migrating(
  address: object,
  lock_timeout: number | undefined,
  work: (db: Kysely<Tables>, pool: pg.Pool) => Promise<void>,
): Promise<void> {
  const limit = lock_timeout === undefined ? {} : { lock_timeout };
  const pool = new pg.Pool({
    ...address,
    ...limit,
    types,
    max: 2,
    connectionTimeoutMillis: 2_000,
    application_name: "handrail migration",
  });
  pool.on("error", () => undefined);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema("handrail");
  try {
    await work(db, pool);
  } finally {
    await db.destroy();
  }
}

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

const awayCodes =
  /^(ECONN|ENOENT|ENOTFOUND|EPIPE|ETIMEDOUT|EAI_AGAIN|08|53|55P03|57|25P0[34]|40001|40P01)/;

/** What means "not now" becomes `Unavailable`; a bug stays what it is. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unavailable || error instanceof Uncertain) throw error;
    const { code, message } = error as { code?: string; message?: string };
    if (
      awayCodes.test(code ?? "") ||
      /terminated|timeout|Connection ended|not queryable|Client was closed/i.test(message ?? "")
    ) {
      throw new Unavailable(code ?? "connection", { cause: error });
    }
    throw error;
  }
}
