import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { features } from "../../src/features.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import type { AnyFeature } from "../../src/runtime/feature.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { tidy } from "../../src/runtime/tidy.ts";
import { type World, openWorld } from "../support/story.ts";

/* What a house does every hour: what is too old goes, whatever ails somebody else. The limits are walked in stories/retention. */

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await world.ana.types("/escalate");
  await world.settled();
  await world.asOwner(`
    insert into handrail.organisations select 'rival', 'Rival', time_zone, country, locale, duty_phone, revision, file_hash, file_version, applied_at from handrail.organisations;
    insert into handrail.workspaces (organisation_id, platform, workspace) values ('rival', 'slack', 'T0RIVAL')`);
});
afterAll(() => world.stop());

const vault = openVault([{ kid: "one", key: new Uint8Array(32) }]);
const tidied = (all: ReadonlyMap<string, AnyFeature> = features) =>
  tidy(world.app.db, all, { directory: new Directory(world.app.db), vault });
const counted = async (statement: string) =>
  Number((await world.asOwner(statement)).rows[0]?.["n"]);

test("a message that could never be shown goes after thirty days too; a page of somebody's home stays", async () => {
  await world.asOwner(`
    insert into handrail.messages (organisation_id, feature, subject, view, account_id, occasion, priority, wanted_version, not_before, created_at)
    select 'acme', feature, gen_random_uuid(), 'page', gen_random_uuid(), 'o', 0, 1, handrail.now() + interval '9 days', handrail.now() - interval '31 days'
    from (values ('escalations'), ('home')) f(feature)`);
  const old =
    "select count(*) as n from handrail.messages where created_at < handrail.now() - interval '30 days'";
  expect(await counted(old)).toBe(2);
  await tidied();
  expect(await counted(old)).toBe(1);
  expect(await counted(`${old} and feature = 'home'`)).toBe(1);
});

test("what ails one organisation, or one feature, keeps nothing of the others, and is said", async () => {
  const plants = ["acme", "rival"].map(
    (id) => `('${id}', 'old ${id}', handrail.now() - interval '25 hours')`,
  );
  await world.asOwner(
    `insert into handrail.inbox (organisation_id, delivery, received_at) values ${plants.join(", ")}`,
  );
  await world.asOwner(`
    insert into handrail.presence (organisation_id, person, shift, shift_until) select 'acme', person, 'off', handrail.now() - interval '30 hours' from handrail.people limit 1`);
  const ailing = (feature: AnyFeature) =>
    ({ ...feature, care: { tidy: () => Promise.reject(new Error("on purpose")) } }) as AnyFeature;
  // Every other one but that of shifts.
  const all = new Map(
    [...features].map(
      ([name, feature]) => [name, name === "shifts" ? feature : ailing(feature)] as const,
    ),
  );
  await expect(tidied(all)).rejects.toThrow("on purpose");
  expect(
    await counted("select count(*) as n from handrail.inbox where delivery like 'old %'"),
  ).toBe(0);
  expect(
    await counted("select count(*) as n from handrail.presence where shift_until < handrail.now()"),
  ).toBe(0);
});

test("the journal is nobody's to shorten before two years are over", async () => {
  await world.asOwner(`
    insert into handrail.journal (organisation_id, feature, subject, version, number, at, event)
    select 'acme', 'escalations', gen_random_uuid(), 1, n, handrail.now() - make_interval(months => n), '{}' from (values (23), (25)) ages(n)`);
  const shortens = (months: number) =>
    world.app.db.inOrganisation("acme", (tx) =>
      sql`delete from handrail.journal where number = ${months}`.execute(tx),
    );
  await expect(shortens(23)).rejects.toMatchObject({ code: "42501" });
  await shortens(25);
  const { rows } = await world.asOwner("select number from handrail.journal where number > 20");
  expect(rows).toEqual([{ number: 23 }]);
});

test("a history whose request is gone is gone with it", async () => {
  const { rows } = await world.asOwner("select request from handrail.requests");
  const request = String(rows[0]?.["request"]);
  await world.asOwner(`
    update handrail.requests set opened_at = handrail.now() - interval '25 months', changed_at = handrail.now() - interval '25 months', closed_at = handrail.now() - interval '25 months';
    update handrail.journal set at = handrail.now() - interval '25 months' where subject = '${request}'`);
  expect(
    await counted(`select count(*) as n from handrail.journal where subject = '${request}'`),
  ).toBeGreaterThan(0);
  await tidied();
  expect(await counted("select count(*) as n from handrail.requests")).toBe(0);
  expect(
    await counted(`select count(*) as n from handrail.journal where subject = '${request}'`),
  ).toBe(0);
});
