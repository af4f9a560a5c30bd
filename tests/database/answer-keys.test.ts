import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eraseAnswers, readHistory } from "../../src/checkins/answers/store.ts";
import { type Database, type Tx, openDatabase } from "../../src/runtime/database/database.ts";
import type { Shell } from "../../src/runtime/feature.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { openLog } from "../../src/runtime/log.ts";
import { type PostgresServer, postgresServer } from "../support/postgres.ts";
import { answers as keepAnswers } from "../support/statements.ts";
import { tidyAnswers } from "../../src/checkins/answers/tidy/store.ts";
import { sealAnew } from "../../src/runtime/seal-anew.ts";
import { checkins } from "../../src/checkins/feature.ts";
import { inAttempts } from "../../src/runtime/command/attempts.ts";

/*
 * A person's key where transactions of two instances meet. Through the app a person's own presses are one after the other;
 * here nothing keeps them apart, and upkeep never waits for a person.
 */

const ana = "00000000-0000-4000-8000-00000000000a";
const answers = { energy: 2, note: "a heavy week" };
const [before, after] = [
  { kid: "old", key: new Uint8Array(32).fill(1) },
  { kid: "new", key: new Uint8Array(32).fill(2) },
] as const;
const shell = {
  organisation: { id: "acme" },
  vault: openVault([after, before]),
  now: 0,
} as unknown as Shell;
const rotated = { ...shell, vault: openVault([after]) };
const unrotated = { ...shell, vault: openVault([before]) };

let server: PostgresServer;
let one: Database;
let two: Database;
let name: string;
beforeAll(async () => {
  server = await postgresServer();
  const made = await server.database();
  name = made.name;
  [one, two] = [made, made].map(({ url }) => openDatabase({ url }, openLog("silent"))) as [
    Database,
    Database,
  ];
  await one.migrate();
  await server.asAdmin(
    `insert into handrail.organisations (organisation_id, name, time_zone, file_hash, file_version, applied_at) values ('acme', 'Acme', 'UTC', '', 0, now());
    insert into handrail.people (organisation_id, person, email, name) values ('acme', '${ana}', 'ana@acme.test', 'Ana')`,
    name,
  );
});
beforeEach(() => server.asAdmin("delete from handrail.check_in_keys", name));
afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
  await server.stop();
});

const keep = (tx: Tx, day: string, by = shell) =>
  keepAnswers(tx, by, ana, { day, answers }, Date.now());
const history = async (by = shell) =>
  (await two.inOrganisation("acme", (tx) => readHistory(tx, by, ana))).map(({ day }) => day);
const keys = async () =>
  (await server.asAdmin("select wrapped from handrail.check_in_keys", name)).rows.length;
/** Kept, and long enough ago. */
const longAgo = () =>
  server.asAdmin(
    "update handrail.check_in_answers set kept_until = handrail.now() - interval '1 second'",
    name,
  );
const waiting = async () =>
  (await server.asAdmin("select 1 from pg_stat_activity where wait_event_type = 'Lock'")).rows
    .length;
const somebodyWaits = async () => {
  await expect.poll(waiting).toBe(1);
};

/** A transaction that has done its work and has not committed it. */
async function undecided(
  db: Database,
  work: (tx: Tx) => Promise<void>,
): Promise<() => Promise<void>> {
  const [done, commit] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const whole = db.inOrganisation("acme", async (tx) => {
    await work(tx);
    done.resolve();
    await commit.promise;
  });
  await Promise.race([done.promise, whole]);
  return () => {
    commit.resolve();
    return whole;
  };
}

test("two first answers at once, on two instances: one key, and both open with it", async () => {
  const commit = await undecided(one, (tx) => keep(tx, "2026-11-26"));
  // As a command is: what lost the race is done once more.
  const second = inAttempts(
    () => two.inOrganisation("acme", (tx) => keep(tx, "2026-11-27")),
    undefined,
  );
  await somebodyWaits();
  await commit();
  await second;
  expect(await keys()).toBe(1);
  expect(await history()).toEqual(["2026-11-26", "2026-11-27"]);
});

test("the first of them is taken back: the other's own key stands", async () => {
  const commit = await undecided(one, (tx) => keep(tx, "2026-11-26"));
  // As a command is: what lost the race is done once more.
  const second = inAttempts(
    () => two.inOrganisation("acme", (tx) => keep(tx, "2026-11-27")),
    undefined,
  );
  await somebodyWaits();
  await server.asAdmin(
    "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'",
  );
  await expect(commit()).rejects.toThrow();
  await second;
  expect(await history()).toEqual(["2026-11-27"]);
});

test("upkeep takes no key that somebody is keeping an answer with", async () => {
  await one.inOrganisation("acme", (tx) => keep(tx, "2026-08-01"));
  await longAgo();
  const commit = await undecided(one, (tx) => keep(tx, "2026-11-27"));
  await two.inOrganisation("acme", tidyAnswers);
  await commit();
  expect(await history()).toEqual(["2026-11-27"]);
  expect(await keys()).toBe(1);
});

test("an answer waits for the upkeep that is taking its key, and has a new one", async () => {
  await one.inOrganisation("acme", (tx) => keep(tx, "2026-08-01"));
  await longAgo();
  const commit = await undecided(one, tidyAnswers);
  const answering = two.inOrganisation("acme", (tx) => keep(tx, "2026-11-27"));
  await somebodyWaits();
  await commit();
  await answering;
  expect(await history()).toEqual(["2026-11-27"]);
});

test("an answer waits for nobody who wraps the key anew, and opens with either wrapping", async () => {
  await one.inOrganisation("acme", (tx) => keep(tx, "2026-11-26", unrotated));
  const commit = await undecided(one, async (tx) => {
    const inIt = { inOrganisation: (_: string, work: (tx: Tx) => unknown) => work(tx) };
    await sealAnew(inIt as unknown as Database, [checkins], shell);
  });
  await two.inOrganisation("acme", (tx) => keep(tx, "2026-11-27"));
  await commit();
  expect(await history(rotated)).toEqual(["2026-11-26", "2026-11-27"]);
});

test("erased on one instance, it opens on the other no more, which read it a moment before", async () => {
  await one.inOrganisation("acme", (tx) => keep(tx, "2026-11-26"));
  expect(await history()).toHaveLength(1);
  const { rows } = await server.asAdmin("select sealed from handrail.check_in_answers", name);
  await one.inOrganisation("acme", (tx) => eraseAnswers(ana).execute(tx));
  expect(await history()).toEqual([]);
  // What was in a backup of the answers, under a key of today.
  await two.inOrganisation("acme", (tx) => keep(tx, "2026-11-27"));
  await server.asAdmin(
    `insert into handrail.check_in_answers values ('acme', '${ana}', '2026-11-26', '${rows[0]?.["sealed"]}', now() + interval '1 day')`,
    name,
  );
  expect(await history()).toEqual(["2026-11-27"]);
});
