import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { World } from "../support/story.ts";
import { stories } from "../support/stories.ts";

/* What becomes of a message when the platform has a bad day (E12). */

const house = stories();
const page = "Ana needs help now. Billing, phone.";
const again = "Sent again";

const posts = (world: World, to: string) =>
  world.slack.calls("chat.postMessage").filter(({ body }) => body["channel"] === to);
const message = async (world: World, account: string) =>
  (
    await world.asOwner(
      `select m.* from handrail.messages m join handrail.accounts a using (organisation_id, account_id) where a.account = '${account}' and view = 'page' order by m.created_at`,
    )
  ).rows;

/** Ana asks while calls to Sam meet this. @returns how often Sam was called, and how long until he had it */
async function asks(world: World, how: Parameters<World["trouble"]>[0]["how"], count = 1) {
  const before = posts(world, "U0SAM").length;
  const trouble = world.trouble({ method: "chat.postMessage", account: "U0SAM", count, how });
  await world.ana.types("/escalate");
  const began = performance.now();
  await world.slack.until(() => trouble.met >= count, 8_000);
  const met = performance.now();
  await world.slack.until(
    () => posts(world, "U0SAM").some(({ answer }, n) => n >= before && answer === "ok"),
    10_000,
  );
  const waited = performance.now() - met;
  await world.settled();
  return {
    calls: posts(world, "U0SAM")
      .slice(before)
      .map(({ answer }) => answer),
    waited,
    total: performance.now() - began,
  };
}

describe("a page that did not get through is tried again within five seconds", () => {
  test.each([
    ["429, after the time it asks for", { status: 429, retryAfter: 1 } as const, 900, false],
    ["the connection cut before it was taken", "cut-before" as const, 0, true],
    ["an error by name that passes", { error: "service_unavailable" } as const, 0, false],
    ["500", { status: 500 } as const, 0, true],
  ])("%s", async (_, how, atLeast, marked) => {
    const world = house();
    const { calls, waited } = await asks(world, how);
    expect(calls).toHaveLength(2);
    expect(waited).toBeGreaterThan(atLeast);
    expect(waited).toBeLessThan(5_000);
    await world.sam.hears(page);
    expect(world.sam.rings()).toHaveLength(1);
    // Where nobody can know whether it arrived, it says so.
    expect(world.sam.last().words.includes(again)).toBe(marked);
  });

  test("and a line that hangs is given up after five", async () => {
    const world = house();
    const { calls, total } = await asks(world, "hang");
    expect(calls).toEqual(["hang", "ok"]);
    expect(total).toBeLessThan(10_000);
    expect(world.sam.last().words).toContain(again);
  });

  test("the second failure in a row waits longer than the first, and a success starts anew", async () => {
    const world = house();
    await asks(world, { status: 503 }, 2);
    const [row] = await message(world, "U0SAM");
    expect(row).toMatchObject({ failures: 0, state: "live" });
    const times = posts(world, "U0SAM")
      .slice(-3)
      .map(({ at }) => at);
    const [first = 0, second = 0, third = 0] = times;
    expect(second - first).toBeGreaterThan(1_400);
    // Twice the first pause; a busy machine makes any of them longer.
    expect(third - second).toBeGreaterThan(2_900);
  });
});

