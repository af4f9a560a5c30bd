import { existsSync, rmSync, writeFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";
import { layout } from "./layout.ts";
import { logSizes } from "./upkeep.ts";

/**
 * Opens PostgreSQL's files, making them the first time. Making takes seconds and copies hundreds of files; a start that
 * was stopped meanwhile leaves half of them, which never open, so a mark says that they were never in use.
 */
export async function openDatabase(folder: string): Promise<PGlite> {
  const { database, making } = layout(folder);
  if (existsSync(making)) rmSync(database, { recursive: true, force: true });
  if (!existsSync(database)) writeFileSync(making, "");
  const db = await PGlite.create(database, { startParams: [...PGlite.defaultStartParams, ...logSizes] });
  rmSync(making, { force: true });
  return db;
}
