import type { Kysely } from "kysely";
import pg from "pg";
import type { OrganisationId } from "../../kernel/ids.ts";
import { type Writing, commitAlone, committed, writeAndCommit } from "./commit.ts";
import type { Log } from "../log.ts";
import { type Deadline, Uncertain } from "../command/deadline.ts";
import { guarded } from "./guarded.ts";
import { migrateDatabase, migrating } from "./migrate.ts";
import { openPool } from "./pool.ts";
import type { Database as Tables } from "./schema.ts";
import type { Connection } from "./statements.ts";
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
  /** Writes something, and commits it. @throws {Unavailable} the database is away, or takes no writes */
  prove(): Promise<void>;
  close(): Promise<void>;
}

/** A text as an SQL literal. */
const literal = (text: string): string => pg.escapeLiteral(text);

/** In milliseconds. */
const lockTimeout = 2_000;
/** Time limits of every transaction. */
const limits = [
  "statement_timeout = 5000",
  "idle_in_transaction_session_timeout = 5000",
  `lock_timeout = ${lockTimeout}`,
];

/** The one way to the database: the embedded server's pool is no other than an operator's. */
export function openDatabase(
  where: Where | { readonly url: string },
  log: Log,
  options: { connections?: number } = {},
): Database {
  const address = "url" in where ? { connectionString: where.url } : where;
  const lender = openPool<Tables>(address, log, options.connections ?? 10);
  const { connected } = lender;

  // Statements look up by key: one plan serves every value, and a plan for each value costs more
  // than it saves. Compiling a plan to machine code takes longer than running any of ours.
  // `set local` holds behind a transaction pooler too, where a session's settings do not.
  const settings = [...limits, "plan_cache_mode = force_generic_plan", "jit = off"]
    .map((setting) => `set local ${setting};`)
    .join(" ");
  const enter = (role: string, organisation?: OrganisationId) => {
    const own =
      organisation === undefined
        ? ""
        : `set local handrail.organisation = ${literal(slug(organisation))};`;
    return `begin; ${settings} set local role ${role}; ${own}`;
  };

  /** A whole transaction in one go, without its commit. */
  const batch = (text: string): Promise<unknown> =>
    connected((connection) => connection.begin(`${text} commit`));

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
        if (values === undefined) return rowsOf(await batch(`${entered} ${statements};`));
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
      guarded(() => migrating(address, lockTimeout, (its, own) => migrateDatabase(its, own, to))),
    refreshStatistics: () =>
      batch(`begin; ${settings} analyze (skip_locked) ${peopled};`).then(
        () => undefined,
        (err: unknown) => log.warn({ err }, "the planner goes by what it knew"),
      ),
    pushClock: (seconds) =>
      guarded(async () => {
        const pushed =
          "update handrail.clock set shift = shift + make_interval(secs => $1) returning extract(epoch from shift) as ahead";
        const ahead = await connected(async (connection) => {
          const [, { rows }] = await together(
            connection.begin(`begin; ${settings}`),
            connection.send(pushed, [seconds]),
            connection.end("commit"),
          );
          return (rows[0] as { ahead: string } | undefined)?.ahead;
        });
        return Number(ahead ?? 0);
      }),
    prove: () =>
      guarded(async () => {
        const proof = "update handrail.clock set proved_at = clock_timestamp();";
        await batch(`${enter("handrail_app")} ${proof}`);
      }),
    close: () => lender.close(),
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
