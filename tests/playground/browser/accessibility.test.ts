import { AxeBuilder } from "@axe-core/playwright";
import { describe, expect, test } from "vitest";
import type { State } from "../../../playground/protocol.ts";
import {
  actions,
  ana,
  askedState,
  button,
  chart,
  dangerState,
  priyaOnTeams,
  quietState,
  sam,
  sayWhy,
  section,
  teamsAskedState,
  teamsDialog,
  teamsTakenState,
  withDesk,
  withMessage,
} from "../../support/fixtures/playground/desks.ts";
import { column, phone, type View, visits } from "../../support/fixtures/playground/visits.ts";

const web = visits();

const lines = (count: number) => Array.from({ length: count }, (_, n) => section(`Line ${n}`));
const words = "Danger: somebody who is not in this call may be hurt. Calls everyone";
const option = { text: { type: "plain_text", text: words }, value: "a" };
const wide = actions("tiles", button("a", words), {
  type: "static_select",
  action_id: "b",
  placeholder: { type: "plain_text", text: "More" },
  options: [option],
});

describe("for everyone", () => {
  const dialog = withDesk(dangerState, ana, {
    dialog: { id: "V1", view: sayWhy, errors: { category: "Choose one." } },
  });
  const long = withDesk(askedState, ana, {
    dialog: { id: "V2", view: { ...sayWhy, submit: undefined, blocks: lines(60) } },
  });
  const tiles = withDesk(askedState, ana, {
    dialog: { id: "V3", view: { ...sayWhy, submit: undefined, blocks: [wide] } },
  });
  const scenes: readonly (readonly [string, State])[] = [
    ["quiet", quietState],
    ["asked", askedState],
    ["a chart", withMessage(askedState, sam, "chart", [chart])],
    ["danger with a dialog", dialog],
    ["something long to read", long],
    ["buttons with many words, and a menu of them", tiles],
  ];
  const views: readonly (readonly [string, View])[] = [
    ["wide, light", { scheme: "light" }],
    ["wide, dark", { scheme: "dark" }],
    ["phone, light", { size: phone, scheme: "light" }],
    ["phone, dark", { size: phone, scheme: "dark" }],
  ];

  test.each(views)("axe finds nothing: %s", async (_, view) => {
    const page = await web.visit(quietState, view);
    for (const [scene, state] of scenes) {
      await web.show(page, state);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => [scene, id, nodes.map((node) => node.html)]),
      ).toEqual([]);
    }
    const situation = { requests: [], breaks: [], debriefs: [], checkIns: [] };
    await web.show(page, { ...askedState, situation });
    await page.getByRole("dialog").waitFor({ state: "detached" });
    // A story is tried, and the menu of commands is open.
    // Until the page knows how things stand, a story does not begin.
    await expect
      .poll(
        async () => {
          await page.getByRole("button", { name: "A break" }).click();
          return page.getByText("1 of 3").isVisible();
        },
        { timeout: 20_000, interval: 300 },
      )
      .toBe(true);
    await page.getByRole("tab", { name: "Home" }).first().click();
    await page.getByLabel("Type a command for Ana").fill("/");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => ["home", id, nodes.map((node) => node.html)])).toEqual(
      [],
    );
  });

  test.each(views)("axe finds nothing in a Teams column: %s", async (_, view) => {
    const page = await web.visit(teamsAskedState, view);
    await page.getByLabel("You are", { exact: true }).first().selectOption(priyaOnTeams.account);
    const priyas = column(page, "Priya Nair, supervisor, Teams");
    const violations = async () =>
      (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [
        id,
        nodes.map((node) => node.html),
      ]);
    await priyas.getByRole("button", { name: "More" }).click();
    await priyas.getByRole("button", { name: "Not now" }).waitFor();
    expect(await violations()).toEqual([]);
    web.server.show(teamsTakenState);
    await priyas.getByRole("button", { name: "I'm with Ana" }).waitFor();
    expect(await violations()).toEqual([]);
    web.server.show(
      withDesk(teamsTakenState, priyaOnTeams, { dialog: { id: "t:1", view: teamsDialog } }),
    );
    await page.getByRole("dialog").getByRole("button", { name: "Send" }).click();
    await page.getByRole("dialog").getByText("Choose one.").waitFor();
    expect(await violations()).toEqual([]);
    expect(await page.locator("html").evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(
      0,
    );
  });

  test("axe would find something: an unlabelled field on the same page", async () => {
    const page = await web.visit();
    await page
      .locator(".composer label")
      .first()
      .evaluate((node) => node.remove());
    await page
      .locator(".composer input")
      .first()
      .evaluate((node) => node.removeAttribute("placeholder"));
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toContain("label");
  });

  test.each([
    { width: 360, height: 640 },
    // 1440 × 900 at 200 %.
    { width: 720, height: 450 },
    { width: 320, height: 568 },
    { width: 760, height: 700 },
  ])("nothing sticks out at $width px", async (size) => {
    const page = await web.visit(quietState, { size });
    for (const [, state] of scenes) {
      await web.show(page, state);
      const widths = await page
        .locator("html, .log, .modal-body")
        .evaluateAll((nodes) => nodes.map((node) => node.scrollWidth - node.clientWidth));
      expect(widths.filter((width) => width > 0)).toEqual([]);
    }
  });

  test("new messages are announced politely", async () => {
    const page = await web.visit(askedState);
    const log = page.getByRole("log", { name: "Sam’s chat with Handrail" });
    expect(await log.getAttribute("aria-live")).toBe("polite");
    expect(await log.getByRole("article").count()).toBe(1);
  });
});
