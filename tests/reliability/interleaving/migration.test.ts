import { promises as fs } from "node:fs";
import path from "node:path";
import { Kysely, PostgresDialect, sql } from "kysely";
import { FileMigrationProvider, Migrator } from "kysely/migration";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "../../../src/runtime/database/database.ts";
import { migratorOf } from "../../../src/runtime/database/migrate.ts";
import type { Database as Tables } from "../../../src/runtime/database/schema.ts";
import { openLog } from "../../../src/runtime/log.ts";
import { type PostgresServer, postgresServer } from "../../support/postgres.ts";

/* A migration against a command, in the one order in which each would wait for the other. */

let server: PostgresServer;
beforeAll(async () => {
  server = await postgresServer();
}, 60_000);
afterAll(() => server?.stop());

const ours = new FileMigrationProvider({
  fs,
  path,
  migrationFolder: path.resolve(import.meta.dirname, "../../../migrations"),
});
/**
 * It changes messages first, and then requests. A command locks its request first, and then its
 * messages.
 */
const next = {
  async getMigrations() {
    const up = async (db: Kysely<unknown>) => {
      await sql`alter table handrail.messages add column next_version int`.execute(db);
      await sql`alter table handrail.requests add column next_version int`.execute(db);
    };
    return { ...(await ours.getMigrations()), "9999_next_version": { up } };
  },
};

/**
 * @returns the error code of each side, if any, and how long the command waited for its second
 * table
 */
async function meet(migrator: (db: Kysely<Tables>) => Migrator) {
  const { url } = await server.database();
  const owner = openDatabase({ url }, openLog("silent"));
  await owner.migrate();
  await owner.close();
  const pool = new pg.Pool({ connectionString: url, max: 4, lock_timeout: 2_000 });
  const command = new pg.Client({ connectionString: url });
  // The server may stop before it has read that they are closed.
  command.on("error", () => undefined);
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  await command.connect();
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const codeOf = (error: unknown) => (error as { code?: string } | undefined)?.code;
  try {
    await command.query("begin");
    await command.query("select 1 from handrail.requests for update");
    const migrated = migrator(db)
      .migrateToLatest()
      .then(({ error }) => codeOf(error));
    await expect
      .poll(async () => (await pool.query(waiting)).rows, { timeout: 10_000 })
      .not.toEqual([]);
    const began = performance.now();
    const refused = await command
      .query("update handrail.messages set attempt = 0")
      .then(() => undefined, codeOf);
    const waited = performance.now() - began;
    await command.query("commit");
    return { refused, waited, migrated: await migrated };
  } finally {
    await command.end();
    await db.destroy();
  }
}

/** A session that waits for a table, or sleeps until it tries again. */
const waiting = `select 1 from pg_stat_activity where datname = current_database()
  and pid <> pg_backend_pid() and (wait_event_type = 'Lock' or wait_event = 'PgSleep')`;

test("taken one after the other, the tables of a migration end it or a command", async () => {
  const { refused, migrated } = await meet(
    (db) => new Migrator({ db, provider: next, migrationTableSchema: "handrail" }),
  );
  expect([refused, migrated]).toContain("40P01");
});

test("taken all at once, they let the command finish first, and then the migration", async () => {
  const { refused, migrated, waited } = await meet((db) => migratorOf(db, next));
  expect([refused, migrated]).toEqual([undefined, undefined]);
  expect(waited).toBeLessThan(1_000);
});
