import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Unavailable } from "../../src/platform/errors.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import { Deadline, Uncertain } from "../../src/runtime/command/deadline.ts";
import type { Statement } from "../../src/runtime/database/commit.ts";
import { type Migrated, openMigrated } from "../support/migrated.ts";

let db: Migrated["db"];
let close: Migrated["close"];
beforeAll(async () => {
  ({ db, close } = await openMigrated());
});
afterAll(() => close());

const arrive = (delivery: string): Statement =>
  sql`insert into handrail.inbox (organisation_id, delivery, received_at)
    values (handrail.organisation(), ${delivery}, handrail.now())`;
const one = sql<{ n: number }>`select 1 as n`;
/** A command that writes these. */
const writing = (...statements: Statement[]) => ({ statements, done: () => undefined });
const isThere = async (delivery: string) =>
  db.inOrganisation("acme", async (tx) => {
    const { rows } = await sql`select 1 from handrail.inbox where delivery = ${delivery}`.execute(
      tx,
    );
    return rows.length === 1;
  });

describe("a command", () => {
  it("is committed when its statements are answered: nothing more is sent for it", async () => {
    const result = await db.command("acme", async (tx) => {
      await arrive("first").execute(tx);
      return { statements: [arrive("ends"), one], done: (rowsOf) => rowsOf(one) };
    });
    expect(result).toEqual([{ n: 1 }]);
    expect([await isThere("first"), await isThere("ends")]).toEqual([true, true]);
  });

  it("that fails behind its commit says that it is committed", async () => {
    const late = db.command("acme", async () => ({
      statements: [arrive("before")],
      done: () => {
        throw new Error("ours");
      },
    }));
    const error = await late.catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(Uncertain);
    expect((error as Error).cause).toMatchObject({ message: "ours" });
    expect(await isThere("before")).toBe(true);
  });

  it("can send nothing with a transaction that it kept", async () => {
    const kept: Tx[] = [];
    await db.command("acme", async (tx) => {
      kept.push(tx);
      return writing(arrive("before it"));
    });
    const behind = kept.map((tx) => arrive("behind").execute(tx));
    await expect(Promise.all(behind)).rejects.toThrow("a statement was sent behind the commit");
    expect([await isThere("before it"), await isThere("behind")]).toEqual([true, false]);
  });

  it("keeps nothing when a statement is refused, and tells that one's fault", async () => {
    const failing = db.command(
      "acme",
      async () => writing(arrive("kept?"), sql`select ${1}::int / 0`, arrive("nor this")),
      new Deadline(),
    );
    await expect(failing).rejects.toMatchObject({ code: "22012" });
    expect([await isThere("kept?"), await isThere("nor this")]).toEqual([false, false]);
  });

  it("keeps nothing when what it must find is not so: another transaction was first", async () => {
    const lost = db.command("acme", async () =>
      writing(arrive("lost"), sql`select handrail.must(false)`, arrive("lost too")),
    );
    await expect(lost).rejects.toThrow(new Unavailable("40001"));
    expect([await isThere("lost"), await isThere("lost too")]).toEqual([false, false]);
    await db.command("acme", async () => writing(arrive("won"), sql`select handrail.must(true)`));
    expect(await isThere("won")).toBe(true);
  });

  it("sends nothing when one of its statements cannot be written", async () => {
    const broken = {
      compile: () => {
        throw new Error("ours");
      },
    } as unknown as Statement;
    const failing = db.command("acme", async () => writing(arrive("half"), broken));
    await expect(failing).rejects.toThrow("ours");
    expect(await isThere("half")).toBe(false);
  });

  it("is not committed for somebody who was told already that nothing was sent", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const deadline = new Deadline();
      const told = deadline.bound(new Promise(() => undefined)).catch((fault: unknown) => fault);
      await vi.advanceTimersByTimeAsync(2_400);
      expect(await told).toBeInstanceOf(Unavailable);
      const late = db.command("acme", async () => writing(arrive("too late")), deadline);
      await expect(late).rejects.toThrow("answered without it");
    } finally {
      vi.useRealTimers();
    }
    expect(await isThere("too late")).toBe(false);
  });

  it("leaves its connection fit for the next", async () => {
    for (let round = 0; round < 25; round++)
      await Promise.all([
        db.command("acme", async () => writing(arrive(`round ${round}`))),
        db.once("acme", "select 1"),
        db.sweep("select $1::int as n", [round]),
      ]);
    expect(await isThere("round 24")).toBe(true);
  });
});