describe("nobody can know whether it arrived, and it did", () => {
  test.each([["cut-after-accept" as const], ["error-after-accept" as const]])(
    "%s: two cards, the second marked, and one from the first click on",
    async (how) => {
      const world = house();
      const { sam, priya } = world;
      await asks(world, how);
      const [ghost, copy] = sam.messages();
      expect(sam.messages()).toHaveLength(2);
      expect([ghost?.words.includes(again), copy?.words.includes(again)]).toEqual([false, true]);
      // The first click is on the one that we did not know of.
      await sam.client.press(ghost as NonNullable<typeof ghost>, "I've got it");
      await priya.sees("Sam has it");
      await world.slack.until(() =>
        sam.messages().every(({ words }) => words.includes("You have it")),
      );
      await world.settled();
      expect(sam.messages().map(({ id }) => id)).toEqual([copy?.id]);
    },
  );

  test("the lost copy is clicked before it was sent again: it is the message, and nothing is sent twice", async () => {
    const world = house();
    const { ana, sam } = world;
    const trouble = world.trouble({
      method: "chat.postMessage",
      account: "U0SAM",
      how: "hang-after-accept",
    });
    await ana.types("/escalate");
    await world.slack.until(() => trouble.met === 1);
    await sam.clicks("I've got it");
    await sam.sees("You have it");
    await sleep(8_000); // longer than the call lasts, and the pause before a repeat
    await world.settled();
    expect(sam.messages()).toHaveLength(1);
    expect(await message(world, "U0SAM")).toMatchObject([
      { address: sam.messages()[0]?.id, unsure: false },
    ]);
  });

  test("and somebody else took it meanwhile: nothing is sent again, and the lost copy tells so from its first click", async () => {
    const world = house();
    const { ana, sam, priya } = world;
    const before = posts(world, "U0PRIYA").length;
    world.trouble({ method: "chat.postMessage", account: "U0PRIYA", how: "hang-after-accept" });
    await ana.types("/escalate");
    await priya.hears(page);
    await sam.clicks("I've got it");
    await sleep(8_000); // longer than the call lasts, and the pause before a repeat
    await world.settled();
    expect(priya.messages()).toHaveLength(1);
    expect(await message(world, "U0PRIYA")).toMatchObject([
      { state: "live", address: null, unsure: true },
    ]);
    await priya.clicks("I've got it");
    await priya.losesButton("I've got it");
    expect(priya.messages()[0]?.words).toContain("Sam has it");
    await world.settled();
    expect(posts(world, "U0PRIYA")).toHaveLength(before + 1);
  });
});

describe("a page that can never arrive", () => {
  test.each([["user_not_found"], ["channel_not_found"], ["account_inactive"]])(
    "%s: the next person at once, and it is not tried again",
    async (error) => {
      const world = house();
      const { ana, dana } = world;
      world.trouble({ method: "chat.postMessage", account: "U0SAM", how: { error } });
      world.trouble({ method: "chat.postMessage", account: "U0PRIYA", how: { error } });
      const before = posts(world, "U0SAM").length;
      await ana.types("/escalate");
      await dana.hears(page); // Dana is the next step, twenty seconds away
      await ana.sees("Our messages do not reach");
      await world.settled();
      expect(posts(world, "U0SAM").length - before).toBe(1);
      expect(await message(world, "U0SAM")).toMatchObject([{ state: "ended", code: error }]);
    },
  );

  test("the news of it is not lost with the database: the next attempt brings it again", async () => {
    const world = house();
    const { ana, dana } = world;
    for (const account of ["U0SAM", "U0PRIYA"])
      world.trouble({
        method: "chat.postMessage",
        account,
        count: 2,
        how: { error: "user_not_found" },
      });
    await world.asOwner(
      "alter table handrail.journal add constraint broken check (event ->> 'type' <> 'unreachable') not valid",
    );
    await ana.types("/escalate");
    await world.slack.until(() => posts(world, "U0SAM").at(-1)?.answer === "user_not_found");
    await sleep(300);
    expect(dana.rings()).toEqual([]);
    await world.asOwner("alter table handrail.journal drop constraint broken");
    await dana.hears(page);
  });

  test("a home page that is switched off says nothing about messages", async () => {
    const world = house();
    world.trouble({ method: "views.publish", account: "U0SAM", how: { error: "not_enabled" } });
    await world.slack.openHome("U0SAM");
    await world.settled();
    await world.ana.types("/escalate");
    await world.sam.hears(page);
    expect(world.sam.rings()).toEqual([page]);
  });
});

