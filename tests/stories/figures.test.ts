import { expect, test } from "vitest";
import { fiveInBilling } from "../support/acme.ts";
import type { Somebody } from "../support/person.ts";
import { plantCalls } from "../support/figures.ts";
import { stories } from "../support/stories.ts";

/** Five answer Billing's queue, one Deliveries'. Dana runs Deliveries; Priya is the head of support. */
const file = fiveInBilling.concat("roles: { heads: [priya@acme.test] }\n");
const world = stories({ file });

const count = async () =>
  (await world().asOwner("select state ->> 'next' as next from handrail.figures")).rows[0]?.[
    "next"
  ];

/** A week is over, and counted on its Monday morning. */
async function aWeekLater(): Promise<void> {
  await world().becomes("Mon", "04:30");
  await world().becomes("Mon", "08:00");
  await world().settled();
}

async function begins(): Promise<void> {
  await world().becomes("Tue", "10:00");
  await world().reload(file);
  await world().settled();
}

async function reads(who: Somebody): Promise<string> {
  await who.opensHome();
  await who.clicksAtHome("Figures");
  const { words } = await who.dialog();
  await who.closesDialogs();
  return words;
}

test("I1: a real call is counted when its week is over, in cells of a team and of nobody", async () => {
  const { ana, sam } = world();
  await begins();
  const before = await count();
  await ana.types("/escalate");
  await sam.clicks("I've got it");
  await sam.clicks("I'm with Ana");
  await ana.answers("Say why", "Abuse: shouting or insults");
  await sam.clicks("Done");
  await ana.sees("Closed. Sam came");
  await aWeekLater();
  expect(await count()).not.toBe(before);
  const { rows } = await world().asOwner(
    "select slice, name, team, draft, tally from handrail.figure_cells where team <> '' order by slice",
  );
  expect(rows).toEqual([
    expect.objectContaining({ slice: "category", name: "ABU", team: "Billing", draft: false }),
    expect.objectContaining({ slice: "hour", name: "34" }),
    expect.objectContaining({ slice: "level", name: "abuse" }),
  ]);
  expect(rows[2]?.["tally"]).toMatchObject({ calls: 1, taken: 1, came: 1, cameInTime: 1 });
  expect(JSON.stringify(rows)).not.toMatch(/[0-9a-f]{8}-/);
});

test("I1: a head reads all teams, a supervisor their own, and agents none", async () => {
  const { ana, sam, dana, priya } = world();
  await begins();
  await plantCalls(world(), 20, { team: "Billing", alone: 2 });
  await plantCalls(world(), 7, { team: "Deliveries", alone: 0 });
  await aWeekLater();
  const head = await reads(priya);
  expect(head).toContain("All teams");
  // Of one agent in Deliveries nothing is told: the whole leaves them out.
  expect(head).toContain("Calls for help\n20 or more");
  const supervisor = await reads(sam);
  expect(supervisor).toContain("Billing");
  expect(supervisor).toContain("Calls for help\n20 or more");
  expect(supervisor).toContain("Nobody came\n10 %");
  // One agent is no team to be told apart.
  expect(await reads(dana)).not.toContain("Calls for help");
  await ana.opensHome();
  expect(ana.home().buttons).not.toContain("Figures");
});
