import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { promisesNow } from "../../src/people/promises.ts";
import { forgotten } from "../../src/promises/care/store.ts";
import { heldBy } from "../../src/promises/home/store.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import { openWorld, type World } from "../support/story.ts";

/* 20,000 promises of months to come, and 5,000 that are over: nobody reads through them. */

let world: World;
let ana: string;
beforeAll(async () => {
  world = await openWorld();
  const { rows } = await world.asOwner(
    "select person::text as id from handrail.people where email = 'ana@acme.test'",
  );
  ana = String(rows[0]?.["id"]);
  // As in a centre: many people, of whom each has some.
  await world.asOwner(
    `insert into handrail.people (organisation_id, person, email, name, listed)
       select 'acme', gen_random_uuid(), 'p' || n || '@acme.test', 'P' || n, false from generate_series(1, 300) n`,
  );
  const plant = (count: number, status: string, each: string, who: string, team: string) =>
    world.asOwner(`
    insert into handrail.promises (organisation_id, promise, version, status, person, holder, team, due_at, changed_at, state)
    select 'acme', gen_random_uuid(), 1, '${status}', p.person, p.person, '${team}', handrail.now() + n * interval '${each}', handrail.now(), '{}'
    from generate_series(1, ${count}) n join (
      select person, row_number() over (order by email) - 1 as number, count(*) over () as total
      from handrail.people where email like '${who}') p on p.number = n % p.total`);
  await plant(20_000, "open", "4 minutes", "p%@acme.test", "Deliveries");
  await plant(5_000, "called", "-1 minute", "p%@acme.test", "Deliveries");
  await plant(30, "open", "1 hour", "ana@acme.test", "Billing");
  await world.asOwner("analyze handrail.promises");
});
afterAll(() => world.stop());

/** What a query reads of the table: rows by going through it, and rows by an index. */
async function reads(
  query: (tx: Tx) => Promise<unknown>,
): Promise<{ through: number; by: number }> {
  return world.app.db.inOrganisation("acme", async (tx) => {
    const before = await soFar(tx);
    await query(tx);
    const after = await soFar(tx);
    return { through: after.through - before.through, by: after.by - before.by };
  });
}

/** Of this session, as far as it has not been added up elsewhere. */
async function soFar(tx: Tx): Promise<{ through: number; by: number }> {
  const { rows } = await sql<{ through: number; by: number }>`
    select seq_tup_read as through, idx_tup_fetch as by
    from pg_stat_xact_user_tables where relname = 'promises'`.execute(tx);
  return rows[0] ?? { through: -1, by: -1 };
}

test("A2: a person's promises are found by an index, the next first", async () => {
  const found = await world.app.db.inOrganisation("acme", (tx) => heldBy(tx, ana));
  expect([found.next.length, found.count]).toEqual([30, 30]);
  const { through, by } = await reads((tx) => heldBy(tx, ana));
  expect(through).toBe(0);
  expect(by).toBeLessThan(100);
});

test("A2: so are those on a board, which end after a day", async () => {
  const day = await world.app.db.inOrganisation("acme", (tx) => promisesNow(tx, ["Billing"]));
  expect(day.length).toBeGreaterThan(20);
  expect(day.length).toBeLessThan(25);
  const { through, by } = await reads((tx) => promisesNow(tx, ["Billing"]));
  expect(through).toBe(0);
  // At most those of all teams in that day.
  expect(by).toBeLessThan(1_000);
});

test("A2: the auditor looks at those alone that are near, and finds them without their timer", async () => {
  const { through, by } = await reads(forgotten);
  expect(through).toBe(0);
  // Seven are due within half an hour.
  expect(by).toBeLessThan(50);
  expect(await world.app.db.inOrganisation("acme", forgotten)).toHaveLength(7);
});
