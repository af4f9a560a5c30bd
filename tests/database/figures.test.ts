import { afterAll, beforeAll, expect, test } from "vitest";
import { readRequestFacts } from "../../src/escalations/figures/store.ts";
import { features } from "../../src/features.ts";
import { cellsOf } from "../../src/figures/cells.ts";
import { theFigures } from "../../src/figures/state.ts";
import { shifted, startOf } from "../../src/figures/weeks.ts";
import { hours, minutes } from "../../src/kernel/time.ts";
import { weekOf } from "../../src/kernel/weeks.ts";
import type { AnyFeature } from "../../src/runtime/feature.ts";
import { transact } from "../../src/runtime/transact.ts";
import { fiveInBilling } from "../support/acme.ts";
import { plantCalls } from "../support/figures.ts";
import { openWorld, type World } from "../support/story.ts";

/* 1,200 calls of three weeks, in pieces: by two instances at once, and then once more. */

const zone = "Europe/London";
let world: World;
/** The Monday of the week in which it begins. */
let week: string;
const now = async (): Promise<number> => {
  const { rows } = await world.asOwner(
    "select floor(extract(epoch from handrail.now()) * 1000)::float8 as now",
  );
  return Number(rows[0]?.["now"]);
};

beforeAll(async () => {
  world = await openWorld({ file: fiveInBilling });
  await world.becomes("Mon", "05:00");
  await world.settled();
  week = weekOf(await now(), zone);
  const from = startOf(week, zone);
  // Six hours of each, so that one piece holds several hours and one hour several pieces.
  for (const [index, calls] of [450, 300, 450].entries())
    await plantCalls(world, calls, {
      ...{ team: "Billing", alone: 40, category: index === 1 ? "ABU" : "CMP" },
      from: from + hours(24 * 7 * index + 20),
    });
  await plantCalls(world, 30, { team: "Deliveries", from: from + minutes(30) });
});
afterAll(() => world.stop());

/** Another instance, which carries out the same timers as the app's own clock. */
function another(stops: { now: boolean }): Promise<void> {
  const work = {
    ...{ organisation: "acme", feature: features.get("figures") as AnyFeature },
    ...{ command: { do: "count" }, source: { timer: "count", subject: theFigures } },
  };
  const transactor = { ...world.app.parts, now: () => Date.now() };
  const run = async () => {
    while (!stops.now) await transact(transactor, work).catch(() => undefined);
  };
  return run();
}

const sorted = (tally: Readonly<Record<string, number>>) =>
  Object.entries(tally).toSorted(([a], [b]) => (a < b ? -1 : 1));

const cells = async () =>
  (
    await world.asOwner(
      "select draft, slice, week, team, name, tally::text as tally from handrail.figure_cells order by 1, 2, 3, 4, 5",
    )
  ).rows;

let counted: Record<string, unknown>[];

test("I1: counted in pieces by two instances at once, each call is counted once", async () => {
  const stops = { now: false };
  const others = [another(stops), another(stops)];
  await world.timePasses((hours(24 * 21) + minutes(5)) / 1_000);
  await world.settled();
  stops.now = true;
  await Promise.all(others);
  await world.settled();
  counted = await cells();
  expect(counted.some(({ draft }) => draft)).toBe(false);
  // The same, all at once and by no store.
  const all = await world.app.db.inOrganisation("acme", async (tx) => {
    const requests = [];
    const opened = { from: 0, until: await now() };
    for (let after, more = true; more; more = after !== undefined) {
      const piece = await readRequestFacts(tx, { ...opened, after }, opened.until);
      requests.push(...piece.requests);
      after = piece.last;
    }
    return requests;
  });
  expect(all).toHaveLength(1_230);
  const expected = cellsOf(all, zone).map(({ slice, week: of, team, name, tally }) =>
    JSON.stringify([slice, of, team, name, sorted(tally)]),
  );
  const found = counted
    .filter(({ team }) => team !== "")
    .map(({ slice, week: of, team, name, tally }) =>
      JSON.stringify([
        ...[slice, of, team, name],
        sorted(JSON.parse(String(tally)) as Record<string, number>),
      ]),
    );
  expect(found.toSorted()).toEqual(expected.toSorted());
});

test("I1: what happens later changes no week that was counted, and a rebuild is the same to the digit", async () => {
  // A reason that is given, and an end that is written, after the week was counted.
  await world.asOwner(`
    insert into handrail.journal (organisation_id, feature, subject, version, number, at, event)
    select 'acme', 'escalations', request, 2, 0, handrail.now(),
      jsonb_build_object('type', 'categorised', 'category', 'VIP')
    from handrail.requests where team = 'Billing'`);
  await world.app.db.inOrganisation("acme", (tx) =>
    tx
      .insertInto("timers")
      .values({
        ...{ organisation_id: "acme", feature: "figures", subject: theFigures },
        ...{ command: "rebuild", due_at: new Date(0) },
      })
      .execute(),
  );
  await world.settled();
  const { rows } = await world.asOwner("select state ->> 'next' as next from handrail.figures");
  expect(rows[0]?.["next"]).toBe(shifted(week, 3));
  expect(await cells()).toEqual(counted);
});

test("I1: an hour says how many different people called in it, and nothing says who", async () => {
  const { rows } = await world.asOwner(
    "select slice, team, people from handrail.figure_people order by 1, 2, 3",
  );
  expect(rows.filter(({ slice }) => slice === "team")).toContainEqual({
    ...{ slice: "team", team: "Billing", people: 5 },
  });
  // One agent is in no figure.
  expect(rows.some(({ team }) => team === "Deliveries")).toBe(false);
  const tables = ["figures", "figure_cells", "figure_people"];
  for (const table of tables) {
    const { rows: all } = await world.asOwner(
      `select coalesce(string_agg(t::text, ' '), '') as text from handrail.${table} t`,
    );
    const { rows: people } = await world.asOwner("select person::text as id from handrail.people");
    for (const { id } of people) expect(String(all[0]?.["text"])).not.toContain(String(id));
  }
});
