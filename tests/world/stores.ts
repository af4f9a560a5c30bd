import pg from "pg";
import { inject } from "vitest";
import { template } from "./shared-server.ts";

/** Where a world keeps what happens: a database of its own on the run's server. */
export interface Store {
  readonly name: string;
  readonly env: Readonly<Record<"DATABASE_URL" | "HANDRAIL_KEYS", string>>;
  /** A statement past every row-level policy: to look, and to plant faults. */
  asOwner(statement: string): Promise<{ rows: Record<string, unknown>[] }>;
  /** While the app does not run. @returns what puts everything back as it was */
  backup(): Promise<() => Promise<void>>;
  remove(): Promise<void>;
}

let made = 0;

export async function openStore(): Promise<Store> {
  const port = inject("port");
  const to = (database: string): pg.ClientConfig => ({
    host: "127.0.0.1",
    port,
    user: "postgres",
    password: "admin",
    database,
  });
  const name = `world_${process.pid}_${process.env["VITEST_POOL_ID"] ?? 0}_${++made}`;
  const maker = new pg.Client(to("postgres"));
  await maker.connect();
  const create = (database: string, from: string) =>
    maker.query(`create database ${database} template ${from} owner handrail strategy file_copy`);
  const drop = (database: string) =>
    maker.query(`drop database if exists ${database} with (force)`);
  await create(name, template);
  const owners = (): pg.Pool => {
    const pool = new pg.Pool({ ...to(name), max: 3 });
    pool.on("error", () => undefined);
    return pool;
  };
  let owner = owners();
  return {
    name,
    env: {
      DATABASE_URL: `postgres://handrail:admin@127.0.0.1:${port}/${name}`,
      HANDRAIL_KEYS: `k1:${Buffer.alloc(32, 7).toString("base64")}`,
    },
    async asOwner(statement) {
      const client = await owner.connect();
      try {
        const result = await client.query(statement);
        client.release();
        return result as { rows: Record<string, unknown>[] };
      } catch (error) {
        // A transaction may be open in it.
        client.release(true);
        throw error;
      }
    },
    async backup() {
      const copy = `${name}_backup`;
      await owner.end();
      await create(copy, name);
      owner = owners();
      return async () => {
        await owner.end();
        await drop(name);
        await maker.query(`alter database ${copy} rename to ${name}`);
        owner = owners();
      };
    },
    async remove() {
      await owner.end();
      await drop(name);
      await maker.end();
    },
  };
}
