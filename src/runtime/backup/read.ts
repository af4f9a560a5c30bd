import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Database } from "../database/database.ts";
import { Misfit } from "../database/misfit.ts";
import { firstLine, type Manifest } from "./format.ts";
import { Lines } from "./lines.ts";

const file = (what: string, remedy: string) => new Misfit("FILE", what, remedy);
const notWhole = () =>
  file("is damaged, or only a part of a backup", "Use another one. Nothing was changed.");

/** A backup that is being read. */
export interface Backup {
  readonly manifest: Manifest;
  readonly lines: Lines;
  close(): void;
}

/** @throws {Misfit} it is no backup */
export async function openBackup(path: string): Promise<Backup> {
  const source = createReadStream(path);
  const pieces = createGunzip();
  source.on("error", (error) => pieces.destroy(error));
  source.pipe(pieces);
  const close = () => {
    source.destroy();
    pieces.destroy();
  };
  const lines = new Lines(pieces);
  try {
    if ((await lines.next()) !== firstLine) throw new Error("another kind of file");
    return { manifest: JSON.parse((await lines.next()) ?? "") as Manifest, lines, close };
  } catch (error) {
    close();
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "EACCES" || code === "EISDIR")
      throw file("cannot be read", "Name a file that `npm run backup` made.");
    throw file("is no backup of Handrail", "Name a file that `npm run backup` made.");
  }
}

/**
 * Puts a backup into an empty database. First come the tables as they were then, then their rows in
 * one transaction, then this version's migrations. Any failure leaves the database as empty as it
 * was.
 * @param fits called when the database is empty and the backup fits, before anything changes
 * @returns how many rows there were
 * @throws {Misfit} the database is not empty, or the backup does not fit
 */
export async function readBackup(
  connection: pg.ClientConfig,
  db: Database,
  { manifest, lines }: Backup,
  fits: () => void,
): Promise<number> {
  const client = new pg.Client({ ...connection, application_name: "handrail restore" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await refuseUnfit(client, manifest);
    fits();
    try {
      await db.migrate(manifest.migration);
      await client.query("begin");
      await client.query("set local statement_timeout = 0");
      const rows = await fill(client, lines);
      await client.query("update handrail.clock set shift = $1::interval", [manifest.clock]);
      await client.query("commit");
      await db.migrate();
      return rows;
    } catch (error) {
      await client.query("rollback").catch(() => undefined);
      await empty(client);
      throw error;
    }
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function refuseUnfit(client: pg.Client, { postgres }: Manifest): Promise<void> {
  const { rows } = await client.query<{ tables: number; postgres: number }>(`
    select (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'handrail') as tables,
      current_setting('server_version_num')::int as postgres`);
  const [here] = rows;
  if (here === undefined) throw new Error("the database says nothing of itself");
  if (here.tables > 0)
    throw new Misfit(
      "The database",
      "holds something of Handrail already",
      "Restore into an empty one: another database, or another HANDRAIL_DATA_DIR.",
    );
  const [then, now] = [postgres, here.postgres].map((version) => Math.floor(version / 10_000));
  if (then !== undefined && now !== undefined && then > now)
    throw file(
      `was made on PostgreSQL ${then}, and this is PostgreSQL ${now}`,
      `Restore it into PostgreSQL ${then} or newer.`,
    );
}

/** The owner of the tables passes row-level security and triggers in this transaction. */
async function fill(client: pg.Client, lines: Lines): Promise<number> {
  const { rows: tables } = await client.query<{ name: string }>(`
    select format('handrail.%I', relname) as name from pg_class
    where relnamespace = 'handrail'::regnamespace and relkind = 'r' and relforcerowsecurity`);
  const forEach = async (change: string) => {
    for (const { name } of tables) await client.query(`alter table ${name} ${change}`);
  };
  await forEach("no force row level security");
  await forEach("disable trigger user");
  let rows = 0;
  for (;;) {
    const line = await lines.next().catch(() => undefined);
    const [, said] = /^end (\d+)$/.exec(line ?? "") ?? [];
    if (said !== undefined) {
      if (Number(said) !== rows) throw notWhole();
      break;
    }
    const [, table, columns] = /^copy (\w+) \(([\w, ]+)\)$/.exec(line ?? "") ?? [];
    if (table === undefined || columns === undefined) throw notWhole();
    const list = columns.split(", ").map((column) => pg.escapeIdentifier(column));
    const copy = client.query(copyFrom(`copy handrail.${table} (${list.join(", ")}) from stdin`));
    try {
      await pipeline(Readable.from(lines.rows()), copy);
    } catch (error) {
      throw error instanceof pg.DatabaseError ? error : notWhole();
    }
    rows += copy.rowCount ?? 0;
  }
  await forEach("enable trigger user");
  await forEach("force row level security");
  return rows;
}

/** What a restore that failed has made. */
async function empty(client: pg.Client): Promise<void> {
  try {
    await client.query("begin; drop schema if exists handrail cascade; commit");
  } catch {
    await client.query("rollback").catch(() => undefined);
  }
}
