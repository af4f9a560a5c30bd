import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Effect } from "../../src/kernel/decision.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import type { Claimed } from "../../src/runtime/messages/claims.ts";
import { write } from "../../src/runtime/messages/outputs.ts";
import { type World, openWorld } from "../world/story.ts";
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
const tell = (priority: "page" | "later", occasion = "c1"): Effect => ({
  ...{ do: "tell", to: { person }, view: "prompt", occasion, priority },
});
/** `count` subjects, each told of by a command of its own. */
async function told(
  tx: Tx,
  from: number,
  count: number,
  priority: "page" | "later" = "later",
): Promise<Claimed[]> {
  const claimed: Claimed[] = [];
  for (let n = from; n < from + count; n++) claimed.push(...(await written(tx, n, tell(priority))));
  return claimed;
}
const written = (tx: Tx, n: number, ...effects: Effect[]) =>
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
    .execute();
/** How long after `first` was written each may leave, in tenths of a second: exactly so, however long each command took. */
async function waits(tx: Tx, first = 0): Promise<number[]> {
  const all = await rows(tx);
  const from = all[first]?.created_at ?? 0;
  return all.map((row) => Math.round((row.not_before - from) / 100));
}
const atOnce = (claimed: readonly Claimed[]) => claimed.map((one) => one.subject);
const subjects = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => subject(from + n));
const turns = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => (from + n) * 6);

test("twenty leave at once, and then a hundred a minute: who is told later waits in the row, leased to nobody", async () => {
  const seen = await tried(async (tx) => {
    const claimed = await told(tx, 1, 25);
    return {
      claimed: atOnce(claimed),
      waits: await waits(tx),
      rows: await rows(tx),
    };
  });
  expect(seen.claimed).toEqual(subjects(1, 20));
  expect(seen.waits.slice(20)).toEqual(turns(1, 5));
  expect(seen.rows.slice(20)).toMatchObject(
    Array.from({ length: 5 }, () => ({ attempt: 0, lease_by: null, lease_until: null })),
  );
});

test("turns that nobody took are gone, but for a few", async () => {
  const seen = await tried(async (tx) => {
    await told(tx, 1, 1);
    await tx
      .updateTable("pace")
      .set({ next_at: new Date(Date.now() - 3_600_000) })
      .execute();
    const claimed = await told(tx, 2, 22);
    return { claimed: atOnce(claimed), waits: await waits(tx, 1) };
  });
  expect(seen.claimed).toEqual(subjects(2, 20));
  expect(seen.waits.slice(21)).toEqual(turns(1, 2));
});

test("a page waits for no turn, and takes none", async () => {
  const seen = await tried(async (tx) => {
    const claimed = await told(tx, 1, 30, "page");
    return {
      claimed: claimed.length,
      pace: await tx.selectFrom("pace").selectAll().execute(),
    };
  });
  expect(seen.claimed).toBe(30);
  expect(seen.pace).toEqual([]);
});

test("several that one command tells take turns of their own", async () => {
  const seen = await tried(async (tx) => {
    await told(tx, 1, 20);
    await written(tx, 21, ...["c1", "c2", "c3"].map((occasion) => tell("later", occasion)));
    return (await rows(tx)).slice(20).map((row) => row.not_before - row.created_at);
  });
  const [first = 0, second = 0, third = 0] = seen.toSorted((a, b) => a - b);
  expect([second - first, third - second]).toEqual([600, 600]);
});

test("what is told again waits for nothing new", async () => {
  const seen = await tried(async (tx) => {
    await told(tx, 1, 1);
    await tx
      .updateTable("messages")
      .set({ lease_until: null, lease_by: null, shown_version: 1 })
      .where("feature", "=", "made-up")
      .execute();
    const claimed = await written(tx, 1, tell("later"), tell("later", "c2"), { do: "redraw" });
    return claimed.map((one) => `${one.occasion} ${one.attempt} ${one.wanted_version}`);
  });
  expect(seen.toSorted()).toEqual(["c1 2 2", "c2 1 1"]);
});
