import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import { Clock, type Due } from "../../src/runtime/timers/clock.ts";
import type { Database } from "../../src/runtime/database/database.ts";
import { openLog } from "../../src/runtime/log.ts";
import type { World } from "../support/story.ts";
import { stories } from "../support/stories.ts";

/* Only the database's clock counts, and a tick that stumbles does not stop the next. */

describe("in the house", () => {
  const house = stories();
  const page = "Ana needs help now. Billing, phone.";
  const types = async (world: World) =>
    (
      await world.asOwner(
        "select event ->> 'type' as type, at from handrail.journal order by version, number",
      )
    ).rows;

  test("a step comes when it is due, to the second", async () => {
    const world = house();
    await world.ana.types("/escalate");
    await world.sam.hears(page);
    await world.app.db.pushClock(18);
    const before = (
      await world.asOwner(
        "select extract(epoch from due_at - handrail.now()) * 1000 as ms from handrail.timers where command = 'step'",
      )
    ).rows[0];
    const began = performance.now();
    await world.dana.hears(page);
    const late = performance.now() - began - Number(before?.["ms"]);
    expect(late).toBeGreaterThan(-100); // never early
    expect(late).toBeLessThan(2_500); // it looks every 250 ms; the rest is a busy machine's
  });

  test("set back by half a minute, it repeats no step and loses none, and history does not run backwards", async () => {
    const world = house();
    await world.ana.types("/escalate");
    await world.timePasses(20);
    await world.dana.hears(page);
    await world.app.db.pushClock(-30);
    await world.sam.clicks("I've got it");
    await world.ana.hears("Sam has it.");
    await world.settled();
    const events = await types(world);
    expect(events.filter(({ type }) => type === "asked")).toHaveLength(2);
    const times = events.map(({ at }) => Number(at));
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    await world.timePasses(30 + 60);
    expect((await types(world)).filter(({ type }) => type === "lapsed")).toHaveLength(1);
  });

  test("a timer that the request no longer wants is gone after one look; one that only a newer instance knows is left to it", async () => {
    const world = house();
    await world.ana.types("/escalate");
    await world.settled();
    const before = (await types(world)).length;
    await world.asOwner(`insert into handrail.timers select organisation_id, 'escalations', request, 'lapse', handrail.now() from handrail.requests;
      insert into handrail.timers select organisation_id, 'made-up', request, 'step', handrail.now() from handrail.requests;
      insert into handrail.timers select organisation_id, 'escalations', request, 'made-up', handrail.now() from handrail.requests`);
    const left = async () =>
      (
        await world.asOwner(
          "select feature, command from handrail.timers order by feature, command",
        )
      ).rows;
    await expect.poll(left).toEqual([
      { feature: "escalations", command: "made-up" },
      { feature: "escalations", command: "step" },
      { feature: "made-up", command: "step" },
    ]);
    await world.asOwner(
      "delete from handrail.timers where feature = 'made-up' or command = 'made-up'",
    );
    expect((await types(world)).length).toBe(before);
  });

  test("five hundred check-ins that were due before it keep no step waiting", async () => {
    const world = house();
    await world.ana.types("/escalate");
    await world.settled();
    await world.asOwner(`insert into handrail.timers select organisation_id, 'checkins', gen_random_uuid(), 'prompt', handrail.now() + interval '15 s'
      from handrail.requests, generate_series(1, 500)`);
    await world.app.db.pushClock(21);
    await world.dana.hears(page);
    const left = (
      await world.asOwner(
        "select count(*)::int as count from handrail.timers where feature = 'checkins'",
      )
    ).rows[0]?.["count"];
    expect(Number(left)).toBeGreaterThan(300);
  });

  test("a timer that fails for a fault of its own is put off, and comes back", async () => {
    const world = house();
    await world.ana.types("/escalate");
    await world.settled();
    // A state that the rules cannot read: every look fails.
    await world.asOwner("update handrail.requests set state = state || '{\"policies\": null}'");
    await world.timePasses(20);
    const left = async () =>
      (
        await world.asOwner(
          "select extract(epoch from due_at - handrail.now()) > 0 as later from handrail.timers where command = 'step'",
        )
      ).rows;
    await expect.poll(left).toEqual([{ later: true }]);
    await world.asOwner(
      "update handrail.requests set status = 'resolved'; delete from handrail.timers",
    );
  });
});

