import { describe, expect, it } from "vitest";
import { filesBelow, sourcesOf } from "../support/house.ts";

/* What no file of the repository may hold, and a text that breaks each rule once. */

interface Rule {
  readonly name: string;
  readonly holds: RegExp;
  readonly files: RegExp;
  /** Joined when the test runs, so that this file does not break its own rules. */
  readonly breaks: readonly string[];
}

const rules: readonly Rule[] = [
  {
    name: "a path of somebody's machine",
    holds: /(?:^|[\s"'`(=:[<])(?:file:\/\/)?\/(?:work|farm|root|tmp)\//m,
    files: /./,
    breaks: ["cd ", "/", "work/main"],
  },
  {
    name: "a package registry's host",
    holds:
      /https?:\/\/(?:[a-z0-9-]+\.)*(?:registry|npm|mirror|artifactory|nexus|verdaccio)\b|\bregistry\.(?:npmjs|yarnpkg)\b/i,
    files: /./,
    breaks: ["https://reg", "istry.example.org/"],
  },
  {
    name: "a lock that names where packages came from",
    holds: /"resolved":/,
    files: /(?:^|\/)package-lock\.json$/,
    breaks: ['"resolved', '": "x"'],
  },
  {
    name: "a test that leaves others out",
    holds: /\b(?:describe|it|test|suite|bench)(?:\.\w+)*\.(?:only|skip|todo)\b/,
    files: /\.test\.tsx?$/,
    breaks: ["it.on", "ly('x')"],
  },
];

const sources = sourcesOf(
  filesBelow(".").filter((path) =>
    /\.(?:[cm]?[jt]sx?|json|jsonc|md|ya?ml|css|html|sql|sh)$|^\.[\w/.-]+$|^[A-Z]+$/.test(path),
  ),
);

describe.each(rules)("no file holds $name", ({ holds, files, breaks }) => {
  it("in the repository", () => {
    const looked = [...sources].filter(([path]) => files.test(path));
    expect(looked.length).toBeGreaterThan(0);
    expect(
      looked
        .filter(([, text]) => holds.test(text))
        .map(([path, text]) => `${path}: ${holds.exec(text)?.[0].trim()}`),
    ).toEqual([]);
  });

  it("and one that did would be found", () => expect(breaks.join("")).toMatch(holds));
});

describe("package-lock.json", () => {
  const parsed = (text: string) => (JSON.parse(text) as Lock).packages;

  it("names the packages of every kind of machine, or `npm ci` refuses it", () => {
    expect(absent(parsed(sources.get("package-lock.json") ?? ""))).toEqual([]);
  });

  it("would be found without one, or with one of another version", () => {
    const packages = {
      "": {},
      "node_modules/a": { optionalDependencies: { mac: "2.0.0", linux: "2.0.0", bsd: "^2" } },
      "node_modules/linux": { version: "1.9.0" },
      "node_modules/bsd": { version: "2.1.0" },
    };
    expect(absent(packages)).toEqual([
      "node_modules/a wants mac 2.0.0",
      "node_modules/a wants linux 2.0.0",
    ]);
  });
});

interface Lock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly optionalDependencies?: Readonly<Record<string, string>>;
      }
    >
  >;
}

/** Optional packages that the lock has not, or not in the exact version that is asked for. */
function absent(packages: Lock["packages"]): string[] {
  return Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name, wanted]) => {
        const found = foldersAbove(path)
          .map((folder) => packages[`${folder}node_modules/${name}`])
          .find((entry) => entry !== undefined);
        return found === undefined || (/^\d/.test(wanted) && found.version !== wanted);
      })
      .map(([name, wanted]) => `${path} wants ${name} ${wanted}`),
  );
}

/** Where a package looks for its own: in itself, then in each package around it, then at the root. */
function foldersAbove(path: string): string[] {
  if (path === "") return [""];
  const outer = path.lastIndexOf("/node_modules/");
  return [`${path}/`, ...foldersAbove(outer < 0 ? "" : path.slice(0, outer))];
}

/** Test files that vitest would not find, or that a reader would not. */
const strays = (paths: readonly string[]) =>
  paths.filter(
    (path) =>
      /\.spec\.[cm]?[jt]sx?$|\.test\.(?:[cm]?js|jsx|[cm]ts)$/.test(path) ||
      (/\.test\.tsx?$/.test(path) && !path.startsWith("tests/")),
  );

describe("tests", () => {
  it("are all where vitest looks", () => expect(strays(filesBelow("."))).toEqual([]));
  it("elsewhere would be found", () => {
    const wrong = ["src/a.test.ts", "tests/a.spec.ts", "tests/b.test.mts"];
    expect(strays([...wrong, "tests/rules/c.test.ts", "src/test.ts"])).toEqual(wrong);
  });
});

describe("what is read first", () => {
  const longest = { "README.md": 120, "ARCHITECTURE.md": 110 };
  it.each(Object.entries(longest))("%s is short", (page, lines) =>
    expect(sourcesOf([page]).get(page)?.split("\n").length).toBeLessThanOrEqual(lines + 1),
  );
});
