import { type Kysely, sql } from "kysely";

/*
 * A first day: hundreds write to us for the first time within seconds, and each account is new or
 * changes. `revision` rolls back every command that began before it was raised. So only changes of
 * rights, and of who is asked, raise it. For other changes the account's row has the number of its
 * last transaction, and the directory reads only those rows.
 * It is a transaction's number and no counter. With a counter in the organisation's row, every
 * change would wait for the one before. A time or a sequence is taken before the commit, so a late
 * commit is missed. PostgreSQL tells the oldest transaction that still runs (`pg_snapshot_xmin`).
 * From that number on nothing is missed.
 */
const directory = ["person", "kind", "time_zone", "locale", "route"];
const rights = ["person", "kind"];
const before = ["person", "kind", "name", "time_zone", "locale", "route"];

const differ = (columns: readonly string[]) =>
  `(${columns.map((column) => `old.${column}`).join(", ")}) is distinct from (${columns.map((column) => `new.${column}`).join(", ")})`;

export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);

  // First a constant, which writes no row anew.
  await run(`alter table handrail.accounts add column changed xid8 not null default '0'`);
  await run(`alter table handrail.accounts alter column changed set default pg_current_xact_id()`);
  await run(`create index accounts_changed on handrail.accounts (organisation_id, changed)`);
  await run(`create function handrail.mark_change() returns trigger language plpgsql as $$
    begin
      new.changed := pg_current_xact_id();
      return new;
    end $$`);
  await run(`create trigger mark_change before update on handrail.accounts for each row
    when (${differ(directory)}) execute function handrail.mark_change()`);

  // An instance of the version before reads again only when `revision` is raised, and sends nothing
  // to an account that it does not know. So for the hour of a rollout every new account raises it.
  // A new installation has no such instance: its table is empty. The size tells that, because
  // row-level security shows the login no row.
  const { rows } = await sql<{ until: string }>`
    select case when pg_relation_size('handrail.organisations') > 0 then (handrail.now() + interval '1 hour')::text else '-infinity' end as until`.execute(
    db,
  );
  const until = rows[0]?.until ?? "-infinity";

  // A new account is a new route to a person. Every command must know the routes of supervisors,
  // and of people that a team's settings name. The account of an agent is known as soon as the
  // directory reads it.
  await run(`create function handrail.revise_arrived() returns trigger language plpgsql as $$
    begin
      if coalesce(current_setting('handrail.revised', true), '') <> new.organisation_id
        and (handrail.now() < '${until}'
          or exists (select 1 from handrail.memberships m
            where m.organisation_id = new.organisation_id and m.person = new.person and m.role = 'supervisor')
          or exists (select 1 from handrail.teams t
            where t.organisation_id = new.organisation_id and strpos(t.settings::text, new.person::text) > 0)) then
        update handrail.organisations set revision = revision + 1 where organisation_id = new.organisation_id;
        perform set_config('handrail.revised', new.organisation_id, true);
      end if;
      return null;
    end $$`);
  await run(`drop trigger revise on handrail.accounts`);
  await run(`drop trigger revise_changed on handrail.accounts`);
  await run(`create trigger revise_arrived after insert on handrail.accounts for each row
    when (new.person is not null) execute function handrail.revise_arrived()`);
  await run(`create trigger revise_changed after update on handrail.accounts for each row
    when (${differ(rights)}) execute function handrail.revise()`);
  await run(
    `create trigger revise_gone after delete on handrail.accounts for each row execute function handrail.revise()`,
  );
}

export async function down(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  for (const trigger of ["revise_gone", "revise_changed", "revise_arrived", "mark_change"])
    await run(`drop trigger ${trigger} on handrail.accounts`);
  await run(
    `create trigger revise after insert or delete on handrail.accounts for each row execute function handrail.revise()`,
  );
  await run(`create trigger revise_changed after update on handrail.accounts for each row
    when (${differ(before)}) execute function handrail.revise()`);
  await run(`drop function handrail.revise_arrived(), handrail.mark_change()`);
  await run(`drop index handrail.accounts_changed`);
  await run(`alter table handrail.accounts drop column changed`);
}
