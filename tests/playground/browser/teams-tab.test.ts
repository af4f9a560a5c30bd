import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launch } from "../../support/fixtures/playground/browser.ts";

/*
 * The tab in a real browser: in the playground's Teams, as `npm start` shows it; and in a frame of
 * another site, as the real Teams has it, with Microsoft's own library on the page.
 */

const root = resolve(import.meta.dirname, "../../..");
const home = mkdtempSync(join(tmpdir(), "handrail-tab-"));
const faults: string[] = [];
let program: ChildProcess;
let address = "";
let browser: Browser;
let context: BrowserContext;
let page: Page;

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
    // The library asks Microsoft for a newer list of hosts: our policy lets nothing out.
    if (message.type() === "error" && !message.text().includes("validDomains.json"))
      faults.push(message.text());
  });
  page = await context.newPage();
  await page.goto(address);
});

afterAll(async () => {
  await browser.close();
  program.kill("SIGTERM");
  await new Promise((ended) => program.once("exit", ended));
  rmSync(home, { recursive: true, force: true });
});

const tab = () => page.frameLocator("iframe");

/** Puts somebody in the right column, and opens their tab. */
async function opens(name: string): Promise<void> {
  const options = page.getByLabel("You are").nth(1).locator("option");
  const value = await options.filter({ hasText: name }).first().getAttribute("value");
  await page.getByLabel("You are").nth(1).selectOption(value);
  await page.getByRole("tab", { name: "Handrail" }).click();
  await tab().getByRole("heading", { level: 1, name: "Home" }).waitFor();
}

/** Nothing for axe to find in the frame, and nothing wider than it. */
async function isWell(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include("iframe").analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  const wider = await tab()
    .locator("html")
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  expect(wider).toBe(0);
}

test("P5: Ben opens his tab in Teams, and one press gets help", async () => {
  await opens("Ben Okafor · agent, Billing · Teams");
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    const theme = colorScheme === "dark" ? "dark" : "default";
    await expect.poll(() => tab().locator("html").getAttribute("data-theme")).toBe(theme);
    await isWell();
  }
  await tab().getByRole("button", { name: "Get help now" }).click();
  await tab()
    .getByRole("heading", { level: 1, name: /^Asking/ })
    .waitFor();
  await isWell();
  await tab().getByRole("link", { name: "Back" }).click();
  await tab().getByText("Nobody has it yet.").waitFor();
});

test("P5: Priya sees who waits without a reload, takes it, and opens the desk in the frame", async () => {
  await opens("Priya Nair · supervisor, Billing · Teams");
  await tab().getByText("Ben, Billing: waiting").waitFor();
  await tab().getByRole("button", { name: /Ben/ }).first().click();
  await tab().getByText("Ben, Billing: taken by Priya").waitFor();
  for (const name of ["Now", "Requests", "Figures", "People"]) {
    await tab().getByRole("link", { name, exact: true }).click();
    await tab().getByRole("heading", { level: 1, name, exact: true }).waitFor();
    await isWell();
  }
  await tab().getByRole("link", { name: "Handrail" }).click();
  await tab().getByRole("link", { name: "Show the board" }).click();
  await tab().getByText("Priya has Ben").waitFor();
});

test("P5: on a phone, in high contrast, and signed out, nothing is wrong", async () => {
  // Two columns side by side, each as wide as a phone.
  await page.setViewportSize({ width: 780, height: 844 });
  await tab().getByRole("link", { name: "Home", exact: true }).click();
  await tab().getByText("You have one request.").waitFor();
  await tab()
    .locator("html")
    .evaluate((html) => html.setAttribute("data-theme", "contrast"));
  await isWell();
  await tab().getByRole("button", { name: "Sign out", exact: true }).click();
  await tab().getByText("You are signed out.").waitFor();
  await tab().getByRole("link", { name: "Sign in" }).click();
  await tab().getByRole("heading", { level: 1, name: "Home" }).waitFor();
  expect(faults).toEqual([]);
});
