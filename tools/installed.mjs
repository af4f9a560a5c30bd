import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/*
 * Says what an installation lacks, in the words that come after "because". Plain JavaScript without dependencies: see
 * install.mjs. The tests break an installation in each of these ways.
 */

/**
 * What of the lock is not installed as the lock says; undefined when all of it is.
 * @param {string} root the project's folder
 * @param {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} lock package-lock.json
 * @returns {string | undefined}
 */
export function whatIsMissing(root, lock) {
  if (!existsSync(join(root, "node_modules"))) return "there is no node_modules yet";
  const installed = readInstalled(root);
  if (installed === undefined) return "an earlier install was not finished";
  for (const [path, wanted] of Object.entries(lock.packages)) {
    if (path === "") continue;
    const found = installed[path];
    // npm leaves out optional packages made for other machines, and says so by not listing them.
    if (found === undefined && wanted.optional === true) continue;
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    if (found === undefined) return `${name} is missing`;
    if (found.version !== wanted.version || found.integrity !== wanted.integrity)
      return `${name} is not the version in package-lock.json`;
    if (!existsSync(join(root, path, "package.json"))) return `${name} is damaged`;
  }
  return undefined;
}

/**
 * Whether Node itself is missing: an install script brings it, and npm may have been told to run none.
 * @param {string} root the project's folder
 * @param {{ packages: Record<string, { version?: string }> }} lock package-lock.json
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
