import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";

const world = stories();
const page = "Ana needs help now. Billing, phone.";
const post = "chat.postMessage";
const marked = "Sent again, so you may see it twice.";

/** Posts of pages to this account. */
const pages = (account: string) =>
  world()
    .slack.calls(post)
    .filter(
      ({ body }) => body["channel"] === account && String(body["text"]).includes("needs help now"),
    );

test("E12: a page that can never arrive is no page: with nobody left in the step, the next are asked at once", async () => {
  const { ana, sam, priya, dana } = world();
  world().trouble({ method: post, account: "U0SAM", count: 1, how: { error: "user_not_found" } });
  world().trouble({ method: post, account: "U0PRIYA", count: 1, how: { error: "user_disabled" } });
  await ana.types("/escalate");
  await dana.hears(page);
  await ana.sees("Asking Dana.", "Our messages do not reach");
  expect([...sam.rings(), ...priya.rings()]).toEqual([]);
  await dana.clicks("I've got it");
  await dana.clicks("Done");
  const lines = (await dana.opens("Timeline")).words;
  expect(lines).toContain("Sam could not be reached by message, ");
  expect(lines).toContain("Priya could not be reached by message, ");
  await dana.closesDialogs();
});

test("E12: with somebody of the step still on it, nobody else is disturbed early; the agent reads who is missing", async () => {
  const { ana, priya, dana } = world();
  world().trouble({ method: post, account: "U0SAM", count: 1, how: { error: "user_not_found" } });
  await ana.types("/escalate");
  await priya.hears(page);
  await ana.sees("Asking Priya.", "Our messages do not reach Sam.");
  expect(dana.rings()).toEqual([]);
});

test.each([
  ["is throttled", { status: 429, retryAfter: 3 }, false],
  ["fails before anything was shown", { error: "service_unavailable" }, false],
  ["answers 500", { status: 500 }, true],
  ["cuts the line", "cut-before", true],
] as const)(
  "E12: a page that %s is tried again within 5 s, and nobody is passed over",
  async (_, how, unsure) => {
    const { ana, sam, priya, dana } = world();
    world().trouble({ method: post, account: "U0SAM", count: 1, how });
    await ana.types("/escalate");
    await priya.hears(page);
    await world().settled();
    // An idle connection may have been closed: that costs no pause.
    if (how !== "cut-before") expect(sam.rings()).toEqual([]);
    await world().timePasses(4.9);
    await sam.hears(page);
    expect(dana.rings()).toEqual([]);
    expect(sam.last().words.includes(marked)).toBe(unsure);
    await sam.clicks("I've got it");
    await ana.hears("Sam has it.");
  },
);

test("E12: an answer that never comes is no answer: the page is sent once more, marked, after the call's own 5 s", async () => {
  const { ana, sam } = world();
  world().trouble({ method: post, account: "U0SAM", count: 1, how: "hang" });
  const before = pages("U0SAM").length;
  await ana.types("/escalate");
  await world().slack.until(() => pages("U0SAM").length === before + 2, 15_000);
  await sam.sees("Ana needs help now", marked);
  expect(sam.rings()).toEqual([page]);
});

test("E12: tried again only while it is still wanted", async () => {
  const { ana, sam, priya } = world();
  world().trouble({
    method: post,
    account: "U0SAM",
    count: 1,
    how: { status: 429, retryAfter: 10 },
  });
  const before = pages("U0SAM").length;
  await ana.types("/escalate");
  await priya.clicks("I've got it");
  await ana.hears("Priya has it.");
  await world().timePasses(11);
  expect(pages("U0SAM").length - before).toBe(1);
  expect(sam.messages()).toEqual([]);
});

