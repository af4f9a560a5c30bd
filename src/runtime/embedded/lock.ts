import { randomUUID } from "node:crypto";
import {
  closeSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { birthOf, isAlive, place } from "./processes.ts";

/** How often, in milliseconds, the holder touches the lock file; its modification time is the heartbeat. */
const heartbeatEvery = 1_000;
/** Without a beat for this long, a holder that cannot be asked (in another container, on another host) may be gone. */
const silentAfter = 10_000;

/** Another process has this folder open. Two at once would silently lose each other's writes (RELIABILITY 6). */
export class FolderInUse extends Error {
  override readonly name = "FolderInUse";
  /** 0 when the lock file does not say. */
  readonly pid: number;
  constructor(holder: { pid: number; host: string }) {
    super(`the embedded database is in use by process ${holder.pid} on ${holder.host}`);
    this.pid = holder.pid;
  }
}

export interface FolderLock {
  /** Gives the folder free. */
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  readonly place: string;
  readonly born?: string;
  /** Names this holding, so that one alone can succeed it. */
  readonly token: string;
}

/**
 * Takes the folder for this process, or says at once who has it. `lost` is called if the lock is later found in other
 * hands: from then on nothing may be written.
 * @throws FolderInUse
 */
export async function takeLock(path: string, lost: () => void): Promise<FolderLock> {
  const me: Holder = {
    pid: process.pid,
    host: hostname(),
    place: place(),
    born: birthOf(process.pid),
    token: randomUUID(),
  };
  if (!create(path, me)) await succeed(path, me);

  const beat = setInterval(() => {
    if (touch(path, me)) return;
    clearInterval(beat);
    lost();
  }, heartbeatEvery);
  beat.unref();
  return {
    release: () => {
      clearInterval(beat);
      if (read(path).token === me.token) rmSync(path, { force: true });
    },
  };
}

/**
 * Takes over from a dead holder. Of several who try, one alone can create the claim on the dead holder's token, and only
 * it replaces the lock. A claimant that died on the way is itself succeeded, by a claim on its own token.
 */
async function succeed(lock: string, me: Holder): Promise<void> {
  const dead = read(lock);
  let before = { path: lock, holder: dead };
  for (;;) {
    if (!(await isGone(before.holder, before.path))) throw new FolderInUse(before.holder);
    const claim = `${lock}.${before.holder.token}`;
    if (create(claim, me)) {
      // Somebody faster may have replaced the lock, and cleared the claims away, before this one was made.
      const now = read(lock);
      if (now.token !== dead.token) {
        rmSync(claim, { force: true });
        throw new FolderInUse(now);
      }
      renameSync(claim, lock);
      if (before.path !== lock) rmSync(before.path, { force: true });
      return;
    }
    before = { path: claim, holder: read(claim) };
  }
}

async function isGone(holder: Holder, path: string): Promise<boolean> {
  if (holder.place === place()) {
    if (!isAlive(holder.pid)) return true;
    const born = birthOf(holder.pid);
    if (born !== undefined && holder.born !== undefined) return born !== holder.born;
  }
  const last = lastBeat(path);
  if (Date.now() - last < silentAfter) return false;
  await sleep(2.5 * heartbeatEvery); // its clock may differ from ours, or it has just been woken
  return lastBeat(path) === last;
}

const lastBeat = (path: string): number =>
  statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();

/** Beats once. If somebody removed the file it is made again; false when the lock is in other hands. */
function touch(path: string, me: Holder): boolean {
  if (create(path, me)) return true;
  if (read(path).token !== me.token) return false;
  const now = new Date();
  utimesSync(path, now, now);
  return true;
}

/** Creates the file if nobody has: the file system decides who is first. */
function create(path: string, holder: Holder): boolean {
  let file: number;
  try {
    file = openSync(path, "wx", 0o600);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
  writeSync(file, JSON.stringify(holder));
  closeSync(file);
  return true;
}

/** A file that cannot be read (half written, or emptied by a power cut) counts by its heartbeat alone. */
function read(path: string): Holder {
  try {
    const holder = JSON.parse(readFileSync(path, "utf8")) as Holder;
    if (Number.isInteger(holder.pid) && /^[0-9a-f-]{36}$/.test(holder.token)) return holder;
  } catch {
    // said below
  }
  return { pid: 0, host: "an unknown host", place: "", token: "unreadable" };
}
