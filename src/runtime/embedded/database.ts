import { existsSync, rmSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { PGlite } from "@electric-sql/pglite";
import { layout } from "./layout.ts";
import { logSizes } from "./upkeep.ts";

/** PostgreSQL's default, 128 MB, is memory that our few hot pages never need; the rest is in the system's own cache. */
const buffers = ["-c", "shared_buffers=32MB"];

/**
 * Opens PostgreSQL's files, making them the first time. Making takes seconds and copies hundreds of files; a start that
 * was stopped meanwhile leaves half of them, which never open, so a mark says that they were never in use.
 */
export async function openDatabase(folder: string): Promise<PGlite> {
  const { database, making } = layout(folder);
  if (existsSync(making)) rmSync(database, { recursive: true, force: true });
  const first = !existsSync(database);
  if (first) writeFileSync(making, "");
  const db = await PGlite.create(database, { startParams: [...PGlite.defaultStartParams, ...logSizes, ...buffers] });
  rmSync(making, { force: true });
  if (first) collectGarbage();
  return db;
}

/** Making the files leaves 370 MB of dead engines behind, which the collector does not see as pressure (80 ms). */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}
