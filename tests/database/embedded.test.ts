import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { type Embedded, openEmbedded } from "../../src/runtime/embedded/open.ts";
import { isAlive } from "../../src/runtime/embedded/processes.ts";
import { readStatus } from "../../src/runtime/embedded/status.ts";
import { poolFor } from "../support/migrated.ts";

// A first start is a second of work, and the machine may be busy.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

/** An empty folder, removed with the run. As root the server's user has to get in. */
function newFolder(): string {
  const folder = mkdtempSync(join(inject("folder"), "e-"));
  chmodSync(folder, 0o711);
  return folder;
}

let made = "";
beforeAll(async () => {
  made = newFolder();
  const embedded = await open(made);
  await embedded.stop();
});
/** A folder as after a first start: a copy, because making one takes a second. */
function usedFolder(): string {
  const folder = newFolder();
  // `cp`, because Node's copies belong to whoever makes them, and the files are another user's.
  execFileSync("cp", ["-Rp", `${made}/.`, folder]);
  return folder;
}

const events: string[] = [];
const open = (folder: string, more: Partial<Parameters<typeof openEmbedded>[0]> = {}) =>
  openEmbedded({ folder, log: (event) => events.push(event), ...more });
const pidIn = (folder: string) => readStatus(folder)?.pid ?? 0;
const ended = async (folder: string, pid: number) => {
  await expect.poll(() => readStatus(folder) ?? isAlive(pid), { timeout: 20_000 }).toBe(false);
};
const keepersOf = (folder: string) => {
  try {
    const found = execFileSync("pgrep", ["-f", `handrail-keeper ${folder}/`], { encoding: "utf8" });
    return found.trim().split("\n").map(Number);
  } catch {
    return [];
  }
};
const one = async ({ connection }: Embedded, statement: string) => {
  const pool = poolFor(connection, 1);
  try {
    return (await pool.query(statement)).rows[0] as Record<string, unknown>;
  } finally {
    await pool.end();
  }
};

const children = new Set<ChildProcess>();
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

