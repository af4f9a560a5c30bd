import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Embedded } from "../../src/runtime/embedded/open.ts";
import {
  type Logged,
  child,
  eventually,
  freshFolder,
  open,
  poolOf,
  usedFolder,
} from "./embedded-help.ts";

// A first start is seconds of work, and the machine may be busy.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

const limits = { transaction: 1_500, query: 2_000 };

describe("the embedded database", () => {
  const folder = freshFolder();
  let embedded: Embedded & { logged: Logged[] };
  let opening: Logged[];
  let pool: pg.Pool;

  beforeAll(async () => {
    writeFileSync(join(folder, "database.making"), ""); // as if a first start had been stopped half-way
    embedded = await open({ folder, limits, maxConnections: 6 });
    opening = [...embedded.logged];
    pool = poolOf(embedded);
    await pool.query("create table things (name text, n int)");
  });
  beforeEach(async () => {
    await pool.query("truncate things");
    embedded.logged.length = 0;
  });
  afterAll(async () => {
    await pool.end();
    await embedded.stop();
  });

  const count = async () => Number((await pool.query("select count(*) from things")).rows[0].count);

  test("says at its start that it never calls fsync", () => {
    expect(opening).toEqual([
      {
        event: "embedded.opened",
        facts: { ms: expect.any(Number), restored: false, fsync: false },
      },
    ]);
  });

  test("is its owner's alone, and reached through a socket in its folder", () => {
    expect(embedded.connection.host).toBe(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(existsSync(join(folder, "database.making"))).toBe(false);
  });

  test("keeps transactions apart and rolls back", async () => {
    const one = await pool.connect();
    await one.query("begin");
    await one.query("insert into things values ('one', 1)");
    const seenByOther = count(); // waits: transactions run one after another
    await one.query("rollback");
    one.release();
    expect(await seenByOther).toBe(0);
  });

  test("never mixes up the queries of connections that waited for a transaction", async () => {
    const wrong: unknown[] = [];
    const ask = async (i: number) => {
      const text =
        i % 2
          ? "select $1::text as x, $2::int as y"
          : "insert into things (n) values ($1) returning n as x";
      const { rows } = await pool.query(text, i % 2 ? [`v${i}`, i] : [i]);
      if (rows[0]?.x !== (i % 2 ? `v${i}` : i)) wrong.push(rows);
    };
    const transact = async (i: number) => {
      const client = await pool.connect();
      await client.query("begin");
      await client.query("insert into things values ($1, $2)", ["t", i]);
      await new Promise((resolve) => setImmediate(resolve));
      await client.query("commit");
      client.release();
    };
    await Promise.all(Array.from({ length: 200 }, (_, i) => (i % 5 === 0 ? transact(i) : ask(i))));
    expect(wrong).toEqual([]);
    expect(await count()).toBe(40 + 80);
  });

  test("a failed statement leaves its connection and the others working", async () => {
    await expect(pool.query("select $1::int / 0", [1])).rejects.toMatchObject({ code: "22012" });
    await expect(pool.query("selec")).rejects.toMatchObject({ code: "42601" });
    await Promise.all(
      Array.from({ length: 10 }, (_, n) => pool.query("insert into things (n) values ($1)", [n])),
    );
    expect(await count()).toBe(10);
  });

  test("large parameters and large answers pass", async () => {
    const large = "å".repeat(2_000_000);
    const { rows } = await pool.query("select $1::text as back, repeat('x', 5000000) as more", [
      large,
    ]);
    expect([rows[0].back === large, rows[0].more.length]).toEqual([true, 5_000_000]);
  });

  test("a client that vanishes in a transaction is rolled back at once", async () => {
    const gone = await pool.connect();
    await gone.query("begin");
    await gone.query("insert into things values ('gone', 1)");
    gone.release(true);
    expect(await count()).toBe(0);
    expect(embedded.logged).toEqual([]); // not by the watchdog
  });

  test("ends a transaction that stays open too long; the others go on", async () => {
    const slow = await pool.connect();
    const ended = new Promise<{ code?: string }>((resolve) => slow.once("error", resolve));
    await slow.query("begin");
    await slow.query("insert into things values ('slow', 1)");
    expect(await count()).toBe(0); // waited until the watchdog had ended it
    expect(await ended).toMatchObject({ code: "25P03" });
    expect(embedded.logged).toEqual([
      { event: "embedded.transaction_ended", facts: { limit: limits.transaction } },
    ]);
    slow.release(true);
  });

  test("a transaction that ends in time is left alone", async () => {
    const client = await pool.connect();
    await client.query("begin");
    await client.query("insert into things values ('quick', 1)");
    await client.query("commit");
    await client.query("select pg_sleep($1)", [limits.transaction / 1_000 + 0.05]);
    client.release();
    expect(await count()).toBe(1);
    expect(embedded.logged).toEqual([]);
  });

  test("refuses more connections than it was given", async () => {
    const many = poolOf(embedded, 7);
    const clients = await Promise.allSettled(Array.from({ length: 7 }, () => many.connect()));
    const refused = clients.filter((c) => c.status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.reason).toMatchObject({ code: "53300" });
    for (const c of clients) if (c.status === "fulfilled") c.value.release(true);
    await many.end();
  });

  test("a query without end costs the worker its life; the pool goes on with the next", async () => {
    await pool.query("insert into things values ('kept', 1)");
    await expect(
      pool.query("select count(*) from generate_series(1, 1000000000) a"),
    ).rejects.toThrow();
    expect(await eventually(count)).toBe(1);
    const events = embedded.logged.map(({ event }) => event);
    expect(events).toEqual(["embedded.query_ended", "embedded.restarting", "embedded.restarted"]);
  });

  test("a worker that dies is replaced, and counted", async () => {
    // PGlite 0.5.14 throws on this and can do nothing afterwards.
    await expect(pool.query("copy things from stdin")).rejects.toThrow();
    expect(await eventually(count)).toBe(0);
    expect(embedded.logged).toContainEqual({
      event: "embedded.engine_broken",
      facts: { error: "EngineBroken" },
    });
    expect(embedded.logged).toContainEqual({
      event: "embedded.restarting",
      facts: { restarts: 2 },
    });
  });

  test("a second process is refused at once and told who holds the folder", async () => {
    const second = child("open", folder);
    expect(await second.line()).toBe(`in use by ${process.pid}`);
    expect(await second.ended).toBe(1);
  });

  test("writes nothing any more once the lock is in other hands", async () => {
    const lock = join(folder, "handrail.lock");
    const mine = readFileSync(lock, "utf8");
    writeFileSync(lock, mine.replace(/"token":"[^"]+"/, `"token":"${crypto.randomUUID()}"`));
    await vi.waitUntil(
      () => embedded.logged.some(({ event }) => event === "embedded.lock_lost"),
      5_000,
    );
    await expect(pool.query("insert into things values ('too late', 1)")).rejects.toThrow();
    rmSync(lock);
  });
});

test("a path too long for a socket works; stopping takes seconds even while a query runs on, and it opens again", async () => {
  const folder = join(freshFolder(), "x".repeat(60), "y".repeat(60));
  const embedded = await open({ folder });
  const { host } = embedded.connection;
  expect(host.startsWith(folder)).toBe(false); // a private folder elsewhere
  expect(statSync(host).mode & 0o777).toBe(0o700);

  const pool = poolOf(embedded);
  await pool.query("create table kept as select 1 as n");
  const client = await pool.connect();
  const running = new Promise((resolve) => client.once("notice", resolve));
  const endless = client
    .query("do $$ begin raise notice 'running'; loop end loop; end $$")
    .catch((error: Error) => error);
  await running;
  const started = performance.now();
  await embedded.stop();
  expect(performance.now() - started).toBeLessThan(7_000);
  expect(await endless).toBeInstanceOf(Error);
  client.release(true);
  expect([existsSync(host), existsSync(join(folder, "handrail.lock"))]).toEqual([false, false]);

  const again = await open({ folder });
  const reopened = poolOf(again);
  expect((await reopened.query("select n from kept")).rows).toEqual([{ n: 1 }]);
  await Promise.all([pool.end(), reopened.end()]);
  await again.stop();
});

test("kill -9 loses no confirmed commit", async () => {
  const folder = usedFolder();
  const confirmed = new Set<number>();
  for (let kill = 0; kill < 3; kill++) {
    const writer = child("commit", folder, String(kill * 1_000_000));
    expect(await writer.line()).toBe("committing");
    for (let n = 0; n < 300 + 100 * kill; n++) confirmed.add(Number(await writer.line()));
    writer.process.kill("SIGKILL");
    for (let line = await writer.line(); line; line = await writer.line())
      confirmed.add(Number(line));
    expect(await writer.ended).toBe(null);
  }
  const embedded = await open({ folder }); // takes over from a dead holder
  const pool = poolOf(embedded);
  const kept = new Set(
    (await pool.query<{ n: number }>("select n from kept")).rows.map(({ n }) => n),
  );
  expect([...confirmed].filter((n) => !kept.has(n))).toEqual([]);
  expect(confirmed.size).toBeGreaterThanOrEqual(1_200);
  await pool.end();
  await embedded.stop();
});
