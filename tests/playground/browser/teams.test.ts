import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import {
  ana,
  ben,
  cardOf,
  priyaOnTeams,
  teamsAskedState,
  teamsDialog,
  teamsTakenState,
  withDesk,
} from "../../support/fixtures/playground/desks.ts";
import { column, focused, visits } from "../../support/fixtures/playground/visits.ts";

const web = visits();
const priyas = (page: Page) => column(page, "Priya Nair, supervisor, Teams");
const bens = (page: Page) => column(page, "Ben Okafor, agent, Teams");

/** Ana on Slack beside Priya in Teams. */
async function beside(state = teamsAskedState): Promise<Page> {
  const page = await web.visit(state);
  await page.getByLabel("You are").nth(1).selectOption(priyaOnTeams.account);
  await priyas(page).waitFor();
  return page;
}
const press = (actionId: string, more: object = {}) => ({
  as: priyaOnTeams.account,
  do: "press",
  where: "message",
  id: "t1",
  actionId,
  blockId: "card",
  ...more,
});
const data = (action: string) => JSON.stringify({ handrail: { k: "press", action, n: "s1" } });

describe("a Teams column", () => {
  test("somebody on both platforms is there once for each", async () => {
    const page = await beside();
    const options = await page.getByLabel("You are").first().locator("option").allTextContents();
    expect(options.filter((each) => each.startsWith("Priya"))).toEqual([
      "Priya Nair · supervisor, Billing · Slack",
      "Priya Nair · supervisor, Billing · Teams",
    ]);
  });

  test("a press is sent with its name, its data and no inputs, once for a double click", async () => {
    const page = await beside();
    const answering = Promise.withResolvers<void>();
    await page.route("**/playground/act", async (route) => {
      await answering.promise;
      await route.continue();
    });
    await priyas(page).getByRole("button", { name: "I've got it" }).dblclick();
    await priyas(page).locator(".card[aria-busy=true]").waitFor();
    answering.resolve();
    await page.getByText("Priya presses “I've got it”.").waitFor();
    await priyas(page).locator(".card[aria-busy=false]").waitFor();
    expect(web.server.acts).toEqual([
      press("I've got it", { value: data("escalations.acknowledge"), inputs: {} }),
    ]);
    web.server.show(teamsTakenState);
    await priyas(page).getByRole("button", { name: "I'm with Ana" }).waitFor();
    await priyas(page).getByText("Only visible to you").waitFor();
    await page.locator("article:focus").waitFor();
  });

  test("buttons behind another are pressed too, and a row is one", async () => {
    const page = await beside();
    await priyas(page).getByRole("button", { name: "More" }).press("Enter");
    await priyas(page).getByRole("button", { name: "Not now" }).press("Enter");
    await expect
      .poll(() => web.server.acts)
      .toEqual([press("Not now", { value: data("escalations.later"), inputs: {} })]);
    web.server.show(teamsTakenState);
    await priyas(page).getByRole("button", { name: "Say why" }).click();
    await expect
      .poll(() => web.server.acts.at(-1))
      .toEqual(press("Say why", { value: data("escalations.why"), inputs: {} }));
  });

  test("a dialog refuses what is missing by itself, sends what was chosen and typed, and closes with Escape", async () => {
    const open = withDesk(teamsTakenState, priyaOnTeams, {
      dialog: { id: "t:1", view: teamsDialog },
    });
    const page = await beside(open);
    const dialog = page.getByRole("dialog", { name: "Say why" });
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.getByText("Choose one.").waitFor();
    expect(web.server.acts).toEqual([]);
    expect(await dialog.getByRole("radiogroup").getAttribute("aria-required")).toBe("true");
    await dialog.getByRole("radio", { name: "A threat" }).check();
    await dialog.getByLabel("In a few words").fill("He shouts");
    // News of others does not take away what was typed.
    web.server.show(withDesk(open, ana, { fault: "News for Ana." }));
    await page.getByText("News for Ana.").waitFor();
    await dialog.getByRole("button", { name: "Send" }).press("Enter");
    await expect
      .poll(() => web.server.acts)
      .toEqual([
        {
          ...press("Send", { where: "dialog", id: "t:1" }),
          value: JSON.stringify({ handrail: { k: "form", n: "s2" } }),
          inputs: { category: "threat", words: "He shouts" },
        },
      ]);
    await dialog.getByLabel("In a few words").press("Escape");
    await expect
      .poll(() => web.server.acts.at(-1))
      .toEqual({ as: priyaOnTeams.account, do: "close", id: "t:1" });
  });

  test("an agent types a word without a slash, and home is a card in the chat", async () => {
    const page = await web.visit();
    await page.getByLabel("You are").first().selectOption(ben.account);
    await page
      .getByText("Ben is on a hard call. Type escalate as Ben, then answer as Sam.")
      .waitFor();
    await bens(page).getByRole("button", { name: "Type escalate" }).click();
    await expect
      .poll(() => web.server.acts)
      .toEqual([{ as: ben.account, do: "command", text: "escalate" }]);
    await page.getByLabel("Type a command for Ben").fill("hi there");
    await page.getByLabel("Type a command for Ben").press("Enter");
    await expect
      .poll(() => web.server.acts.at(-1))
      .toEqual({ as: ben.account, do: "command", text: "hi there" });
    // What the button says is what a Teams user would do for the home card, letter by letter.
    await bens(page).getByRole("button", { name: "Type handrail" }).click();
    await expect
      .poll(() => web.server.acts.at(-1))
      .toEqual({ as: ben.account, do: "command", text: "handrail" });
    expect(await focused(page).textContent()).toBe("Type handrail");
  });

  test("who reads further up stays there when something comes, and is back at the end with their own words", async () => {
    const said = (id: number, from: "bot" | "me") => ({
      ...{ id: `m${id}`, channel: "a:1", at: 1_772_546_525_000 + id, from, text: `line ${id}` },
      ...{ edited: false, ephemeral: false },
    });
    const before = Array.from({ length: 40 }, (_, id) => said(id, "bot"));
    const showing = (messages: typeof before) =>
      withDesk(teamsAskedState, priyaOnTeams, { messages });
    const page = await beside(showing(before));
    const log = priyas(page).locator(".log");
    const toEnd = () =>
      log.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight);
    await expect.poll(toEnd).toBeLessThan(2);
    await log.evaluate((node) => node.scrollTo(0, 0));
    await expect.poll(toEnd).toBeGreaterThan(500);
    web.server.show(showing([...before, said(40, "bot")]));
    await priyas(page).getByText("line 40").waitFor();
    expect(await toEnd()).toBeGreaterThan(500);
    web.server.show(showing([...before, said(40, "bot"), said(41, "me")]));
    await expect.poll(toEnd).toBeLessThan(2);
  });

  test("what answers a press stands beneath the card that was pressed", async () => {
    const said = (id: string, more: object = {}) => ({
      ...{ id, channel: "a:1", at: 1_772_546_525_000, from: "bot" as const, text: `Words ${id}` },
      ...{ edited: false, ephemeral: false },
      ...more,
    });
    const answer = said("c", { ephemeral: true, beneath: "a" });
    const messages = [said("a"), said("b"), answer, said("d", { beneath: "gone" })];
    const page = await beside(withDesk(teamsAskedState, priyaOnTeams, { messages }));
    await expect
      .poll(() => priyas(page).locator(".plain").allTextContents())
      .toEqual(["Words a", "Words c", "Words b", "Words d"]);
  });

  test("hostile words stay words in a card, a label and a link", async () => {
    const hostile = '<img src=x onerror="document.title=1"> **bold** [a](javascript:alert(1))';
    const card = cardOf(
      { type: "RichTextBlock", inlines: [{ type: "TextRun", text: hostile }] },
      { type: "Input.Text", id: "i", label: hostile },
      { type: "TextBlock", text: hostile, wrap: true },
      {
        type: "ActionSet",
        actions: [{ type: "Action.OpenUrl", title: "Open", url: "javascript:document.title=1" }],
      },
    );
    const message = {
      id: "h",
      channel: "a:1",
      at: 1_772_546_525_000,
      from: "bot" as const,
      text: "",
      card,
      edited: false,
      ephemeral: false,
    };
    const page = await beside(withDesk(teamsAskedState, priyaOnTeams, { messages: [message] }));
    expect(await priyas(page).locator(".card").getByText(hostile, { exact: true }).count()).toBe(3);
    expect(await priyas(page).locator(".card :is(img, strong, b)").count()).toBe(0);
    await priyas(page).getByText("Open", { exact: true }).click();
    expect(await page.title()).toBe("Handrail playground");
    expect(page.context().pages()).toHaveLength(1);
  });
});
