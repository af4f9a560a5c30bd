import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { erase } from "../../src/checkins/care/store.ts";
import { features } from "../../src/features.ts";
import { Auditor } from "../../src/runtime/auditor.ts";
import type { Shell } from "../../src/runtime/feature.ts";
import { openLog } from "../../src/runtime/log.ts";
import { deliver } from "../../src/runtime/messages/undelivered.ts";
import { Metrics } from "../../src/runtime/metrics.ts";
import { tidied } from "../support/forget.ts";
import { type World, openWorld } from "../support/story.ts";

/* What is kept for people whom no message reaches: how it leaves, in what order, and how it goes. */

let world: World;
let [ana, ben] = ["", ""];
beforeAll(async () => {
  world = await openWorld();
  const id = async (name: string) =>
    String(
      (await world.asOwner(`select person from handrail.people where email = '${name}@acme.test'`))
        .rows[0]?.["person"],
    );
  [ana, ben] = [await id("ana"), await id("ben")];
});
beforeEach(() => world.startAfresh());
afterAll(() => world.stop());

const keep = (person: string, feature: string, count = 1, refused = false) =>
  world.asOwner(
    `insert into handrail.undelivered (organisation_id, person, feature, subject, view, occasion,
      priority, refused, created_at)
    select 'acme', '${person}', '${feature}', '${ana}', 'invitation', 'c' || n, 3, ${refused},
      handrail.now() from generate_series(1, ${count}) n`,
  );
const delivered = (person?: string) =>
  world.app.db.inOrganisation("acme", async (tx) => {
    await deliver(person).execute(tx);
    const { rows } = await sql<{ turns: number; count: number }>`
      select count(distinct not_before) as turns, count(*) as count from handrail.messages
      where feature = 'checkins'`.execute(tx);
    return rows[0];
  });
const kept = async () =>
  Number((await world.asOwner("select count(*) as n from handrail.undelivered")).rows[0]?.["n"]);

test("what an account refused waits for a word of that person, and the rest for nothing", async () => {
  await keep(ana, "checkins", 1);
  await keep(ben, "checkins", 1, true);
  expect(await delivered()).toMatchObject({ count: 1 });
  expect(await kept()).toBe(1);
  await delivered(ana);
  expect(await kept()).toBe(1);
  await delivered(ben);
  expect(await kept()).toBe(0);
});

test("nothing leaves while nobody could read it", async () => {
  await world.asOwner("update handrail.accounts set blocked = 'gone' where name = 'ana'");
  await keep(ana, "checkins");
  expect(await delivered(ana)).toMatchObject({ count: 0 });
  expect(await kept()).toBe(1);
});

test("thousands leave in turns, as anything does that can wait", async () => {
  await keep(ana, "checkins", 60);
  expect(Number((await delivered())?.turns)).toBeGreaterThan(30);
});

test("whoever was found while it was kept is served by the auditor", async () => {
  await keep(ana, "checkins");
  const auditor = new Auditor({
    db: world.app.db,
    features,
    log: openLog("silent"),
    metrics: new Metrics(),
    take: () => undefined,
  });
  await auditor.audit();
  expect(await kept()).toBe(0);
});

test("of a break that is over nothing is left, and of check-ins nothing after an erasure", async () => {
  await keep(ben, "breaks", 1, true);
  await keep(ben, "checkins", 1, true);
  await tidied(world);
  expect(await kept()).toBe(1);
  await world.app.db.inOrganisation("acme", async (tx) => {
    for (const statement of await erase(tx, {} as Shell, ben)) await statement.execute(tx);
  });
  expect(await kept()).toBe(0);
});
