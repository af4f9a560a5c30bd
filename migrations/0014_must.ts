import { type Kysely, sql } from "kysely";

/*
 * A statement sent without waiting for its answer. If its condition is false it raises an error,
 * and its transaction rolls back. 40001 is "serialization failure": the command runs once more,
 * with the newest state.
 */
export async function up(db: Kysely<never>): Promise<void> {
  await sql
    .raw(`create function handrail.must(held boolean) returns boolean language plpgsql as $$
    begin
      if held then return true; end if;
      raise exception 'another transaction was first' using errcode = 'serialization_failure';
    end $$`)
    .execute(db);
}

export async function down(db: Kysely<never>): Promise<void> {
  await sql.raw(`drop function handrail.must(boolean)`).execute(db);
}
