import { describe, expect, it } from "vitest";
import { brokenArrows } from "../support/arrows.ts";
import { filesBelow, sourcesOf } from "../support/house.ts";
import { treeProblems } from "../support/tree.ts";

const house = ["src", "adapters", "migrations", "playground"];
const sources = sourcesOf(filesBelow(...house, "tools").filter((path) => /\.tsx?$/.test(path)));
const parts = new Map([...sources].filter(([path]) => !path.startsWith("tools/")));

/** Files that may be longer than 250 lines, each with its reason. */
const longOnPurpose: Readonly<Record<string, string>> = {
  "src/mydata/table.ts": "one list of every place of a name",
  "src/runtime/database/schema.ts": "every table once, held against the database by a test",
  "src/trends/possible.ts": "one search; every part of it works on the same world",
};

describe("the arrows", () => {
  it("all point the right way", () => {
    expect(parts.size).toBeGreaterThan(20);
    expect(brokenArrows(parts)).toEqual([]);
  });

  // Every rule sees one file that breaks it: [what breaks, the file, its text, what is said].
  it.each([
    [
      "kernel stands alone",
      "src/kernel/new.ts",
      `import type { Text } from "../platform/text.ts";`,
      "kernel may not import platform",
    ],
    [
      "locales stand alone",
      "src/locales/new.ts",
      `import "../kernel/ids.ts";`,
      "locales may not import kernel",
    ],
    [
      "platform knows no runtime",
      "src/platform/new.ts",
      `export * from "../runtime/database/schema.ts";`,
      "platform may not import runtime",
    ],
    [
      "runtime knows no feature",
      "src/runtime/new.ts",
      `export { levels } from "../escalations/policy.ts";`,
      "runtime may not import feature escalations",
    ],
    [
      "runtime knows no people",
      "src/runtime/new.ts",
      `import "../people/made-up.ts";`,
      "runtime may not import people",
    ],
    [
      "people know no feature",
      "src/people/new.ts",
      `import "../escalations/policy.ts";`,
      "people may not import feature escalations",
    ],
    [
      "features are strangers",
      "src/naps/new.ts",
      `import type { Level } from "../escalations/policy.ts";`,
      "feature naps may not import feature escalations",
    ],
    [
      "features see no adapter",
      "src/naps/new.ts",
      `const later = import("../../adapters/made/index.ts");`,
      "feature naps may not import adapter made",
    ],
    [
      "features see no config",
      "src/naps/new.ts",
      `import type { Config } from "../config.ts";`,
      "feature naps may not import config",
    ],
    [
      "adapters see no runtime",
      "adapters/made/new.ts",
      `import "../../src/runtime/database/schema.ts";`,
      "adapter made may not import runtime",
    ],
    [
      "adapters see no feature",
      "adapters/made/new.ts",
      `type A = import("../../src/escalations/policy.ts").Level;`,
      "adapter made may not import feature escalations",
    ],
    [
      "adapters see no catalogue",
      "adapters/made/new.ts",
      `import "../../src/locales/index.ts";`,
      "adapter made may not import locales",
    ],
    [
      "adapters are strangers",
      "adapters/other/new.ts",
      `import "../made/index.ts";`,
      "adapter other may not import adapter made",
    ],
    [
      "the playground is a platform, not the house",
      "playground/new.ts",
      `import "../src/runtime/database/schema.ts";`,
      "playground may not import runtime",
    ],
    [
      "the page shares only the protocol",
      "playground/page/new.tsx",
      `import "../made-up.ts";`,
      "page may not import playground",
    ],
    [
      "nobody imports main",
      "src/features.ts",
      `import "./main.ts";`,
      "features may not import main",
    ],
    ["a file has a known place", "src/helpers.ts", ``, "no rule knows this place"],
    [
      "an import leads to a file of the house",
      "src/runtime/new.ts",
      `import "../../tests/world/tree.ts";`,
      "not part of the house",
    ],
    ["an import has its extension", "src/runtime/new.ts", `import "./schema";`, "has no extension"],
    [
      "rules import no package",
      "src/naps/rules.ts",
      `import { z } from "zod";`,
      "a pure file may not import zod",
    ],
    [
      "rules import no platform",
      "src/naps/rules.ts",
      `import type { Text } from "../platform/text.ts";`,
      "a pure file may not import ../platform/text.ts",
    ],
    [
      "rules import no store",
      "src/naps/rules.ts",
      `import "./store.ts";`,
      "a pure file may not import ./store.ts",
    ],
    [
      "only a store sees Kysely",
      "src/naps/views.ts",
      `import { sql } from "kysely";`,
      "kysely is for store.ts",
    ],
    [
      "a platform's SDK stays at home",
      "src/naps/views.ts",
      `import { App } from "@slack/bolt";`,
      "the slack SDK belongs to adapters/slack/",
    ],
    [
      "the other platform's too",
      "adapters/slack/new.ts",
      `import "botbuilder";`,
      "the teams SDK belongs to adapters/teams/",
    ],
    [
      "one file imports an SDK",
      "adapters/teams/sdk.ts",
      `import "./new.ts";`,
      "exactly one file imports the SDK, not 0",
    ],
  ])("%s", (_, path, source, said) => {
    const madeUp = [
      "src/people/made-up.ts",
      "src/naps/store.ts",
      "src/main.ts",
      "src/config.ts",
      "adapters/made/index.ts",
      "adapters/teams/new.ts",
      "playground/made-up.ts",
    ];
    const files = new Map([...parts, ...madeUp.map((file) => [file, ""] as const), [path, source]]);
    expect(brokenArrows(files).join("\n")).toContain(said);
  });

  it("a rule's helper is as pure as the rule", () => {
    const files = new Map([
      ["src/naps/rules.ts", `import "./helper.ts";`],
      ["src/naps/helper.ts", `import "node:fs";`],
    ]);
    expect(brokenArrows(files)).toEqual(["src/naps/helper.ts: a pure file may not import node:fs"]);
  });

  it("two files with the SDK are one too many", () => {
    const files = new Map([
      ["adapters/slack/one.ts", `import "@slack/bolt";`],
      ["adapters/slack/two.ts", `import type { Block } from "@slack/types";`],
    ]);
    expect(brokenArrows(files)).toEqual([
      expect.stringContaining("not 2 (adapters/slack/one.ts, adapters/slack/two.ts)"),
    ]);
  });

  it("circles are found, of any length and of types too", () => {
    const files = new Map([
      ["src/kernel/a.ts", `import type { B } from "./b.ts"; export type A = B;`],
      ["src/kernel/b.ts", `export * from "./c.ts";`],
      ["src/kernel/c.ts", `const a = () => import("./a.ts");`],
    ]);
    expect(brokenArrows(files)).toEqual([
      "import cycle: src/kernel/a.ts → src/kernel/b.ts → src/kernel/c.ts → src/kernel/a.ts",
    ]);
  });

  it("words in strings and comments are no imports", () => {
    const files = new Map([
      [
        "src/kernel/a.ts",
        `// import "../runtime/x.ts";\nexport const a = 'import "../runtime/x.ts"';`,
      ],
    ]);
    expect(brokenArrows(files)).toEqual([]);
  });
});

