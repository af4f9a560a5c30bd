import { describe, expect, it } from "vitest";
import { type Tests, brokenRows, brokenSentences } from "./world/citations.ts";
import { filesBelow, sourcesOf } from "./world/house.ts";

/* What we promise to people and to operators names the tests that keep it: these are there. */

const tests: Tests = new Map(
  [...sourcesOf(filesBelow("tests"))].map(([path, text]) => [path.replace(/^tests\//, ""), text]),
);
const documents = sourcesOf(["docs/PRIVACY.md", "docs/RELIABILITY.md"]);

describe("docs/PRIVACY.md", () => {
  it("names the test of each sentence, or says that there is none", () => {
    expect(brokenSentences(documents.get("docs/PRIVACY.md") ?? "", tests)).toEqual([]);
  });

  it.each([
    ["- Nothing is kept.", "no test is named"],
    ["- Nothing is kept. _Trust us._", "no test is named"],
    ["- Nothing is kept. _stories/never-written_", "there is no stories/never-written.test.ts"],
    ['- Nothing is kept. _stories/breaks: "a title that nobody wrote"_', "has no"],
    ["- Nothing is kept. _stories/breaks: K9_", "has no"],
  ])("%s would be found", (line, problem) => {
    expect(brokenSentences(line, tests).join()).toContain(problem);
  });

  it("what is true and has no test may say so", () =>
    expect(brokenSentences("- It is so. _No test; it is true._", tests)).toEqual([]));
});

describe("docs/RELIABILITY.md", () => {
  it("names, for each check of the bar, files that are there", () => {
    expect(brokenRows(documents.get("docs/RELIABILITY.md") ?? "", tests)).toEqual([]);
  });

  it("a row that is missing, or names a file that is not there, would be found", () => {
    const found = brokenRows(
      "| 1 kill sweep | `tests/torture/{kills,never-written}.ts`, `clock.test.ts`, `interleaving` | |",
      tests,
    );
    expect(found).toContain("1: there is no tests/torture/never-written.ts");
    expect(found).toContain("40: not in the table");
    expect(found).toHaveLength(40);
  });
});
