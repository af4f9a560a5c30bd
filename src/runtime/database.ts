import { promises as fs } from "node:fs";
import path from "node:path";
import { Kysely, PostgresDialect, sql } from "kysely";
import { FileMigrationProvider, Migrator } from "kysely/migration";
import pg from "pg";
import type { OrganisationId } from "../kernel/ids.ts";
import { Unavailable } from "../platform/errors.ts";
import type { Log } from "./log.ts";
import type { Database as Tables } from "./schema.ts";

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
  /** Runs `work` as handrail_app with this organisation set, and commits; anything thrown rolls back. */
  inOrganisation<T>(organisation: OrganisationId, work: (tx: Tx) => Promise<T>, options?: { stillWanted?: () => boolean }): Promise<T>;
  /** One batch of reading statements as handrail_sweep, across organisations: what finding work needs, and no more. */
  sweep(statements: string): Promise<Record<string, unknown>[][]>;
  /** One statement as handrail_app, sent together with its begin and commit: one round trip. Values must be escaped by `literal`. */
  once(organisation: OrganisationId, statement: string): Promise<Record<string, unknown>[]>;
  migrate(): Promise<void>;
  /** Pushes the one clock forward: tests and the playground. Only the login may; the running roles cannot. */
  pushClock(seconds: number): Promise<void>;
  /** Answers when the database does. @throws {Unavailable} */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** A text as an SQL literal. */
export const literal = (text: string): string => pg.escapeLiteral(text);

// Instants are milliseconds everywhere in our code, and bigint counters fit a double.
const parsers: Record<number, (text: string) => unknown> = {
  [pg.types.builtins.TIMESTAMPTZ]: (text) => Date.parse(text),
  [pg.types.builtins.INT8]: Number,
};
const types = { getTypeParser: (oid: number, format?: "text" | "binary") => parsers[oid] ?? pg.types.getTypeParser(oid, format) };

/**
 * The one way to the database: the same pool whether PGlite or PostgreSQL answers.
 * @param limits PostgreSQL only: PGlite has one session, where they do nothing or end it for ever (DESIGN 7).
 */
export function openDatabase(where: Where | { readonly url: string }, log: Log, options: { limits: boolean; connections?: number }): Database {
  const limits = options.limits ? { statement_timeout: 5_000, idle_in_transaction_session_timeout: 5_000, lock_timeout: 2_000 } : {};
  const address = "url" in where ? { connectionString: where.url } : where;
  const pool = new pg.Pool({ ...address, ...limits, types, max: options.connections ?? 10, connectionTimeoutMillis: 2_000, application_name: "handrail" });
  // Without a listener a dropped idle connection would end the process (PLATFORMS trap 25).
  pool.on("error", (err) => log.warn({ err }, "database connection lost"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema("handrail");

  const enter = (role: string, organisation?: OrganisationId) =>
    `begin; set local role ${role};${organisation === undefined ? "" : ` set local handrail.organisation = ${literal(slug(organisation))};`}`;

  return {
    inOrganisation: (organisation, work, { stillWanted } = {}) =>
      guarded(() =>
        db.connection().execute(async (connection) => {
          await sql.raw(enter("handrail_app", organisation)).execute(connection);
          try {
            const result = await work(connection as Tx);
            if (stillWanted?.() === false) throw new Unavailable("answered without it");
            await sql.raw("commit").execute(connection);
            return result;
          } catch (error) {
            await sql.raw("rollback").execute(connection).catch(() => undefined);
            throw error;
          }
        }),
      ),
    sweep: (statements) => guarded(async () => rowsOf(await pool.query(`${enter("handrail_sweep")} ${statements}; commit`))),
    once: (organisation, statement) =>
      guarded(async () => rowsOf(await pool.query(`${enter("handrail_app", organisation)} ${statement}; commit`)).at(-1) ?? []),
    migrate: () => guarded(() => migrate(db, pool)),
    pushClock: (seconds) => guarded(async () => void (await pool.query("update handrail.clock set shift = shift + make_interval(secs => $1)", [seconds]))),
    ping: () => guarded(async () => void (await pool.query("select 1"))),
    close: () => db.destroy(),
  };
}

/** Only the statements between `set local` and `commit` have rows to show. */
function rowsOf(results: unknown): Record<string, unknown>[][] {
  const list = (Array.isArray(results) ? results : [results]) as { command: string; rows: Record<string, unknown>[] }[];
  return list.filter((result) => !["BEGIN", "SET", "COMMIT", "ROLLBACK"].includes(result.command)).map((result) => result.rows);
}

/** Organisation ids are slugs by the table's own check; anything else never reaches SQL text. */
function slug(organisation: OrganisationId): string {
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(organisation)) throw new Error("not an organisation id");
  return organisation;
}

async function migrate(db: Kysely<Tables>, pool: pg.Pool): Promise<void> {
  await pool.query("create schema if not exists handrail");
  for (const role of ["handrail_app", "handrail_sweep"]) {
    // Roles belong to the cluster: another database's start may be making them at the same moment.
    await pool.query(
      `do $$ begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end $$`,
    );
    await pool.query(`do $$ begin execute format('grant ${role} to %I', current_user); exception when others then null; end $$`);
  }
  const migrator = new Migrator({
    db,
    provider: new FileMigrationProvider({ fs, path, migrationFolder: path.resolve(import.meta.dirname, "../../migrations") }),
    migrationTableSchema: "handrail",
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

const awayCodes = /^(ECONN|ENOENT|ENOTFOUND|EPIPE|ETIMEDOUT|EAI_AGAIN|08|53|55P03|57|25P0[34]|40001|40P01)/;

/** What means "not now" becomes `Unavailable`; a bug stays what it is. */
async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    const { code, message } = error as { code?: unknown; message?: unknown };
    if (awayCodes.test(String(code ?? "")) || /terminated|timeout|Connection ended|not queryable|Client was closed/i.test(String(message ?? ""))) {
      throw new Unavailable(String(code ?? "connection"), { cause: error });
    }
    throw error;
  }
}