describe("files are small", () => {
  it("250 lines at most, or a reason", () => {
    expect(tooLong(sources, longOnPurpose)).toEqual([]);
  });

  it("a long file is found, and a reason nobody needs", () => {
    const long = new Map([
      ["src/long.ts", "line\n".repeat(251)],
      ["src/short.ts", "line\n".repeat(250)],
    ]);
    expect(tooLong(long, { "src/short.ts": "once was long" })).toEqual([
      "src/long.ts has 251 lines",
      "src/short.ts needs no exception",
    ]);
  });
});

describe("ARCHITECTURE.md", () => {
  const files = filesBelow(...house, "tools", ".").filter(
    (path, index, all) => all.indexOf(path) === index,
  );

  it("shows the house as it is", () => {
    const page = files.includes("ARCHITECTURE.md")
      ? (sourcesOf(["ARCHITECTURE.md"]).get("ARCHITECTURE.md") ?? "")
      : "";
    expect(treeProblems(page, files)).toEqual([]);
  });

  it("is told apart from a wrong one", () => {
    const page = "```tree\nsrc/  the house\nsrc/gone/  was here\nsrc/kernel/\n```\n";
    expect(
      treeProblems(page, [
        "src/main.ts",
        "src/kernel/ids.ts",
        "src/kernel/deep/er.ts",
        "tools/check.ts",
        "README.md",
      ]),
    ).toEqual([
      "no words for src/kernel/",
      "src/gone/ is in the tree but not in the house",
      "src/main.ts is in the house but not in the tree",
      "tools/ is in the house but not in the tree",
    ]);
    expect(treeProblems("# no tree", [])).toEqual(["there is no ```tree block"]);
  });
});

function tooLong(
  files: ReadonlyMap<string, string>,
  allowed: Readonly<Record<string, string>>,
): string[] {
  return [...files].flatMap(([path, source]) => {
    const lines = source.split("\n").length - 1;
    if (lines > 250) return path in allowed ? [] : [`${path} has ${lines} lines`];
    return path in allowed ? [`${path} needs no exception`] : [];
  });
}
