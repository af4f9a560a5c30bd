import path from "node:path";
import { promises as fs } from "node:fs";
import { Kysely, PostgresDialect } from "kysely";
import { FileMigrationProvider, Migrator } from "kysely/migration";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { meet } from "../../src/runtime/directory/accounts.ts";
import { type Database, openDatabase } from "../../src/runtime/database/database.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import { read } from "../../src/runtime/directory/reading.ts";
import { openLog } from "../../src/runtime/log.ts";
import { type PostgresServer, postgresServer } from "../support/postgres.ts";

/* First words where transactions meet: nobody waits for anybody, and what commits late is not missed (migrations/0011). */

let server: PostgresServer;
let db: Database;
let name: string;
let url: string;
const clients: pg.Client[] = [];
beforeAll(async () => {
  server = await postgresServer();
  ({ url, name } = await server.database());
  db = openDatabase({ url }, openLog("silent"));
  await db.migrate();
  await server.asAdmin(
    `insert into handrail.organisations (organisation_id, name, time_zone, file_hash, file_version, applied_at) values ('acme', 'Acme', 'Europe/London', 'h', 1, now());
    insert into handrail.workspaces values ('acme', 'teams', 't');
    insert into handrail.people (organisation_id, person, email, name) select 'acme', gen_random_uuid(), p || '@acme.test', p from unnest('{ana,ben,carla}'::text[]) p;
    insert into handrail.accounts (organisation_id, account_id, person, platform, workspace, account, kind, name, seen_at)
      select 'acme', gen_random_uuid(), person, 'teams', 't', name, 'member', name, now() from handrail.people where name <> 'carla'`,
    name,
  );
});
afterAll(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await db.close();
  await server.stop();
});

/** Somebody else's transaction, open until it is said to end. */
async function transaction(statement: string): Promise<pg.Client> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port: server.port,
    user: "postgres",
    password: "admin",
    database: name,
  });
  clients.push(client);
  await client.connect();
  await client.query(`begin; ${statement}`);
  return client;
}
const zoneOf = async (directory: Directory, account: string) =>
  [...(await directory.organisation("acme")).accounts.values()].find(
    (one) => one.account === account,
  )?.timeZone;
const lives = (account: string, zone: string) =>
  `update handrail.accounts set time_zone = '${zone}' where account = '${account}'`;

test("what began first and commits last is not missed", async () => {
  const directory = new Directory(db);
  await directory.organisation("acme");
  const late = await transaction(lives("ana", "Asia/Tokyo"));
  await (await transaction(lives("ben", "Europe/Madrid"))).query("commit");
  await directory.renew("acme");
  expect([await zoneOf(directory, "ana"), await zoneOf(directory, "ben")]).toEqual([
    undefined,
    "Europe/Madrid",
  ]);
  await late.query("commit");
  await directory.renew("acme");
  expect(await zoneOf(directory, "ana")).toBe("Asia/Tokyo");
});

test("how somebody lives waits for no lock of the organisation; who is new does", async () => {
  const applying = await transaction("update handrail.organisations set name = 'Acme Ltd'");
  const ana = { account: "ana", name: "Ana", kind: "member" as const, timeZone: "Europe/Lisbon" };
  await meet(db, "acme", "teams", "t", ana);
  const directory = new Directory(db);
  expect(await zoneOf(directory, "ana")).toBe("Europe/Lisbon");

  let met = false;
  const meeting = meet(db, "acme", "teams", "t", {
    ...ana,
    account: "carla",
    name: "Carla",
    email: "carla@acme.test",
  }).then(() => (met = true));
  await expect
    .poll(
      async () =>
        (await server.asAdmin("select 1 from pg_stat_activity where wait_event_type = 'Lock'")).rows
          .length,
    )
    .toBeGreaterThan(0);
  expect(met).toBe(false);
  await applying.query("commit");
  await meeting;
  await directory.renew("acme");
  expect(await zoneOf(directory, "carla")).toBe("Europe/Lisbon");
});

test("a database that was put back to an earlier day counts from there: it is read whole", async () => {
  const before = await db.inOrganisation("acme", (tx) => read(tx, "acme"));
  const known = { ...before, horizon: before.horizon + 1_000_000 };
  await server.asAdmin(lives("ana", "Asia/Seoul"), name);
  const { organisation, horizon } = await db.inOrganisation("acme", (tx) =>
    read(tx, "acme", known),
  );
  expect(
    [...organisation.accounts.values()].find(({ account }) => account === "ana")?.timeZone,
  ).toBe("Asia/Seoul");
  expect(horizon).toBeLessThan(known.horizon);
});

test("a copy from another cluster brings numbers that are still to come: they say nothing, and what is changed here is seen", async () => {
  const directory = new Directory(db);
  await server.asAdmin("update handrail.accounts set changed = '9000000000'", name);
  const copied = await directory.organisation("acme");
  expect(copied.accounts.size).toBeGreaterThan(1);
  await directory.renew("acme");
  expect(await directory.organisation("acme")).toBe(copied);
  await server.asAdmin(lives("ben", "Asia/Kathmandu"), name);
  await directory.renew("acme");
  expect(await zoneOf(directory, "ben")).toBe("Asia/Kathmandu");
});

test("the migration is taken back and made again, and is gentle with a rollout", async () => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const migrator = new Migrator({
    db: new Kysely({ dialect: new PostgresDialect({ pool }) }),
    provider: new FileMigrationProvider({
      fs,
      path,
      migrationFolder: path.resolve(import.meta.dirname, "../../migrations"),
    }),
    migrationTableSchema: "handrail",
  });
  const raised = async (statement: string) => {
    const revision = async () =>
      Number(
        (await server.asAdmin("select revision from handrail.organisations", name)).rows[0]
          ?.revision,
      );
    const before = await revision();
    await server.asAdmin(statement, name);
    return (await revision()) - before;
  };
  expect(await raised(lives("ben", "Asia/Tokyo"))).toBe(0);
  expect((await migrator.migrateTo("0010_lookups")).error).toBeUndefined();
  expect(await raised(lives("ben", "Asia/Seoul"))).toBe(1);
  expect((await migrator.migrateToLatest()).error).toBeUndefined();
  expect(await raised(lives("ben", "Asia/Tokyo"))).toBe(0);
  await pool.end();

  // In a house that was there before, instances of the version before may still run for a while.
  const another = (
    account: string,
  ) => `insert into handrail.accounts (organisation_id, account_id, person, platform, workspace, account, kind, name, seen_at)
    select 'acme', gen_random_uuid(), person, 'teams', 't', '${account}', 'member', name, now() from handrail.people where name = 'ben'`;
  expect(await raised(another("second"))).toBe(1);
  await server.asAdmin("update handrail.clock set shift = shift + interval '61 minutes'", name);
  expect(await raised(another("third"))).toBe(0);
});
