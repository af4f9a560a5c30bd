import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { openEmbedded } from "../../src/runtime/embedded/open.ts";
import { keepEngine } from "./engine.ts";
import { place } from "./place.ts";
import { postgresServer } from "./postgres.ts";

/** Where a world keeps what happens: every story runs on both (`STORIES_ON`, set by vitest's project). */
export interface Store {
  readonly kind: "pglite" | "postgres";
  readonly env: Readonly<Record<string, string>>;
  /** A statement past every row-level policy: to look, and to plant faults. */
  asOwner(statement: string): Promise<{ rows: Record<string, unknown>[] }>;
  /** Runs while the app does not: of the embedded database, which is the app's own, somebody else keeps it open meanwhile. */
  whileStopped(work: () => Promise<unknown>): Promise<void>;
  /** While the app does not run. The embedded database alone: of PostgreSQL it is the operator's own. @returns what restores it */
  backup?(): Promise<() => void>;
  remove(): Promise<void>;
}

export const openStore = (): Promise<Store> =>
  process.env["STORIES_ON"] === "postgres" ? postgresStore() : embeddedStore();

async function embeddedStore(): Promise<Store> {
  keepEngine();
  const folder = mkdtempSync(path.join(place, "handrail-"));
  const template: string | undefined = inject("template");
  if (template !== undefined) cpSync(template, folder, { recursive: true });
  return {
    kind: "pglite",
    env: { HANDRAIL_DATA_DIR: folder },
    asOwner: (statement) =>
      once({ host: folder, port: 5432, user: "postgres", database: "postgres" }, statement),
    async whileStopped(work) {
      const opened = await openEmbedded({ folder, log: () => undefined });
      await work().finally(() => opened.stop());
    },
    async backup() {
      const opened = await openEmbedded({ folder, log: () => undefined });
      const snapshot = await opened.snapshot().finally(() => opened.stop());
      return () => copyFileSync(snapshot, path.join(folder, "restore.tar.gz"));
    },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function postgresStore(): Promise<Store> {
  const cluster = inject("cluster");
  const server = await postgresServer(cluster.files);
  const { name } = cluster;
  return {
    kind: "postgres",
    env: {
      DATABASE_URL: server.urlOf(cluster),
      HANDRAIL_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
    },
    asOwner: (statement) => server.asAdmin(statement, name),
    whileStopped: async (work) => void (await work()),
    remove: () => server.stop(),
  };
}

async function once(
  config: pg.ClientConfig,
  statement: string,
): Promise<{ rows: Record<string, unknown>[] }> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
