import { type Kysely, sql } from "kysely";

/**
 * Keys that an admin makes on a page (docs/features.md I5): who made one, and until when it works.
 * Those that the operator made were made by nobody whom Handrail knows. And links that lead to a
 * file in place of signing in (docs/features.md I4): they name its kind, and its id is theirs.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`alter table handrail.api_keys add column version bigint not null default 1,
    add column made_by uuid, add column expires_at timestamptz,
    add foreign key (organisation_id, made_by) references handrail.people`);
  await run(`alter table handrail.desk_links add column file text`);
}

export async function down(db: Kysely<never>): Promise<void> {
  // A link to a file would sign in where nothing tells the two apart.
  await sql.raw(`delete from handrail.desk_links where file is not null`).execute(db);
  await sql.raw(`alter table handrail.desk_links drop column file`).execute(db);
  await sql
    .raw(
      `alter table handrail.api_keys drop column version, drop column made_by,
      drop column expires_at`,
    )
    .execute(db);
}