test("E12: shown, but the answer was lost: the copy is marked, and a press on either works and both are redrawn", async () => {
  const { ana, sam } = world();
  world().trouble({ method: post, account: "U0SAM", count: 1, how: "error-after-accept" });
  await ana.types("/escalate");
  await sam.hears(page);
  await world().timePasses(4.9);
  await world().slack.until(() => sam.messages().length === 2);
  const [ghost, known] = sam.messages();
  expect(ghost?.words).not.toContain(marked);
  expect(known?.words).toContain(marked);
  await sam.client.press(ghost ?? sam.last(), "I've got it");
  await ana.hears("Sam has it.");
  await world().settled();
  await sam.losesButton("I've got it");
  for (const one of sam.messages()) expect(one.words).toContain("You have it: Ana");
});

test("E12: an edit that fails is made again with what is true then", async () => {
  const { ana, sam, priya } = world();
  await ana.types("/escalate");
  await priya.hears(page);
  await sam.hears(page);
  await world().settled();
  world().trouble({ method: "chat.update", account: "U0PRIYA", count: 1, how: { status: 500 } });
  await sam.clicks("I've got it");
  await world().settled();
  expect(priya.last().buttons).toContain("I've got it");
  await sam.clicks("I'm with Ana");
  await sam.clicks("Done");
  await world().timePasses(4);
  await priya.sees("Closed");
  await priya.losesButton("I've got it");
});

test("E12: in do-not-disturb: asked together with the next step; the agent and the timeline say so", async () => {
  const { ana, sam, priya, dana, slack } = world();
  slack.setQuiet("U0SAM", Date.now() + 86_400_000 * 30);
  await slack.announce("U0SAM", "dnd_updated_user");
  try {
    await ana.types("/escalate");
    await priya.hears(page);
    await ana.sees("Asking Priya.", "Sam will be asked next.");
    expect(sam.messages()).toEqual([]);
    await world().timePasses(20);
    await dana.hears(page);
    await sam.sees(page);
    await sam.clicks("I've got it");
    await sam.clicks("Done");
    expect((await sam.opens("Timeline")).words).toMatch(
      /Asked Priya, \d\d:\d\d:\d\d\nSam will be asked next, notifications are paused, /,
    );
    await sam.closesDialogs();
  } finally {
    slack.setQuiet("U0SAM", undefined);
    await slack.announce("U0SAM", "dnd_updated_user");
  }
});

test("E12: do-not-disturb that began while Handrail was stopped is known after its start", async () => {
  const { ana, sam, priya, slack } = world();
  slack.setQuiet("U0SAM", Date.now() + 86_400_000 * 30);
  try {
    await world().restart();
    await ana.types("/escalate");
    await priya.hears(page);
    await ana.sees("Asking Priya.", "Sam will be asked next.");
    expect(sam.messages()).toEqual([]);
  } finally {
    slack.setQuiet("U0SAM", undefined);
    await slack.announce("U0SAM", "dnd_updated_user");
  }
});

test("E12: in do-not-disturb, and danger: asked at once like everybody", async () => {
  const { ana, sam, slack } = world();
  slack.setQuiet("U0SAM", Date.now() + 86_400_000 * 30);
  await slack.announce("U0SAM", "dnd_updated_user");
  try {
    await ana.types("/escalate");
    await ana.clicks("Danger");
    await sam.sees("Danger: Ana, Billing.");
  } finally {
    slack.setQuiet("U0SAM", undefined);
    await slack.announce("U0SAM", "dnd_updated_user");
  }
});

test("E12: after two minutes of refusals a page is still tried every 5 s, and arrives within them", async () => {
  const { ana, sam } = world();
  const trouble = world().trouble({
    ...{ method: "chat.postMessage", account: "U0SAM", count: Infinity },
    how: { error: "message_limit_exceeded" },
  });
  await ana.types("/escalate");
  for (let passed = 0; passed < 120; passed += 10) await world().timePasses(10);
  const before = trouble.met;
  await world().timePasses(5.5);
  expect(trouble.met).toBeGreaterThan(before);
  trouble.stop();
  await world().timePasses(5.5);
  await sam.hears("Ana needs help now. Billing, phone.");
});
