import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { RequestNow, Situation, State } from "../../../playground/protocol.ts";
import {
  ana,
  askedState,
  priyaOnTeams,
  quietState,
  withDesk,
} from "../../support/fixtures/playground/desks.ts";
import { anas, column, phone, sams, visits } from "../../support/fixtures/playground/visits.ts";

const web = visits();
const headline = (page: Page) => page.getByRole("heading", { level: 1 });
const step = (page: Page) =>
  page.getByRole("region", { name: "Stories to try" }).getByRole("status");
const nothing: Situation = { requests: [], breaks: [], debriefs: [], checkIns: [] };

/** The same screens, while Ana's call is like this. */
function during(base: State, request: Partial<RequestNow>): State {
  const now = Date.now();
  const call: RequestNow = {
    ...{ who: ana.name, status: "open", danger: false, openedAt: now, pressedAt: now },
    asked: ["Sam Reyes", "Priya Nair"],
    ...request,
  };
  return { ...base, situation: { ...nothing, requests: [call] } };
}

/** Something that Ana does, as her column tells it to the server. */
async function does(page: Page, says: string): Promise<void> {
  const body = JSON.stringify({ as: ana.account, says, do: "home" });
  await page.evaluate(async (sent) => {
    const headers = { "content-type": "application/json" };
    await fetch("/playground/act", { method: "POST", headers, body: sent });
  }, body);
}

/** The plain address, as `npm start` prints it. */
async function first(page: Page): Promise<void> {
  await page.goto(web.server.url);
  await column(page, "Ana Silva, agent, Slack").waitFor();
}

test("the page opens with Slack on the left and Teams on the right", async () => {
  const page = await web.visit();
  await first(page);
  await column(page, "Priya Nair, supervisor, Teams").waitFor();
  const selects = page.getByLabel("You are", { exact: true });
  expect([await selects.nth(0).inputValue(), await selects.nth(1).inputValue()]).toEqual([
    ana.account,
    priyaOnTeams.account,
  ]);
});

describe("the headline", () => {
  test("follows what happens", async () => {
    const page = await web.visit();
    for (const [request, said] of [
      [{ openedAt: Date.now() - 12_000 }, /^Ana has waited 0:1\d\. Sam and Priya are asked now\.$/],
      [{ status: "acknowledged", helper: "Sam Reyes", asked: [] }, /^Sam is on the way to Ana\.$/],
      [{ status: "joined", helper: "Sam Reyes", asked: [] }, /^Sam is with Ana\.$/],
      [
        { status: "joined", helper: "Sam Reyes", asked: [], answered: true },
        /^Sam answered Ana\.$/,
      ],
      [{ status: "exhausted", asked: [] }, /^Nobody has come to Ana yet\./],
      [{ status: "resolved", asked: [] }, /^Ana’s call for help is over\. Nobody came\.$/],
      [{ danger: true }, /^Danger\. Ana has waited 0:0\d\./],
    ] as const) {
      web.server.show(during(askedState, request));
      await expect.poll(() => headline(page).textContent()).toMatch(said);
    }
    web.server.show({
      ...quietState,
      situation: { ...nothing, breaks: [{ who: "Ana Silva", status: "queued" }] },
    });
    await expect.poll(() => headline(page).textContent()).toContain("Ana has asked for a break.");
  });
});

