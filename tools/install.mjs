/*
 * Runs before `npm start`, `npm test` and `npm run bench`, on the machine's own Node (20 or newer): installs what is
 * missing, and otherwise is done in a few milliseconds. Plain JavaScript without dependencies, because nothing may be
 * there yet. What is installed is compared with the lock itself, package by package, not by dates: a checkout, an
 * interrupted install, a production-only install and a folder deleted by hand are all noticed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingNode, nodeBinary, whatIsMissing } from "./installed.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const oldestNode = 20;

/**
 * Runs npm as the person started it, on the Node it started with; the one on the path when this file is run by hand.
 * @param {string[]} args
 * @returns {number} npm's exit code
 */
function npm(...args) {
  const { npm_execpath: cli, npm_node_execpath: ownNode, ...rest } = process.env;
  const known =
    cli !== undefined &&
    /npm-cli\.[cm]?js$/.test(cli) &&
    ownNode !== undefined &&
    existsSync(ownNode);
  const [command, first] = known ? [ownNode, [cli]] : ["npm", []];
  // Installing replaces node_modules, so nothing of it may be on the way: not its Node, which may be running this file.
  const path = (rest.PATH ?? "")
    .split(":")
    .filter((folder) => folder !== join(root, "node_modules", ".bin"));
  const env = process.platform === "win32" ? rest : { ...rest, PATH: path.join(":") };
  // npm's own lines go to stderr: stdout belongs to the command that the person typed.
  const run = spawnSync(command, [...first, ...args], {
    cwd: root,
    env,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
  });
  return run.status ?? 1;
}

/** @param {string} sentence */
function stop(sentence) {
  console.error(`Handrail: ${sentence}`);
  process.exit(1);
}

if (Number.parseInt(process.versions.node, 10) < oldestNode) {
  stop(
    `this machine's Node is ${process.versions.node}; ${oldestNode} or newer is needed to install Handrail's own.`,
  );
}

const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
const reason = whatIsMissing(root, lock) ?? missingNode(root, lock);
if (reason !== undefined) {
  console.error(`Handrail: installing packages, because ${reason}.`);
  if (npm("ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error") !== 0) {
    stop(
      "npm could not install the packages; what it said is above. Mend that, then run the same command again.",
    );
  }
  // An npm told to run no install scripts leaves Node 26 out; asking for it by name brings it.
  if (missingNode(root, lock) !== undefined)
    npm("rebuild", "node", "--ignore-scripts=false", "--foreground-scripts", "--loglevel=error");
  const still = whatIsMissing(root, lock) ?? missingNode(root, lock);
  if (still !== undefined) {
    stop(
      `the packages were installed, and yet ${still}. Delete the folder node_modules and run the same command again.`,
    );
  }
  const own = spawnSync(nodeBinary(root), ["--version"], { encoding: "utf8" });
  if (own.status !== 0) {
    stop(
      `its own Node was installed, but does not run on this machine: ${(own.stderr ?? own.error?.message ?? "").trim()}`,
    );
  }
}
