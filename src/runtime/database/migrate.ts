import { promises as fs } from "node:fs";
import path from "node:path";
import { Kysely, PostgresDialect, sql } from "kysely";
import { FileMigrationProvider, type MigrationProvider, Migrator } from "kysely/migration";
import pg from "pg";
import { Misfit } from "./misfit.ts";
import { prepareRoles, UnfitDatabase } from "./roles.ts";
import type { Database as Tables } from "./schema.ts";
import { types } from "./types.ts";

/**
 * Roles, schema, migrations. One start at a time does it; the others wait and find it done. A login that may not own
 * the schema only checks that somebody who does has brought it up to this version.
 * @param to the last migration to run; without it all of them
 * @throws {UnfitDatabase} when an operator has to do something first
 */
export async function migrateDatabase(
  db: Kysely<Tables>,
  pool: pg.Pool,
  to?: string,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(hashtext('handrail start'))");
    await prepareRoles(client);
    await prepareSchema(client);
    await refuseSharded(client);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
  const migrator = migratorOf(
    db,
    new FileMigrationProvider({
      fs,
      path,
      migrationFolder: path.resolve(import.meta.dirname, "../../../migrations"),
    }),
  );
  if (!(await ownsSchema(pool))) return checkOnly(migrator);
  const { error } =
    to === undefined ? await migrator.migrateToLatest() : await migrateUpTo(migrator, to);
  if (error !== undefined) throw error;
  // One at a time as well: two grants at once on one table end one of the two processes ("tuple concurrently updated").
  await pool.query(
    "select pg_advisory_xact_lock(hashtext('handrail start')); grant select on handrail.kysely_migration to handrail_app",
  );
}

/**
 * Takes every table at once, or none. A migration that waits for one table while it holds another waits for a command that
 * waits for it, and PostgreSQL ends one of the two. Here nothing is held while it waits, up to ten seconds in all.
 */
export const lockTables = `do $$ declare everything text; begin
  select string_agg(format('%I.%I', schemaname, tablename), ', ' order by tablename) into everything
  from pg_tables where schemaname = 'handrail' and tablename not like 'kysely%';
  if everything is null then return; end if;
  for attempt in 1..400 loop
    begin
      execute 'lock table ' || everything || ' in access exclusive mode nowait';
      return;
    exception when lock_not_available then
      perform pg_sleep(0.025);
    end;
  end loop;
  raise lock_not_available using message = 'the tables are in use';
end $$`;

/** Migrations of one start run in one transaction, and the first one takes the tables for all of them. */
export function migratorOf(db: Kysely<Tables>, provider: MigrationProvider): Migrator {
  return new Migrator({
    db,
    provider: {
      async getMigrations() {
        const migrations = Object.entries(await provider.getMigrations());
        return Object.fromEntries(
          migrations.map(([name, migration]) => [
            name,
            {
              ...migration,
              async up(tx: Kysely<unknown>) {
                await sql.raw(lockTables).execute(tx);
                await migration.up(tx);
              },
            },
          ]),
        );
      },
    },
    migrationTableSchema: "handrail",
  });
}

async function prepareSchema(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query("select 1 from pg_namespace where nspname = 'handrail'");
  if (rows.length > 0) return;
  try {
    await client.query("create schema handrail");
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    const { rows: who } = await client.query(
      "select quote_ident(current_user) as login, quote_ident(current_database()) as database",
    );
    const { login, database } = who[0] as { login: string; database: string };
    throw new UnfitDatabase(
      "The schema handrail is missing, and the login may not make it.",
      `As an administrator, once:\ngrant create on database ${database} to ${login};`,
    );
  }
}

/**
 * Citus spreads tables over several servers, and there neither our transactions nor row-level
 * security work. It lists them in `pg_dist_partition`.
 * https://docs.citusdata.com/en/stable/develop/api_metadata.html
 */
async function refuseSharded(client: pg.ClientBase): Promise<void> {
  const { rows: found } = await client.query(
    "select 1 where has_table_privilege(to_regclass('pg_dist_partition'), 'select')",
  );
  if (found.length === 0) return;
  const { rows } = await client.query(
    `select c.relname as name from pg_dist_partition p join pg_class c on c.oid = p.logicalrelid::oid
      where c.relnamespace = 'handrail'::regnamespace order by 1`,
  );
  const names = rows.map(({ name }: { name: string }) => name);
  if (names.length === 0) return;
  const some =
    names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "");
  throw new UnfitDatabase(
    `Citus has spread ${some} over several servers, and Handrail does not work there.`,
    `Undo it for each of them, or use a PostgreSQL without Citus:\n${names
      .map((name) => `select undistribute_table('handrail.${name}');`)
      .join("\n")}`,
  );
}

async function ownsSchema(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query(
    "select pg_has_role(current_user, nspowner, 'USAGE') as owns from pg_namespace where nspname = 'handrail'",
  );
  return (rows[0] as { owns: boolean } | undefined)?.owns === true;
}

async function migrateUpTo(migrator: Migrator, to: string) {
  const known = await migrator.getMigrations();
  if (!known.some(({ name }) => name === to))
    throw new Misfit(
      "FILE",
      `was made by a newer Handrail (migration ${to})`,
      "Restore it with that version, or a newer one.",
    );
  return migrator.migrateTo(to);
}

async function checkOnly(migrator: Migrator): Promise<void> {
  const pending = (await migrator.getMigrations()).filter(
    (migration) => migration.executedAt === undefined,
  );
  if (pending.length === 0) return;
  throw new UnfitDatabase(
    `The database is ${pending.length} migration${pending.length === 1 ? "" : "s"} behind (${pending.map((m) => m.name).join(", ")}), and this login does not own the schema.`,
    "Start Handrail once with the login that does.",
  );
}

/** A migration may take its time over a large table. It never waits long for a lock, because everybody would wait behind it. */
export async function migrating(
  address: object,
  lock_timeout: number,
  work: (db: Kysely<Tables>, pool: pg.Pool) => Promise<void>,
): Promise<void> {
  const pool = new pg.Pool({
    ...address,
    lock_timeout,
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
