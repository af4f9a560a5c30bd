import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { Effect } from "../../src/kernel/decision.ts";
import type { Adapter, Delivery } from "../../src/platform/adapter.ts";
import type { Delivered } from "../../src/platform/errors.ts";
import { newestOnly } from "../../src/platform/gone.ts";
import { msg } from "../../src/platform/text.ts";
import type { Card } from "../../src/platform/view.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import type { AnyFeature, Viewer } from "../../src/runtime/feature.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { openLog } from "../../src/runtime/log.ts";
import { Metrics } from "../../src/runtime/metrics.ts";
import { claimWaiting } from "../../src/runtime/messages/claims.ts";
import { write } from "../../src/runtime/messages/outputs.ts";
import { Sender } from "../../src/runtime/messages/sender.ts";
import { type World, openWorld } from "../support/story.ts";

/* A message that a newer one replaces, of a feature that the app beside it does not have. */

let world: World;
let person: string;
beforeAll(async () => {
  world = await openWorld();
  const { rows } = await world.asOwner(
    "select person from handrail.accounts where account = 'U0SAM'",
  );
  person = String(rows[0]?.["person"]);
});
afterAll(() => world.stop());

const subject = "00000000-0000-8000-8000-000000000002";
/** The occasion of the newest message, as the feature's state says. */
let newest = "p1";
const calls: string[] = [];
/** What the platform answers next; nothing: it does what it is asked. */
let answers: Delivered[] = [];
beforeEach(() => {
  newest = "p1";
  calls.splice(0);
  answers = [];
});
afterEach(() => world.asOwner(`delete from handrail.messages where subject = '${subject}'`));

const card = (viewer: Viewer): Card => ({
  kind: "card",
  tone: "calm",
  summary: msg("common.noted"),
  title: msg("common.at", { time: Number(viewer.occasion.slice(1)) }),
  facts: [],
  lines: [],
  buttons: [],
});
const feature = {
  name: "made-up",
  store: { show: async () => ({}) },
  views: {
    show: (_view: string, _shown: unknown, viewer: Viewer) => newestOnly(newest, viewer, card),
  },
} as unknown as AnyFeature;

async function deliver({ view, address, occasion }: Delivery): Promise<Delivered> {
  const does = view.kind === "gone" ? "removes" : address === undefined ? "posts" : "edits";
  calls.push(`${does} ${address ?? occasion}`);
  const answer = answers.shift();
  if (answer !== undefined) return answer;
  if (view.kind === "gone") return { outcome: "removed" };
  return { outcome: "shown", address: address ?? `D:${occasion}` };
}

const senders = () => {
  const { db } = world.app;
  return new Sender({
    db,
    directory: new Directory(db),
    vault: openVault([{ kid: "one", key: new Uint8Array(32) }]),
    features: new Map([["made-up", feature]]),
    adapters: new Map([["slack", { platform: "slack", deliver } as unknown as Adapter]]),
    log: openLog("silent"),
    metrics: new Metrics(),
    now: Date.now,
    unreachable: async () => undefined,
  });
};

const tell = (occasion: string): Effect => ({
  do: "tell",
  to: { person },
  view: "page",
  occasion,
  priority: "page",
});
/** Tells and sends, and redraws what is there, as every event does. */
async function happens(...occasions: string[]): Promise<void> {
  newest = occasions.at(-1) ?? newest;
  const effects: Effect[] = [...occasions.map(tell), { do: "redraw" }];
  const outputs = { feature: "made-up", at: Date.now(), subject, said: {}, effects };
  const claimed = await world.app.db.inOrganisation("acme", (tx) => write(tx, outputs));
  const sender = senders();
  sender.take(claimed);
  await rests(sender);
}
/** Until nothing is to be sent now. */
async function rests(sender: Sender): Promise<void> {
  for (let n = 0; n < 200; n++) {
    await sender.claimWaiting("acme");
    const { rows } = await world.asOwner(
      `select 1 from handrail.messages where subject = '${subject}' and state = 'live'
       and wanted_version > shown_version and not_before <= handrail.now()`,
    );
    if (rows.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await sender.stop();
}
const stored = async () =>
  (
    await world.asOwner(
      `select occasion, state, code, address, priority from handrail.messages where subject = '${subject}' order by occasion`,
    )
  ).rows;

test("is removed once the newer one is shown, and not before", async () => {
  await happens("p1");
  await happens("p2");
  expect(calls).toEqual(["posts p1", "posts p2", "removes D:p1"]);
  expect(await stored()).toMatchObject([
    { occasion: "p1", state: "ended", code: "removed", priority: 4 },
    { occasion: "p2", state: "live", address: "D:p2", priority: 0 },
  ]);
});

test("stays while the newer one cannot be posted", async () => {
  await happens("p1");
  answers = [{ outcome: "throttled", retryAfter: 60_000 }];
  await happens("p2");
  expect(calls).toEqual(["posts p1", "posts p2"]);
  expect(await stored()).toMatchObject([{ occasion: "p1", state: "live" }, { occasion: "p2" }]);
});

test("is the person's card where the newer one never arrives", async () => {
  await happens("p1");
  answers = [{ outcome: "gone", code: "no_such_chat" }];
  await happens("p2");
  expect(calls).toEqual(["posts p1", "posts p2", "edits D:p1"]);
  expect(await stored()).toMatchObject([{ occasion: "p1", state: "live", priority: 0 }, {}]);
});

test("is removed again by the next, when a process died in between: gone is as good", async () => {
  await happens("p1");
  answers = [
    { outcome: "shown", address: "D:p2" },
    { outcome: "unsure", code: "timeout" },
  ];
  await happens("p2");
  await world.asOwner(
    `update handrail.messages set not_before = handrail.now() where subject = '${subject}'`,
  );
  answers = [{ outcome: "gone", code: "message_not_found" }];
  await rests(senders());
  expect(calls).toEqual(["posts p1", "posts p2", "removes D:p1", "removes D:p1"]);
  expect(await stored()).toMatchObject([
    { state: "ended", code: "message_not_found" },
    { state: "live" },
  ]);
});

test("is left as its line where the platform refuses, once", async () => {
  await happens("p1");
  answers = [
    { outcome: "shown", address: "D:p2" },
    { outcome: "shown", address: "D:p1" },
  ];
  await happens("p2");
  await happens();
  await happens();
  expect(calls.filter((call) => call === "removes D:p1")).toHaveLength(1);
});

test("waits with all of its workspace where the platform asks us to wait, and delays no page", async () => {
  await happens("p1");
  await happens("p2");
  await happens("p3");
  calls.splice(0);
  await world.asOwner(
    `update handrail.messages set state = 'live', wanted_version = shown_version + 1, priority = 4,
     address = 'D:' || occasion where subject = '${subject}' and occasion in ('p1', 'p2')`,
  );
  answers = [{ outcome: "throttled", retryAfter: 30_000 }];
  const sender = senders();
  await rests(sender);
  expect(calls).toHaveLength(1);
  const waiting = (which: "to show" | "to remove") =>
    world.app.db.inOrganisation("acme", (tx) =>
      claimWaiting(tx, 9, { features: ["made-up"], platforms: ["slack"] }, which),
    );
  await world.asOwner(
    `update handrail.messages set not_before = handrail.now(), lease_until = null where subject = '${subject}'`,
  );
  expect(await waiting("to show")).toEqual([]);
  expect(await waiting("to remove")).toHaveLength(2);
});
