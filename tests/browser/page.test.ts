import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { State } from "../../playground/protocol.ts";
import { launch } from "../fixtures/playground/browser.ts";
import {
  actions,
  ana,
  askedState,
  button,
  dangerState,
  header,
  priya,
  quietState,
  sam,
  sayWhy,
  section,
  takenState,
  withDesk,
  withMessage,
} from "../fixtures/playground/desks.ts";
import { pageServer, type PageServer } from "../fixtures/playground/server.ts";

const wide = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
interface View {
  readonly size?: typeof wide;
  readonly scheme?: "light" | "dark";
}

let browser: Browser;
let server: PageServer;
/** Whatever the browser complains about, a refused style or script included. */
let complaints: string[] = [];

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());
beforeEach(async () => {
  complaints = [];
  server = await pageServer(quietState);
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await server.close();
  expect(complaints).toEqual([]);
});

async function visit(state: State = quietState, { size = wide, scheme = "light" }: View = {}): Promise<Page> {
  server.show(state);
  const context = await browser.newContext({ viewport: size, colorScheme: scheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (fault) => complaints.push(fault.message));
  await page.goto(server.url);
  await page.getByRole("region", { name: "Ana Silva, agent" }).waitFor({ state: "attached" });
  return page;
}
/** Shows a state and waits until Ana's and Sam's columns have it. */
async function show(page: Page, state: State): Promise<void> {
  server.show(state);
  const both = state.desks.filter(({ someone }) => someone === ana || someone === sam);
  await expect.poll(() => page.locator("article").count()).toBe(both.flatMap(({ messages }) => messages).length);
  await expect.poll(() => page.getByRole("dialog", { includeHidden: true }).count()).toBe(both.filter(({ dialog }) => dialog !== undefined).length);
}
const focused = (page: Page) => page.locator(":focus");
const of = (page: Page, name: string) => page.getByRole("region", { name });
const sams = (page: Page) => of(page, "Sam Reyes, supervisor");
const anas = (page: Page) => of(page, "Ana Silva, agent");

describe("the first minute", () => {
  test("says what this is, and one press types /escalate for Ana", async () => {
    const page = await visit();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Ana is on a hard call. Type /escalate as Ana, then answer as Sam.");
    await anas(page).getByRole("button", { name: "Type /escalate" }).click();
    await expect.poll(() => server.acts).toEqual([{ as: ana.account, do: "command", text: "/escalate" }]);
    await page.getByText("Ana types /escalate.").waitFor();
  });

  test("Sam's lock screen says exactly what rang, and pressing is sent with the block's ids", async () => {
    const page = await visit();
    server.show(askedState);
    const rung = sams(page).locator(".rung");
    await rung.waitFor();
    expect(await rung.allTextContents()).toEqual(["Ana needs help now. Billing, phone."]);
    await page.getByText("Phones ring for Sam and Priya: “Ana needs help now. Billing, phone.”").waitFor();
    await sams(page).getByRole("button", { name: "I've got it: Acknowledge: Ana, Billing" }).press("Enter");
    await expect
      .poll(() => server.acts)
      .toEqual([
        {
          as: sam.account,
          do: "press",
          where: "message",
          id: "p1",
          actionId: "escalations.acknowledge",
          blockId: "escalations~page~1.1",
          value: '{"s":"r1"}',
        },
      ]);
    expect(await rung.count()).toBe(0);
  });

  test("an edit changes the card where it stands, and rings nobody", async () => {
    const page = await visit(askedState);
    server.show(withDesk(askedState, sam, { messages: takenState.desks.find((desk) => desk.someone === sam)?.messages ?? [] }));
    await sams(page).getByRole("button", { name: "I'm with Ana" }).waitFor();
    expect(await sams(page).getByText("(edited)").count()).toBe(1);
    expect(await sams(page).getByRole("article").count()).toBe(1);
    expect(await page.locator(".rung").count()).toBe(0);
  });

  test("the keyboard stays at a message whose pressed button is gone", async () => {
    const page = await visit(askedState);
    await sams(page).getByRole("button", { name: /I've got it/ }).press("Enter");
    server.show(takenState);
    await sams(page).getByRole("button", { name: "I'm with Ana" }).waitFor();
    await page.locator("article:focus").waitFor();
  });
});

describe("the composer", () => {
  test("completes the only command it could be, then sends it with Enter", async () => {
    const page = await visit();
    const field = page.getByLabel("Type a command for Ana");
    await field.fill("/esc");
    await field.press("Enter");
    expect(await field.inputValue()).toBe("/escalate ");
    await field.press("Enter");
    await expect.poll(() => server.acts).toEqual([{ as: ana.account, do: "command", text: "/escalate" }]);
  });

  test("explains what it cannot send", async () => {
    const page = await visit();
    await page.getByLabel("Type a command for Ana").fill("help");
    await page.getByLabel("Type a command for Ana").press("Enter");
    await page.getByRole("alert").getByText("Start with a slash").waitFor();
    expect(server.acts).toEqual([]);
  });

  test("the lightning menu has the global shortcut", async () => {
    const page = await visit();
    await anas(page).getByRole("button", { name: "Shortcuts" }).press("Enter");
    await anas(page).getByRole("button", { name: "Get help now" }).press("Enter");
    await expect.poll(() => server.acts).toEqual([{ as: ana.account, do: "shortcut", callbackId: "escalate" }]);
  });

  test("says when the server refuses, and when the platform gave up", async () => {
    const page = await visit();
    server.refuse();
    await page.getByLabel("Type a command for Ana").fill("/escalate");
    await page.getByLabel("Type a command for Ana").press("Enter");
    await anas(page).getByText("That did not work: that is not on the screen any more.").waitFor();
    // The browser itself logs the refused request; that is the only complaint allowed.
    expect(complaints.splice(0).every((text) => text.includes("409"))).toBe(true);
    server.show(withDesk(quietState, sam, { fault: "/escalate failed with the error “dispatch_failed”." }));
    await sams(page).getByRole("alert").getByText("dispatch_failed").waitFor();
  });
});

describe("people", () => {
  test("a column becomes somebody else, and the other column's person swaps", async () => {
    const page = await visit(askedState);
    const selects = page.getByLabel("You are");
    await selects.nth(1).selectOption(priya.account);
    await of(page, "Priya Nair, supervisor").waitFor();
    await selects.nth(0).selectOption(priya.account);
    await expect.poll(() => selects.nth(0).inputValue()).toBe(priya.account);
    expect(await selects.nth(1).inputValue()).toBe(ana.account);
  });

  test("the switcher tells who else has something new", async () => {
    const page = await visit();
    server.show(askedState);
    await expect.poll(() => page.getByLabel("You are").nth(0).locator("option").allTextContents()).toContain("Priya Nair · supervisor, Billing (1 new)");
    expect(await page.getByLabel("You are").nth(0).locator("option").allTextContents()).toContain("Ben Okafor · agent, Billing");
  });

  test("on a phone one at a time, with tabs that tell who has something new", async () => {
    const page = await visit(quietState, { size: phone });
    expect(await sams(page).count()).toBe(0);
    server.show(askedState);
    await page.getByRole("tab", { name: "Sam supervisor 1 new" }).waitFor();
    await page.getByRole("status").getByText("Ana needs help now. Billing, phone.").waitFor();
    await page.getByRole("button", { name: "Be Sam" }).click();
    await sams(page).getByRole("button", { name: /I've got it/ }).waitFor();
    await page.getByRole("tab", { name: "Sam supervisor", exact: true }).press("ArrowLeft");
    await anas(page).waitFor();
    expect(await focused(page).textContent()).toContain("Ana");
  });

  test("Home asks for the home page, and its buttons press", async () => {
    const page = await visit();
    await anas(page).getByRole("tab", { name: "Home" }).click();
    await anas(page).getByRole("button", { name: "Get help now" }).click();
    await expect
      .poll(() => server.acts)
      .toEqual([
        { as: ana.account, do: "home" },
        { as: ana.account, do: "press", where: "home", id: "home", actionId: "escalations.escalate", blockId: "home~first", value: '{"s":"r1"}' },
      ]);
  });

  test("an organisation without people says so", async () => {
    const page = await visit();
    server.show({ organisation: "Acme Support", desks: [] });
    await page.getByText("Nobody is here yet.").waitFor();
  });
});

describe("a dialog", () => {
  const open = withDesk(takenState, ana, { dialog: { id: "V1", view: sayWhy } });

  test("takes the focus, keeps Tab inside, closes with Escape and gives the focus back", async () => {
    const page = await visit(takenState);
    await anas(page).getByRole("button", { name: "Say why" }).press("Enter");
    server.show(open);
    const dialog = page.getByRole("dialog", { name: "Say why" });
    await dialog.locator(":focus").waitFor();
    const visited = new Set<string>();
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press("Tab");
      expect(await dialog.locator(":focus").count()).toBe(1);
      visited.add(await focused(page).evaluate((node) => node.outerHTML));
    }
    expect(visited.size).toBeGreaterThan(4);
    await page.keyboard.press("Escape");
    await expect.poll(() => server.acts.at(-1)).toEqual({ as: ana.account, do: "close", id: "V1" });
    server.show(takenState);
    await expect.poll(() => focused(page).allTextContents()).toEqual(["Say why"]);
  });

  test("opened for Ana takes nothing from Sam's keyboard", async () => {
    const page = await visit(takenState);
    await page.getByLabel("Type a command for Sam").fill("/hand");
    server.show(open);
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("rail");
    expect(await page.getByLabel("Type a command for Sam").inputValue()).toBe("/handrail");
  });

  test("sends Slack's values, keeps what was typed when errors come back, and leads to the first", async () => {
    const page = await visit(open);
    await page.getByRole("radio", { name: "A threat" }).check();
    await page.getByLabel("Case reference").fill("C-1");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await expect.poll(() => server.acts.length).toBe(1);
    expect(server.acts[0]).toMatchObject({
      do: "submit",
      id: "V1",
      values: { category: { value: { selected_option: { value: "threat" } } }, words: { value: { value: null } }, case: { value: { value: "C-1" } } },
    });
    server.show(withDesk(takenState, ana, { dialog: { id: "V1", view: sayWhy, errors: { case: "That is not a case reference." } } }));
    await page.getByText("That is not a case reference.").waitFor();
    const field = page.getByLabel("Case reference");
    expect(await field.inputValue()).toBe("C-1");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => focused(page).getAttribute("id")).toBe(await field.getAttribute("id"));
    expect(await page.getByRole("radio", { name: "A threat" }).isChecked()).toBe(true);
  });
});

describe("hostile words", () => {
  const hostile = '<img src=x onerror="document.title=1"> *bold* <!channel> [a](javascript:alert(1))';

  test("stay words in every kind of text", async () => {
    const blocks = [
      header(hostile),
      section(hostile),
      { type: "section", text: { type: "mrkdwn", text: `<javascript:alert(1)|press> ${hostile.replaceAll("<", "&lt;")}` } },
      { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: hostile }, { type: "link", url: "javascript:alert(1)", text: "x" }] }] },
      actions("a", button("x", hostile, { url: "javascript:alert(1)" })),
    ];
    const page = await visit(withMessage(quietState, sam, "h", blocks));
    expect(await sams(page).locator(".blocks .plain").first().textContent()).toBe(hostile);
    expect(await sams(page).locator(".blocks").locator("img, a, script").count()).toBe(0);
    // mrkdwn is the one place where marks live: there, and only there, Slack would show bold too.
    expect(await sams(page).locator(".blocks strong").count()).toBe(1);
    expect(await page.title()).toBe("Handrail playground");
  });

  test("in a command that was typed stay words", async () => {
    const typed = { id: "t", channel: "D0", at: 1_772_546_525_000, from: "me" as const, text: `/escalate ${hostile}`, edited: false, ephemeral: false };
    const page = await visit(withDesk(quietState, ana, { messages: [typed] }));
    expect(await anas(page).locator(".log .blocks").textContent()).toBe(`/escalate ${hostile}`);
    expect(await anas(page).locator(".log .blocks :is(strong, img, .mention)").count()).toBe(0);
  });

  test("blocks that nobody has drawn yet are named, not dropped", async () => {
    const page = await visit(withMessage(quietState, sam, "v", [{ type: "video" }, actions("a", { type: "datepicker", action_id: "d" })]));
    await sams(page).getByText("The playground cannot draw “video” yet.").waitFor();
    await sams(page).getByText("The playground cannot draw “datepicker” yet.").waitFor();
  });
});

