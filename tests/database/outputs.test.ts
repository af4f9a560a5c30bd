import { openVault } from "../../src/runtime/keys.ts";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Effect } from "../../src/kernel/decision.ts";
import { type Claimed, claimWaiting } from "../../src/runtime/messages/claims.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import { openLog } from "../../src/runtime/log.ts";
import { write } from "../../src/runtime/messages/outputs.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import type { AnyFeature } from "../../src/runtime/feature.ts";
import { Metrics } from "../../src/runtime/metrics.ts";
import { Settlements } from "../../src/runtime/messages/settlements.ts";
import { Sender } from "../../src/runtime/messages/sender.ts";
import type { Adapter, Delivery } from "../../src/platform/adapter.ts";
import { type World, openWorld } from "../support/story.ts";
import { tried as triedIn } from "./tried.ts";

/*
 * The rows of `messages`, where two may want the same one at the same moment. The app runs beside it and would take up what
 * waits, so each case happens inside one transaction that is rolled back, or on a subject that no feature has.
 */

let world: World;
let account: string;
beforeAll(async () => {
  world = await openWorld();
  account = String(
    (await world.asOwner("select account_id from handrail.accounts where account = 'U0SAM'"))
      .rows[0]?.["account_id"],
  );
});
beforeEach(() => world.startAfresh());
afterAll(() => world.stop());

const subject = "00000000-0000-8000-8000-000000000001";
const person = () =>
  world
    .asOwner(`select person from handrail.accounts where account_id = '${account}'`)
    .then(({ rows }) => String(rows[0]?.["person"]));
const tell = async (occasion: string): Promise<Effect> => ({
  do: "tell",
  to: { person: await person() },
  view: "page",
  occasion,
  priority: "page",
});
const redraw: Effect = { do: "redraw" };
const outputs = (...effects: Effect[]) => ({
  feature: "made-up",
  at: Date.now(),
  subject,
  said: {},
  effects,
});

const tried = <T>(work: (tx: Tx) => Promise<T>) => triedIn(world.app.db, work);
const rows = (tx: Tx) =>
  tx
    .selectFrom("messages")
    .selectAll()
    .where("subject", "=", subject)
    .orderBy("occasion")
    .execute();
/** Somebody has it, or had it, or it waits. */
const change = (tx: Tx, values: Record<string, unknown>) =>
  tx.updateTable("messages").set(values).where("subject", "=", subject).execute();
const ago = (ms: number) => new Date(Date.now() - ms);

describe("a redraw", () => {
  const redrawn = async (values: Record<string, unknown>) => {
    const first = await tell("p1");
    return tried(async (tx) => {
      await write(tx, outputs(first));
      if (Object.keys(values).length > 0) await change(tx, values);
      return { claimed: await write(tx, outputs(redraw)), rows: await rows(tx) };
    });
  };

  test("of a message that nobody is sending leases it with the next attempt", async () => {
    const { claimed, rows: after } = await redrawn({
      lease_until: null,
      shown_version: 1,
      address: "D:1",
    });
    expect(claimed).toMatchObject([
      { attempt: 2, wanted_version: 2, address: "D:1", unsure: false },
    ]);
    expect(after[0]?.attempt).toBe(2);
  });

  test("of one that is on its way only wants it anew: whoever sends it sees that afterwards", async () => {
    const { claimed, rows: after } = await redrawn({});
    expect(claimed).toEqual([]);
    expect(after).toMatchObject([{ attempt: 1, wanted_version: 2 }]);
  });

  test("of one that has to wait does not hurry it", async () => {
    const { claimed } = await redrawn({
      lease_until: null,
      not_before: new Date(Date.now() + 60_000),
    });
    expect(claimed).toEqual([]);
  });

  test("of one whose lease ran out says that it may be on the screen already", async () => {
    expect((await redrawn({ lease_until: ago(1_000) })).claimed).toMatchObject([
      { attempt: 2, unsure: true },
    ]);
    expect((await redrawn({ lease_until: ago(1_000), address: "D:1" })).claimed).toMatchObject([
      { unsure: false },
    ]);
    expect((await redrawn({ lease_until: null })).claimed).toMatchObject([{ unsure: false }]);
    // An edit may have been on its way: what the screen shows is known only where no lease was lost.
    const drawn = { address: "D:1", shown_hash: "h" };
    expect((await redrawn({ ...drawn, lease_until: ago(1_000) })).claimed).toMatchObject([
      { shown_hash: null },
    ]);
    expect((await redrawn({ ...drawn, lease_until: null })).claimed).toMatchObject([
      { shown_hash: "h" },
    ]);
  });

  test("together with a new word on the same occasion touches the row once", async () => {
    const first = await tell("p1");
    const after = await tried(async (tx) => {
      await write(tx, outputs(first));
      await change(tx, { lease_until: ago(1_000) });
      return { claimed: await write(tx, outputs(first, redraw)), rows: await rows(tx) };
    });
    expect(after.claimed).toMatchObject([{ wanted_version: 2, attempt: 2, unsure: true }]);
    expect(after.rows).toHaveLength(1);
  });
});

