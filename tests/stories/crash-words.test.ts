import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Somebody } from "../support/person.ts";
import { slackClient } from "../support/slack-client.ts";
import { type House, openHouse } from "./crash-child.ts";

/* What is left of a process that dies of a fault which nobody caught, with what people typed in its memory. */

const canary = "xylophone";
/** Thrown where nobody catches it, with the words in the message, in the line of code and further properties, as libraries do. */
const faults: Readonly<Record<string, string>> = {
  "an exception": `JSON.parse("${canary}-quoted")`,
  "a rejection": `void Promise.reject(Object.assign(new Error("${canary} in a message\\n    at ${canary}/src/x"), { detail: "${canary}-detail" }))`,
  "no error at all": `queueMicrotask(() => { throw "${canary} as a text"; })`,
};

describe("a process that dies of a fault", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house.stop());

  test.each(Object.entries(faults))(
    "%s: it says so without a word of anybody's, and leaves neither core nor report",
    { timeout: 150_000 },
    async (_, fault) => {
      const before = leftIn(process.cwd());
      const preload = path.join(house.folder, "..", "fault.mjs");
      writeFileSync(
        preload,
        `import { isMainThread } from "node:worker_threads";\nif (isMainThread) process.on("SIGUSR2", () => { ${fault}; });\n`,
      );
      const app = await house.start({ LOG_LEVEL: "trace", NODE_OPTIONS: `--import=${preload}` });
      const ana = new Somebody("ana", slackClient(house.slack, "U0ANA"));
      ana.startAfresh();
      await ana.types(`/escalate ${canary}-typed`);
      const ended = new Promise<number | null>((resolve) =>
        app.process.once("close", (code) => resolve(code)),
      );
      app.process.kill("SIGUSR2");
      expect(await ended).toBe(1);
      expect(app.printed()).toContain("ended by a fault");
      expect(app.printed()).not.toContain(canary);
      expect(leftIn(process.cwd())).toEqual(before);
      // The database's server ends by itself now, and takes files with it while they are looked at.
      for (const file of filesIn(house.folder))
        expect(contentOf(file)?.includes(canary) ?? false, file).toBe(false);
      expect(leftIn(house.folder)).toEqual([]);
    },
  );
});

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

function contentOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Files that a dying process leaves where it stood: a core, a report of Node's, a heap. */
const leftIn = (folder: string): string[] =>
  readdirSync(folder).filter((name) => /^core(\.|$)|^report\.|\.heapsnapshot$|^isolate/.test(name));
