import { afterAll, beforeAll, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import type { Adapter } from "../../src/platform/adapter.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import { openLog } from "../../src/runtime/log.ts";
import { introduceEverybody } from "../../src/setup/introduce.ts";
import { organisationFile } from "../support/acme.ts";
import { type World, openWorld } from "../support/story.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.stop());

/** A platform that tells of each account only when it is asked for the `answers`th time. */
async function warnedOf(answers: number): Promise<string> {
  const asked: string[] = [];
  const adapter: Adapter = {
    platform: "slack",
    routes: {},
    deliver: () => Promise.reject(new Error("nothing is sent here")),
    async describe(_, account) {
      asked.push(account);
      return asked.filter((one) => one === account).length < answers
        ? undefined
        : { account, name: account, kind: "member" };
    },
    find: async function* () {},
    start: async () => {},
    stop: async () => {},
  };
  const loaded = loadConfig(
    { HANDRAIL_CONFIG: "handrail.yaml" },
    () => organisationFile,
    () => undefined,
  );
  if ("problems" in loaded) throw new Error(JSON.stringify(loaded.problems));
  const said: string[] = [];
  await introduceEverybody({
    db: world.app.db,
    directory: new Directory(world.app.db),
    adapters: new Map([["slack", adapter]]),
    log: openLog("warn", (sentence) => said.push(sentence)),
    organisations: loaded.config.organisations,
    signal: new AbortController().signal,
    applyAgain: async () => {},
    found: async () => {},
  });
  return said.join("\n");
}

test("whom a platform tells of a moment after the start is not among those who are missing", async () => {
  expect(await warnedOf(1)).not.toContain("Priya Nair");
  expect(await warnedOf(2)).not.toContain("Priya Nair");
  expect(await warnedOf(3)).toContain("Priya Nair");
});
