import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Locator, Page } from "playwright-core";
import { launch } from "../tests/support/fixtures/playground/browser.ts";
import { type Frame, moving } from "./moving-picture.ts";

/*
 * `npm run pictures`: draws the pictures of README.md anew, from the real page and the real program.
 * Ana asks on Slack, Priya answers in Teams.
 */

const root = resolve(import.meta.dirname, "..");
const docs = join(root, "docs");
const home = mkdtempSync(join(tmpdir(), "handrail-pictures-"));
const port = "3199";
const taking = /got it/;
const app = spawn(process.execPath, [join(root, "src/main.ts")], {
  env: { ...process.env, PORT: port, HANDRAIL_DATA_DIR: home, LOG_LEVEL: "silent" },
  stdio: "ignore",
});
const browser = await launch();
try {
  await ready();
  const page = await browser.newPage({
    viewport: { width: 1_200, height: 720 },
    colorScheme: "light",
    reducedMotion: "reduce",
  });
  await page.goto(`http://127.0.0.1:${port}`);
  const ana = page.getByRole("region", { name: "Ana Silva, agent, Slack" });
  const priya = page.getByRole("region", { name: "Priya Nair, supervisor, Teams" });
  await Promise.all([ana.waitFor(), priya.waitFor()]);
  await priya.getByRole("log").waitFor();

  const frames: Frame[] = [];
  const take = async (ms: number) => {
    await page.waitForTimeout(700);
    frames.push({ png: await page.screenshot(), ms });
  };
  await take(1_200);
  await types(ana, "/escalate", () => take(900));
  await priya.getByRole("button", { name: taking }).first().waitFor();
  await take(2_200);
  await press(priya, taking);
  await ana.getByText("Priya has it.").first().waitFor();
  await take(2_200);
  await press(priya, "I'm with Ana");
  await ana.getByText("Priya is with you.").first().waitFor();
  await take(2_600);
  writeFileSync(join(docs, "playground.png"), moving(frames));
  await shoot(page, "help");

  await press(priya, "Done");
  await types(ana, "/break 20");
  await ana.getByText("Back about").first().waitFor();
  await shoot(page, "break");
  await press(ana, "I'm back");
  await types(ana, "/debrief");
  await press(ana, "A peer");
  await ana.getByText("Finding someone").first().waitFor();
  await shoot(page, "talk");
  await page.getByRole("button", { name: "A check-in" }).click();
  const carla = page.getByRole("region", { name: "Carla Moreno, agent, Slack" });
  await types(carla, "/checkin");
  await press(carla, /^Check in/);
  await page.getByRole("dialog").first().waitFor();
  await shoot(page, "check-in");
} finally {
  await browser.close();
  app.kill("SIGTERM");
  await new Promise((done) => app.once("exit", done));
  rmSync(home, { recursive: true, force: true });
}

async function ready(): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error("the playground did not start within a minute");
}

async function types(of: Locator, words: string, before?: () => Promise<void>): Promise<void> {
  const field = of.getByRole("combobox").last();
  await field.fill(words);
  await before?.();
  await field.press("Escape");
  await field.press("Enter");
}

async function press(of: Locator, name: string | RegExp): Promise<void> {
  await of.getByRole("button", { name }).last().click();
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.waitForTimeout(900);
  // What rang covers the chat.
  for (const close of await page.getByRole("button", { name: /^Dismiss .* notification$/ }).all())
    await close.click().catch(() => undefined);
  await page.screenshot({ path: join(docs, `${name}.png`) });
}
