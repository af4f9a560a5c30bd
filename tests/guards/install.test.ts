import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import packaged from "../../package.json" with { type: "json" };
import {
  hasTests,
  howFar,
  missingNode,
  needsTests,
  whatIsMissing,
} from "../../tools/installed.mjs";

const lock = {
  packages: {
    "": { optionalDependencies: { page: "^1", server: "^1" } },
    "node_modules/kysely": { version: "1.0.0", integrity: "sha512-a" },
    "node_modules/@scope/deep": { version: "2.0.0", integrity: "sha512-b" },
    "node_modules/kysely/node_modules/inner": { version: "3.0.0", integrity: "sha512-c" },
    "node_modules/for-macs": { version: "4.0.0", integrity: "sha512-d", optional: true },
    "node_modules/for-tests": { version: "5.0.0", integrity: "sha512-f", dev: true },
    "node_modules/page": { version: "6.0.0", integrity: "sha512-g", optional: true },
    "node_modules/server": {
      version: "7.0.0",
      integrity: "sha512-h",
      optional: true,
      os: ["another"],
    },
    "node_modules/node": { version: "26.1.0", integrity: "sha512-e" },
  },
};

let root: string;
const says = (whole = true) => whatIsMissing(root, lock, whole) ?? missingNode(root, lock);

function write(path: string, text: string): void {
  mkdirSync(join(root, path, ".."), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** What npm writes down when it has finished, with one package changed. */
function finish(path?: string, entry?: object): void {
  const { "": _, "node_modules/for-macs": __, "node_modules/server": ___, ...here } = lock.packages;
  write(
    "node_modules/.package-lock.json",
    JSON.stringify({ packages: { ...here, ...(path === undefined ? {} : { [path]: entry }) } }),
  );
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "handrail-install-"));
  for (const path of Object.keys(lock.packages))
    if (path !== "" && path !== "node_modules/for-macs" && path !== "node_modules/server")
      write(`${path}/package.json`, "{}");
  for (const name of ["node", "node.exe"]) write(`node_modules/node/bin/${name}`, "");
  for (const name of ["node", "node.cmd"]) write(`node_modules/.bin/${name}`, "");
  finish();
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

it("a finished installation lacks nothing, packages for other machines aside", () => {
  expect(says()).toBeUndefined();
});

it("a package that somebody added by hand is no harm", () => {
  finish("node_modules/extra", { version: "9.0.0" });
  expect(says()).toBeUndefined();
});

it("a fresh clone has no node_modules", () => {
  rmSync(join(root, "node_modules"), { recursive: true });
  expect(says()).toBe("there is no node_modules yet");
});

it.each(["", "{", "null"])("an install cut short is noticed (%j)", (text) => {
  write("node_modules/.package-lock.json", text);
  expect(says()).toBe("an earlier install was not finished");
  rmSync(join(root, "node_modules/.package-lock.json"));
  expect(says()).toBe("an earlier install was not finished");
});

it("a package left out is noticed, as after a production-only install", () => {
  finish("node_modules/@scope/deep");
  expect(says()).toBe("@scope/deep is missing");
});

it.each([
  { version: "0.9.0", integrity: "sha512-c" },
  { version: "3.0.0", integrity: "sha512-other" },
])("another version is noticed, %j", (found) => {
  finish("node_modules/kysely/node_modules/inner", found);
  expect(says()).toBe("inner is not the version in package-lock.json");
});

it("to run, what only the tests need may be missing; to test it may not", () => {
  expect(hasTests(root, lock)).toBe(true);
  finish("node_modules/for-tests");
  expect([says(false), says(true)]).toEqual([undefined, "for-tests is missing"]);
  expect(hasTests(root, lock)).toBe(false);
});

it("every command for operators installs what it needs, and only what it needs", () => {
  const scripts: Record<string, string> = packaged.scripts;
  const before = Object.keys(scripts).filter((name) => scripts[name] === "node tools/install.mjs");
  const forTests = before.filter((event) => needsTests(event));
  expect(forTests).toEqual(["pretest", "prebench", "pretorture"]);
  const pages = ["README.md", "docs/operating.md"].map((page) =>
    readFileSync(join(import.meta.dirname, "../..", page), "utf8"),
  );
  const named = [...pages.join("\n").matchAll(/\bnpm (?:run )?(?:-s )?([a-z][\w:-]*)/g)].map(
    ([, name = ""]) => name,
  );
  const commands = new Set(named.filter((name) => /^node .*\.ts/.test(scripts[name] ?? "")));
  expect([...commands].filter((name) => !before.includes(`pre${name}`))).toEqual([]);
  expect(commands.size).toBeGreaterThan(8);
});

it("the list of packages needs none of them, and names none of the tests'", () => {
  for (const name of ["package.json", "package-lock.json"])
    cpSync(join(import.meta.dirname, "../..", name), join(root, name));
  rmSync(join(root, "node_modules"), { recursive: true });
  const run = spawnSync("npm", ["run", "--silent", "sbom"], {
    ...{ cwd: root, encoding: "utf8", shell: process.platform === "win32" },
  });
  const { components } = JSON.parse(run.stdout) as { components: { name: string }[] };
  const names = components.map(({ name }) => name);
  expect(names).toContain("kysely");
  expect(names).not.toContain("vitest");
});

it("an optional package of our own is noticed when it is missing, unless it is for other machines", () => {
  finish("node_modules/page");
  expect(says(false)).toBe("page is missing");
});

it("tells how far it is, of what is for this machine", () => {
  const packages = (whole: boolean) => howFar(root, lock, whole);
  expect([packages(true), packages(false)]).toEqual([
    { there: 6, all: 7 },
    { there: 5, all: 6 },
  ]);
  rmSync(join(root, "node_modules/page"), { recursive: true });
  expect(packages(false)).toEqual({ there: 4, all: 6 });
});

it("a folder deleted by hand is noticed", () => {
  rmSync(join(root, "node_modules/kysely"), { recursive: true });
  expect(says()).toBe("kysely is damaged");
});

it.each(["node_modules/node/bin", "node_modules/.bin"])(
  "Node 26 that no script brought is noticed (%s)",
  (folder) => {
    rmSync(join(root, folder), { recursive: true });
    expect(says()).toBe("Node 26.1.0 is missing");
  },
);
