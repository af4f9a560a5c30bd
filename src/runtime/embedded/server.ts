import { spawn } from "node:child_process";
import { chownSync, closeSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { holdEarly, hold, adopt, makePipe, withKeeper } from "./holders.ts";
import { layout } from "./layout.ts";
import { serverEnv } from "./make.ts";
import { isAlive } from "./processes.ts";
import type { Programs } from "./programs.ts";
import type { Reach } from "./reach.ts";
import { refusalOf } from "./refusals.ts";
import { settings } from "./settings.ts";
import { answers, readStatus } from "./status.ts";
import type { ServerUser } from "./user.ts";
import { refuseIfElsewhere } from "./elsewhere.ts";

export interface ServerParts {
  readonly folder: string;
  readonly programs: Programs;
  readonly user: ServerUser | undefined;
  /** PostgreSQL settings beside the usual: of tests. */
  readonly settings: Readonly<Record<string, string>>;
  readonly reach: Reach;
  /** A shell keeps it (holders.ts), or where there is none a process of ours. */
  readonly keeper: "shell" | "process";
  readonly signal?: AbortSignal | undefined;
}

/** A running server that this process holds. */
export interface Held {
  readonly pid: number;
  readonly how: "started" | "joined" | "adopted";
  /** Says that this process needs it no longer. */
  readonly release: () => void;
}

/**
 * In milliseconds: how long we wait for another process's start, or for the end of the server
 * before.
 */
const longest = 60_000;
/** The log begins anew when it has grown beyond this. */
const longestLog = 1024 * 1024;

/**
 * Joins the server of a folder, or starts it. PostgreSQL itself judges whether its files are in
 * use. Of two starts at once one server ends, and that start joins the other.
 * @throws {Misfit} it cannot start here
 */
export async function holdServer(parts: ServerParts): Promise<Held> {
  const until = performance.now() + longest;
  for (;;) {
    parts.signal?.throwIfAborted();
    const joined = await joinIt(parts);
    if (joined !== undefined) return joined;
    const started = await start(parts);
    if (typeof started !== "string") return started;
    if (performance.now() > until || !isInUse.test(started)) throw refusalOf(started);
    await sleep(50);
  }
}

const isInUse = /lock file .* already exists|pre-existing shared memory block/;

/** @returns undefined when no server answers */
async function joinIt(parts: ServerParts): Promise<Held | undefined> {
  const { folder, user, reach, signal, keeper } = parts;
  if (!(await answers(reach.at))) return undefined;
  for (;;) {
    signal?.throwIfAborted();
    const status = readStatus(folder);
    if (status === undefined || status.state === "stopping") return undefined;
    if (status.state === "ready") {
      const { pid } = status;
      // The server ends with the process that started it. A process that still needs it starts it
      // again.
      if (keeper === "process") return { pid, how: "joined", release: () => undefined };
      const pipe = hold(folder);
      if (pipe !== undefined) return { pid, how: "joined", release: () => closeSync(pipe) };
      const adopted = await adopt(folder, pid, user);
      return { pid, how: "adopted", release: () => closeSync(adopted) };
    }
    if (!(await answers(reach.at))) return undefined;
    await sleep(10);
  }
}

/** @returns what the server said when it ended at once */
async function start(parts: ServerParts): Promise<Held | string> {
  const { log } = layout(parts.folder);
  await refuseIfElsewhere(parts.folder);
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > longestLog) truncateSync(log);
  return parts.keeper === "shell" ? startWithShell(parts) : startWithProcess(parts);
}

async function startWithProcess(parts: ServerParts): Promise<Held | string> {
  const { folder, programs, user, signal } = parts;
  const { data, log } = layout(folder);
  closeSync(openSync(log, "a", 0o600));
  if (user !== undefined) chownSync(log, user.uid, user.gid);
  const before = statSync(log).size;
  const script = join(import.meta.dirname, "keeper-process.ts");
  const args = [
    programs.control,
    data,
    log,
    ...settings({ ...parts.reach.settings, ...parts.settings }),
  ];
  const keeper = spawn(process.execPath, [script, ...args], {
    ...user,
    env: serverEnv,
    detached: true,
    windowsHide: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  keeper.stdin.on("error", () => undefined);
  const release = () => keeper.stdin.destroy();
  let ended = false;
  keeper.once("error", () => (ended = true));
  keeper.once("exit", () => (ended = true));
  for (;;) {
    if (signal?.aborted === true) release();
    if (ended) {
      signal?.throwIfAborted();
      return readFileSync(log).subarray(before).toString();
    }
    const status = readStatus(folder);
    if (status?.state === "ready" && signal?.aborted !== true) {
      keeper.unref();
      return { pid: status.pid, how: "started", release };
    }
    await sleep(10);
  }
}

async function startWithShell(parts: ServerParts): Promise<Held | string> {
  const { folder, programs, user, signal } = parts;
  const { data, log } = layout(folder);
  makePipe(folder, user);
  const early = holdEarly(folder);
  const output = openSync(log, "a", 0o600);
  try {
    const before = statSync(log).size;
    const command = [
      programs.postgres,
      "-D",
      data,
      ...settings({ ...parts.reach.settings, ...parts.settings }),
    ];
    const server = spawn("/bin/sh", withKeeper(folder, command), {
      ...user,
      env: serverEnv,
      cwd: "/",
      // Ctrl-C in a terminal is for us; the server ends after us.
      detached: true,
      stdio: ["ignore", output, output],
    });
    let ended: string | undefined;
    server.once("error", (error) => (ended = String((error as { code?: string }).code)));
    server.once("exit", () => (ended ??= ""));
    for (;;) {
      if (signal?.aborted === true) server.kill("SIGINT");
      if (ended !== undefined) {
        signal?.throwIfAborted();
        endKeeper(server.pid);
        return ended + readFileSync(log).subarray(before).toString();
      }
      const status = readStatus(folder);
      if (status?.state === "ready" && status.pid === server.pid) break;
      await sleep(5);
    }
    server.unref();
    const pipe = hold(folder);
    if (pipe === undefined) throw new Error("the server's keeper does not listen");
    return { pid: server.pid ?? 0, how: "started", release: () => closeSync(pipe) };
  } finally {
    closeSync(output);
    closeSync(early);
  }
}

/** Used after a failed start: it is in the process group that began with the server. */
function endKeeper(group: number | undefined): void {
  try {
    if (group !== undefined) process.kill(-group, "SIGKILL");
  } catch {
    // It has gone by itself.
  }
}

/**
 * Releases the server, and waits for its end if nobody else holds it.
 * @returns whether it has ended
 */
export async function letGo(folder: string, { pid, release }: Held): Promise<boolean> {
  release();
  const began = performance.now();
  for (;;) {
    const status = readStatus(folder);
    if (status?.pid !== pid || !isAlive(pid)) return true;
    const waited = performance.now() - began;
    // Another process uses it: it goes on.
    if (waited > (status.state === "stopping" ? 6_000 : 500)) return false;
    await sleep(10);
  }
}
