import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { inject } from "vitest";
import { type Database, openDatabase } from "../../src/runtime/database/database.ts";
import {
  type Embedded,
  type EmbeddedOptions,
  openEmbedded,
} from "../../src/runtime/embedded/open.ts";
import { openLog } from "../../src/runtime/log.ts";
import { keepEngine } from "../world/engine.ts";

/** An event the embedded database logged. */
export interface Logged {
  readonly event: string;
  readonly facts: object | undefined;
}

/** An empty folder, removed with the run; its path is short enough for a socket. */
export function freshFolder(): string {
  return mkdtempSync(join(inject("folder"), "e-"));
}

/** A folder with a migrated database in it, as after the first start: a copy of the run's template, made from nothing once. */
export function usedFolder(): string {
  const folder = freshFolder();
  cpSync(inject("template"), folder, { recursive: true });
  return folder;
}

/** Opens a real embedded database and remembers what it logs. */
export async function open(
  options: Partial<EmbeddedOptions> & { folder: string },
): Promise<Embedded & { logged: Logged[] }> {
  keepEngine();
  const logged: Logged[] = [];
  const embedded = await openEmbedded({
    log: (event, facts) => logged.push({ event, facts }),
    ...options,
  });
  return Object.assign(embedded, { logged });
}

/** A migrated embedded database over its pool, as the product has it. `close` ends both. */
export interface Migrated {
  readonly db: Database;
  readonly embedded: Embedded;
  readonly close: () => Promise<void>;
}

export async function openMigrated(): Promise<Migrated> {
  const embedded = await open({ folder: usedFolder() });
  const db = openDatabase(embedded.connection, openLog("silent"), { limits: false });
  return {
    db,
    embedded,
    async close() {
      await db.close();
      await embedded.stop();
    },
  };
}

/** A pool as the product makes one: ended connections are an error of the query, not the end of the process. */
export function poolOf(embedded: Pick<Embedded, "connection">, max = 5): pg.Pool {
  const pool = new pg.Pool({ ...embedded.connection, max });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

/** Tries until it works; the test's own time limit ends it. */
export async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

export interface Child {
  readonly process: ChildProcess;
  /** The next line it prints; undefined when it has ended. */
  line(): Promise<string | undefined>;
  /** Resolves with its exit code, null after a signal. */
  readonly ended: Promise<number | null>;
}

/** Runs tests/runtime/embedded-child.ts in a process of its own. */
export function child(...words: string[]): Child {
  const script = fileURLToPath(new URL("./embedded-child.ts", import.meta.url));
  const started = spawn(process.execPath, [script, ...words], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<number | null>((resolve) =>
    started.once("exit", (code) => resolve(code)),
  );
  return { process: started, ended, line: async () => (await lines.next()).value };
}
