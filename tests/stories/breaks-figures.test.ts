import { expect, test } from "vitest";
import type { Name } from "../support/cast.ts";
import { stories } from "../support/stories.ts";
import { fiveInBilling } from "../support/acme.ts";

/** Five answer Billing's queue (two of them are not on any platform); Deliveries has only Carla. */
const world = stories({
  file: fiveInBilling,
});
const heading = "Breaks last week";

/** Ana has a hard call, and a break after it; Ben waits for longer than a quarter of an hour. */
async function aHardWeek() {
  const { ana, ben } = world();
  await world().becomes("Tue", "10:00");
  await ana.types("/escalate");
  await ana.answers("Say why", "Abuse: shouting or insults");
  await ana.clicks("Call ended");
  await ana.clicks("30 min");
  await ana.sees("Now. Back about");
  await ben.types("/break 10");
  await ben.isTold("Your break starts about");
  await world().timePasses(16 * 60);
  await ana.clicks("I'm back");
  await ben.sees("Now. Back about");
  await ben.clicks("I'm back");
  await world().settled();
}

/** Whether they read it at home. The app knows a pushed clock with its next tick, so they look again until they do or do not. */
async function readsAtHome(name: Name, expected: boolean) {
  const looks = async () => {
    await world()[name].opensHome();
    await world().settled();
    return world()[name].home().words.includes(heading);
  };
  await expect.poll(looks, { timeout: 10_000 }).toBe(expected);
}

test("I1: a supervisor reads how cover was last week, by team: offered, taken, waited too long; this week is not shown while it lasts", async () => {
  const { sam } = world();
  await aHardWeek();
  await readsAtHome("sam", false);
  await world().becomes("Tue", "10:00");
  // One call after abuse, and what its agent did then, is nobody's to read.
  await readsAtHome("sam", false);
  await world().asOwner(
    "update handrail.break_weeks set offered = 12, taken = 19, deferred = 6 where team = 'Billing'",
  );
  await readsAtHome("sam", true);
  await sam.untilHome(
    `${heading}\nBilling: 10 breaks offered after hard calls, 15 taken. 5 had to wait for more than 15 minutes.`,
  );
  for (const other of ["dana", "ana"] as const) await readsAtHome(other, false);
  await world().becomes("Tue", "10:00");
  await readsAtHome("sam", false);
});

test("8.2: the numbers hold a team and a week, and nobody", async () => {
  const { carla, dana } = world();
  await aHardWeek();
  await carla.types("/break 5");
  await dana.clicks("Make room");
  await carla.sees("Now. Back about");
  await world().settled();
  const { rows } = await world().asOwner(
    "select to_jsonb(w) as row from handrail.break_weeks w order by team",
  );
  expect(rows.map(({ row }) => Object.keys(row as object).toSorted())).toEqual(
    [1, 2].map(() => ["deferred", "offered", "organisation_id", "taken", "team", "week"]),
  );
  await world().asOwner("update handrail.break_weeks set offered = 12, taken = 19, deferred = 6");
  // One person answers for Deliveries: what is counted of them is shown to nobody.
  await world().becomes("Tue", "10:00");
  await readsAtHome("sam", true);
  await readsAtHome("dana", false);
});

test("a year later they are gone", async () => {
  await aHardWeek();
  await world().asOwner("update handrail.break_weeks set week = '2020-01-06'");
  const { features } = await import("../../src/features.ts");
  await world().app.db.inOrganisation("acme", async (tx) =>
    features.get("breaks")?.care?.tidy?.(tx, {} as never),
  );
  expect((await world().asOwner("select 1 from handrail.break_weeks")).rows).toEqual([]);
});
