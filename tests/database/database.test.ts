import { Writable } from "node:stream";
import { pino } from "pino";
import { expect, test, vi } from "vitest";
import { type Database, openDatabase } from "../../src/runtime/database/database.ts";
import { postgresServer } from "../support/postgres.ts";

// A first start is seconds of work, and the machine may be busy.
vi.setConfig({ testTimeout: 90_000 });

/** The pool with several idle lines, and what it says in the log. */
async function inUse(url: string): Promise<{ db: Database; said: string[] }> {
  const said: string[] = [];
  const log = pino(
    {},
    new Writable({ write: (line, _, done) => (said.push(String(line)), done()) }),
  );
  const db = openDatabase({ url }, log);
  await db.migrate();
  await Promise.all(Array.from({ length: 4 }, () => db.prove()));
  return { db, said };
}

test("a clean stop says nothing; a database that goes away by itself is a warning", async () => {
  const server = await postgresServer();
  const { url } = await server.database();
  const closed = await inUse(url);
  const left = await inUse(url);
  await closed.db.close();
  await server.stop();
  await vi.waitFor(() => expect(left.said.join("")).toContain("database connection lost"), 10_000);
  expect(closed.said).toEqual([]);
  await expect(closed.db.prove()).rejects.toThrow();
  await left.db.close();
});