describe("edits", () => {
  test("a change that shows nothing new makes no call", async () => {
    const world = house();
    await world.ana.types("/escalate");
    await world.sam.hears(page);
    await world.settled();
    const before = world.slack.calls().length;
    await world.asOwner("update handrail.messages set wanted_version = wanted_version + 1");
    await world.settled();
    expect(world.slack.calls().length).toBe(before);
  });

  test("ten changes become one edit, with the newest state", async () => {
    const world = house();
    const { ana, sam, priya } = world;
    await ana.types("/escalate");
    await sam.hears(page);
    await priya.hears(page);
    await world.settled();
    const edits = () =>
      world.slack.calls("chat.update").filter(({ body }) => body["channel"] === "DU0PRIYA");
    const before = edits().length;
    // Ten changes while the message waits, because the first edit met a 429.
    world.trouble({
      method: "chat.update",
      account: "U0PRIYA",
      how: { status: 429, retryAfter: 2 },
    });
    await sam.clicks("I've got it");
    for (let n = 0; n < 9; n++) {
      await ana.answers("Say why", "In words");
      await world.slack.until(() => ana.client.dialog()?.fields.includes("words"));
      await ana.submits({ words: `line ${n}` });
      const open = world.slack.desk("U0ANA").dialog;
      if (open !== undefined) await world.slack.closeDialog("U0ANA", open.id);
    }
    await priya.sees("Sam has it");
    await world.settled();
    const [{ versions } = {}] = (
      await world.asOwner("select version::int as versions from handrail.requests")
    ).rows;
    expect(versions).toBeGreaterThanOrEqual(11);
    expect(
      edits()
        .slice(before)
        .map(({ answer }) => answer),
    ).toEqual(["http_429", "ok"]);
  });
});

describe("what is no longer wanted is not sent", () => {
  test("a page that waited is dropped when somebody has taken it meanwhile", async () => {
    const world = house();
    const { ana, sam, priya } = world;
    const trouble = world.trouble({
      method: "chat.postMessage",
      account: "U0PRIYA",
      how: { status: 429, retryAfter: 2 },
    });
    await ana.types("/escalate");
    await world.slack.until(() => trouble.met === 1);
    await sam.clicks("I've got it");
    await ana.hears("Sam has it.");
    await sleep(2_300);
    await world.settled();
    expect(priya.rings()).toEqual([]);
    expect(await message(world, "U0PRIYA")).toMatchObject([{ state: "ended", code: "not-wanted" }]);
  });

  test("a page that comes late tells today's truth", async () => {
    const world = house();
    const { ana, priya } = world;
    const trouble = world.trouble({
      method: "chat.postMessage",
      account: "U0PRIYA",
      how: { status: 429, retryAfter: 2 },
    });
    await ana.types("/escalate");
    await world.slack.until(() => trouble.met === 1);
    await ana.clicks("Danger");
    await priya.hears("Danger: Ana, Billing.");
    await sleep(2_300);
    await world.settled();
    expect(priya.rings()).toEqual(["Danger: Ana, Billing."]);
  });
});

describe("the lease", () => {
  test("of an instance that died: it is sent again when the lease is over, and marked", async () => {
    const world = house();
    const { ana, sam, priya } = world;
    world.trouble({ method: "chat.postMessage", account: "U0SAM", how: "hang-after-accept" });
    await ana.types("/escalate");
    await sam.sees(page);
    await priya.hears(page);
    await world.asOwner(
      "update handrail.messages set lease_until = handrail.now() - interval '1 s' where view = 'page' and address is null",
    );
    await world.slack.until(() => sam.messages().length === 2);
    expect(sam.last().words).toContain(again);
  });

  test("stopping lets a call finish, and its result is kept: the next start sends nothing again", async () => {
    const world = house();
    const { ana, sam } = world;
    await ana.types("/escalate");
    await sam.sees(page);
    // Stop while pages are still on their way: those under way end well.
    await world.restart();
    await world.settled();
    expect(sam.messages()).toHaveLength(1);
    expect(world.priya.messages()).toHaveLength(1);
    expect(sam.screen()).not.toContain(again);
    await sam.clicks("I've got it");
    await ana.hears("Sam has it.");
  });

  test("what had not begun when it stopped is sent by the next start, at once and unmarked", async () => {
    const world = house();
    const { ana, sam } = world;
    const trouble = world.trouble({
      method: "chat.postMessage",
      account: "U0SAM",
      how: { status: 429, retryAfter: 1 },
    });
    await ana.types("/escalate");
    await world.slack.until(() => trouble.met === 1);
    await world.restart();
    await sam.hears(page);
    expect(sam.last().words).not.toContain(again);
  });
});
