import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { launch } from "../../../tests/support/fixtures/playground/browser.ts";
import { atMost, type Line, spread } from "../figures.ts";
import { goals } from "../goals.ts";
import type { Plan, Result } from "../main.ts";
import { ownFlags, startProcess } from "../processes.ts";

const root = resolve(import.meta.dirname, "../../..");

/** Of `playground/demo.yaml`. */
const dana = "5c1f0f5e-0ac0-4e00-8a3e-be0000000003";
/** Milliseconds. */
const longestWait = 120_000;

/** Every page of the desk with the playground's eight weeks, as a browser sees it that knows nothing. */
export async function desk(_server: string, { quick }: Plan): Promise<Result> {
  const home = mkdtempSync(join(tmpdir(), "handrail-bench-desk-"));
  const app = await startProcess(
    join(root, "src/main.ts"),
    { HANDRAIL_DATA_DIR: home },
    ownFlags(root),
  );
  const browser = await launch();
  try {
    const context = await browser.newContext();
    context.setDefaultTimeout(longestWait);
    const page = await signedIn(context, app.url);
    const links = page.getByRole("navigation", { name: "Pages" }).getByRole("link");
    const paths = await links.evaluateAll((all) =>
      all.map((link) => new URL((link as { href?: string }).href ?? "").pathname),
    );
    const found: Record<string, { paint: number; bytes: number }> = {};
    for (const path of paths)
      found[path] = await look(browser, context, `${app.url}${path}`, quick ? 3 : 11);
    const lines = Object.entries(found).flatMap(([path, { paint, bytes }]): Line[] => [
      atMost(`${path}: first paint, median`, paint, goals.desk.paint, "ms"),
      atMost("  transferred", bytes / 1_000, goals.desk.bytes, "KB"),
    ]);
    return { lines, report: { found } };
  } finally {
    await browser.close();
    await app.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** As who looks after all teams signs in, by the link that the bot gives: she sees every page. */
async function signedIn(context: BrowserContext, url: string): Promise<Page> {
  const playground = await context.newPage();
  await playground.goto(`${url}/?be=U0ANA,${dana}`);
  const person = playground.getByRole("region", { name: /^Dana Fox/ });
  await person.getByRole("log").waitFor();
  const field = person.getByRole("combobox").last();
  await field.fill("handrail");
  await field.press("Escape");
  await field.press("Enter");
  const answer = person.getByRole("log");
  await answer.getByRole("button", { name: "Set up Handrail" }).last().waitFor();
  // An admin has so many buttons that some are behind the last.
  await answer.getByRole("button", { name: "More" }).last().click();
  await answer.getByRole("button", { name: "Open the desk" }).last().click();
  const open = person.getByRole("link", { name: "Open in browser" }).last();
  const [page] = await Promise.all([context.waitForEvent("page"), open.click()]);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Now" }).waitFor();
  await playground.close();
  return page;
}

/** Each time by a browser with an empty cache, and the same session. */
async function look(
  browser: Browser,
  signed: BrowserContext,
  address: string,
  times: number,
): Promise<{ paint: number; bytes: number }> {
  const paints: number[] = [];
  const bytes: number[] = [];
  for (let time = 0; time < times; time++) {
    const context = await browser.newContext({ storageState: await signed.storageState() });
    const page = await context.newPage();
    await page.goto(address, { waitUntil: "load" });
    const seen = await page.evaluate(async () => {
      const painted = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
      while (painted() === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
      const loaded = performance
        .getEntries()
        .filter(({ entryType }) => /^(?:navigation|resource)$/.test(entryType));
      const sum = (loaded as PerformanceResourceTiming[]).reduce(
        (all, { transferSize }) => all + transferSize,
        0,
      );
      return { paint: painted() ?? 0, bytes: sum };
    });
    paints.push(seen.paint);
    bytes.push(seen.bytes);
    await context.close();
  }
  return { paint: spread(paints).median, bytes: spread(bytes).most };
}
