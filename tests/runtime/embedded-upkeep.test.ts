import { PGlite } from "@electric-sql/pglite";
import { afterAll, expect, test, vi } from "vitest";
import { Engine, EngineBroken, StatementFailed } from "../../src/runtime/embedded/engine.ts";
import { Turns } from "../../src/runtime/embedded/turns.ts";
import { analyzeGrown, inTurn, startUpkeep } from "../../src/runtime/embedded/upkeep.ts";

const db = await PGlite.create();
const engine = new Engine(db, new Int32Array(1));
const turns = new Turns();
const broken = (error: unknown) => expect.unreachable(String(error));
afterAll(() => db.close());

test("a table that has grown gets its statistics, one a round, and again only when it has doubled", async () => {
  await engine.sql("create table grown as select g as n from generate_series(1, 1000) g");
  await engine.sql("create table small as select g as n from generate_series(1, 10) g");
  const rows = async () =>
    (
      await db.query<{ relname: string; reltuples: number }>(
        "select relname, reltuples from pg_class where relname in ('grown', 'small') order by 1",
      )
    ).rows;
  // PostgreSQL reports what changed at most once a second.
  await vi.waitFor(async () => {
    await engine.sql(analyzeGrown);
    expect(await rows()).toEqual([
      { relname: "grown", reltuples: 1_000 },
      { relname: "small", reltuples: -1 },
    ]);
  }, 10_000);
  await engine.sql("insert into grown select g from generate_series(1, 900) g");
  await vi.waitUntil(
    async () =>
      (
        await db.query<{ n: number }>(
          "select n_live_tup::int as n from pg_stat_user_tables where relname = 'grown'",
        )
      ).rows[0]?.n === 1_900,
    10_000,
  );
  await engine.sql(analyzeGrown);
  expect((await rows())[0]?.reltuples).toBe(1_000);
});

test("dead rows are freed between clients' turns, and a refused statement is logged by its code", async () => {
  await engine.sql("create table dead as select g as n from generate_series(1, 10000) g");
  await engine.sql("delete from dead");
  const empty = "do $$ begin if pg_relation_size('dead') > 0 then raise 'not yet'; end if; end $$";
  await expect(engine.sql(empty)).rejects.toBeInstanceOf(StatementFailed); // nothing else frees them

  const logged: unknown[] = [];
  const tasks = ["vacuum dead", "vacuum nothing_there"].map((statement) => ({
    statement,
    every: 20,
  }));
  startUpkeep({ engine, turns, broken, tasks, log: (_event, facts) => logged.push(facts) });
  await vi.waitFor(() => inTurn(turns, () => engine.sql(empty)), 5_000);
  await vi.waitUntil(() => logged.length > 0);
  expect(logged[0]).toEqual({ statement: "vacuum nothing_there", code: "42P01" });
  await turns.take(); // for good
});

test("turns are taken one at a time, in the order in which they were asked for", async () => {
  const order: string[] = [];
  const one = new Turns();
  await one.take();
  const others = ["b", "c"].map((name) => inTurn(one, async () => order.push(name)));
  await Promise.resolve();
  order.push("a");
  one.release();
  await Promise.all(others);
  expect(order).toEqual(["a", "b", "c"]);
});

test("an engine that leaves a batch unfinished is broken", async () => {
  await expect(engine.run(Buffer.from([0x48, 0, 0, 0, 4]), true, () => {})).rejects.toBeInstanceOf(
    EngineBroken,
  ); // Flush only
});
