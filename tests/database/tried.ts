import { expect } from "vitest";
import type { Database, Tx } from "../../src/runtime/database/database.ts";

/** Looks at what a transaction would leave, and leaves nothing. */
export async function tried<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  let seen: { value: T } | undefined;
  const rolledBack = new Error("rolled back");
  const ended: unknown = await db
    .inOrganisation("acme", async (tx) => {
      seen = { value: await work(tx) };
      throw rolledBack;
    })
    .catch((error: unknown) => error);
  expect(ended).toBe(rolledBack);
  return (seen as { value: T }).value;
}
