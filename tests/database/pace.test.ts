import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Effect } from "../../src/kernel/decision.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import type { Claimed } from "../../src/runtime/messages/claims.ts";
import { write } from "../../src/runtime/messages/outputs.ts";
import { type World, openWorld } from "../support/story.ts";
import { tried as triedIn } from "./tried.ts";

/*
 * What thousands are told in the same minute leaves in turns, a hundred a minute an organisation. Each case happens inside
 * one transaction that is rolled back: the app runs beside it and would take up what waits.
 */

let world: World;
let person: string;
beforeAll(async () => {
  world = await openWorld();
  person = String(
    (await world.asOwner("select person from handrail.accounts where account = 'U0SAM'")).rows[0]?.[
      "person"
    ],
  );
});
beforeEach(() => world.startAfresh());
afterAll(() => world.stop());

const subject = (n: number) => `00000000-0000-8000-8000-${String(n).padStart(12, "0")}`;
const tell = (priority: "page" | "later", n: number): Effect => ({
  ...{ do: "tell", to: { person }, view: "prompt", occasion: occasion(n), priority },
});
const occasion = (n: number) => `c${String(n).padStart(2, "0")}`;
const occasions = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => occasion(from + n));
/** One command that tells so many: one look at the clock, so a slow machine changes nothing. */
const told = async (
  tx: Tx,
  from: number,
  count: number,
  priority: "page" | "later" = "later",
): Promise<string[]> => {
  const effects = Array.from({ length: count }, (_, n) => tell(priority, from + n));
  return (await written(tx, 1, ...effects)).map((one) => one.occasion).toSorted();
};
const written = (tx: Tx, n: number, ...effects: Effect[]): Promise<Claimed[]> =>
  write(tx, {
    feature: "made-up",
    at: Date.now(),
    subject: subject(n),
    said: {},
    effects,
    paced: true,
  });

const tried = <T>(work: (tx: Tx) => Promise<T>) => triedIn(world.app.db, work);
const rows = (tx: Tx) =>
  tx
    .selectFrom("messages")
    .selectAll()
    .where("feature", "=", "made-up")
    .orderBy("subject")
    .orderBy("occasion")
    .execute();
/** How long after one of them was written each may leave, in tenths of a second. */
async function waits(tx: Tx, first = 0): Promise<number[]> {
  const all = await rows(tx);
  const from = all[first]?.created_at ?? 0;
  return all.map((row) => Math.round((row.not_before - from) / 100));
}
const turns = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => (from + n) * 6);

test("twenty leave at once, and then a hundred a minute: who is told later waits in the row, leased to nobody", async () => {
  const seen = await tried(async (tx) => ({
    claimed: await told(tx, 1, 25),
    waits: await waits(tx),
    rows: await rows(tx),
  }));
  expect(seen.claimed).toEqual(occasions(1, 20));
  expect(seen.waits).toEqual([...turns(0, 20).map(() => 0), ...turns(1, 5)]);
  expect(seen.rows.slice(20)).toMatchObject(
    Array.from({ length: 5 }, () => ({ attempt: 0, lease_by: null, lease_until: null })),
  );
});

test("the next ones go on where the last ones ended, also those of another command", async () => {
  const seen = await tried(async (tx) => {
    await told(tx, 1, 60);
    await written(tx, 2, tell("later", 1));
    await written(tx, 3, tell("later", 1), tell("later", 2));
    return waits(tx);
  });
  expect(seen.slice(20)).toEqual(turns(1, 43));
});

test("turns that nobody took are gone, but for a few", async () => {
  const seen = await tried(async (tx) => {
    await told(tx, 1, 1);
    await tx
      .updateTable("pace")
      .set({ next_at: new Date(Date.now() - 3_600_000) })
      .execute();
    return { claimed: await told(tx, 2, 22), waits: await waits(tx, 1) };
  });
  expect(seen.claimed).toEqual(occasions(2, 20));
  expect(seen.waits.slice(21)).toEqual(turns(1, 2));
});

test("a page waits for no turn, and takes none", async () => {
  const seen = await tried(async (tx) => ({
    claimed: await told(tx, 1, 30, "page"),
    pace: await tx.selectFrom("pace").selectAll().execute(),
  }));
  expect(seen.claimed).toHaveLength(30);
  expect(seen.pace).toEqual([]);
});

test("what is told again is drawn anew at once, and takes no time from the others", async () => {
  const seen = await tried(async (tx) => {
    await told(tx, 1, 1);
    await tx
      .updateTable("messages")
      .set({ lease_until: null, lease_by: null, shown_version: 1 })
      .where("feature", "=", "made-up")
      .execute();
    const effects = [tell("later", 1), tell("later", 2), { do: "redraw" } as const];
    const claimed = await written(tx, 1, ...effects);
    return claimed.map((one) => `${one.occasion} ${one.attempt} ${one.wanted_version}`);
  });
  expect(seen.toSorted()).toEqual(["c01 2 2", "c02 1 1"]);
});
