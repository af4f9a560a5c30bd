import { type Kysely, sql } from "kysely";

/*
 * A person is not their address. `people.person` stays for everybody in the table; new people get a
 * random one. An address belongs to an entry of the file, and may go from one person to another
 * (src/setup/identify.ts).
 *
 * left_at: since when the file does not name them. Null with `listed` false: since before this
 * column existed.
 * claims: an account has the address of this person, who has another account on that platform. It
 * stays a person of its own until that person presses **That's me**, or the file pins the account.
 * named: the file gives the name. Otherwise the platform's profile does (`accounts.name`).
 */
const changing = ["person", "kind", "name", "time_zone", "locale", "route"];
const before = changing.filter((column) => column !== "name");

const differ = (columns: readonly string[]) =>
  `(${columns.map((column) => `old.${column}`).join(", ")}) is distinct from
    (${columns.map((column) => `new.${column}`).join(", ")})`;

export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`alter table handrail.people alter column email drop not null`);
  await run(`alter table handrail.people add column left_at timestamptz`);
  await run(`alter table handrail.people add column named boolean not null default true`);
  await run(`alter table handrail.people add column claims uuid`);
  await run(`alter table handrail.people add constraint people_claims
    foreign key (organisation_id, claims) references handrail.people`);
  await run(`create index people_claims on handrail.people (organisation_id, claims)
    where claims is not null`);
  await run(`alter table handrail.accounts add column email text`);
  await run(`create index accounts_email on handrail.accounts
    (organisation_id, platform, workspace, email) where email is not null`);
  await run(`drop trigger mark_change on handrail.accounts`);
  await markChange(run, changing);
}

export async function down(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`drop trigger mark_change on handrail.accounts`);
  await markChange(run, before);
  await run(`drop index handrail.accounts_email`);
  await run(`alter table handrail.accounts drop column email`);
  await run(`drop index handrail.people_claims`);
  await run(
    `alter table handrail.people drop column claims, drop column named, drop column left_at`,
  );
  // `email` stays nullable: row-level security hides the rows that would have to be filled.
}

const markChange = (run: (text: string) => Promise<unknown>, columns: readonly string[]) =>
  run(`create trigger mark_change before update on handrail.accounts for each row
    when (${differ(columns)}) execute function handrail.mark_change()`);
