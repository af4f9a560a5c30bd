import { createWriteStream } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { selfTestOrganisation } from "../../kernel/pretend.ts";
import { Misfit } from "../database/misfit.ts";
import { firstLine, type KeyOfBackup, type Manifest } from "./format.ts";

export interface Made {
  readonly organisations: number;
  readonly rows: number;
}

/**
 * Writes everything into one file, readable by its owner alone. All of it is of one moment, however
 * much is written meanwhile: one transaction reads it. The file gets its name when it is whole.
 * @throws {Misfit} there is nothing of ours in this database
 */
export async function writeBackup(
  connection: pg.ClientConfig,
  file: string,
  keys: readonly KeyOfBackup[],
): Promise<Made> {
  const client = new pg.Client({ ...connection, application_name: "handrail backup" });
  client.on("error", () => undefined);
  await client.connect();
  const partial = `${file}.partial`;
  const made = { organisations: 0, rows: 0 };
  try {
    await client.query("begin isolation level repeatable read, read only");
    await client.query("set local statement_timeout = 0");
    await client.query("set local idle_in_transaction_session_timeout = 0");
    const manifest = await describe(client, keys);
    const lines = async function* () {
      yield `${firstLine}\n${JSON.stringify(manifest)}\n`;
      yield* rowsOf(client, made);
      yield `end ${made.rows}\n`;
    };
    await rm(partial, { force: true });
    await pipeline(
      Readable.from(lines()),
      createGzip({ level: 4 }),
      createWriteStream(partial, { flags: "wx", mode: 0o600 }),
    );
    await toDisk(partial);
    await rename(partial, file);
    await toDisk(dirname(file));
    return made;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function describe(client: pg.Client, keys: readonly KeyOfBackup[]): Promise<Manifest> {
  const { rows: found } = await client.query<{ there: boolean }>(
    "select to_regclass('handrail.kysely_migration') is not null as there",
  );
  if (found[0]?.there !== true)
    throw new Misfit(
      "DATABASE_URL",
      "leads to a database with nothing of Handrail in it",
      "Start Handrail on it first, or name another.",
    );
  const { rows } = await client.query<Omit<Manifest, "keys">>(`
    select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as made,
      current_setting('server_version_num')::int as postgres,
      (select name from handrail.kysely_migration order by name desc limit 1) as migration,
      (select shift::text from handrail.clock) as clock`);
  const [manifest] = rows;
  if (manifest === undefined) throw new Error("the database says nothing of itself");
  return { ...manifest, keys };
}

/** Row-level security shows one organisation at a time, so they are read one after the other. */
async function* rowsOf(client: pg.Client, made: { organisations: number; rows: number }) {
  const tables = await tablesOf(client);
  await client.query("set local role handrail_sweep");
  const { rows: organisations } = await client.query<{ id: string }>(
    // What the self-test leaves belongs to this installation, and not to a copy of it.
    "select organisation_id as id from handrail.organisations where organisation_id <> $1 order by 1",
    [selfTestOrganisation],
  );
  await client.query("set local role handrail_app");
  for (const { id } of organisations) {
    made.organisations += 1;
    await client.query("select set_config('handrail.organisation', $1, true)", [id]);
    for (const { table, columns } of tables) {
      const list = columns.map((column) => pg.escapeIdentifier(column)).join(", ");
      const copy = client.query(copyTo(`copy (select ${list} from handrail.${table}) to stdout`));
      let began = false;
      for await (const piece of copy) {
        if (!began) yield `copy ${table} (${columns.join(", ")})\n`;
        began = true;
        yield piece as Buffer;
      }
      if (began) yield "\\.\n";
      made.rows += copy.rowCount ?? 0;
    }
  }
}

interface Table {
  readonly table: string;
  readonly columns: readonly string[];
}

/** Every table with an organisation's rows, what is referred to first. */
async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[] }>(`
    select c.relname as table,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '')
        as columns,
      array(select distinct f.relname::text from pg_constraint r
        join pg_class f on f.oid = r.confrelid
        where r.conrelid = c.oid and r.contype = 'f' and f.oid <> c.oid) as needs
    from pg_class c
    where c.relnamespace = 'handrail'::regnamespace and c.relkind = 'r'
      and exists (select 1 from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'organisation_id' and not a.attisdropped)
    order by 1`);
  const ordered: Table[] = [];
  const left = new Map(rows.map((row) => [row.table, row]));
  while (left.size > 0) {
    const ready = [...left.values()].filter(({ needs }) => !needs.some((one) => left.has(one)));
    if (ready.length === 0) throw new Error("tables refer to each other in a circle");
    for (const one of ready) {
      ordered.push(one);
      left.delete(one.table);
    }
  }
  return ordered;
}

async function toDisk(path: string): Promise<void> {
  // Folders cannot be opened for that on Windows.
  const file = await open(path, "r").catch(() => undefined);
  await file?.sync().catch(() => undefined);
  await file?.close();
}