/** Runs embedded-child.ts as a process of its own. */
function startsOn(...words: string[]) {
  const script = join(import.meta.dirname, "embedded-child.ts");
  const child = spawn(process.execPath, [script, ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.add(child);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const gone = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    line: async (): Promise<string | undefined> => (await lines.next()).value,
    async ends(signal: NodeJS.Signals) {
      child.kill(signal);
      return gone;
    },
  };
}

describe("a server of our own", () => {
  test("is durable, its owner's alone, and binds our login as any other", async () => {
    const folder = newFolder();
    const embedded = await open(folder);
    const said = await one(
      embedded,
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
        current_setting('synchronous_commit') as commit, current_setting('listen_addresses') as tcp,
        rolsuper or rolbypassrls as unbound, rolcreaterole as roles,
        (select datdba = r.oid from pg_database where datname = current_database()) as owns
      from pg_roles r where rolname = current_user`,
    );
    expect(said).toEqual({
      fsync: "on",
      pages: "on",
      commit: "on",
      tcp: "",
      unbound: false,
      roles: true,
      owns: true,
    });
    expect(statSync(join(folder, "run")).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, "postgres")).mode & 0o777).toBe(0o700);
    expect(statSync(folder).mode & 0o066).toBe(0);
    const pid = pidIn(folder);
    await embedded.stop();
    await ended(folder, pid);
  });

  test("takes a path that is too long for a socket", async () => {
    const folder = join(newFolder(), "x".repeat(60), "y".repeat(60));
    const embedded = await open(folder);
    const { host } = embedded.connection;
    expect(host.startsWith(folder)).toBe(false);
    expect(await one(embedded, "select 1 as n")).toEqual({ n: 1 });
    await embedded.stop();
    expect(existsSync(host)).toBe(false);
  });

  test("is reached by loopback with a password, where there are no sockets", async () => {
    const folder = newFolder();
    const embedded = await open(folder, { loopback: true });
    expect(embedded.connection.host).toBe("127.0.0.1");
    expect(await one(embedded, "select 1 as n")).toEqual({ n: 1 });
    expect(statSync(join(folder, "loopback.json")).mode & 0o777).toBe(0o600);
    const stranger = new pg.Client({ ...embedded.connection, password: "guessed" });
    await expect(stranger.connect()).rejects.toMatchObject({ code: "28P01" });
    await embedded.stop();
  });

  test("is kept by a process of ours, where there is no shell", async () => {
    const parts = { keeper: "process", loopback: true } as const;
    const first = await open(newFolder(), parts);
    expect(await one(first, "select 1 as n")).toEqual({ n: 1 });
    const second = await open(first.folder, parts);
    const pid = pidIn(first.folder);
    await first.stop();
    // It went with the first; who is left has started it again.
    await expect.poll(() => pidIn(first.folder), { timeout: 20_000 }).not.toBe(pid);
    const back = () => one(second, "select 1 as n").catch(() => undefined);
    await expect.poll(back, { timeout: 20_000 }).toEqual({ n: 1 });
    const next = pidIn(first.folder);
    await second.stop();
    await ended(first.folder, next);
  });

  test("is one, where two start for the first time at once", async () => {
    const folder = newFolder();
    const both = await Promise.all([open(folder), open(folder)]);
    expect(await one(both[0], "select 1 as n")).toEqual({ n: 1 });
    expect(await one(both[1], "select 1 as n")).toEqual({ n: 1 });
    const pid = pidIn(folder);
    await both[0].stop();
    expect(await one(both[1], "select 1 as n")).toEqual({ n: 1 });
    await both[1].stop();
    await ended(folder, pid);
  });

  test("that is given up while it opens leaves nothing, and the folder is free", async () => {
    const folder = newFolder();
    for (const after of [0, 50, 400, 1_200, 1_600]) {
      const given = new AbortController();
      setTimeout(() => given.abort(), after);
      const opening = open(folder, { signal: given.signal });
      const result = await opening.catch((error: unknown) => error);
      if (result === given.signal.reason) expect(readStatus(folder)).toBeUndefined();
      else await (result as Embedded).stop();
    }
    const embedded = await open(folder);
    expect(await one(embedded, "select 1 as n")).toEqual({ n: 1 });
    await embedded.stop();
  });
});

describe("its end", () => {
  test("comes with kill -9 of the process that uses it, and no confirmed commit is lost", async () => {
    const folder = usedFolder();
    const confirmed = new Set<string>();
    for (let kill = 0; kill < 3; kill++) {
      const writer = startsOn(folder, String(kill * 1_000_000));
      expect(await writer.line()).toContain('"how":"started"');
      expect(await writer.line()).toBe("committing");
      const pid = pidIn(folder);
      for (let n = 0; n < 100 + 50 * kill; n++) confirmed.add((await writer.line()) ?? "");
      await writer.ends("SIGKILL");
      for (let line = await writer.line(); line !== undefined; line = await writer.line())
        confirmed.add(line);
      await ended(folder, pid);
    }
    const embedded = await open(folder);
    const pool = poolFor(embedded.connection, 1);
    const { rows } = await pool.query<{ n: number }>("select n from kept");
    const kept = new Set(rows.map(({ n }) => String(n)));
    expect([...confirmed].filter((n) => !kept.has(n))).toEqual([]);
    expect(confirmed.size).toBeGreaterThan(400);
    await pool.end();
    await embedded.stop();
  });

  test("does not come while a second process uses it; then it does", async () => {
    const folder = usedFolder();
    const first = startsOn(folder);
    expect(await first.line()).toContain('"how":"started"');
    const pid = pidIn(folder);
    const second = startsOn(folder);
    expect(await second.line()).toContain('"how":"joined"');
    const third = await open(folder);
    await first.ends("SIGKILL");
    expect(await second.ends("SIGTERM")).toBe(0);
    expect(await one(third, "select 1 as n")).toEqual({ n: 1 });
    expect([pidIn(folder), isAlive(pid)]).toEqual([pid, true]);
    await third.stop();
    await ended(folder, pid);
  });

  test("may not come, when its keeper is killed too: the next start adopts it", async () => {
    const folder = usedFolder();
    const first = startsOn(folder);
    expect(await first.line()).toContain('"how":"started"');
    const pid = pidIn(folder);
    for (const keeper of keepersOf(folder)) process.kill(keeper, "SIGKILL");
    await first.ends("SIGKILL");
    expect(isAlive(pid)).toBe(true);
    const second = startsOn(folder);
    expect(await second.line()).toContain('"how":"adopted"');
    expect(pidIn(folder)).toBe(pid);
    await second.ends("SIGKILL");
    await ended(folder, pid);
  });

  test("that comes by itself is followed by another start: a pool goes on, and what was committed is there", async () => {
    const folder = usedFolder();
    const embedded = await open(folder);
    const pool = poolFor(embedded.connection, 2);
    await pool.query("create table kept as select 1 as n");
    const pid = pidIn(folder);
    events.length = 0;
    process.kill(pid, "SIGKILL");
    await expect.poll(() => events, { timeout: 30_000 }).toContain("embedded.restarted");
    expect(pidIn(folder)).not.toBe(pid);
    // What stands in the pool may be a line to the dead one.
    const kept = () => pool.query("select n from kept").then(({ rows }) => rows);
    await expect.poll(() => kept().catch(() => undefined), { timeout: 20_000 }).toEqual([{ n: 1 }]);
    await pool.end();
    await embedded.stop();
  });
});

describe("is refused, with nothing changed", () => {
  const withVersion = (version: string, name = "postgres") => {
    const folder = newFolder();
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "PG_VERSION"), `${version}\n`);
    return folder;
  };

  test.each([
    ["a database of a later major version", () => withVersion("19"), /PostgreSQL 19.*brings/],
    ["one of an earlier", () => withVersion("17"), /PostgreSQL 17.*brings/],
    ["a PGlite folder", () => withVersion("17", "database"), /earlier Handrail \(PGlite\)/],
  ])("%s", async (_, make, words) => {
    const folder = make();
    await expect(open(folder)).rejects.toMatchObject({
      where: "HANDRAIL_DATA_DIR",
      what: expect.stringMatching(words),
    });
    expect(existsSync(join(folder, "run"))).toBe(false);
  });

  test("a folder that somebody on another machine uses", async () => {
    const folder = usedFolder();
    const first = await open(folder);
    const pid = pidIn(folder);
    for (const keeper of keepersOf(folder)) process.kill(keeper, "SIGKILL");
    await first.stop();
    // Seen from there: a server that does not answer here, and somebody who goes on touching it.
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isAlive(pid)).toBe(false);
    const alive = join(folder, "alive");
    const touching = setInterval(() => writeFileSync(alive, "elsewhere"), 500);
    writeFileSync(alive, "elsewhere");
    await expect(open(folder)).rejects.toThrow("on another machine or in another container");
    clearInterval(touching);
    // It is silent from here on: it has gone, and the folder is free.
    const embedded = await open(folder);
    await embedded.stop();
  });
});
