import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Misfit } from "../database/misfit.ts";
import { layout } from "./layout.ts";

/** The major version of the packages that are depended on. */
const major = 18;

/** @throws {Misfit} the folder holds something else than a database of this version */
export function refuseOtherFiles(folder: string): void {
  const { data } = layout(folder);
  const found = versionIn(data);
  if (found === undefined) {
    if (versionIn(join(folder, "database")) === undefined) return;
    throw new Misfit(
      "HANDRAIL_DATA_DIR",
      "holds a database of an earlier Handrail (PGlite), which this one cannot read",
      "Name another folder, or move that one away. Nothing in it was changed.",
    );
  }
  if (found === major) return;
  throw new Misfit(
    "HANDRAIL_DATA_DIR",
    `holds a database of PostgreSQL ${found}, and this Handrail brings PostgreSQL ${major}`,
    found > major
      ? "Use the newer Handrail that made it. Nothing was changed."
      : "With the Handrail that made it: npm run backup -- FILE. " +
          "Then restore it into another folder. Nothing was changed.",
  );
}

function versionIn(folder: string): number | undefined {
  const file = join(folder, "PG_VERSION");
  return existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : undefined;
}

/** What PostgreSQL's programs said when they ended, as a sentence with its remedy. */
export function refusalOf(said: string): Misfit {
  if (/No space left on device|Disk quota exceeded/i.test(said))
    return new Misfit(
      "HANDRAIL_DATA_DIR",
      "is on a disk that is full",
      "Free some space on it, or name a folder on another disk. Nothing that was kept is lost.",
    );
  if (/Read-only file system/i.test(said))
    return new Misfit(
      "HANDRAIL_DATA_DIR",
      "is on a disk that is only for reading",
      "Name a folder that can be written to; it is made if missing.",
    );
  if (/Permission denied|Operation not permitted/i.test(said))
    return new Misfit(
      "HANDRAIL_DATA_DIR",
      `may not be written by the user of the database${last(said)}`,
      "Name a folder that this user may write to; it is made if missing.",
    );
  if (/GLIBC|error while loading shared libraries|ENOENT|not found|Exec format/i.test(said)) {
    const why = isMusl()
      ? "this Linux has musl, and PostgreSQL's programs need glibc"
      : `the PostgreSQL that comes with Handrail does not run on this machine${last(said)}`;
    return new Misfit(
      "DATABASE_URL",
      `is not set, and ${why}`,
      "Set DATABASE_URL to a PostgreSQL 15 or newer of your own.",
    );
  }
  return new Misfit(
    "HANDRAIL_DATA_DIR",
    `holds a database that does not start${last(said)}`,
    "What it says is in postgres.log there. " +
      "A backup of backups/ can be restored into a new folder.",
  );
}

/** The last complaint of PostgreSQL. It names files and settings, never typed words. */
function last(said: string): string {
  const lines = said.split("\n").filter((line) => /FATAL|PANIC|error:|error while/.test(line));
  const words = (lines.at(-1) ?? said.trim().split("\n").at(-1) ?? "")
    .replace(/^.*?(FATAL|PANIC|error): +/, "")
    .slice(0, 200);
  return words === "" ? "" : ` (${words})`;
}

const isMusl = (): boolean =>
  ["/lib", "/usr/lib"].some((folder) =>
    ["x86_64", "aarch64"].some(
      (cpu) =>
        statSync(`${folder}/ld-musl-${cpu}.so.1`, { throwIfNoEntry: false }) !== undefined &&
        !existsSync("/lib64/ld-linux-x86-64.so.2") &&
        !existsSync("/lib/ld-linux-aarch64.so.1"),
    ),
  );
