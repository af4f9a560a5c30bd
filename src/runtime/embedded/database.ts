import { existsSync, rmSync, writeFileSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { PGlite } from "@electric-sql/pglite";
import { layout } from "./layout.ts";
import { logSizes } from "./upkeep.ts";

/*
 * PostgreSQL's default of 128 MB is memory that our few hot pages never need: the rest is in the system's own cache. And
 * while statistics are made everybody waits: a tenth of the usual sample is plenty for tables that are read by key.
 */
const sizes = ["-c", "shared_buffers=32MB", "-c", "default_statistics_target=10"];

/**
 * Opens PostgreSQL's files, making them the first time. Making takes seconds and copies hundreds of files; a start that
 * was stopped meanwhile leaves half of them, which never open, so a mark says that they were never in use.
 */
export async function openDatabase(folder: string): Promise<PGlite> {
  const { database, making } = layout(folder);
  if (existsSync(making)) rmSync(database, { recursive: true, force: true });
  const first = !existsSync(database);
  if (first) writeFileSync(making, "");
  const db = await PGlite.create(database, {
    startParams: [...PGlite.defaultStartParams, ...logSizes, ...sizes],
  });
  rmSync(making, { force: true });
  if (first) collectGarbage();
  return db;
}

/** Making the files leaves 370 MB of dead engines behind, which the collector does not see as pressure (80 ms). */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}
