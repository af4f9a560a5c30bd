import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { features } from "../../src/features.ts";
import { Auditor } from "../../src/runtime/auditor.ts";
import type { Claimed } from "../../src/runtime/messages/claims.ts";
import type { Database } from "../../src/runtime/database/database.ts";
import { openLog } from "../../src/runtime/log.ts";
import { Metrics } from "../../src/runtime/metrics.ts";
import type { World } from "../support/story.ts";
import { stories } from "../support/stories.ts";

/* The independent eye finds what nothing will look at again, heals it and counts it. */

const house = stories();

function auditor(world: World) {
  const metrics = new Metrics();
  const taken: Claimed[] = [];
  let well = 0;
  const eye = new Auditor({
    ...{ db: world.app.db, features, log: openLog("silent"), metrics },
    take: (claimed) => taken.push(...claimed),
    allWell: async () => void (well += 1),
  });
  const count = async (name: string) =>
    Number(
      new RegExp(`^${name}(?:\\{.*\\})? (\\d+)`, "m").exec(await metrics.registry.metrics())?.[1] ??
        Number.NaN,
    );
  return { eye, taken, count, metrics, well: () => well };
}

test("a request without a timer is found, gets its timers back, and goes on by itself", async () => {
  const world = house();
  await world.ana.types("/escalate");
  await world.sam.hears("Ana needs help now. Billing, phone.");
  await world.settled();
  const { eye, count } = auditor(world);
  expect(await eye.audit()).toBe(0); // nothing is wrong, and nothing is touched
  const before = (await world.asOwner("select * from handrail.timers order by command")).rows;
  await world.asOwner("delete from handrail.timers");

  expect(await eye.audit()).toBe(1);
  expect((await world.asOwner("select * from handrail.timers order by command")).rows).toEqual(
    before,
  );
  expect(await count("handrail_audit_findings_total")).toBe(1);
  expect(await eye.audit()).toBe(0);
  await world.asOwner("update handrail.messages set lease_until = null"); // the eye's own claims; the app has its own sender
  await world.timePasses(20);
  await world.dana.hears("Ana needs help now. Billing, phone.");
});

test("an organisation that nobody uses costs nothing in most rounds, and is looked at in the others", async () => {
  const world = house();
  await world.ana.types("/escalate");
  await world.settled();
  await world.asOwner(`
    insert into handrail.organisations select 'unused' || n, 'Unused', time_zone, country, locale,
      duty_phone, revision, file_hash, file_version, applied_at
      from handrail.organisations, generate_series(1, 20) n where organisation_id = 'acme';
    insert into handrail.workspaces (organisation_id, platform, workspace)
      select 'unused' || n, 'slack', 'T0UNUSED' || n from generate_series(1, 20) n`);
  const looked: string[] = [];
  const { db } = world.app;
  const watched: Database = {
    ...db,
    inOrganisation: (organisation, work) => {
      looked.push(organisation);
      return db.inOrganisation(organisation, work);
    },
  };
  const eye = new Auditor({
    ...{ db: watched, features, log: openLog("silent"), metrics: new Metrics() },
    take: () => undefined,
  });
  await eye.audit(false);
  expect(looked).toEqual(["acme"]);
  await eye.audit();
  expect(new Set(looked).size).toBe(21);
  await world.asOwner(`
    delete from handrail.workspaces where organisation_id like 'unused%';
    delete from handrail.organisations where organisation_id like 'unused%'`);
});

test("what healing wants to be shown is handed on with its lease", async () => {
  const world = house();
  await world.ana.types("/escalate");
  await world.settled();
  await world.asOwner("delete from handrail.timers");
  const { eye, taken } = auditor(world);
  await eye.audit();
  expect(taken.map(({ view }) => view).toSorted()).toEqual(["page", "page", "receipt"]);
  await world.asOwner("update handrail.messages set lease_until = null");
});

