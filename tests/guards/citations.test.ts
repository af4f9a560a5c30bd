import { describe, expect, it } from "vitest";
import {
  type Cited,
  type Tests,
  brokenCitations,
  planned,
  brokenFiles,
  brokenPractices,
  brokenSentences,
  brokenStories,
  rowsOf,
} from "../support/citations.ts";
import { filesBelow, sourcesOf } from "../support/house.ts";

/* What we promise names the tests that keep it, and what comments cite is in the repository. */

const tests: Tests = new Map(
  [...sourcesOf(filesBelow("tests"))].map(([path, text]) => [path.replace(/^tests\//, ""), text]),
);
const pages = sourcesOf([
  "docs/PRIVACY.md",
  "docs/RELIABILITY.md",
  "docs/features.md",
  "docs/platforms.md",
]);
const page = (name: string): string => pages.get(`docs/${name}.md`) ?? "";

describe("docs/PRIVACY.md", () => {
  it("names the test of each sentence, or says that there is none", () => {
    expect(brokenSentences(page("PRIVACY"), tests)).toEqual([]);
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
  it("names test files that are there", () => {
    expect(brokenFiles(page("RELIABILITY"), tests)).toEqual([]);
  });

  it("names the tests of a promise at all", () =>
    expect(page("RELIABILITY").match(/`[^`\s]*\.ts`/g)?.length).toBeGreaterThan(20));

  it("a file that is not there would be found", () =>
    expect(
      brokenFiles("`tests/reliability/torture/{kills,never-written}.ts`, `clock.test.ts`", tests),
    ).toEqual(["there is no tests/reliability/torture/never-written.ts"]));
});

describe("docs/features.md", () => {
  it("names the story of each row, or says that it is not built yet", () => {
    expect(rowsOf(page("features")).size).toBeGreaterThan(50);
    expect(brokenStories(page("features"), tests)).toEqual([]);
  });

  it.each([
    ["### E1 Bare\n\nAsks.\n", 'E1: neither a story nor "Not built yet"'],
    ['### E1 Bare\n\n- Story: `never-written` "E1"\n', "E1: there is no story never-written"],
    [
      '### E1 Bare\n\n- Story: `summon` "E1, E2: a bare",\n  "nobody wrote this"\n',
      'E1: summon has no "nobody wrote this"',
    ],
  ])("%j would be found", (text, problem) => {
    expect(brokenStories(text, tests)).toEqual([problem]);
  });
});

describe("the practices in docs/features.md", () => {
  it("are all there, and each names its story, or says that it is not built yet", () => {
    expect(brokenPractices(page("features"), tests)).toEqual([]);
  });

  it("a practice without its story, and one that is missing, would be found", () => {
    const list =
      '## Practices\n\n1. Breathe.\n2. Listen. `summon`\n   "E1, E9: nobody"\n3. A note: not built yet.\n';
    expect(brokenPractices(list, tests).slice(0, 3)).toEqual([
      "1: no story serves it",
      '2: summon has no "E1, E9: nobody"',
      "4: it is not there",
    ]);
  });
});

describe("citations", () => {
  const files = filesBelow(".");
  const cited: Cited = {
    features: new Set(rowsOf(page("features")).keys()),
    platforms: new Set(rowsOf(page("platforms")).keys()),
    files,
  };
  const checked = files.filter(
    (path) =>
      /^(?:(?:src|adapters|migrations|playground|tools|docs)\/|README\.md|ARCHITECTURE\.md|CHANGELOG\.md)/.test(
        path,
      ) && /\.(?:tsx?|mjs|md|sh|json|css|html)$/.test(path),
  );
  const broken = [...sourcesOf(checked)].flatMap(([path, text]) =>
    brokenCitations(path, text, cited),
  );

  it("lead to what is in the repository", () => {
    expect(checked.length).toBeGreaterThan(200);
    expect(broken).toEqual([]);
  });

  it("of what is in no copy of the repository stand in no test", () => {
    const others = files.filter(
      (path) => /^tests\/.*\.tsx?$/.test(path) && !/\/citations\.(?:test\.)?ts$/.test(path),
    );
    expect(others.length).toBeGreaterThan(200);
    expect(
      [...sourcesOf(others)].flatMap(([path, text]) =>
        planned(text).map((name) => `${path}: ${name}`),
      ),
    ).toEqual([]);
  });

  it.each([
    ["// The first wins (PRODUCT E3).", ["cites PRODUCT", "E3 without its page"]],
    ["// Too late (RELIABILITY 7).", ["cites RELIABILITY"]],
    ["/* It rings (docs/features.md E2, E99). */", ["docs/features.md has no row E99"]],
    ["/*\n * See docs/platforms.md\n * T999.\n */", []],
    ["/*\n * See docs/platforms.md\n * T99.\n */", ["docs/platforms.md has no row T99"]],
    ["// Not twice (T23).", ["T23 without its page"]],
    ["// See docs/never-written.md.", ["there is no docs/never-written.md"]],
    ["// See decisions/9999.", ["there is no decision 9999"]],
    ["// See docs/RELIABILITY.md and docs/features.md E1.", []],
    ['const team = "T1"; // a workspace', []],
  ])("%j is judged", (text, problems) => {
    expect(brokenCitations("a.ts", text, cited)).toEqual(problems.map((said) => `a.ts: ${said}`));
  });
});