/** What this instance can draw, and where it can send. */
const mine = { features: ["made-up"], platforms: ["slack"] };

test("a person told twice on one occasion is told once, and the last wish of a timer counts", async () => {
  const first = await tell("p1");
  const at = Date.now();
  const after = await tried(async (tx) => {
    await write(
      tx,
      outputs(
        first,
        first,
        { do: "later", at: at + 1_000, command: "step" },
        { do: "later", at: at + 9_000, command: "step" },
      ),
    );
    return {
      rows: await rows(tx),
      timers: await tx
        .selectFrom("timers")
        .select("due_at")
        .where("subject", "=", subject)
        .execute(),
    };
  });
  expect(after.rows).toHaveLength(1);
  expect(after.timers).toEqual([{ due_at: at + 9_000 }]);
});

test("what waits is leased once, the most urgent first, and only as much as there is room for", async () => {
  const [first, second] = [await tell("p1"), await tell("p2")];
  const { one, two, three } = await tried(async (tx) => {
    await write(tx, outputs(first, { ...second, priority: "edit" } as Effect));
    await change(tx, { lease_until: null });
    return {
      one: await claimWaiting(tx, 1, mine),
      two: await claimWaiting(tx, 5, mine),
      three: await claimWaiting(tx, 5, mine),
    };
  });
  expect([one, two, three].map((list) => list.map(({ occasion }) => occasion))).toEqual([
    ["p1"],
    ["p2"],
    [],
  ]);
});

/** A leased message of a subject that no feature of the app draws, and its lease. */
async function leased(): Promise<Claimed> {
  const first = await tell("p1");
  const [claimed] = await world.app.db.inOrganisation("acme", (tx) => write(tx, outputs(first)));
  return claimed as Claimed;
}
const stored = async () =>
  (
    await world.asOwner(
      `select * from handrail.messages where subject = '${subject}' order by occasion`,
    )
  ).rows;
const forget = () => world.asOwner(`delete from handrail.messages where subject = '${subject}'`);

describe("a result", () => {
  afterEach(forget);
  const settlements = () =>
    new Settlements({
      db: world.app.db,
      log: openLog("silent"),
      pages: "home",
      behind: () => undefined,
    });
  const shown = { become: "shown", address: "D:2", hash: "h" } as const;

  test("is written where the attempt is still ours", async () => {
    await settlements().add(await leased(), shown);
    expect(await stored()).toMatchObject([
      { address: "D:2", shown_hash: "h", lease_until: null, failures: 0 },
    ]);
  });

  test("of an old attempt writes nothing: the message is somebody else's by now", async () => {
    const claimed = await leased();
    await world.asOwner(
      `update handrail.messages set attempt = 2, lease_by = 'another' where subject = '${subject}'`,
    );
    const before = await stored();
    for (const result of [
      shown,
      { become: "ended", code: "x" },
      { become: "waits", wait: 0, code: "x", failed: true, unsure: true },
    ] as const) {
      await settlements().add(claimed, result);
    }
    expect(await stored()).toEqual(before);
  });

  test("of a post whose lost copy was clicked meanwhile leaves two messages, and the copy is to be removed", async () => {
    const claimed = await leased();
    await world.asOwner(
      `update handrail.messages set address = 'D:1' where subject = '${subject}'`,
    );
    await settlements().add(claimed, shown);
    expect(await stored()).toMatchObject([
      { occasion: "p1", address: "D:2" },
      { occasion: "p1~D:1", address: "D:1", priority: 4 },
    ]);
  });

  test("that cannot be written waits for the database, and is written then", async () => {
    const claimed = await leased();
    await world.asOwner(
      "alter table handrail.messages add constraint broken check (shown_hash is distinct from 'h') not valid",
    );
    const waiting = settlements();
    await waiting.add(claimed, shown); // was tried
    await expect(waiting.write("acme")).rejects.toThrow();
    expect(await stored()).toMatchObject([{ address: null }]);
    await world.asOwner("alter table handrail.messages drop constraint broken");
    await waiting.write("acme");
    expect(await stored()).toMatchObject([{ address: "D:2" }]);
  });

  test("given back before anything left: free at once, no failure, no mark", async () => {
    await settlements().add(await leased(), {
      become: "waits",
      wait: 60_000,
      code: "given-back",
      failed: false,
    });
    expect(await stored()).toMatchObject([{ lease_until: null, failures: 0, unsure: false }]);
  });
});

