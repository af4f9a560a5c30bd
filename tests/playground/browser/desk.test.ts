import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "../../support/fixtures/playground/browser.ts";

/*
 * The pages in a real browser, of the program as `npm start` runs it: Priya asks for her link in the
 * playground's Teams, Ana asks for help on its Slack.
 */

const root = resolve(import.meta.dirname, "../../..");
const home = mkdtempSync(join(tmpdir(), "handrail-desk-"));
const faults: string[] = [];
let program: ChildProcess;
let address = "";
let browser: Browser;
let context: BrowserContext;
let playground: Page;
let ana: Locator;
let priya: Locator;

beforeAll(async () => {
  program = spawn(process.execPath, [join(root, "src/main.ts")], {
    env: { ...process.env, PORT: "0", HANDRAIL_DATA_DIR: home, LOG_LEVEL: "silent" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  address = await new Promise<string>((found) => {
    program.stdout?.on("data", (piece: Buffer) => {
      const [at] = /http:\/\/127\.0\.0\.1:\d+/.exec(String(piece)) ?? [];
      if (at !== undefined) found(at);
    });
  });
  browser = await launch();
  context = await browser.newContext({ reducedMotion: "reduce" });
  context.on("weberror", (error) => faults.push(error.error().message));
  context.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  playground = await context.newPage();
  await playground.goto(address);
  ana = playground.getByRole("region", { name: "Ana Silva, agent, Slack" });
  priya = playground.getByRole("region", { name: "Priya Nair, supervisor, Teams" });
  await priya.getByRole("log").waitFor();
});

afterAll(async () => {
  await browser.close();
  program.kill("SIGTERM");
  await new Promise((ended) => program.once("exit", ended));
  rmSync(home, { recursive: true, force: true });
});

async function types(of: Locator, words: string): Promise<void> {
  const field = of.getByRole("combobox").last();
  await field.fill(words);
  await field.press("Escape");
  await field.press("Enter");
}

const sizes = {
  phone: { width: 390, height: 844 },
  laptop: { width: 1_280, height: 800 },
  wall: { width: 1_920, height: 1_080 },
} as const;

/** Nothing for axe to find, in both schemes; nothing wider than the screen; small, and soon there. */
async function isWell(page: Page, path: string, on: readonly (keyof typeof sizes)[]) {
  let bytes = 0;
  const count = async (length: Promise<Buffer>) => void (bytes += (await length).length);
  page.on("response", (response) => void count(response.body()).catch(() => undefined));
  for (const size of on)
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(sizes[size]);
      await page.emulateMedia({ colorScheme });
      await page.goto(`${address}${path}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [path, size, id, nodes[0]?.html])).toEqual([]);
      const wider = await page
        .locator("html")
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect([path, size, wider]).toEqual([path, size, 0]);
    }
  page.removeAllListeners("response");
  expect(bytes / (on.length * 2)).toBeLessThan(150_000);
}

let desk: Page;

test("I2: Priya asks the bot for her link, and one button signs her in", async () => {
  await types(priya, "handrail");
  await priya.getByRole("button", { name: "Open the desk" }).last().click();
  const open = priya.getByRole("link", { name: "Open in browser" }).last();
  await open.waitFor();
  const [page] = await Promise.all([context.waitForEvent("page"), open.click()]);
  desk = page;
  const { violations } = await new AxeBuilder({ page: desk }).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
  await desk.getByRole("button", { name: "Sign in" }).click();
  await desk.getByRole("heading", { level: 1, name: "Now" }).waitFor();
  await desk.getByText("Nobody waits for help.").waitFor();
});

test("I2: Now shows a call for help while it waits, and who takes it, without a reload", async () => {
  await types(ana, "/escalate");
  const waiting = desk.getByRole("listitem").filter({ hasText: "asked at" });
  await waiting.filter({ hasText: /0:0\d/ }).waitFor();
  expect(await desk.title()).toMatch(/^\(1\) Now/);
  const counted = () => waiting.locator("time").textContent();
  const before = await counted();
  await expect.poll(counted).not.toBe(before);
  await priya
    .getByRole("button", { name: /got it/ })
    .last()
    .click();
  await desk.getByText("Priya has Ana").waitFor();
  expect(await desk.title()).toMatch(/^Now/);
});

test("I2: a room's screen, with a sound that can be turned on", async () => {
  await desk.getByRole("button", { name: "New screen" }).click();
  await desk.getByRole("link", { name: "Open in browser" }).click();
  await desk.getByText("Priya has Ana").waitFor();
  const sound = desk.getByRole("button", { name: "Sound" });
  await sound.click();
  await expect.poll(() => sound.getAttribute("aria-pressed")).toBe("true");
  expect(await desk.locator("header").textContent()).toMatch(/Billing[\s\S]*\d\d:\d\d/);
  const path = new URL(desk.url()).pathname;
  await isWell(desk, path, ["wall", "phone"]);
});

test("I2: each page is well on a phone and a laptop, light and dark", async () => {
  await desk.goto(`${address}/desk/now`);
  const pages = await desk
    .getByRole("navigation", { name: "Pages" })
    .getByRole("link")
    .evaluateAll((links) =>
      links.map((link) => new URL((link as { href?: string }).href ?? "").pathname),
    );
  expect(pages).toContain("/desk/requests");
  for (const path of pages) await isWell(desk, path, ["phone", "laptop"]);
  await desk.goto(`${address}/desk/requests`);
  await desk.getByRole("link", { name: /^Ana/ }).first().click();
  await desk.getByText("Priya took it").waitFor();
});

test("I2: signed out, her pages lead to signing in, and nothing faulted", async () => {
  await desk.getByRole("button", { name: "Sign out", exact: true }).click();
  await desk.getByText("type /handrail and press Open the desk").waitFor();
  await desk.goto(`${address}/desk/now`);
  expect(new URL(desk.url()).pathname).toBe("/desk/sign-in");
  expect(faults).toEqual([]);
});
