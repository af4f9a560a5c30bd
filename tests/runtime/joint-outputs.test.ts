import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Effect } from "../../src/kernel/decision.ts";
import { checkins } from "../../src/checkins/feature.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { loadTogether, takeTimers } from "../../src/runtime/timers/joint/locks.ts";
import { transactTogether } from "../../src/runtime/timers/joint/transact.ts";
import { writeTogether } from "../../src/runtime/timers/joint/outputs.ts";
import type { Outcome } from "../../src/runtime/outcome.ts";
import { type World, openWorld } from "../world/story.ts";
import { tried as triedIn } from "./tried.ts";

/*
 * What several commands leave in one statement. Each case happens inside one transaction that is rolled back: the app runs
 * beside it and would take up what waits.
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
const redraw: Effect = { do: "redraw" };
const tell = (priority: "page" | "later", occasion = "c1"): Effect => ({
  ...{ do: "tell", to: { person }, view: "prompt", occasion, priority },
});
const outcome = (n: number, ...effects: Effect[]): Outcome => ({
  ...{ subject: subject(n), after: {}, version: 1, journal: [], follows: [], effects },
});
const many = (from: number, count: number, priority: "page" | "later" = "later") =>
  Array.from({ length: count }, (_, n) => outcome(from + n, tell(priority)));
const written = (tx: Tx, ...all: Outcome[]) => writeTogether(tx, "made-up", all, Date.now());

const tried = <T>(work: (tx: Tx) => Promise<T>) => triedIn(world.app.db, work);
const rows = (tx: Tx) =>
  tx
    .selectFrom("messages")
    .selectAll()
    .where("feature", "=", "made-up")
    .orderBy("subject")
    .execute();
/** How long after it was written each may leave, in tenths of a second. */
const waits = async (tx: Tx) =>
  (await rows(tx)).map((row) => Math.round((row.not_before - row.created_at) / 100));
const turns = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => (from + n) * 6);

test("twenty leave at once, and then a hundred a minute: who is told later waits in the row, leased to nobody", async () => {
  const seen = await tried(async (tx) => {
    const claimed = await written(tx, ...many(1, 25));
    return {
      claimed: claimed.map((one) => one.subject),
      waits: await waits(tx),
      rows: await rows(tx),
    };
  });
  expect(seen.claimed.toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => subject(n + 1)));
  expect(seen.waits).toEqual([...turns(0, 20).map(() => 0), ...turns(1, 5)]);
  expect(seen.rows.slice(20)).toMatchObject(
    Array.from({ length: 5 }, () => ({ attempt: 0, lease_by: null, lease_until: null })),
  );
});

test("the next ones go on where the last ones ended, also in another transaction's turn", async () => {
  const seen = await tried(async (tx) => {
    await written(tx, ...many(1, 25));
    await written(tx, ...many(26, 3));
    const all = await rows(tx);
    return all.map((row) => Math.round((row.not_before - (all[0]?.created_at ?? 0)) / 100));
  });
  expect(seen.slice(20)).toEqual(turns(1, 8));
});

test("turns that nobody took are gone, but for a few", async () => {
  const seen = await tried(async (tx) => {
    await written(tx, ...many(1, 1));
    await tx
      .updateTable("pace")
      .set({ next_at: new Date(Date.now() - 3_600_000) })
      .execute();
    await written(tx, ...many(2, 22));
    return waits(tx);
  });
  expect(seen).toEqual([0, ...turns(0, 20).map(() => 0), ...turns(1, 2)]);
});

test("a page waits for no turn, and takes none", async () => {
  const seen = await tried(async (tx) => {
    const claimed = await written(tx, ...many(1, 30, "page"));
    return {
      claimed: claimed.length,
      waits: await waits(tx),
      pace: await tx.selectFrom("pace").selectAll().execute(),
    };
  });
  expect(seen.claimed).toBe(30);
  expect(new Set(seen.waits)).toEqual(new Set([0]));
  expect(seen.pace).toEqual([]);
});