describe("a story to try", () => {
  test("says what to press, goes on when that was pressed, and ends with what was shown", async () => {
    const page = await web.visit({ ...quietState, situation: nothing });
    await first(page);
    await page.getByRole("button", { name: "Nobody answers" }).click();
    await expect.poll(() => step(page).textContent()).toContain("1 of 4 Type /escalate as Ana");
    web.server.show(during(askedState, { openedAt: Date.now(), pressedAt: Date.now() + 1_000 }));
    await expect.poll(() => step(page).textContent()).toContain("2 of 4 Answer nobody.");
    // The next step comes when it happened, however it came to that: not before.
    web.server.show(during(askedState, { status: "exhausted", pressedAt: Date.now() + 1_000 }));
    await expect.poll(() => step(page).textContent()).toContain("3 of 4 Nobody came.");
    web.server.show(during(askedState, { pressedAt: Date.now() + 1_000 }));
    await expect.poll(() => step(page).textContent()).toContain("4 of 4 Press I’ve got it");
    await page.reload();
    await expect.poll(() => step(page).textContent()).toContain("4 of 4 Press I’ve got it");
    const taken = { status: "acknowledged", helper: "Priya Nair", asked: [] } as const;
    web.server.show(during(quietState, { ...taken, pressedAt: Date.now() + 1_000 }));
    await expect.poll(() => step(page).textContent()).toMatch(/^What you saw Handrail asks on/);
    await page.getByRole("button", { name: "Stop the story “Nobody answers”" }).click();
    await expect.poll(() => step(page).count()).toBe(0);
  });

  test("A difficult call: abuse, two warnings, a yes from afar, the end, and thanks", async () => {
    const page = await web.visit({ ...quietState, situation: nothing });
    await first(page);
    await page.getByRole("button", { name: "A difficult call" }).click();
    await expect.poll(() => step(page).textContent()).toContain("1 of 6 Type /escalate as Ana");
    const later = { pressedAt: Date.now() + 1_000 };
    for (const [request, said] of [
      [{}, "2 of 6 The customer shouts. Press Boundary in Ana’s chat"],
      [{ warnings: 1 }, "3 of 6 The customer goes on. Press Boundary once more"],
      [{ warnings: 2 }, "4 of 6 The customer wants a refund. Press Approve in"],
      [
        { warnings: 2, status: "joined", helper: "Priya Nair", answered: true, asked: [] },
        "5 of 6 All is said. Press Call ended",
      ],
      [
        { warnings: 2, status: "resolved", helper: "Priya Nair", asked: [] },
        "6 of 6 Press Thank Priya in Ana’s chat",
      ],
    ] as const) {
      web.server.show(during(askedState, { ...later, ...request }));
      await expect.poll(() => step(page).textContent()).toContain(said);
    }
    await does(page, "Ana presses “Thank Priya”.");
    await expect.poll(() => step(page).textContent()).toContain("What you saw");
  });

  test("A bad day: a danger, the note, a promise, a break, a talk, and the next day", async () => {
    const page = await web.visit({ ...quietState, situation: nothing });
    await first(page);
    await page.getByRole("button", { name: "A bad day" }).click();
    await expect.poll(() => step(page).textContent()).toContain("1 of 11 Type /escalate");
    const pressedAt = Date.now() + 1_000;
    const call = (request: Partial<RequestNow>) =>
      web.server.show(during(quietState, { danger: true, pressedAt, ...request }));
    for (const [request, said] of [
      [{ danger: false }, "2 of 11 It turns into a threat."],
      [{}, "3 of 11 Press I’ve got it"],
      [{ status: "acknowledged", helper: "Priya Nair" }, "4 of 11 A danger needs two."],
      [{ status: "resolved", helper: "Priya Nair" }, "6 of 11 Press Note"],
    ] as const) {
      call(request);
      await expect.poll(() => step(page).textContent()).toContain(said);
    }
    for (const [text, said] of [
      ["Ana sends “Note”.", "7 of 11 Press Promise"],
      ["Ana presses “Keep it”.", "8 of 11 A break is offered."],
      ["Ana presses “I'm back”.", "9 of 11 So is a talk."],
      ["Ana presses “A peer”.", "10 of 11 The day goes on."],
    ] as const) {
      await does(page, text);
      await expect.poll(() => step(page).textContent()).toContain(said);
    }
    await page.getByLabel("Let more time pass").selectOption({ label: "Skip a day" });
    await expect.poll(() => step(page).textContent()).toContain("11 of 11 Press Skip to what");
    await does(page, "Ana presses “Called”.");
    await expect.poll(() => step(page).textContent()).toContain("What you saw From the bad call");
  });

  test("puts its people on the screen, and cuts the power when that is its step", async () => {
    const page = await web.visit({ ...quietState, situation: nothing });
    await page.getByRole("button", { name: "Power cut" }).click();
    await column(page, "Priya Nair, supervisor, Teams").waitFor();
    expect(await page.getByRole("button", { name: "Cut the power" }).count()).toBe(0);
    web.server.show(during(askedState, { pressedAt: Date.now() + 1_000 }));
    await page.getByRole("button", { name: "Cut the power" }).click();
    await expect.poll(() => web.server.cuts).toBe(1);
    await page.getByText("The power is cut. Handrail and its database stop at once.").waitFor();
  });

  test("in Danger nobody leaves the screen by themselves: the second comes when the visitor says so", async () => {
    const page = await web.visit({ ...quietState, situation: nothing });
    await page.getByRole("button", { name: "Danger", exact: true }).click();
    await column(page, "Priya Nair, supervisor, Teams").waitFor();
    const taken = { danger: true, status: "acknowledged", helper: "Priya Nair" } as const;
    web.server.show(during(quietState, { ...taken, pressedAt: Date.now() + 1_000 }));
    await expect.poll(() => step(page).textContent()).toContain("4 of 4 A danger needs two.");
    expect(await column(page, "Priya Nair, supervisor, Teams").count()).toBe(1);
    await page.getByRole("button", { name: "Be Sam" }).click();
    await column(page, "Sam Reyes, supervisor, Slack").waitFor();
    expect(await anas(page).count()).toBe(1);
    expect(await page.getByRole("button", { name: "Be Sam" }).count()).toBe(0);
  });

  test("on a phone it begins with its person in front, and offers to be the next", async () => {
    const page = await web.visit({ ...quietState, situation: nothing }, { size: phone });
    await page.getByRole("tab", { name: "Sam supervisor" }).click();
    await page.getByRole("button", { name: "Danger", exact: true }).click();
    await anas(page).waitFor();
    expect(await page.getByRole("button", { name: /^Be / }).count()).toBe(0);
    web.server.show(during(quietState, { danger: true, pressedAt: Date.now() + 1_000 }));
    await expect.poll(() => step(page).textContent()).toContain("3 of 4 Press I’ve got it");
    await anas(page).waitFor();
    await page.getByRole("region", { name: "Stories to try" }).getByText("Be Priya").click();
    await column(page, "Priya Nair, supervisor, Teams").waitFor();
    await page.getByRole("button", { name: "The lead’s view" }).click();
    await column(page, "Priya Nair, supervisor, Teams").waitFor();
  });
});