describe("time", () => {
  test("skips 20 seconds and says so", async () => {
    const page = await visit();
    await page.getByRole("button", { name: "Skip 20 s" }).click();
    await page.getByText("20 seconds pass.").waitFor();
    expect(server.skips).toEqual([20]);
  });

  test("offers no skip where the server keeps real time", async () => {
    await server.close();
    server = await pageServer(quietState, { time: false });
    const page = await visit();
    await page.getByRole("button", { name: "Skip 20 s" }).click();
    await expect.poll(() => page.getByRole("button", { name: "Skip 20 s" }).count()).toBe(0);
    expect(complaints.splice(0).every((text) => text.includes("404"))).toBe(true);
  });

  test("says when the server is gone", async () => {
    const page = await visit();
    await server.close();
    await page.getByText("The server is not answering. This page tries again by itself.").waitFor();
    complaints = [];
    server = await pageServer(quietState);
  });
});

describe("for everyone", () => {
  const dialog = withDesk(dangerState, ana, { dialog: { id: "V1", view: sayWhy, errors: { category: "Choose one." } } });
  const scenes: readonly (readonly [string, State])[] = [
    ["quiet", quietState],
    ["asked", askedState],
    ["danger with a dialog", dialog],
  ];
  const views: readonly (readonly [string, View])[] = [
    ["wide, light", { scheme: "light" }],
    ["wide, dark", { scheme: "dark" }],
    ["phone, light", { size: phone, scheme: "light" }],
    ["phone, dark", { size: phone, scheme: "dark" }],
  ];

  test.each(views)("axe finds nothing: %s", async (_, view) => {
    const page = await visit(quietState, view);
    for (const [scene, state] of scenes) {
      await show(page, state);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [scene, id, nodes.map((node) => node.html)])).toEqual([]);
    }
    server.show(askedState);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("tab", { name: "Home" }).first().click();
    await page.getByLabel("Type a command for Ana").fill("/");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => ["home", id, nodes.map((node) => node.html)])).toEqual([]);
  });

  test("axe would find something: an unlabelled field on the same page", async () => {
    const page = await visit();
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
    const page = await visit(quietState, { size });
    for (const [, state] of scenes) {
      await show(page, state);
      expect(await page.locator("html").evaluate((node) => node.scrollWidth - node.clientWidth)).toBe(0);
    }
  });

  test("new messages are announced politely", async () => {
    const page = await visit(askedState);
    const log = page.getByRole("log", { name: "Sam’s chat with Handrail" });
    expect(await log.getAttribute("aria-live")).toBe("polite");
    expect(await log.getByRole("article").count()).toBe(1);
  });
});
