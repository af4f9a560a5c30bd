import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Unavailable } from "../../src/platform/errors.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import { Patience, Uncertain } from "../../src/runtime/patience.ts";
import { type Migrated, openMigrated } from "../world/migrated.ts";

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
const isThere = async (delivery: string) =>
  db.inOrganisation("acme", async (tx) => {
    const { rows } = await sql`select 1 from handrail.inbox where delivery = ${delivery}`.execute(
      tx,
    );
    return rows.length === 1;
  });

describe("a transaction that ends with its last statements", () => {
  it("is committed when they are answered: nothing more is sent for it", async () => {
    const told: string[] = [];
    const result = await db.inOrganisation("acme", async (tx, finish) => {
      await arrive(tx, "first");
      const [, n] = await finish(arrive(tx, "ends"), sql<{ n: number }>`select 1 as n`.execute(tx));
      // Seen from outside before this transaction's own work is over.
      told.push(`${await isThere("first")} ${await isThere("ends")}`);
      return n.rows;
    });
    expect([result, told]).toEqual([[{ n: 1 }], ["true true"]]);
  });

  it("refuses what is sent behind it, and says that it is committed", async () => {
    const late = db.inOrganisation("acme", async (tx, finish) => {
      await finish(arrive(tx, "before"));
      await arrive(tx, "behind");
    });
    const error = await late.catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(Uncertain);
    expect((error as Error).cause).toMatchObject({
      message: "a statement was sent behind the commit",
    });
    expect([await isThere("before"), await isThere("behind")]).toEqual([true, false]);
  });

  it("keeps nothing when a statement is refused, and tells that one's fault", async () => {
    const patience = new Patience();
    const failing = db.inOrganisation(
      "acme",
      (tx, finish) =>
        finish(arrive(tx, "kept?"), sql`select ${1}::int / 0`.execute(tx), arrive(tx, "nor this")),
      patience,
    );
    await expect(failing).rejects.toMatchObject({ code: "22012" });
    expect([await isThere("kept?"), await isThere("nor this")]).toEqual([false, false]);
  });

  it("is not committed when one of them failed before it was sent", async () => {
    const broken = async () => {
      throw new Error("ours");
    };
    await expect(
      db.inOrganisation("acme", (tx, finish) => finish(arrive(tx, "half"), broken())),
    ).rejects.toThrow("ours");
    expect(await isThere("half")).toBe(false);
  });

  it("is not committed for somebody who was told already that nothing was sent", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const patience = new Patience();
      const told = patience.bound(new Promise(() => undefined)).catch((fault: unknown) => fault);
      await vi.advanceTimersByTimeAsync(2_400);
      expect(await told).toBeInstanceOf(Unavailable);
      const late = db.inOrganisation(
        "acme",
        (tx, finish) => finish(arrive(tx, "too late")),
        patience,
      );
      await expect(late).rejects.toThrow("answered without it");
    } finally {
      vi.useRealTimers();
    }
    expect(await isThere("too late")).toBe(false);
  });

  it("leaves its line fit for the next", async () => {
    for (let round = 0; round < 25; round++)
      await Promise.all([
        db.inOrganisation("acme", (tx, finish) => finish(arrive(tx, `line ${round}`))),
        db.once("acme", "select 1"),
        db.sweep("select $1::int as n", [round]),
      ]);
    expect(await isThere("line 24")).toBe(true);
  });
});
