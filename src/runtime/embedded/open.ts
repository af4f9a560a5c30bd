import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";
import pg from "pg";
import { touch } from "./elsewhere.ts";
import { makeFolder } from "./folders.ts";
import { layout } from "./layout.ts";
import { makeFiles } from "./make.ts";
import { findPrograms } from "./programs.ts";
import { refuseOtherFiles } from "./refusals.ts";
import { type Reach, reachOf } from "./reach.ts";
import { type Held, holdServer, letGo, type ServerParts } from "./server.ts";
import { isGone } from "./status.ts";
import { dataFolder, type ServerUser, serverUser } from "./user.ts";

export interface EmbeddedOptions {
  /** HANDRAIL_DATA_DIR; made if it is missing, for its owner alone. */
  readonly folder: string;
  /** Receives each noteworthy event: `embedded.opened`, … with ids and numbers, never text. */
  readonly log: (event: string, facts?: object) => void;
  /** PostgreSQL settings beside the usual: of tests. */
  readonly settings?: Readonly<Record<string, string>>;
  /** By a port and a password instead of a Unix socket: always on Windows. */
  readonly loopback?: boolean;
  /** What ends it after us: a process of ours instead of a shell, always on Windows. */
  readonly keeper?: ServerParts["keeper"];
  /** Gives up while it opens: it then fails with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

interface Connection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string | undefined;
}

export interface Embedded {
  /** Where it really is: see `dataFolder`. */
  readonly folder: string;
  /** Of Handrail's own login, which row-level security binds; for a `pg` pool. */
  readonly connection: Connection;
  /** Of PostgreSQL's superuser: for tests, and nothing else. */
  readonly admin: Connection;
  /** Releases the server, within seven seconds; it ends if no other process uses it. */
  stop(): Promise<void>;
}

/** How often, in milliseconds, it is looked at whether the server still runs. */
const every = 1_000;

/**
 * A PostgreSQL of our own in a folder: made at the first start, started if none runs, otherwise
 * joined. It runs as long as one process uses it (holders.ts), and is started again when it dies.
 * @throws {Misfit} it cannot run here, with the remedy
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const began = performance.now();
  const { log, signal } = options;
  const folder = dataFolder(resolve(options.folder));
  refuseOtherFiles(folder);
  const user = serverUser(folder);
  const programs = findPrograms(user);
  makeFolders(folder, user);
  const reach = await reachOf(folder, options.loopback ?? process.platform === "win32");
  await makeFiles(folder, programs, user, { password: reach.password, signal });
  const parts: ServerParts = {
    folder,
    programs,
    user,
    settings: options.settings ?? {},
    reach,
    keeper: options.keeper ?? (process.platform === "win32" ? "process" : "shell"),
    signal,
  };
  const [connection, admin] = [
    to(reach, "handrail", "handrail"),
    to(reach, "postgres", "postgres"),
  ];
  let held: Held;
  try {
    held = await holdServer(parts);
    touch(folder);
  } catch (error) {
    reach.remove();
    throw error;
  }
  try {
    await makeLogin(reach, admin);
    signal?.throwIfAborted();
  } catch (error) {
    await letGo(folder, held);
    reach.remove();
    throw error;
  }
  log("embedded.opened", { ms: Math.round(performance.now() - began), how: held.how });
  const kept = keep({ ...parts, signal: undefined }, held, log);
  return {
    folder,
    connection,
    admin,
    async stop() {
      await kept.stop();
      reach.remove();
    },
  };
}

const to = ({ host, port, password }: Reach, user: string, database: string): Connection => ({
  host,
  port,
  user,
  database,
  password,
});

/** For their owner alone. If the server runs as another user, that user has to pass through. */
function makeFolders(folder: string, user: ServerUser | undefined): void {
  const { run } = layout(folder);
  makeFolder(folder, user === undefined ? 0o700 : 0o711);
  if (user !== undefined) chmodSync(folder, 0o711);
  mkdirSync(run, { recursive: true, mode: 0o700 });
  chmodSync(run, 0o700);
  if (user !== undefined) chownSync(run, user.uid, user.gid);
}

/** Ours is a login as on an operator's server: neither superuser nor free of row-level security. */
async function makeLogin({ password }: Reach, admin: Connection): Promise<void> {
  const client = new pg.Client(admin);
  await client.connect();
  const lacks = async (question: string) => (await client.query(question)).rowCount === 0;
  try {
    // Two first starts at once make it one after the other.
    await client.query("select pg_advisory_lock(hashtext('handrail login'))");
    const secret = password === undefined ? "" : `password ${pg.escapeLiteral(password)}`;
    if (await lacks("select 1 from pg_roles where rolname = 'handrail'"))
      await client.query(`create role handrail login createrole ${secret}`);
    if (await lacks("select 1 from pg_database where datname = 'handrail'"))
      await client.query("create database handrail owner handrail");
  } finally {
    await client.end();
  }
}

/**
 * Watches a held server. If it died, this starts it again, or joins one that another process
 * started.
 */
function keep(parts: ServerParts, first: Held, log: EmbeddedOptions["log"]) {
  const { folder } = parts;
  let held = first;
  let restarting: Promise<void> | undefined;
  const restart = async () => {
    log("embedded.died");
    const began = performance.now();
    const before = held;
    try {
      held = await holdServer(parts);
    } catch {
      // Perhaps a full disk: the next look tries again.
      return log("embedded.restart_failed");
    }
    await letGo(folder, before);
    log("embedded.restarted", { ms: Math.round(performance.now() - began), how: held.how });
  };
  const look = () => {
    touch(folder);
    if (restarting !== undefined || !isGone(folder, held.pid)) return;
    restarting = restart().finally(() => (restarting = undefined));
  };
  const timer = setInterval(look, every);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await restarting;
      const ended = await letGo(folder, held);
      log("embedded.closed", { ended });
    },
  };
}
