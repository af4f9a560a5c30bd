import type pg from "pg";
import type { Rows } from "./rows.ts";

/*
 * What the laws are checked against. Triggers report every change of every table to the connection
 * that makes it, as a notice. When the transaction has committed, its changes are carried out on a
 * copy of the tables in this process.
 */

type Json = Record<string, unknown>;

/** One row of a table that a statement changed. */
export interface Logged {
  readonly relation: string;
  readonly before: Json | null;
  readonly after: Json | null;
}

/**
 * A row that a transaction changed. `before` is undefined where it is new, `after` where it is
 * gone.
 */
export type Change = {
  [Table in keyof Rows]: {
    readonly table: Table;
    readonly organisation: string;
    readonly key: string;
    readonly before: Rows[Table] | undefined;
    readonly after: Rows[Table] | undefined;
  };
}[keyof Rows];

interface Shape {
  readonly key: readonly string[];
  readonly times: readonly string[];
}

/** In a database that was migrated, as the superuser: the simulation's clock and the triggers. */
export async function watch(admin: pg.Client, time: string): Promise<void> {
  await admin.query(`
    create schema watch;
    -- Unlogged: setting it gives the transaction no number of its own.
    create unlogged sequence watch.time;
    create function watch.note() returns trigger language plpgsql as $$ begin
      raise info using message = jsonb_build_object('relation', tg_table_name,
        'before', case when tg_op <> 'INSERT' then to_jsonb(old) end,
        'after', case when tg_op <> 'DELETE' then to_jsonb(new) end);
      return null;
    end $$;
    grant usage on schema watch to public;
    grant select, update on watch.time to public;
    create or replace function ${time}() returns timestamptz language sql volatile
      as $$ select to_timestamp(last_value / 1000000.0) from watch.time $$`);
  for (const table of await organisationTables(admin))
    await admin.query(`create trigger watched after insert or update or delete on handrail.${table}
      for each row execute function watch.note()`);
}

/** Collects what the triggers report on a connection. @returns takes what was reported so far */
export function changesOn(client: pg.Client): () => Logged[] {
  const changes: Logged[] = [];
  client.on("notice", ({ severity, message }) => {
    if (severity === "INFO" && message !== undefined) changes.push(JSON.parse(message) as Logged);
  });
  return () => changes.splice(0);
}

/** Every table that belongs to organisations. */
export async function organisationTables(admin: pg.Client): Promise<string[]> {
  const { rows } = await admin.query<{ table_name: string }>(`
    select table_name from information_schema.columns
    join information_schema.tables using (table_schema, table_name)
    where table_schema = 'handrail' and column_name = 'organisation_id'
      and table_type = 'BASE TABLE' order by 1`);
  return rows.map((row) => row.table_name);
}

/** The committed tables, as a copy in this process: what the laws read costs no question. */
export class Tables {
  readonly #shapes: ReadonlyMap<string, Shape>;
  /** By table and organisation, then by key. */
  readonly #rows = new Map<string, Map<string, unknown>>();
  /** Raised by each change. */
  version = 0;

  private constructor(shapes: ReadonlyMap<string, Shape>) {
    this.#shapes = shapes;
  }

  static async of(admin: pg.Client): Promise<Tables> {
    const { rows } = await admin.query<{ name: string; key: string[]; times: string[] }>(`
      select c.relname as name,
        (select array_agg(a.attname::text order by array_position(i.indkey::int[], a.attnum::int))
          from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
          where i.indrelid = c.oid and i.indisprimary) as key,
        coalesce((select array_agg(a.attname::text) from pg_attribute a
          where a.attrelid = c.oid and a.atttypid = 'timestamptz'::regtype), '{}') as times
      from pg_class c where c.relnamespace = 'handrail'::regnamespace and c.relkind = 'r'`);
    return new Tables(
      new Map(
        rows.map(({ name, key, times }) => [
          name,
          { key: (key ?? []).filter((column) => column !== "organisation_id"), times },
        ]),
      ),
    );
  }

  clear(): void {
    this.#rows.clear();
    this.version += 1;
  }

  rows<Table extends keyof Rows>(organisation: string, table: Table): Rows[Table][] {
    return [...(this.#rows.get(`${table} ${organisation}`)?.values() ?? [])] as Rows[Table][];
  }

  get<Table extends keyof Rows>(
    organisation: string,
    table: Table,
    key: string,
  ): Rows[Table] | undefined {
    return this.#rows.get(`${table} ${organisation}`)?.get(key) as Rows[Table] | undefined;
  }

  /** Carries out what one transaction changed. */
  apply(logged: readonly Logged[]): Change[] {
    this.version += 1;
    return logged.map(({ relation, before, after }) => {
      const shape = this.#shapes.get(relation);
      const row = after ?? before;
      if (shape === undefined || row === null) throw new Error(`no table ${relation}`);
      const organisation = String(row["organisation_id"]);
      const place = `${relation} ${organisation}`;
      const rows = this.#rows.get(place) ?? new Map<string, unknown>();
      this.#rows.set(place, rows);
      const key = keyOf(shape, row);
      const kept = after === null ? undefined : timed(shape, after);
      if (kept === undefined) rows.delete(key);
      else rows.set(key, kept);
      return {
        table: relation,
        organisation,
        key,
        before: before === null ? undefined : timed(shape, before),
        after: kept,
      } as unknown as Change;
    });
  }
}

const keyOf = ({ key }: Shape, row: Json): string =>
  key.length === 0 ? "one" : key.map((column) => String(row[column])).join(" ");

/** Instants are milliseconds, as everywhere. */
function timed({ times }: Shape, row: Json): Json {
  for (const column of times)
    if (typeof row[column] === "string") row[column] = Date.parse(row[column]);
  return row;
}
