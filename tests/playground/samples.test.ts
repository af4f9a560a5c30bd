import { afterAll, beforeAll, expect, test } from "vitest";
import { makeSamples } from "../../playground/samples/make.ts";
import { makeShifts } from "../../playground/samples/shifts.ts";
import { organisationFile } from "../support/acme.ts";
import { openWorld, type World } from "../support/story.ts";

const staff = Array.from({ length: 10 }, (_, index) => `sample${index + 1}@acme.test`);
const file = organisationFile
  .replace("name: Acme Support,", "name: Acme Support (with samples),")
  .replace("  Deliveries:", '  Deliveries:\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]')
  .concat(
    `  Returns (samples):\n    supervisors: [dana@acme.test]\n    agents: [${staff.join(", ")}]\n`,
    "wellbeing: { leads: [dana@acme.test], contacts: [sam@acme.test, dana@acme.test] }\n",
  );
let world: World;
beforeAll(async () => {
  world = await openWorld({ file });
  await world.becomes("Wed", "10:00");
  await world.reload(file);
});
afterAll(() => world.stop());

const now = async (): Promise<number> => {
  const [row] = await world.app.db.once(
    "acme",
    "select floor(extract(epoch from handrail.now()) * 1000)::float8 as now",
  );
  return Number(row?.["now"]);
};
const words = (): string => {
  const { dana } = world;
  const shown = dana.messages().map((message) => message.words);
  return [...shown, dana.client.dialog()?.words ?? ""].join("\n");
};

test("weeks of samples are behind the organisation, and are marked wherever they are read", async () => {
  const { dana } = world;
  const rang = dana.rings().length;
  expect(await makeSamples(world.app.parts, "acme", await now())).toBe(true);
  await dana.opensHome();
  await dana.clicksAtHome("Team trend");
  await expect.poll(words).toMatch(/Everyone: battery \d+–\d+ % of 10 or more/);
  // Two windows that are over: each was passed through the gate on its own.
  expect(words().match(/battery \d+–\d+ %/g)).toHaveLength(2);
  expect(words()).toContain("wellbeing leads of Acme Support (with samples)");
  expect(words()).toContain("You said, we are doing: Sample:");
  await dana.closesDialogs();
  await dana.opensHome();
  await dana.clicksAtHome("Team poll");
  await expect.poll(words).toContain("Returns (samples)");
  expect(dana.rings()).toHaveLength(rang);
});

test("figures have ten weeks of calls, marked as samples, and the digest waits for Monday", async () => {
  const { dana } = world;
  await world.settled();
  await dana.closesDialogs();
  await dana.opensHome();
  await dana.clicksAtHome("Figures");
  const { words } = await dana.dialog();
  for (const heading of ["Why they called", "Cover", "Help in time", "Promises", "Good calls"])
    expect(words).toContain(heading);
  expect(words).toMatch(/Calls for help\n\d+ or more/);
  await dana.closesDialogs();
  const { rows } = await world.asOwner(
    "select count(distinct week)::int as weeks from handrail.figure_cells where not draft",
  );
  expect(rows[0]?.["weeks"]).toBe(9);
  expect(dana.rings().join()).not.toContain("Last week's figures");
});

test("what is kept of them is sealed like everybody's, and they are made once", async () => {
  const kept = await world.app.db.once(
    "acme",
    "select sealed from handrail.check_in_answers union all select sealed from handrail.hard_calls",
  );
  expect(kept.length).toBeGreaterThan(60);
  for (const { sealed } of kept) expect(String(sealed)).not.toContain("energy");
  expect(await makeSamples(world.app.parts, "acme", await now())).toBe(false);
});

test("an organisation without a team of samples gets none", async () => {
  await world.reload(organisationFile);
  expect(await makeSamples(world.app.parts, "acme", await now())).toBe(false);
});

test("two weeks of shifts are made around now: they run, end, and are made anew once they do not", async () => {
  const at = await now();
  const made = () => makeShifts(world.app.parts, "acme", at);
  expect([await made(), await made()]).toEqual([true, false]);
  const { ana, ben, dana } = world;
  await ana.types("/shift");
  const { buttons } = await ana.isTold("You are on shift until");
  expect(buttons).toEqual(expect.arrayContaining(["Take my place", "Swap…"]));
  await world.timePasses(9 * 3_600);
  await ben.types("/shift");
  await ben.isTold("You are off shift.");
  await dana.types("/shift");
  await dana.isTold("You are on shift.");
  expect(await makeShifts(world.app.parts, "acme", await now())).toBe(true);
  await ben.types("/shift");
  await ben.isTold("You are on shift until");
});
