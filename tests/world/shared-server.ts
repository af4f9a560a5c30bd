import { rmSync } from "node:fs";
import { dirname } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/runtime/database/database.ts";
import { openLog } from "../../src/runtime/log.ts";
import { postgresServer } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The files of a PostgreSQL with a migrated database in it, for worlds to begin from a copy of. */
    cluster: { readonly files: string; readonly name: string; readonly login: string };
  }
}

let files = "";

/** As template.ts does for the embedded database: made and migrated once, and copied for each world. */
export async function setup(project: TestProject): Promise<void> {
  const server = await postgresServer();
  const { url, name, login } = await server.database();
  const db = openDatabase({ url }, openLog("silent"), { limits: true });
  await db.migrate();
  await db.close();
  files = await server.leave();
  project.provide("cluster", { files, name, login });
}

export function teardown(): void {
  rmSync(dirname(files), { recursive: true, force: true });
}
