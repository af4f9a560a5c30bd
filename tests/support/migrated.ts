import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../src/runtime/database/database.ts";
import { openLog } from "../../src/runtime/log.ts";
import { openStore } from "./stores.ts";

/** An empty folder, removed with the run. */
export const freshFolder = (): string => mkdtempSync(join(inject("folder"), "f-"));

/** A migrated database over its pool, as the product has it. `close` ends both. */
export interface Migrated {
  readonly db: Database;
  /** Of the login that owns it. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function openMigrated(): Promise<Migrated> {
  const store = await openStore();
  const url = store.env.DATABASE_URL;
  const db = openDatabase({ url }, openLog("silent"));
  return {
    db,
    url,
    async close() {
      await db.close();
      await store.remove();
    },
  };
}

/** A pool as the product makes one: ended connections are an error of the query, not the end of the process. */
export function poolFor(config: pg.PoolConfig, max = 5): pg.Pool {
  const pool = new pg.Pool({ ...config, max });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
