import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "../../src/runtime/database/database.ts";
import { openLog } from "../../src/runtime/log.ts";
import { type Store, openStore } from "../support/stores.ts";
import { type Pooler, transactionPooler } from "../support/transaction-pooler.ts";

/*
 * Behind a transaction pooler (support/transaction-pooler.ts). The torture has the same with a real PgBouncer, where one is
 * installed.
 */

let store: Store;
beforeAll(async () => {
  store = await openStore();
  await store.asOwner(
    `insert into handrail.organisations (organisation_id, name, time_zone, file_hash, file_version,
      applied_at) values ('acme', 'Acme', 'UTC', '', 0, now())`,
  );
});
afterAll(() => store.remove());

const log = openLog("silent");

async function behind(
  options: Parameters<typeof transactionPooler>[1],
  work: (db: Database, pooler: Pooler) => Promise<void>,
): Promise<void> {
  const pooler = await transactionPooler(store.env.DATABASE_URL, options);
  const db = openDatabase({ url: pooler.url }, log, { connections: 8 });
  try {
    await work(db, pooler);
  } finally {
    await db.close();
    await pooler.stop();
  }
}

/** A look by its own, one across organisations, and a transaction with values in it. */
async function round(db: Database, n: number): Promise<unknown> {
  const [row] = await db.once("acme", "select $1::text as said", [`n${n}`]);
  const [seen = []] = await db.sweep("select $1::int as n", [n]);
  const found = await db.inOrganisation("acme", async (tx) => {
    await tx
      .updateTable("organisations")
      .set({ name: `Acme ${n}` })
      .execute();
    return tx.selectFrom("organisations").select("name").where("locale", "=", "en").execute();
  });
  return [row?.["said"], seen[0]?.["n"], found[0]?.name];
}
const answered = (n: number) => [`n${n}`, n, `Acme ${n}`];

test("commands and looks work on all servers, and nothing is prepared", () =>
  behind({ servers: 3 }, async (db) => {
    await db.migrate();
    await db.prove();
    const all = Array.from({ length: 30 }, (_, n) => n);
    expect(await Promise.all(all.map((n) => round(db, n)))).toEqual(all.map(answered));
    for (const _ of [1, 2, 3]) {
      const [rows = []] = await db.sweep("select count(*)::int as n from pg_prepared_statements");
      expect(rows).toEqual([{ n: 0 }]);
    }
  }));

test("nothing of ours stays with a server that others are lent", () =>
  behind({ servers: 3 }, async (db, pooler) => {
    const kept = `select current_user = session_user as own, current_setting('statement_timeout') as most,
      current_setting('plan_cache_mode') as plans,
      coalesce(current_setting('handrail.organisation', true), '') as organisation`;
    const [before] = (await store.asOwner(kept)).rows;
    await Promise.all(Array.from({ length: 9 }, (_, n) => round(db, n)));
    const other = new pg.Client({ connectionString: pooler.url });
    await other.connect();
    try {
      for (const _ of [1, 2, 3]) expect((await other.query(kept)).rows).toEqual([before]);
    } finally {
      await other.end();
    }
  }));

test("one that hides itself is found out, and what was not carried out is said to be", () =>
  behind({ servers: 3, hides: true }, async (db) => {
    const first = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => round(db, n)));
    for (const one of first)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ name: "Unavailable" });
    const all = Array.from({ length: 20 }, (_, n) => n);
    expect(await Promise.all(all.map((n) => round(db, n)))).toEqual(all.map(answered));
  }));

test("one that allows no transactions: the start refuses within seconds, and names the remedy", () =>
  behind({ mode: "statement" }, async (db) => {
    const began = performance.now();
    await expect(db.migrate()).rejects.toMatchObject({
      name: "UnfitDatabase",
      message: expect.stringContaining("pooler"),
    });
    expect(performance.now() - began).toBeLessThan(5_000);
  }));
