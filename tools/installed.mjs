import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/*
 * Says what an installation lacks, in the words that come after "because". Plain JavaScript without
 * dependencies: see install.mjs. The tests break an installation in each of these ways.
 */

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, dev?: boolean,
 *   os?: string[], cpu?: string[] }} Wanted
 * @typedef {Wanted & { optionalDependencies?: Record<string, string> }} Listed
 * @typedef {{ packages: Record<string, Listed> }} Lock
 */

/**
 * What of the lock is not installed as the lock says; undefined when all of it is.
 * @param {string} root the project's folder
 * @param {Lock} lock package-lock.json
 * @param {boolean} whole whether what only the tests need belongs to it
 * @returns {string | undefined}
 */
export function whatIsMissing(root, lock, whole) {
  if (!existsSync(join(root, "node_modules"))) return "there is no node_modules yet";
  const installed = readInstalled(root);
  if (installed === undefined) return "an earlier install was not finished";
  for (const [path, wanted] of wantedHere(lock, whole)) {
    const found = installed[path];
    // npm leaves out optional packages made for other machines, and says so by not listing them.
    if (found === undefined && wanted.optional === true && !isOwn(path, lock)) continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    if (found === undefined) return `${name} is missing`;
    if (found.version !== wanted.version || found.integrity !== wanted.integrity)
      return `${name} is not the version in package-lock.json`;
    if (!existsSync(join(root, path, "package.json"))) return `${name} is damaged`;
  }
  return undefined;
}

/**
 * How many packages there are to be, and how many are there by now.
 * @param {string} root
 * @param {Lock} lock
 * @param {boolean} whole
 * @returns {{ there: number, all: number }}
 */
export function howFar(root, lock, whole) {
  const paths = wantedHere(lock, whole).map(([path]) => path);
  const there = paths.filter((path) => existsSync(join(root, path, "package.json"))).length;
  return { there, all: paths.length };
}

/**
 * Whether what npm runs before a command is to bring what only the tests need. No operator's
 * command does: npm would lay `node_modules` anew under a Handrail that runs.
 * @param {string | undefined} event `npm_lifecycle_event`
 */
export const needsTests = (event) => ["pretest", "prebench", "pretorture"].includes(event ?? "");

/** Whether tests were installed here: they then stay. @param {string} root @param {Lock} lock */
export function hasTests(root, lock) {
  const installed = readInstalled(root);
  return Object.keys(installed ?? {}).some((path) => lock.packages[path]?.dev === true);
}

/**
 * What belongs on this machine, by path.
 * @param {Lock} lock
 * @param {boolean} whole
 */
function wantedHere(lock, whole) {
  const fits = (/** @type {string[] | undefined} */ list, /** @type {string} */ mine) =>
    list === undefined || list.includes(mine) || list.every((one) => one.startsWith("!"));
  return Object.entries(lock.packages).filter(
    ([path, { dev, os, cpu }]) =>
      path !== "" &&
      (whole || dev !== true) &&
      fits(os, process.platform) &&
      fits(cpu, process.arch),
  );
}

/**
 * The project's own optional packages are needed here unless they are for another machine. The
 * playground and the embedded server use them. npm may leave out the optional packages of others
 * for its own reasons.
 * @param {string} path
 * @param {Lock} lock
 */
function isOwn(path, lock) {
  const own = lock.packages[""]?.optionalDependencies ?? {};
  return path.replace("node_modules/", "") in own;
}

/**
 * Whether Node itself is missing: an install script brings it, and npm may have been told to run
 * none.
 * @param {string} root the project's folder
 * @param {Lock} lock package-lock.json
 * @returns {string | undefined}
 */
export function missingNode(root, lock) {
  const version = lock.packages["node_modules/node"]?.version;
  const link = join(
    root,
    "node_modules",
    ".bin",
    process.platform === "win32" ? "node.cmd" : "node",
  );
  if (statSync(nodeBinary(root), { throwIfNoEntry: false })?.isFile() !== true || !existsSync(link))
    return `Node ${version} is missing`;
  return undefined;
}

/**
 * Where the project's own Node is.
 * @param {string} root the project's folder
 */
export function nodeBinary(root) {
  return join(
    root,
    "node_modules",
    "node",
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
}

/**
 * What npm wrote down when it finished: absent or cut short after an interrupted install.
 * @param {string} root
 * @returns {Record<string, { version?: string, integrity?: string }> | undefined}
 */
function readInstalled(root) {
  try {
    return JSON.parse(readFileSync(join(root, "node_modules", ".package-lock.json"), "utf8"))
      .packages;
  } catch {
    return undefined;
  }
}
