import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { keysOfBackup, type Manifest } from "../../src/runtime/backup/format.ts";
import { backUpRegularly } from "../../src/runtime/backup/regularly.ts";
import { openBackup, readBackup } from "../../src/runtime/backup/read.ts";
import { writeBackup } from "../../src/runtime/backup/write.ts";
import { openDatabase } from "../../src/runtime/database/database.ts";
import { openLog } from "../../src/runtime/log.ts";
import { openMigrated } from "../support/migrated.ts";
import { openWorld, type World } from "../support/story.ts";

// Processes are started, and the machine may be busy.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const log = openLog("silent");
const keys = [{ kid: "k1", key: Buffer.alloc(32, 7) }];
const server = () => ({
  host: "127.0.0.1",
  port: inject("port"),
  user: "postgres",
  password: "admin",
});
let made = 0;
const databases = new Set<string>();

/** One statement past every policy. */
async function asAdmin(database: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ ...server(), database });
  await client.connect();
  try {
    return (await client.query(statement)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

async function emptyDatabase(): Promise<{ name: string; url: string }> {
  const name = `empty_${process.pid}_${process.env["VITEST_POOL_ID"] ?? 0}_${++made}`;
  await asAdmin("postgres", `create database ${name} owner handrail`);
  databases.add(name);
  return { name, url: `postgres://handrail:admin@127.0.0.1:${inject("port")}/${name}` };
}

async function restoreInto(url: string, file: string): Promise<number> {
  const db = openDatabase({ url }, log);
  const backup = await openBackup(file);
  try {
    return await readBackup({ connectionString: url }, db, backup, () => undefined);
  } finally {
    backup.close();
    await db.close();
  }
}

/** Every row of every table, in an order of its own. */
async function everything(database: string): Promise<Map<string, unknown>> {
  const tables = await asAdmin(
    database,
    `select relname as name from pg_class where relnamespace = 'handrail'::regnamespace
      and relkind = 'r' and relname not like 'kysely%' order by 1`,
  );
  const all = new Map<string, unknown>();
  for (const { name } of tables)
    all.set(
      String(name),
      await asAdmin(
        database,
        `select array_agg(t::text order by t::text) as rows from handrail.${String(name)} t`,
      ),
    );
  return all;
}

const sealings = (database: string) =>
  asAdmin(
    database,
    `select relname, relrowsecurity, relforcerowsecurity,
      (select array_agg(tgname::text || tgenabled::text order by tgname) from pg_trigger
        where tgrelid = c.oid and not tgisinternal) as triggers
    from pg_class c where relnamespace = 'handrail'::regnamespace and relkind = 'r' order by 1`,
  );

let world: World;
let name: string;
let url: string;
const fileAt = (what: string) => join(inject("folder"), `${what}-${process.pid}-${++made}.backup`);

beforeAll(async () => {
  world = await openWorld();
  const rows = await world.asOwner("select current_database() as name");
  name = String(rows.rows[0]?.["name"]);
  url = `postgres://handrail:admin@127.0.0.1:${inject("port")}/${name}`;
});
afterAll(async () => {
  await world.stop();
  for (const one of databases)
    await asAdmin("postgres", `drop database if exists ${one} with (force)`);
});

describe("a backup", () => {
  test("holds every row of every table, and a restored database is as guarded as the first", async () => {
    await world.ana.types("/escalate the purple giraffe");
    await world.sam.clicks("I've got it");
    await world.settled();
    // What falls due meanwhile would be in one and not in the other.
    await world.app.stop();
    const file = fileAt("whole");
    const { organisations, rows } = await writeBackup({ connectionString: url }, file, []);
    expect(organisations).toBe(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(gunzipSync(readFileSync(file)).toString()).not.toContain("giraffe");
    const into = await emptyDatabase();
    expect(await restoreInto(into.url, file)).toBe(rows);
    expect(await everything(into.name)).toEqual(await everything(name));
    expect(await sealings(into.name)).toEqual(await sealings(name));
    await expect(restoreInto(into.url, file)).rejects.toThrow("something of Handrail already");
    world.app = { ...world.app, stop: async () => undefined };
    await world.restart();
  });

  test("made while people ask is of one moment: no request without its history", async () => {
    const asking = new AbortController();
    const asks = (async () => {
      for (let n = 0; !asking.signal.aborted; n++) {
        await world.slack.command(["U0ANA", "U0BEN", "U0CARLA"][n % 3] ?? "", "/escalate");
        await world.slack.command(["U0ANA", "U0BEN", "U0CARLA"][n % 3] ?? "", "/break 5");
      }
    })();
    const file = fileAt("busy");
    await writeBackup({ connectionString: url }, file, []);
    asking.abort();
    await asks;
    const into = await emptyDatabase();
    await restoreInto(into.url, file);
    const torn = await asAdmin(
      into.name,
      `select request from handrail.requests r where version is distinct from
        (select max(version) from handrail.journal j where j.subject = r.request)`,
    );
    expect(torn).toEqual([]);
    expect(await asAdmin(into.name, "select 1 from handrail.requests limit 1")).toHaveLength(1);
  });

  test("of an older version is brought up to this one", async () => {
    const old = await emptyDatabase();
    const db = openDatabase({ url: old.url }, log);
    await db.migrate("0014_backup");
    await asAdmin(
      old.name,
      `insert into handrail.organisations
        (organisation_id, name, time_zone, file_hash, file_version, applied_at)
        values ('acme', 'Acme', 'UTC', '', 0, now())`,
    );
    const file = fileAt("old");
    await writeBackup({ connectionString: old.url }, file, []);
    await db.close();
    const into = await emptyDatabase();
    expect(await restoreInto(into.url, file)).toBe(1);
    const newest = "select max(name) as name from handrail.kysely_migration";
    expect(await asAdmin(into.name, newest)).toEqual(await asAdmin(name, newest));
  });
});

describe("a restore is refused, and leaves the database as empty as it was", () => {
  let text: string;
  beforeAll(async () => {
    const file = fileAt("good");
    await writeBackup({ connectionString: url }, file, []);
    text = gunzipSync(readFileSync(file)).toString();
  });
  const changed = (change: Partial<Manifest>) => {
    const [first, manifest, ...rest] = text.split("\n");
    return [first, JSON.stringify({ ...JSON.parse(manifest ?? ""), ...change }), ...rest].join(
      "\n",
    );
  };

  test.each<[string, () => Buffer, RegExp]>([
    ["another file", () => Buffer.from("something else"), /no backup/],
    ["another text", () => gzipSync("something else\n"), /no backup/],
    ["a file cut short", () => gzipSync(text).subarray(0, -200), /only a part/],
    ["a text cut short", () => gzipSync(text.slice(0, -300)), /only a part/],
    ["rows left out", () => gzipSync(text.replace(/\nacme\t[^\n]*\n/, "\n")), /only a part/],
    ["a newer PostgreSQL's", () => gzipSync(changed({ postgres: 990_000 })), /PostgreSQL 99/],
    ["a newer Handrail's", () => gzipSync(changed({ migration: "9999_new" })), /newer Handrail/],
  ])("%s", async (_, make, words) => {
    const file = fileAt("bad");
    writeFileSync(file, make());
    const into = await emptyDatabase();
    await expect(restoreInto(into.url, file)).rejects.toThrow(words);
    const left =
      "select 1 from pg_class c join pg_namespace n on n.oid = relnamespace where nspname = 'handrail'";
    expect(await asAdmin(into.name, left)).toEqual([]);
  });
});

describe("the commands", () => {
  const run = (command: string, file: string, env: Record<string, string>) =>
    new Promise<{ code: number; said: string }>((resolve) => {
      const script = join(import.meta.dirname, "..", "..", "src", "commands", `${command}.ts`);
      execFile(process.execPath, [script, file], { env }, (error, stdout, stderr) =>
        resolve({ code: error === null ? 0 : Number(error.code), said: stdout + stderr }),
      );
    });
  const given = (key: Buffer) => `k1:${key.toString("base64")}`;

  test("bring a backup to another server, and refuse other keys and a file that is there", async () => {
    const file = fileAt("command");
    const from = { DATABASE_URL: url, HANDRAIL_KEYS: given(Buffer.alloc(32, 7)) };
    const done = await run("backup", file, from);
    expect(done).toMatchObject({ code: 0, said: expect.stringContaining("Keep HANDRAIL_KEYS") });
    expect((await run("backup", file, from)).code).toBe(2);
    const into = await emptyDatabase();
    const wrong = { DATABASE_URL: into.url, HANDRAIL_KEYS: given(Buffer.alloc(32, 8)) };
    expect(await run("restore", file, wrong)).toMatchObject({
      code: 2,
      said: expect.stringContaining("HANDRAIL_KEYS: lacks"),
    });
    const right = { ...wrong, HANDRAIL_KEYS: from.HANDRAIL_KEYS };
    expect(await run("restore", file, right)).toMatchObject({ code: 0 });
    expect(await run("restore", file, right)).toMatchObject({ code: 2 });
    expect(await asAdmin(into.name, "select 1 from handrail.requests limit 1")).toHaveLength(1);
  });

  test("end with 2 and a sentence where there is nothing to back up", async () => {
    const folder = join(inject("folder"), "nothing");
    const nothing = await run("backup", fileAt("none"), { HANDRAIL_DATA_DIR: folder });
    expect(nothing).toMatchObject({ code: 2, said: expect.stringContaining("no database yet") });
    const into = await emptyDatabase();
    const empty = { DATABASE_URL: into.url, HANDRAIL_KEYS: given(Buffer.alloc(32, 7)) };
    expect(await run("backup", fileAt("none"), empty)).toMatchObject({ code: 2 });
  });
});

test("the embedded server's own come by themselves, with their keys, and four stay", async () => {
  const { url: own, close } = await openMigrated();
  const folder = join(inject("folder"), `own-${process.pid}`);
  const events: string[] = [];
  const included = keysOfBackup(keys, true);
  const stop = await backUpRegularly(
    { connectionString: own },
    folder,
    included,
    (event) => events.push(event),
    40,
  );
  await expect.poll(() => events.length, { timeout: 30_000 }).toBeGreaterThan(5);
  await stop();
  expect(new Set(events)).toEqual(new Set(["embedded.backup"]));
  const files = readdirSync(folder);
  expect(files).toHaveLength(4);
  const backup = await openBackup(join(folder, files[0] ?? ""));
  backup.close();
  expect(backup.manifest.keys).toEqual(included);
  await close();
});
