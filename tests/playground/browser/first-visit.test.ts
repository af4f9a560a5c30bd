import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { RequestNow, Situation, State } from "../../../playground/protocol.ts";
import {
  ana,
  askedState,
  priyaOnTeams,
  quietState,
  takenState,
} from "../../support/fixtures/playground/desks.ts";
import { column, visits } from "../../support/fixtures/playground/visits.ts";

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
      [
        { openedAt: Date.now() - 12_000 },
        /^Ana waits since 0:1\d\. Sam and Priya are asked now\.$/,
      ],
      [{ status: "acknowledged", helper: "Sam Reyes", asked: [] }, /^Sam is on the way to Ana\.$/],
      [{ status: "joined", helper: "Sam Reyes", asked: [] }, /^Sam is with Ana\.$/],
      [{ status: "exhausted", asked: [] }, /^Nobody has come to Ana yet\./],
      [{ status: "resolved", asked: [] }, /^Ana’s call for help is over\. Nobody came\.$/],
      [{ danger: true }, /^Danger\. Ana waits since 0:0\d\./],
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
    web.server.show(during(takenState, { ...taken, pressedAt: Date.now() + 1_000 }));
    await expect.poll(() => step(page).textContent()).toMatch(/^What you saw Handrail asks on/);
    await page.getByRole("button", { name: "Stop the story “Nobody answers”" }).click();
    await expect.poll(() => step(page).count()).toBe(0);
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
});
