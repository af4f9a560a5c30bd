import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/runtime/database/database.ts";
import { openEmbedded } from "../../src/runtime/embedded/open.ts";
import { openLog } from "../../src/runtime/log.ts";
import { place, placeOfTheRun } from "./place.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** An embedded database that was made and migrated, for worlds to begin from a copy of. */
    template: string;
    /** Where else a test may make folders: removed after the run. */
    folder: string;
  }
}

let folder = "";

/** Making a database from nothing takes seconds, and dozens of worlds begin with one: it is made once, and copied. */
export async function setup(project: TestProject): Promise<void> {
  folder = mkdtempSync(join(place, "hr-"));
  // The first project of a run makes it for all.
  const template = join(placeOfTheRun ?? folder, "template");
  if (!existsSync(template)) await make(template);
  project.provide("template", template);
  project.provide("folder", folder);
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}

async function make(template: string): Promise<void> {
  const making = join(folder, "making");
  const embedded = await openEmbedded({ folder: making, log: () => undefined });
  const db = openDatabase(embedded.connection, openLog("silent"), { limits: false });
  await db.migrate();
  await db.close();
  await embedded.stop();
  try {
    renameSync(making, template);
  } catch (error) {
    // Another project was faster, and what it made is as good.
    if (!existsSync(template)) throw error;
  }
}
