import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { FolderInUse, takeLock } from "../../src/runtime/embedded/lock.ts";
import { birthOf, place } from "../../src/runtime/embedded/processes.ts";
import { child, freshFolder } from "./embedded-help.ts";

const deadPid = (): number => spawnSync(process.execPath, ["--version"]).pid;
const lockIn = (folder: string): string => join(folder, "handrail.lock");

/** Leaves a lock as some other holder would have; `silent` is how long ago it last beat, in milliseconds. */
function heldBy(holder: object, silent = 0): string {
  const path = lockIn(freshFolder());
  writeFileSync(
    path,
    JSON.stringify({ host: hostname(), place: place(), token: crypto.randomUUID(), ...holder }),
  );
  const beat = new Date(Date.now() - silent);
  utimesSync(path, beat, beat);
  return path;
}
/** Takes the lock, sees that it is ours, and gives it back. */
async function expectTaken(path: string): Promise<void> {
  const lock = await takeLock(path, never);
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
    pid: process.pid,
    born: birthOf(process.pid),
  });
  lock.release();
}
const never = () => expect.unreachable("the lock was lost");

test("a folder has one holder, and is free after it", async () => {
  const path = lockIn(freshFolder());
  const lock = await takeLock(path, never);
  await expect(takeLock(path, never)).rejects.toThrow(
    new FolderInUse({ pid: process.pid, host: hostname() }),
  );
  lock.release();
  expect(existsSync(path)).toBe(false);
  await expectTaken(path);
});

test("a dead holder is succeeded, however recently it beat", async () => {
  const path = heldBy({ pid: deadPid() });
  await expectTaken(path);
});

test.runIf(process.platform === "linux")(
  "a killed holder that nobody has buried yet is succeeded",
  async () => {
    // The shell starts a process, says its id and, before that one ends, becomes one that never waits for it.
    const parent = spawn("sh", ["-c", "sleep 0.5 & echo $!; exec sleep 30"], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const pid = Number(await new Promise<Buffer>((resolve) => parent.stdout.once("data", resolve)));
    await vi.waitUntil(() => readFileSync(`/proc/${pid}/stat`, "latin1").includes(") Z "), 10_000);
    const path = heldBy({ pid, born: birthOf(pid) });
    await expectTaken(path);
    parent.kill();
  },
);

test("a process id that was used again does not hold the folder", async () => {
  const path = heldBy({ pid: process.pid, born: "before the last restart" });
  await expectTaken(path);
});

test("a live holder keeps the folder even when it has been silent, as after a suspended night", async () => {
  const path = heldBy({ pid: process.pid, born: birthOf(process.pid) }, 3_600_000);
  await expect(takeLock(path, never)).rejects.toBeInstanceOf(FolderInUse);
});

test("a holder elsewhere, whose process cannot be asked, keeps the folder while it beats", async () => {
  const path = heldBy({ pid: 1, place: "another container" }, 2_000);
  await expect(takeLock(path, never)).rejects.toMatchObject({ pid: 1 });
});

test.concurrent("a holder elsewhere that has been silent for long is succeeded", async () => {
  const path = heldBy({ pid: 1, place: "another container" }, 60_000);
  await expectTaken(path);
});

test.concurrent("a holder elsewhere that wakes while it is watched keeps the folder", async () => {
  const path = heldBy({ pid: 1, place: "another container" }, 60_000);
  const taken = takeLock(path, never);
  utimesSync(path, new Date(), new Date());
  await expect(taken).rejects.toMatchObject({ pid: 1 });
});

test.concurrent("a lock file that a power cut emptied counts by its last beat", async () => {
  const path = lockIn(freshFolder());
  writeFileSync(path, "");
  await expect(takeLock(path, never)).rejects.toMatchObject({ pid: 0 });
  const longAgo = new Date(Date.now() - 60_000);
  utimesSync(path, longAgo, longAgo);
  await expectTaken(path);
});

test("of several who would succeed a dead holder one wins", async () => {
  const path = heldBy({ pid: deadPid() });
  const takers = Array.from({ length: 6 }, () => child("lock", path));
  await Promise.all(takers.map((taker) => taker.line()));
  for (const taker of takers) taker.process.stdin?.write("go\n");
  const said = await Promise.all(takers.map((taker) => taker.line()));
  expect(said.filter((line) => line === "taken")).toHaveLength(1);
  for (const taker of takers) taker.process.kill("SIGKILL");
});

test("a claimant that died on its way is succeeded too, and nothing of it is left", async () => {
  const token = crypto.randomUUID();
  const path = heldBy({ pid: deadPid(), token });
  writeFileSync(
    `${path}.${token}`,
    JSON.stringify({
      pid: deadPid(),
      host: hostname(),
      place: place(),
      token: crypto.randomUUID(),
    }),
  );
  await expectTaken(path);
  expect(readdirSync(dirname(path))).toEqual([]);
});

test("the holder beats, makes a removed file again, and notices when the lock is in other hands", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const path = lockIn(freshFolder());
    let lost = 0;
    const lock = await takeLock(path, () => lost++);
    const mine = readFileSync(path, "utf8");
    rmSync(path);
    vi.advanceTimersByTime(1_000);
    expect(readFileSync(path, "utf8")).toBe(mine);
    writeFileSync(path, mine.replace(/"token":"[^"]+"/, `"token":"${crypto.randomUUID()}"`));
    vi.advanceTimersByTime(5_000);
    expect(lost).toBe(1);
    lock.release();
    expect(existsSync(path)).toBe(true); // another's lock is not ours to remove
  } finally {
    vi.useRealTimers();
  }
});
