/*
 * Runs before `npm start`, `npm test` and the other commands, on the machine's own Node (20 or
 * newer). It installs what is missing, and takes a few milliseconds if nothing is. Plain JavaScript
 * without dependencies, because nothing may be installed yet. It compares each package with the
 * lock file, not dates. So it notices a checkout, an interrupted install, a production-only install
 * and a folder deleted by hand. To run Handrail, it leaves out what only the tests need: a browser,
 * linters, types.
 */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  hasTests,
  howFar,
  missingNode,
  needsTests,
  nodeBinary,
  whatIsMissing,
} from "./installed.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = 20;

/**
 * Runs npm as the person started it, on the same Node. If this file is run by hand, npm is the one
 * on the path.
 * @param {string[]} args
 * @returns {Promise<number>} npm's exit code
 */
function npm(...args) {
  const { npm_execpath: cli, npm_node_execpath: ownNode, ...rest } = process.env;
  const known =
    cli !== undefined &&
    /npm-cli\.[cm]?js$/.test(cli) &&
    ownNode !== undefined &&
    existsSync(ownNode);
  const [command, first] = known ? [ownNode, [cli]] : ["npm", []];
  // Installing replaces node_modules, so the path must not lead there: its Node may be running this
  // file.
  const path = (rest.PATH ?? "")
    .split(":")
    .filter((folder) => folder !== join(root, "node_modules", ".bin"));
  const env = process.platform === "win32" ? rest : { ...rest, PATH: path.join(":") };
  // npm's own lines go to stderr: stdout belongs to the command that the person typed.
  const run = spawn(command, [...first, ...args], {
    cwd: root,
    env,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  return new Promise((resolve) => {
    run.once("error", () => resolve(1));
    run.once("close", (code) => resolve(code ?? 1));
  });
}

/** @param {string} sentence */
function say(sentence) {
  console.error(`Handrail: ${sentence}`);
}

/** @param {string} sentence */
function stop(sentence) {
  console.error(`Handrail: ${sentence}`);
  process.exit(1);
}

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  stop(
    `this machine's Node is ${process.versions.node}; ` +
      `${oldestNode} or newer is needed to install Handrail's own.`,
  );
}

const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
const whole = needsTests(process.env["npm_lifecycle_event"]) || hasTests(root, lock);
const missing = () => whatIsMissing(root, lock, whole) ?? missingNode(root, lock);

const reason = missing();
if (reason !== undefined) {
  const { all } = howFar(root, lock, whole);
  const what = whole ? "everything that the tests need" : "what it needs to run";
  say(`installing ${what} (${all} packages), because ${reason}.`);
  say("the first time this takes a minute or two; the next start is immediate.");
  const began = Date.now();
  const telling = setInterval(() => {
    const { there } = howFar(root, lock, whole);
    const seconds = Math.round((Date.now() - began) / 1_000);
    say(`${there} of ${all} packages are here (${seconds} s).`);
  }, 5_000);
  const tests = whole ? "--include=dev" : "--omit=dev";
  const quiet = ["--no-audit", "--no-fund", "--loglevel=error"];
  const code = await npm("ci", tests, "--include=optional", ...quiet);
  clearInterval(telling);
  if (code !== 0) {
    stop(
      "npm could not install the packages; what it said is above. " +
        "Mend that, then run the same command again.",
    );
  }
  // An npm told to run no install scripts leaves Node 26 out; asking for it by name brings it.
  if (missingNode(root, lock) !== undefined)
    await npm(
      "rebuild",
      "node",
      "--ignore-scripts=false",
      "--foreground-scripts",
      ...quiet.slice(2),
    );
  const still = missing();
  if (still !== undefined) {
    stop(
      `the packages were installed, and yet ${still}. ` +
        "Delete the folder node_modules and run the same command again.",
    );
  }
  const own = spawnSync(nodeBinary(root), ["--version"], { encoding: "utf8" });
  if (own.status !== 0) {
    const said = (own.stderr ?? own.error?.message ?? "").trim();
    stop(`its own Node was installed, but does not run on this machine: ${said}`);
  }
  say(`all packages are here, after ${Math.round((Date.now() - began) / 1_000)} s.`);
}