describe("a tick", () => {
  const log = openLog("silent");
  const due = (subject: string) => ({
    organisation: "acme",
    feature: "f",
    subject,
    command: "c",
    lateness: 3,
  });
  const seen = (dues: object[], wait: string | null = null) => [
    [{ now: Date.now(), due: dues, wait, waiting: null }],
  ];
  const idle = { claim: async () => undefined, postpone: async () => undefined };
  /** A database that answers the clock's one question with this. */
  const answering = (answer: () => Promise<Record<string, unknown>[][]>) =>
    ({ sweep: answer }) as unknown as Database;

  test("that fails is followed by another, and one failing timer keeps no other from ringing", async () => {
    const rang: string[] = [];
    let looks = 0;
    const db = answering(async () => {
      looks += 1;
      if (looks === 1) throw new Error("away");
      return seen(looks === 2 ? [due("bad"), due("good")] : [], "5");
    });
    const ring = async ({ subject }: Due) => {
      rang.push(subject);
      if (subject === "bad") throw new Error("on purpose");
    };
    const postponed: unknown[] = [];
    const clock = new Clock(db, log, {
      ...idle,
      ring,
      postpone: async ({ subject }, seconds) => postponed.push([subject, seconds]),
    });
    clock.start();
    await vi.waitUntil(() => looks > 3, 3_000);
    await clock.stop();
    expect(rang).toEqual(["bad", "good"]);
    expect(postponed).toEqual([["bad", 2]]);
    expect(performance.now() - clock.lastTick).toBeLessThan(1_000);
  });

  test("rings those somebody waits for first, and never more than two of the patient ones at once", async () => {
    const rang: string[] = [];
    let [under, most] = [0, 0];
    const patient = (subject: string) => ({ ...due(subject), feature: "patient" });
    let looks = 0;
    const db = answering(async () =>
      seen(looks++ === 0 ? [...["p1", "p2", "p3", "p4"].map(patient), due("urgent")] : []),
    );
    const ring = async ({ subject }: Due) => {
      under += 1;
      most = Math.max(most, under);
      rang.push(subject);
      await sleep(5);
      under -= 1;
    };
    const clock = new Clock(db, log, { ...idle, ring, patient: ["patient"] });
    clock.start();
    await vi.waitUntil(() => rang.length === 5, 3_000);
    await clock.stop();
    expect(rang).toEqual(["urgent", "p1", "p2", "p3", "p4"]);
    expect(most).toBe(2);
  });

  test("that hangs leaves its last time behind, which is what turns /readyz red", async () => {
    let release: (value: Record<string, unknown>[][]) => void = () => undefined;
    const clock = new Clock(
      answering(() => new Promise((resolve) => (release = resolve))),
      log,
      { ...idle, ring: async () => undefined },
    );
    clock.start();
    await sleep(50);
    expect(clock.lastTick).toBe(-Infinity);
    release(seen([]));
    await vi.waitUntil(() => clock.lastTick > 0, 1_000);
    const stopped = clock.stop();
    release(seen([]));
    await stopped;
  });

  test("under way is finished before stopping is, and none follows", async () => {
    let rang = false;
    let looks = 0;
    const db = answering(async () => {
      looks += 1;
      return seen([due("slow")]);
    });
    const ring = async () => {
      await sleep(150);
      rang = true;
    };
    const clock = new Clock(db, log, { ...idle, ring });
    clock.start();
    await vi.waitUntil(() => looks === 1, 1_000);
    await clock.stop();
    expect(rang).toBe(true);
    await sleep(300);
    expect(looks).toBe(1);
  });
});
