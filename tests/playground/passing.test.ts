import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Clock,
  passAway,
  passTime,
  passToNext,
  sparingCheckIns,
} from "../../playground/passing.ts";
import { organisationFile } from "../support/acme.ts";
import { openWorld, type World } from "../support/story.ts";

/**
 * A clock with these things due, in seconds from now; each is done at once, and may set another
 * that long after it.
 */
function clockWith(due: number[], again?: number) {
  let at = 0;
  const done: number[] = [];
  const clock: Clock = {
    async pushClock(seconds) {
      at += seconds;
      return at;
    },
    async sweep() {
      const now = due.filter((one) => one <= at);
      due = [
        ...due.filter((one) => one > at),
        ...(again === undefined ? [] : now.map(() => at + again)),
      ];
      done.push(...now.map(() => Math.round(at)));
      return [[{ next: due.length === 0 ? null : Math.min(...due) - at, busy: false }]];
    },
  };
  return { clock, done };
}

describe("time that is skipped", () => {
  test("stops at each thing that is due, and arrives where it was meant to", async () => {
    const { clock, done } = clockWith([20, 50, 7_200, 90_000]);
    const ahead: number[] = [];
    await passTime(clock, 86_400, (seconds) => ahead.push(seconds));
    expect(done).toEqual([20, 50, 7_200]);
    expect(ahead).toEqual([20, 50, 7_200, 7_200 + 43_200, 86_400]);
  });

  test("what comes again for ever takes a bounded number of steps", async () => {
    const { clock, done } = clockWith([10], 30);
    let steps = 0;
    await passTime(clock, 604_800, () => steps++);
    expect(steps).toBeLessThan(240);
    // Exactly at first, then several together.
    expect(done.slice(0, 3)).toEqual([10, 40, 70]);
  });
});

describe("time up to what is next", () => {
  test("passes over what nobody sees, and stops where somebody sees something", async () => {
    const { clock, done } = clockWith([20, 50, 7_200]);
    const seen = async () => (done.includes(50) ? "news" : "nothing yet");
    expect(await passToNext(clock, () => undefined, seen)).toEqual({ seconds: 50, news: true });
    expect(done).toEqual([20, 50]);
  });

  test("says so where nothing is due, or nothing that is due is seen", async () => {
    const seen = async () => "nothing";
    const none = clockWith([]).clock;
    expect(await passToNext(none, () => undefined, seen)).toEqual({ seconds: 0, news: false });
    const ever = clockWith([10], 30);
    expect(await passToNext(ever.clock, () => undefined, seen)).toMatchObject({ news: false });
    expect(ever.done).toHaveLength(20);
  });
});

test("while Handrail is away nothing stops for what is due: it is found when it is back", async () => {
  const { clock, done } = clockWith([0, 20, 50, 7_200]);
  const ahead: number[] = [];
  await passAway(clock, 1_200, (seconds) => ahead.push(seconds));
  // What was due before it went has happened.
  expect(done).toEqual([0, 1_200, 1_200]);
  expect(ahead).toEqual([1_200]);
});

test("what is due and does not happen, or is not shown, is no reason to pass what comes after it", async () => {
  for (const seen of [
    { next: -1, busy: false },
    { next: 30, busy: true },
  ]) {
    const pushed: number[] = [];
    let ahead = 0;
    const clock: Clock = {
      async pushClock(seconds) {
        pushed.push(seconds);
        return (ahead += seconds);
      },
      // Once; then there is nothing more.
      sweep: async () => [[pushed.length === 0 ? seen : { next: null, busy: false }]],
    };
    await passTime(clock, 86_400, () => undefined);
    expect(pushed[0]).toBe(seen.busy ? 30 : 432);
    expect(ahead).toBe(86_400);
  }
});

describe("in the real house", () => {
  const file = organisationFile
    .replace(
      "      join_within: 60s\n",
      '      join_within: 60s\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]\n',
    )
    .concat("wellbeing: { leads: [lee@acme.test], contacts: [sam@acme.test, dana@acme.test] }\n");
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ file });
  });
  afterAll(() => world.stop());

  test("a check-in whose hour is skipped over comes at its hour, and an unanswered call goes its whole way", async () => {
    const { ana, sam } = world;
    await world.becomes("Mon", "10:00");
    await world.reload(file);
    await ana.opens("Choose a time");
    await ana.submits({
      day: await ana.choice("day", "Monday to Friday"),
      time: await ana.choice("time", "11:00"),
    });
    await world.becomes("Tue", "10:30");
    const prompts = () =>
      ana
        .messages()
        .filter(({ summary }) => summary === "Something for you, when you have a moment.").length;
    const before = prompts();
    await ana.types("/escalate");
    await sam.hears("Ana needs help now. Billing, phone.");
    await passTime(world.app.db, 7_200, () => undefined);
    await ana.hears("No answer.");
    await ana.sees("Closed. Nobody came. That is our fault, not yours.");
    await expect.poll(prompts).toBe(before + 1);
  });

  test("a check-in that is open does not grow old by what is skipped", async () => {
    const { db } = world.app;
    const is = async () => {
      const rows = await db.once(
        "acme",
        "select state->'prompt'->>'is' as is from handrail.check_ins where state ? 'prompt'",
      );
      return rows.map((row) => row["is"]);
    };
    // Its next day is later than what is skipped.
    await world.becomes("Fri", "10:59");
    await passTime(db, 120, () => undefined);
    await expect.poll(is).toEqual(["asked"]);
    await passTime(sparingCheckIns(db, "acme"), 40 * 3_600, () => undefined);
    expect(await is()).toEqual(["asked"]);
    await passTime(db, 20 * 3_600, () => undefined);
    await expect.poll(is).toEqual(["passed"]);
  });

  test("away for twenty minutes, it says since when nobody was asked", async () => {
    const { ana, sam } = world;
    await ana.types("/escalate");
    await sam.hears("Ana needs help now. Billing, phone.");
    await passAway(world.app.db, 1_200, () => undefined);
    await ana.sees(
      "Nobody was asked after",
      "Handrail was not running. That is our fault, not yours.",
    );
    await sam.sees("1 request waited while Handrail was not running");
    expect(sam.rings().at(-1)).toBe("1 request waited while Handrail was not running");
    await ana.clicks("Ask again");
    // Asking again asks the next step now (docs/features.md E1).
    await ana.sees("Asking Dana, Priya and Sam.");
  });
});
