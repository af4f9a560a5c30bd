import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openEmbedded } from "../../src/runtime/embedded/open.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "handrail-given-up-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("opening that is given up fails with the reason, without waiting for the database, and the folder is free", async () => {
  const heard: string[] = [];
  const given = new AbortController();
  const opening = openEmbedded({ folder, log: (event) => heard.push(event), signal: given.signal });
  const ended = opening.catch((error: unknown) => error);
  await turn(); // the folder is taken, and the worker is only just starting
  expect(existsSync(path.join(folder, "handrail.lock"))).toBe(true);
  given.abort();
  expect(await ended).toBe(given.signal.reason);
  expect(heard).not.toContain("embedded.opened");
  expect(existsSync(path.join(folder, "handrail.lock"))).toBe(false);

  // What was left there opens; and a signal that comes once it is open changes nothing.
  const late = new AbortController();
  const embedded = await openEmbedded({ folder, log: () => undefined, signal: late.signal });
  late.abort();
  await expect(embedded.snapshot()).resolves.toContain(folder);
  await embedded.stop();
});
