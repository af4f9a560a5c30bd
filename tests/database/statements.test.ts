import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tx } from "../../src/runtime/database/database.ts";
import { together } from "../../src/runtime/database/together.ts";
import { type Migrated, openMigrated } from "../support/migrated.ts";

let db: Migrated["db"];
let close: Migrated["close"];
beforeAll(async () => {
  ({ db, close } = await openMigrated());
});
afterAll(() => close());

const arrive = (tx: Tx, delivery: string) =>
  sql`insert into handrail.inbox (organisation_id, delivery, received_at) values (handrail.organisation(), ${delivery}, handrail.now())`.execute(
    tx,
  );
const count = async (tx: Tx, delivery: string) => {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from handrail.inbox where delivery = ${delivery}`.execute(tx);
  return rows[0]?.n;
};
const fails = (tx: Tx) => sql`select ${1}::int / 0`.execute(tx);

describe("statements that are begun together", () => {
  it("run in the order in which they were begun", async () => {
    // Also on a connection's very first use, when nothing is prepared yet.
    for (const delivery of ["a", "b", "c"]) {
      const seen = await db.inOrganisation("acme", (tx) =>
        together(count(tx, delivery), arrive(tx, delivery), count(tx, delivery)),
      );
      expect([seen[0], seen[2]]).toEqual([0, 1]);
    }
  });

  it("fail as one: nothing is kept, and what failed first is told, not what followed from it", async () => {
    const failing = db.inOrganisation("acme", (tx) =>
      together(count(tx, "d"), arrive(tx, "d"), fails(tx), arrive(tx, "e")),
    );
    await expect(failing).rejects.toMatchObject({ code: "22012" });
    expect(
      await db.inOrganisation("acme", (tx) => together(count(tx, "d"), count(tx, "e"))),
    ).toEqual([0, 0]);
  });

  it("end together: nothing is still under way when the transaction is rolled back", async () => {
    let ended = false;
    const failing = db.inOrganisation("acme", (tx) => {
      const late = new Promise((resolve) => setTimeout(resolve, 50)).then(() => arrive(tx, "late"));
      return together(
        fails(tx),
        late.finally(() => (ended = true)),
      );
    });
    await expect(failing).rejects.toMatchObject({ code: "22012" });
    expect(ended).toBe(true);
    expect(await db.inOrganisation("acme", (tx) => count(tx, "late"))).toBe(0);
  });

  it("also when it is one statement with its begin and commit", async () => {
    const insert =
      "insert into handrail.inbox (organisation_id, delivery, received_at) values (handrail.organisation(), $1, handrail.now()) returning delivery";
    expect(await db.once("acme", insert, ["once"])).toEqual([{ delivery: "once" }]);
    await expect(db.once("acme", insert, ["once"])).rejects.toMatchObject({ code: "23505" });
    await expect(db.once("nobody else's", insert, ["x"])).rejects.toThrow("not an organisation id");
    expect(await db.inOrganisation("other", (tx) => count(tx, "once"))).toBe(0);
  });
});

describe("prepared statements", () => {
  const prepared = async (tx: Tx, text: string) =>
    (
      await sql<{
        n: number;
      }>`select count(*)::int as n from pg_prepared_statements where statement like ${text}`.execute(
        tx,
      )
    ).rows[0]?.n;

  it("are prepared once, however often they run", async () => {
    const marked = (tx: Tx, value: number) => sql`select ${value}::int as marked`.execute(tx);
    await db.inOrganisation("acme", async (tx) => {
      await together(marked(tx, 1), marked(tx, 2), marked(tx, 3));
      await marked(tx, 4);
      expect(await prepared(tx, "%as marked")).toBe(1);
    });
  });
});
