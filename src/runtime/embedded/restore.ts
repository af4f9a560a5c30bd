import { existsSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { PGlite } from "@electric-sql/pglite";
import { layout, stamp } from "./layout.ts";

/** The file the operator put there is not a snapshot that opens. Nothing was changed. */
export class NotRestored extends Error {
  override readonly name = "NotRestored";
}

/**
 * How to restore: stop Handrail, copy a file of `snapshots/` to `restore.tar.gz` in the data folder, start Handrail.
 *
 * The snapshot is unpacked and opened beside the database, and takes its place only then; the database there was is
 * kept as `database.before-<time>`, and the file becomes `restored-<time>.tar.gz`. Stopped half-way it starts over.
 * @returns whether there was something to restore.
 * @throws NotRestored
 */
export async function restoreIfAsked(folder: string, at: Date): Promise<boolean> {
  const { restore, restoring, database } = layout(folder);
  if (!existsSync(restore)) return false;
  await rm(restoring, { recursive: true, force: true });
  try {
    const tar = await promisify(gunzip)(await readFile(restore));
    const db = await PGlite.create(restoring, { loadDataDir: new Blob([tar]) });
    await db.close();
  } catch (error) {
    await rm(restoring, { recursive: true, force: true });
    throw new NotRestored("restore.tar.gz is not a snapshot of this database", { cause: error });
  }
  if (existsSync(database)) await rename(database, `${database}.before-${stamp(at)}`);
  await rename(restoring, database);
  await rename(restore, restore.replace(/restore\.tar\.gz$/, `restored-${stamp(at)}.tar.gz`));
  return true;
}