describe("near enough to the real apps", () => {
  const minute = 60_000;
  const at = new Date().setHours(9, 0, 0, 0);
  const said = (id: string, when: number, from: "bot" | "me" = "bot") => ({
    ...{ id, channel: "D0", at: when, from, text: `Words ${id}` },
    ...{ edited: false, ephemeral: false },
  });
  const talk = withDesk(quietState, ana, {
    messages: [
      said("a", at - 3 * 24 * 60 * minute),
      said("b", at),
      said("c", at + minute),
      said("d", at + 2 * minute, "me"),
      said("e", at + 20 * minute, "me"),
    ],
  });

  test("days are divided, and what one sender says at once stands under one name", async () => {
    const page = await web.visit(talk);
    const log = anas(page).getByRole("log");
    expect(await log.locator(".divider").allTextContents()).toEqual([
      expect.stringMatching(/^\w+day \d{1,2} \w+$/),
      "Today",
    ]);
    expect(await log.locator(".byline strong").allTextContents()).toEqual([
      "Handrail",
      "Handrail",
      "Ana Silva",
      "Ana Silva",
    ]);
    // A screen reader hears of each whose it is.
    expect(await log.getByRole("article", { name: /^Handrail, / }).count()).toBe(3);
  });

  test("what came while nobody looked is marked, until the person does something", async () => {
    const page = await web.visit(talk);
    const select = page.getByLabel("You are", { exact: true }).first();
    await select.selectOption("U0PRIYA");
    const more = [...(talk.desks[0]?.messages ?? []), said("f", at + 30 * minute)];
    const rings = [{ at: at + 30 * minute, text: "Words f" }];
    web.server.show(withDesk(talk, ana, { messages: more, rings }));
    await expect
      .poll(() => select.locator("option").allTextContents())
      .toContain("Ana Silva · agent, Billing · Slack (1 new)");
    await select.selectOption(ana.account);
    const mark = anas(page).locator(".divider.unread");
    await expect.poll(() => mark.allTextContents()).toEqual(["New"]);
    const own = [...more, said("g", at + 31 * minute, "me")];
    web.server.show(withDesk(talk, ana, { messages: own }));
    await expect.poll(() => mark.count()).toBe(0);
  });

  test("a press takes the mark away too, and what comes before one's eyes has none", async () => {
    const page = await web.visit();
    const mark = page.locator(".divider.unread");
    web.server.show(askedState);
    await sams(page).getByRole("article").waitFor();
    expect(await mark.count()).toBe(0);
    // Priya was never looked at until now.
    const select = page.getByLabel("You are", { exact: true }).nth(1);
    await select.selectOption("U0PRIYA");
    const priyas = column(page, "Priya Nair, supervisor, Slack");
    await expect.poll(() => mark.allTextContents()).toEqual(["New"]);
    await priyas.getByRole("button", { name: /I've got it/ }).click();
    await expect.poll(() => mark.count()).toBe(0);
  });

  test("a phone that is in somebody’s hand shows no lock screen", async () => {
    const page = await web.visit();
    await page.getByLabel("Type a command for Sam").fill("/shift on");
    await page.getByLabel("Type a command for Sam").press("Enter");
    await expect.poll(() => web.server.acts).toHaveLength(1);
    web.server.show(askedState);
    await sams(page).getByRole("article").waitFor();
    expect(await page.locator(".rung").count()).toBe(0);
  });

  test("the arrow keys choose a command, Enter takes it, and Escape lets it be", async () => {
    const page = await web.visit();
    const field = page.getByLabel("Type a command for Ana");
    await field.fill("/");
    const chosen = anas(page)
      .getByRole("listbox", { name: "Commands" })
      .getByRole("option", { selected: true });
    expect(await chosen.count()).toBe(0);
    await field.press("ArrowDown");
    await field.press("ArrowDown");
    expect(await chosen.textContent()).toContain("/break");
    expect(await field.getAttribute("aria-activedescendant")).toBe(await chosen.getAttribute("id"));
    await field.press("Escape");
    expect(await chosen.count()).toBe(0);
    await field.press("ArrowUp");
    expect(await chosen.textContent()).toContain("/handrail");
    await field.press("Enter");
    expect(await field.inputValue()).toBe("/handrail ");
    expect(web.server.acts).toEqual([]);
    await field.press("Enter");
    await expect.poll(() => web.server.acts).toHaveLength(1);
  });

  test("the timeline is dated, can be scrolled, and is there after a reload", async () => {
    const page = await web.visit();
    for (let deed = 0; deed < 6; deed++) {
      await page.getByLabel("Type a command for Ana").fill("/shift on");
      await page.getByLabel("Type a command for Ana").press("Enter");
      await expect.poll(() => web.server.acts).toHaveLength(deed + 1);
    }
    await page.reload();
    const story = page.getByRole("region", { name: "The story so far" });
    await expect.poll(() => story.locator("li").count()).toBe(6);
    expect(await story.locator(".day").allTextContents()).toEqual([
      expect.stringMatching(/^\w{3},? \d{1,2} \w+$/),
    ]);
    const toEnd = () =>
      story.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight);
    await expect.poll(toEnd).toBeLessThan(2);
    // It shows whole rows: the first that can be seen is not cut.
    const row = story.locator("li").last();
    const [box, last] = await Promise.all([story.boundingBox(), row.boundingBox()]);
    const rows = (box?.height ?? 0) / (last?.height ?? 1);
    expect(Math.abs(rows - Math.round(rows))).toBeLessThan(0.02);
    await story.evaluate((node) => node.scrollTo(0, 0));
    await expect.poll(toEnd).toBeGreaterThan(20);
  });
});
