import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/runtime/database.ts";
import { openEmbedded } from "../../src/runtime/embedded/open.ts";
import { openLog } from "../../src/runtime/log.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder with an embedded database that was made and migrated, for worlds to begin from a copy of. */
    template: string;
  }
}

let folder = "";

/** Making a database from nothing takes seconds, and dozens of worlds begin with one: it is made once, and copied. */
export async function setup(project: TestProject): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "handrail-template-"));
  const embedded = await openEmbedded({ folder, log: () => undefined });
  const db = openDatabase(embedded.connection, openLog("silent"), { limits: false });
  await db.migrate();
  await db.close();
  await embedded.stop();
  project.provide("template", folder);
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
