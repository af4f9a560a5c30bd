import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { layout } from "./layout.ts";
import { takeLock } from "./lock.ts";
import { newestSnapshotAt } from "./snapshots.ts";
import { Supervisor } from "./supervisor.ts";

export { FolderInUse } from "./lock.ts";
export { CannotOpen } from "./supervisor.ts";

export interface EmbeddedOptions {
  /** HANDRAIL_DATA_DIR; made if it is missing, for its owner alone. */
  readonly folder: string;
  /** Hears of everything worth a line: `embedded.opened`, `embedded.restarting`, … with ids and numbers, never text. */
  readonly log: (event: string, facts?: object) => void;
  /** Milliseconds between snapshots; six hours by default. */
  readonly snapshotEvery?: number;
  readonly maxConnections?: number;
  /** Milliseconds that a transaction may be open (5 s) and a query may run (10 s): DESIGN 7. */
  readonly limits?: { readonly transaction?: number; readonly query?: number };
  /** Gives up while it opens: it then fails with the signal's reason, and the folder is free. */
  readonly signal?: AbortSignal;
}

export interface Embedded {
  /** For a `pg` pool: `host` is the socket's folder. */
  readonly connection: {
    host: string;
    port: number;
    user: string;
    database: string;
    password?: string;
  };
  /** Ends clients, writes everything out, gives the folder free: within six seconds, whatever runs. */
  stop(): Promise<void>;
  /** Makes a snapshot now and returns its path. Others wait while it is read, not while it is compressed. */
  snapshot(): Promise<string>;
}

const port = 5432; // names the socket, `.s.PGSQL.5432`, and nothing else

/**
 * Opens the embedded database: PGlite in a worker thread, behind a Unix socket. It survives kill -9, not a power cut:
 * PGlite never calls fsync, and `embedded.opened` says so (`fsync: false`).
 * @throws FolderInUse when another process has the folder, at once
 * @throws CannotOpen when its files, or the snapshot to restore, do not open
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const started = performance.now();
  const { log, limits, maxConnections = 20, snapshotEvery = 6 * 3_600_000, signal } = options;
  const folder = resolve(options.folder);
  makeFolder(folder);
  let supervisor: Supervisor | undefined;
  let host = folder;
  const lock = await takeLock(layout(folder).lock, () => {
    log("embedded.lock_lost");
    void supervisor?.kill();
  });
  const giveBack = () => {
    if (host !== folder) rmSync(host, { recursive: true, force: true });
    lock.release();
  };
  // Whatever it is doing: a folder survives that at any moment.
  const giveUp = () => void supervisor?.kill();
  signal?.addEventListener("abort", giveUp);
  try {
    signal?.throwIfAborted();
    host = socketFolder(folder);
    supervisor = new Supervisor({
      settings: {
        folder,
        socket: join(host, `.s.PGSQL.${port}`),
        transactionLimit: limits?.transaction ?? 5_000,
        maxConnections,
      },
      queryLimit: limits?.query ?? 10_000,
      log,
    });
    const restored = await supervisor.start();
    log("embedded.opened", { ms: Math.round(performance.now() - started), restored, fsync: false });
  } catch (error) {
    giveBack();
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", giveUp);
  }
  const keeper = supervisor;
  const stopSnapshots = await snapshotRegularly(
    layout(folder).snapshots,
    snapshotEvery,
    () => keeper.snapshot(),
    log,
  );
  return {
    connection: { host, port, user: "postgres", database: "postgres" },
    snapshot: () => keeper.snapshot(),
    stop: async () => {
      stopSnapshots();
      await keeper.stop(5_000);
      giveBack();
    },
  };
}

/** Level by level: Node's own `recursive` never returns where a folder that is there takes none (/proc). */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true) return;
  const above = dirname(folder);
  if (above !== folder) makeFolder(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Somebody may have been faster; a file in its place is a fault.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

/**
 * The folder itself, if it is its owner's alone and the path is short enough for a socket (104 bytes on macOS, 108 on
 * Linux); otherwise a private folder among the temporary ones.
 */
function socketFolder(folder: string): string {
  try {
    chmodSync(folder, 0o700);
  } catch {
    // somebody else's folder; what counts is looked at below
  }
  const isPrivate = (statSync(folder).mode & 0o077) === 0;
  if (isPrivate && Buffer.byteLength(join(folder, `.s.PGSQL.${port}`)) <= 100) return folder;
  return mkdtempSync(join(tmpdir(), "handrail-"));
}

/** Snapshots at a rhythm that restarts do not push back: the next is due `every` after the newest there is. */
async function snapshotRegularly(
  folder: string,
  every: number,
  snapshot: () => Promise<string>,
  log: (event: string, facts?: object) => void,
): Promise<() => void> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const wait = (delay: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      snapshot()
        .then(() => log("embedded.snapshot"))
        .catch(() => log("embedded.snapshot_failed"))
        .finally(() => wait(every));
    }, delay);
    timer.unref();
  };
  const newest = (await newestSnapshotAt(folder)) ?? Date.now();
  wait(Math.min(every, Math.max(newest + every - Date.now(), Math.min(every, 60_000))));
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
