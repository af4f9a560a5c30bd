import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import path from "node:path";
import pg from "pg";
import { layout } from "../../src/runtime/embedded/layout.ts";
import { openEmbedded } from "../../src/runtime/embedded/open.ts";
import { place } from "./place.ts";

/** A PostgreSQL of a test's own, as Handrail starts its own, with ports and passwords that are known. */
export interface PostgresServer {
  /** A new database with an owner that is neither superuser nor bypasses row-level security; `createrole` unless said otherwise. */
  database(options?: { createRole?: boolean }): Promise<Made>;
  /** Where a database of its files is found. */
  urlOf(database: Omit<Made, "url">): string;
  /** One statement as the superuser, in a database. */
  asAdmin(statement: string, database?: string): Promise<pg.QueryResult>;
  readonly port: number;
  /** The folder of its Unix socket. */
  readonly socket: string;
  stop(): Promise<void>;
}

interface Made {
  readonly url: string;
  readonly name: string;
  readonly login: string;
}

/** What a power cut would do to a test's data is nobody's concern. */
const careless = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  max_connections: "200",
  // Beside the port: on a socket a round trip takes half of the processor time.
  unix_socket_directories: "../run",
};

let made = 0;

/** @param kept a folder that is used again, and stays; without it the server begins empty and leaves nothing */
export async function postgresServer(kept?: string): Promise<PostgresServer> {
  const folder = kept ?? mkdtempSync(path.join(place, "hr-pg-"));
  const { loopback } = layout(folder);
  // Otherwise it would choose both by itself.
  if (!existsSync(loopback))
    writeFileSync(loopback, JSON.stringify({ port: await freePort(), password: "admin" }));
  const server = await openEmbedded({
    folder,
    log: () => undefined,
    settings: careless,
    loopback: true,
  });
  const { port } = server.admin;
  const asAdmin = async (statement: string, database = "postgres") => {
    const client = new pg.Client({ ...server.admin, database });
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
    port,
    socket: layout(folder).run,
    asAdmin,
    urlOf,
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
      if (kept === undefined) rmSync(folder, { recursive: true, force: true });
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
