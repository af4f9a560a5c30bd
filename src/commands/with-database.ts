import { existsSync } from "node:fs";
import type pg from "pg";
import type { Config } from "../config.ts";
import { type Database, openDatabase } from "../runtime/database/database.ts";
import { Misfit } from "../runtime/database/misfit.ts";
import { layout } from "../runtime/embedded/layout.ts";
import { openEmbedded } from "../runtime/embedded/open.ts";
import { dataFolder } from "../runtime/embedded/user.ts";
import type { Log } from "../runtime/log.ts";

/** What a command needs of the environment to reach what is kept. */
export type Stored = Pick<Config, "database" | "keys">;

/** @throws {Misfit} the folder holds no database: a command must not make an empty one */
export function checkFolder({ database }: Stored): void {
  if ("folder" in database && !existsSync(layout(dataFolder(database.folder)).data))
    throw new Misfit(
      "HANDRAIL_DATA_DIR",
      `holds no database yet (${dataFolder(database.folder)})`,
      "Name the folder that Handrail uses, or set DATABASE_URL.",
    );
}

export interface Open {
  readonly connection: pg.ClientConfig;
  readonly db: Database;
  /** Of the embedded server. */
  readonly folder: string | undefined;
}

/** Beside a live Handrail too: the embedded server is joined, not started twice. */
export async function withDatabase<T>(
  { database }: Stored,
  log: Log,
  work: (open: Open) => Promise<T>,
): Promise<T> {
  if ("url" in database) {
    const db = openDatabase(database, log);
    const connection = { connectionString: database.url, connectionTimeoutMillis: 10_000 };
    try {
      return await work({ connection, db, folder: undefined });
    } finally {
      await db.close();
    }
  }
  const embedded = await openEmbedded({ folder: database.folder, log: () => undefined });
  const { connection, folder } = embedded;
  const db = openDatabase(connection, log);
  try {
    return await work({ connection, db, folder });
  } finally {
    await db.close();
    await embedded.stop();
  }
}
