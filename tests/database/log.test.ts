import { expect, test } from "vitest";
import { openLog } from "../../src/runtime/log.ts";

test("a person at a terminal reads sentences, with what happened and nothing of an error's prose", () => {
  const said: string[] = [];
  const log = openLog("info", (sentence) => said.push(sentence));
  log.info({ event: "embedded.opened", ms: 120, how: "started" }, "the database is open");
  log.warn({ platform: "slack", code: "timeout" }, "no line to slack");
  log.error({ err: Object.assign(new TypeError("a secret"), { code: "E1" }) }, "it failed.");
  log.debug("not at this level");
  expect(said).toEqual([
    "The database is open (ms 120, how started).",
    "No line to slack (platform slack, code timeout).",
    expect.stringMatching(/^It failed \(err TypeError E1/),
  ]);
  expect(said.join()).not.toContain("secret");
});
