import { afterAll, beforeAll, expect, test } from "vitest";
import { within } from "../../src/kernel/spans.ts";
import type { GivenShift } from "../../src/people/roster/gather.ts";
import { replaceShifts, tidyRoster } from "../../src/people/roster/store.ts";
import { isOnShift } from "../../src/people/usual.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import { type World, openWorld } from "../support/story.ts";

/* P1: the door for shifts that another system pushes, and what is in memory of them. */

let world: World;
let now = 0;
beforeAll(async () => {
  world = await openWorld();
  const { rows } = await world.asOwner("select extract(epoch from handrail.now()) * 1000 as now");
  // A Monday at noon: what is pushed below lies within one roster.
  const week = 7 * 24 * 3_600_000;
  const noon = (Math.floor(Number(rows[0]?.["now"]) / week) + 1) * week + 4.5 * 24 * 3_600_000;
  await world.asOwner(
    `update handrail.clock set shift = shift + make_interval(secs => ${(noon - Number(rows[0]?.["now"])) / 1_000})`,
  );
  now = noon;
});
afterAll(() => world.stop());

const hour = 3_600_000;
const shift = (who: string, from: number, to: number, line = 1): GivenShift => ({
  who: `${who}@acme.test`,
  from: now + from * hour,
  to: now + to * hour,
  line,
});
const push = async (from: number, to: number, ...shifts: GivenShift[]) => {
  const { db } = world.app;
  const organisation = await new Directory(db).organisation("acme");
  return db.inOrganisation("acme", (tx) =>
    replaceShifts(tx, organisation, { from: now + from * hour, to: now + to * hour }, shifts),
  );
};
const directory = () => new Directory(world.app.db).organisation("acme");
async function onShift(who: string, from: number): Promise<boolean> {
  const organisation = await directory();
  const { id = "" } =
    [...organisation.people.values()].find(({ email }) => email === `${who}@acme.test`) ?? {};
  return isOnShift(organisation, id, null, now + from * hour);
}

test("P1: a window is replaced, what lies around it stays, and mistakes are named by their place", async () => {
  expect(
    await push(
      -24,
      48,
      shift("ana", -2, 6),
      shift("ana", 22, 30, 2),
      shift("ben", 22, 30, 3),
      shift("nobody", 0, 1, 4),
      shift("ben", 50, 51, 5),
    ),
  ).toMatchObject({
    applied: 3,
    problems: [
      { line: 4, what: "nobody of the organisation's file is meant" },
      { line: 5, what: "the shift begins outside the window" },
    ],
  });
  expect([await onShift("ana", 0), await onShift("ana", 10), await onShift("ana", 24)]).toEqual([
    true,
    false,
    true,
  ]);
  // Nobody gave Carla a shift: her team has no hours, so she always is.
  expect([await onShift("ben", 0), await onShift("carla", 0)]).toEqual([false, true]);
  expect(await push(12, 48, shift("ana", 40, 44))).toMatchObject({ applied: 1, problems: [] });
  expect([await onShift("ana", 0), await onShift("ana", 24), await onShift("ana", 41)]).toEqual([
    true,
    false,
    true,
  ]);
  // Ben has no shift any more, anywhere: he goes by his team again.
  expect(await onShift("ben", 24)).toBe(true);
  expect(await push(5, 5)).toEqual({ refused: "window" });
  expect(await push(0, 24 * 366 * 3)).toEqual({ refused: "window" });
});

test("P1: only the roster is read again for it, and every command knows", async () => {
  const known = new Directory(world.app.db);
  const before = await known.organisation("acme");
  await push(48, 72, shift("ana", 50, 58));
  known.forget("acme");
  const after = await known.organisation("acme");
  expect(after.revision).toBe(before.revision + 1);
  expect(after.people).toBe(before.people);
  const ana = [...after.people.values()].find(({ email }) => email === "ana@acme.test")?.id ?? "";
  expect(within(after.roster.people.get(ana) ?? [], Math.floor((now + 51 * hour) / 60_000))).toBe(
    true,
  );
});

test("P1: what is over is deleted a week after its week, and the roster goes on covering today", async () => {
  await push(-21 * 24, 0, shift("ana", -20 * 24, -20 * 24 + 8), shift("ana", -24, -20, 2));
  const weeks = async () =>
    Number(
      (await world.asOwner("select count(*)::int as n from handrail.shift_weeks")).rows[0]?.["n"],
    );
  const before = await weeks();
  await world.app.db.inOrganisation("acme", tidyRoster);
  expect(await weeks()).toBe(before - 1);
  expect(await onShift("ana", 20)).toBe(false);
});