test("what is overdue is counted: messages not shown, timers not carried out", async () => {
  const world = house();
  const { eye, count } = auditor(world);
  await world.ana.types("/escalate");
  await world.settled();
  await eye.audit();
  expect([
    await count("handrail_messages_overdue"),
    await count("handrail_timers_overdue"),
  ]).toEqual([0, 0]);
  await world.asOwner(`begin;
    update handrail.messages set wanted_version = 99, not_before = handrail.now() - interval '11 s', lease_until = handrail.now() + interval '1 minute' where view = 'receipt'; commit`);
  // Nothing can be carried out, and the step is due since a while.
  await world.asOwner("alter table handrail.journal add constraint broken check (false) not valid");
  await world.asOwner(
    "update handrail.timers set due_at = handrail.now() - interval '11 s' where command = 'step'",
  );
  await eye.audit();
  expect([
    await count("handrail_messages_overdue"),
    await count("handrail_timers_overdue"),
  ]).toEqual([1, 1]);
  await world.asOwner("alter table handrail.journal drop constraint broken");
  await world.asOwner("update handrail.messages set lease_until = null");
});

test("what ails one organisation keeps nobody from looking at the others", async () => {
  const world = house();
  await world.ana.types("/escalate");
  await world.settled();
  await world.asOwner("delete from handrail.timers");
  await world.asOwner(
    "insert into handrail.organisations select 'abacus', name, time_zone, country, locale, duty_phone, revision, file_hash, file_version, applied_at from handrail.organisations where organisation_id = 'acme'",
  );
  await world.asOwner("insert into handrail.workspaces values ('abacus', 'slack', 'T0ABACUS')");
  let looked = 0;
  const troubled = {
    ...world.app.db,
    inOrganisation: ((id: string, ...rest: [never]) =>
      id === "abacus"
        ? (looked++, Promise.reject(new Error("ill")))
        : world.app.db.inOrganisation(id, ...rest)) as World["app"]["db"]["inOrganisation"],
  };
  const eye = new Auditor({
    db: troubled,
    features,
    log: openLog("silent"),
    metrics: new Metrics(),
    take: () => undefined,
  });
  expect(await eye.audit()).toBe(1);
  expect(looked).toBe(1);
  await world.asOwner("update handrail.messages set lease_until = null");
  await world.asOwner(
    "delete from handrail.workspaces where organisation_id = 'abacus'; delete from handrail.organisations where organisation_id = 'abacus'",
  );
});

test("a watchdog outside hears of it after a round that found nothing, and only then", async () => {
  const world = house();
  await world.ana.types("/escalate");
  await world.settled();
  const { eye, well } = auditor(world);
  await eye.audit();
  expect(well()).toBe(1);
  await world.asOwner(
    "insert into handrail.timers select organisation_id, 'made-up', request, 'x', handrail.now() - interval '1 min' from handrail.requests",
  );
  await eye.audit();
  expect(well()).toBe(1);
  await world.asOwner("delete from handrail.timers");
  await eye.audit(); // heals
  expect(well()).toBe(1);
  await eye.audit();
  expect(well()).toBe(2);
  await world.asOwner("update handrail.messages set lease_until = null");
});

test("how much is open stands in the metrics by state, and the organisation only as a keyed hash", async () => {
  const world = house();
  await world.ana.types("/escalate");
  await world.ben.types("/escalate");
  await world.sam.clicks("I've got it");
  await world.settled();
  const { eye, metrics } = auditor(world);
  await eye.audit();
  const text = await metrics.registry.metrics();
  const own = [
    ...text.matchAll(
      /^handrail_subjects\{organisation="([0-9a-f]{8})",feature="escalations",state="(\w+)"\} (\d+)/gm,
    ),
  ];
  expect(Object.fromEntries(own.map(([, , state, number]) => [state, number]))).toEqual({
    open: "1",
    acknowledged: "1",
    joined: "0",
    exhausted: "0",
  });
  expect(text).not.toContain("acme");
  // Whoever tries ids learns nothing: no plain hash of one stands there.
  const label = own[0]?.[1] ?? "";
  for (const guess of ["acme", "organisation acme", "labels of metrics"])
    expect(createHash("sha256").update(guess).digest("hex")).not.toContain(label);
});
