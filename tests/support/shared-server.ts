import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../../src/runtime/database/database.ts";
import { openLog } from "../../src/runtime/log.ts";
import { place, placeOfTheRun } from "./place.ts";
import { type PostgresServer, postgresServer } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The port of one server for all worlds of a run, each with a database of its own in it. */
    port: number;
    /** Where a test may make folders: removed after the run. */
    folder: string;
  }
}

/** A migrated database that others begin as copies of. */
export const template = "handrail_template";

let folder = "";
let server: PostgresServer | undefined;

/** The projects of a run share the server's files, and where two run at once they share the server. */
export async function setup(project: TestProject): Promise<void> {
  folder = mkdtempSync(join(place, "hr-"));
  // As root the server runs as another user, who has to get in.
  chmodSync(folder, 0o711);
  const files = join(placeOfTheRun ?? folder, "server");
  mkdirSync(files, { recursive: true });
  server = await postgresServer(files);
  await makeTemplate(server);
  project.provide("port", server.port);
  project.provide("folder", folder);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Migrating from nothing takes a second, and dozens of worlds begin with one: it is done once. */
async function makeTemplate({ asAdmin, port }: PostgresServer): Promise<void> {
  const there = await asAdmin(`select 1 from pg_database where datname = '${template}'`);
  if (there.rowCount !== 0) return;
  const making = `making_${process.pid}`;
  await asAdmin(`create database ${making} owner handrail`);
  const url = `postgres://handrail:admin@127.0.0.1:${port}/${making}`;
  const db = openDatabase({ url }, openLog("silent"));
  await db.migrate();
  await db.close();
  await asAdmin(`alter database ${making} with allow_connections false is_template true`);
  await asAdmin(`alter database ${making} rename to ${template}`).catch((error: unknown) => {
    // Another project was faster, and what it made is as good.
    if ((error as { code?: string }).code !== "42P04") throw error;
  });
}