describe("the sender", () => {
  afterEach(forget);
  const made: Delivery[] = [];
  const sender = (
    deliver: (delivery: Delivery) => Promise<{ outcome: "shown"; address: string }>,
  ) => {
    const { db } = world.app;
    const feature = {
      name: "made-up",
      store: { show: async () => ({}) },
      views: { show: () => ({ kind: "notice", tone: "calm", lines: [], buttons: [] }) },
    } as unknown as AnyFeature;
    const adapter = { platform: "slack", deliver } as unknown as Adapter;
    return new Sender({
      ...{
        db,
        directory: new Directory(db),
        vault: openVault([{ kid: "one", key: new Uint8Array(32) }]),
        features: new Map([["made-up", feature]]),
      },
      ...{
        adapters: new Map([["slack", adapter]]),
        log: openLog("silent"),
        metrics: new Metrics(),
        now: Date.now,
        unreachable: async () => undefined,
      },
    });
  };
  const posts = async (delivery: Delivery) => {
    made.push(delivery);
    return { outcome: "shown" as const, address: "D:9" };
  };
  beforeEach(() => void made.splice(0));

  test("posts what it leased, and stops only when its result is written", async () => {
    const one = sender(posts);
    one.take([await leased()]);
    await one.stop();
    expect([made.length, (await stored())[0]?.["address"]]).toEqual([1, "D:9"]);
  });

  test("begins no call that would outlive its lease, because somebody else might make it too", async () => {
    const one = sender(posts);
    const claimed = await leased();
    one.take([{ ...claimed, startBy: performance.now() - 1 }]);
    await one.stop();
    expect(made).toEqual([]);
    expect(await stored()).toMatchObject([{ lease_until: null, unsure: false, failures: 0 }]);
  });

  test("gives back what comes after it was stopped, for the next to send at once and unmarked", async () => {
    const one = sender(posts);
    const stopped = one.stop();
    one.take([await leased()]);
    await stopped;
    await one.stop();
    expect(made).toEqual([]);
    expect(await stored()).toMatchObject([{ lease_until: null, unsure: false }]);
  });

  test("lets no more than sixty-four calls wait at once, pages first", async () => {
    const claimed = await leased();
    const ends: (() => void)[] = [];
    const one = sender(async (delivery) => {
      made.push(delivery);
      await new Promise<void>((resolve) => ends.push(resolve));
      return { outcome: "shown", address: "D:9" };
    });
    one.take(
      Array.from({ length: 70 }, (_, n) => ({ ...claimed, occasion: `edit${n}`, priority: 2 })),
    );
    while (made.length < 64) await new Promise((resolve) => setTimeout(resolve, 5));
    one.take([{ ...claimed, occasion: "urgent", priority: 0 }]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(made).toHaveLength(64);
    // One place is free: it is the page's.
    ends.shift()?.();
    await vi.waitUntil(() => made.length > 64, 10_000);
    expect(made.at(-1)?.occasion).toBe("urgent");
    while (made.length < 71) {
      ends.splice(0).forEach((end) => end());
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const stopped = one.stop();
    ends.splice(0).forEach((end) => end());
    await stopped;
  });
});