test("what each already shows is drawn anew, what is told again once; nothing of anybody else's", async () => {
  const seen = await tried(async (tx) => {
    await written(tx, ...many(1, 4));
    await tx
      .updateTable("messages")
      .set({ lease_until: null, lease_by: null, shown_version: 1 })
      .where("feature", "=", "made-up")
      .execute();
    const claimed = await written(
      tx,
      outcome(1, tell("later", "c2"), redraw),
      outcome(2, redraw),
      outcome(3, tell("later", "c1"), redraw),
    );
    return { claimed, rows: await rows(tx) };
  });
  const brief = seen.claimed
    .map((one) => `${Number(one.subject.slice(-3))} ${one.occasion} ${one.attempt}`)
    .toSorted();
  expect(brief).toEqual(["1 c1 2", "1 c2 1", "2 c1 2", "3 c1 2"]);
  const wanted = seen.rows
    .map((row) => `${Number(row.subject.slice(-3))} ${row.occasion} ${row.wanted_version}`)
    .toSorted();
  expect(wanted).toEqual(["1 c1 2", "1 c2 1", "2 c1 2", "3 c1 2", "4 c1 1"]);
});

test("timers of several, each looked at again at its own time", async () => {
  const seen = await tried(async (tx) => {
    const later = (at: number): Effect => ({ do: "later", command: "again", at });
    await written(tx, outcome(2, later(2_000)), outcome(1, later(1_000)));
    await written(tx, outcome(1, later(3_000)));
    return tx
      .selectFrom("timers")
      .selectAll()
      .where("feature", "=", "made-up")
      .orderBy("subject")
      .execute();
  });
  expect(seen.map(({ subject: whose, due_at }) => [whose, due_at])).toEqual([
    [subject(1), 3_000],
    [subject(2), 2_000],
  ]);
});

test("a timer is taken where it is still there, and due by the instant that decides", async () => {
  const seen = await tried(async (tx) => {
    const later = (at: number): Effect => ({ do: "later", command: "again", at });
    await written(tx, outcome(1, later(1_000)), outcome(2, later(2_000)), outcome(3, later(1_000)));
    const wanted = [1, 2, 4].map((n) => ({ subject: subject(n), timer: "again", at: 1_500 }));
    const taken = await takeTimers(tx, "made-up", [
      ...wanted,
      { subject: subject(3), timer: "other", at: 1_500 },
    ]);
    const left = await tx
      .selectFrom("timers")
      .select("subject")
      .where("feature", "=", "made-up")
      .orderBy("subject")
      .execute();
    return { taken: [...taken], left: left.map((row) => row.subject) };
  });
  expect(seen).toEqual({ taken: [subject(1)], left: [subject(2), subject(3)] });
});

test("subjects are loaded as they are, and who has nothing stored is simply not there", async () => {
  const seen = await tried(async (tx) => {
    const joint = checkins.joint;
    if (joint === undefined) throw new Error("check-ins are asked together");
    const none = await loadTogether(tx, joint, "acme", [subject(1)]);
    await joint.save(tx, [{ after: { person, status: "off", lastAt: 5, posts: 1 }, version: 7 }]);
    return { none, some: await loadTogether(tx, joint, "acme", [subject(1), person]) };
  });
  expect([...seen.none.states]).toEqual([]);
  expect([...seen.some.states]).toEqual([
    [person, { state: { person, status: "off", lastAt: 5, posts: 1 }, version: 7 }],
  ]);
  expect(seen.some.revision).toBe(seen.none.revision);
  expect(seen.some.revision).toBeGreaterThan(0);
  expect(seen.some.now).toBeGreaterThanOrEqual(seen.none.now);
});

test("whose timer was moved meanwhile is left alone, beside others that are due", async () => {
  const { db } = world.app;
  await world.asOwner(
    `insert into handrail.timers values ('acme', 'checkins', '${subject(1)}', 'prompt', handrail.now()), ('acme', 'checkins', '${subject(2)}', 'prompt', handrail.now() + interval '1 hour')`,
  );
  const vault = openVault([{ kid: "k", key: new Uint8Array(32) }]);
  const work = (n: number) => ({
    ...{ organisation: "acme", feature: checkins, command: { do: "prompt" } },
    source: { timer: "prompt", subject: subject(n) },
  });
  const results = await transactTogether(
    { db, directory: new Directory(db), vault, now: () => Date.now() },
    [work(1), work(2)],
  );
  // The app's own clock may have been there first: then the first is stale as well.
  const [first, second] = results;
  expect(second).toEqual({ stale: true });
  expect(first).toSatisfy((one: object) => "stale" in one || "said" in one);
  const { rows: left } = await world.asOwner(
    "select subject from handrail.timers where feature = 'checkins'",
  );
  expect(left).toEqual([{ subject: subject(2) }]);
});
