import path from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { openBackup, readBackup } from "../../src/runtime/backup/read.ts";
import { writeBackup } from "../../src/runtime/backup/write.ts";
import { openDatabase } from "../../src/runtime/database/database.ts";
import { openLog } from "../../src/runtime/log.ts";
import { template } from "./shared-server.ts";

/** Where a world keeps what happens: a database of its own on the run's server. */
export interface Store {
  readonly name: string;
  readonly env: Readonly<Record<"DATABASE_URL" | "HANDRAIL_KEYS", string>>;
  /** A statement past every row-level policy: to look, and to plant faults. */
  asOwner(statement: string | pg.QueryConfig): Promise<{ rows: Record<string, unknown>[] }>;
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
  const drop = (database: string) =>
    maker.query(`drop database if exists ${database} with (force)`);
  await maker.query(
    `create database ${name} template ${template} owner handrail strategy file_copy`,
  );
  const url = `postgres://handrail:admin@127.0.0.1:${port}/${name}`;
  const owners = (): pg.Pool => {
    const pool = new pg.Pool({ ...to(name), max: 3 });
    pool.on("error", () => undefined);
    return pool;
  };
  let owner = owners();
  return {
    name,
    env: {
      DATABASE_URL: url,
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
      const file = path.join(inject("folder"), `${name}.backup`);
      await writeBackup({ connectionString: url }, file, []);
      return async () => {
        await owner.end();
        await drop(name);
        await maker.query(`create database ${name} owner handrail`);
        owner = owners();
        const db = openDatabase({ url }, openLog("silent"));
        await readBackup({ connectionString: url }, db, await openBackup(file), () => undefined);
        await db.close();
      };
    },
    async remove() {
      await owner.end();
      await drop(name);
      await maker.end();
    },
  };
}
