import { type Kysely, sql } from "kysely";

const tables = [
  "workspaces",
  "people",
  "accounts",
  "teams",
  "memberships",
  "presence",
  "inbox",
  "journal",
  "messages",
  "timers",
  "requests",
  "request_words",
  "organisations",
];

/*
 * Every table leads with organisation_id and forces row-level security from its first day. Requests
 * run as handrail_app with one organisation set; handrail_sweep reads across organisations, but
 * only the columns that finding work needs.
 */
export async function up(db: Kysely<never>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);

  // The one clock. Tests push `shift`; the running roles can only read it.
  await run(
    `create table handrail.clock (one boolean primary key default true check (one), shift interval not null default '0')`,
  );
  await run(`insert into handrail.clock default values`);
  await run(`create function handrail.now() returns timestamptz language sql volatile
    as $$ select clock_timestamp() + (select shift from handrail.clock) $$`);
  // An unset organisation reads '' after first use, so nullif: no organisation, no rows.
  await run(`create function handrail.organisation() returns text language sql stable
    as $$ select nullif(current_setting('handrail.organisation', true), '') $$`);

  // People and where they are.
  await run(`create table handrail.organisations (
    organisation_id text primary key check (organisation_id ~ '^[a-z0-9][a-z0-9_-]{0,62}$'),
    name text not null, time_zone text not null, country text, locale text not null default 'en', duty_phone text, revision bigint not null default 1,
    file_hash text not null, file_version bigint not null, applied_at timestamptz not null)`);
  await run(`create table handrail.workspaces (
    organisation_id text not null references handrail.organisations, platform text not null, workspace text not null,
    state text not null default 'active' check (state in ('active', 'gone')),
    primary key (organisation_id, platform, workspace))`);
  // One organisation at a time. An organisation that gave a workspace up keeps its accounts there,
  // for old names.
  await run(
    `create unique index workspaces_home on handrail.workspaces (platform, workspace) where state = 'active'`,
  );
  await run(`create table handrail.people (
    organisation_id text not null references handrail.organisations, person uuid not null, email text not null, name text not null,
    time_zone text, locale text, desk text, extension text, channel text, remote boolean not null default false,
    join_url text, languages text[] not null default '{}', listed boolean not null default true,
    primary key (organisation_id, person), unique (organisation_id, email))`);
  await run(`create table handrail.accounts (
    organisation_id text not null, account_id uuid not null, person uuid, platform text not null, workspace text not null,
    account text not null, kind text not null, name text not null, time_zone text, locale text, quiet_until timestamptz,
    route text, blocked text, seen_at timestamptz not null,
    primary key (organisation_id, account_id), unique (organisation_id, platform, workspace, account),
    foreign key (organisation_id, person) references handrail.people,
    foreign key (organisation_id, platform, workspace) references handrail.workspaces)`);
  await run(`create index accounts_person on handrail.accounts (organisation_id, person)`);
  await run(
    `create index accounts_apart on handrail.accounts (organisation_id, person) where blocked is not null or quiet_until is not null`,
  );
  await run(`create table handrail.teams (
    organisation_id text not null references handrail.organisations, team text not null, settings jsonb not null,
    listed boolean not null default true, primary key (organisation_id, team))`);
  await run(`create table handrail.memberships (
    organisation_id text not null, team text not null, person uuid not null, role text not null check (role in ('agent', 'supervisor')),
    primary key (organisation_id, team, person, role),
    foreign key (organisation_id, team) references handrail.teams, foreign key (organisation_id, person) references handrail.people)`);
  await run(`create index memberships_person on handrail.memberships (organisation_id, person)`);
  await run(`create table handrail.presence (
    organisation_id text not null, person uuid not null, version bigint not null default 0, shift text check (shift in ('on', 'off')), shift_until timestamptz,
    away_until timestamptz, on_call_until timestamptz,
    primary key (organisation_id, person), foreign key (organisation_id, person) references handrail.people)`);

  // A command never works with an older directory than its own transaction sees. Every change of
  // what the directory reads raises its revision, once a transaction.
  await run(`create function handrail.revise() returns trigger language plpgsql as $$
    declare changed text := coalesce(new.organisation_id, old.organisation_id);
    begin
      if coalesce(current_setting('handrail.revised', true), '') <> changed then
        update handrail.organisations set revision = revision + 1 where organisation_id = changed;
        perform set_config('handrail.revised', changed, true);
      end if;
      return null;
    end $$`);
  const read = {
    ...{
      workspaces: "state",
      people:
        "name, listed, time_zone, locale, desk, extension, channel, remote, join_url, languages",
    },
    ...{
      accounts: "person, kind, name, time_zone, locale, route",
      teams: "settings, listed",
      memberships: "role",
    },
  };
  for (const [table, columns] of Object.entries(read)) {
    const [old, now] = ["old", "new"].map((row) =>
      columns.replaceAll(/\w+/g, (column) => `${row}.${column}`),
    );
    await run(
      `create trigger revise after insert or delete on handrail.${table} for each row execute function handrail.revise()`,
    );
    await run(`create trigger revise_changed after update on handrail.${table} for each row
      when ((${old}) is distinct from (${now})) execute function handrail.revise()`);
  }

  // The transaction script. None of these tables holds a word that a person typed.
  await run(`create table handrail.inbox (
    organisation_id text not null, delivery text not null, received_at timestamptz not null, feature text, subject uuid, answer jsonb,
    primary key (organisation_id, delivery))`);
  await run(`create index inbox_received on handrail.inbox (organisation_id, received_at)`);
  await run(`create table handrail.journal (
    organisation_id text not null, feature text not null, subject uuid not null, version bigint not null, number int not null,
    at timestamptz not null, by uuid, event jsonb not null, primary key (organisation_id, feature, subject, version, number))`);
  await run(`create table handrail.messages (
    organisation_id text not null, feature text not null, subject uuid not null, view text not null, account_id uuid not null, occasion text not null,
    priority smallint not null, wanted_version bigint not null, shown_version bigint not null default 0, shown_hash text,
    address text, not_before timestamptz not null, lease_until timestamptz, lease_by text, attempt int not null default 0,
    failures smallint not null default 0, unsure boolean not null default false, state text not null default 'live' check (state in ('live', 'ended')), code text,
    created_at timestamptz not null,
    primary key (organisation_id, feature, subject, view, account_id, occasion))`);
  await run(
    `create index messages_waiting on handrail.messages (not_before) where state = 'live' and wanted_version > shown_version`,
  );
  await run(`create table handrail.timers (
    organisation_id text not null, feature text not null, subject uuid not null, command text not null, due_at timestamptz not null,
    primary key (organisation_id, feature, subject, command))`);
  await run(`create index timers_due on handrail.timers (due_at)`);

  // Escalations.
  await run(`create table handrail.requests (
    organisation_id text not null, request uuid not null, version bigint not null, status text not null, requester uuid not null,
    team text not null, level text not null, holder uuid, opened_at timestamptz not null, changed_at timestamptz not null, closed_at timestamptz,
    state jsonb not null, primary key (organisation_id, request),
    foreign key (organisation_id, requester) references handrail.people)`);
  await run(
    `create index requests_live on handrail.requests (organisation_id, requester) where status in ('open', 'acknowledged', 'joined', 'exhausted')`,
  );
  await run(
    `create index requests_held on handrail.requests (organisation_id, holder) where holder is not null and status in ('open', 'acknowledged', 'joined', 'exhausted')`,
  );
  await run(
    `create index requests_open on handrail.requests (organisation_id, opened_at) where status in ('open', 'acknowledged', 'joined', 'exhausted')`,
  );
  await run(`create table handrail.request_words (
    organisation_id text not null, request uuid not null, words text, case_reference text, kept_until timestamptz not null,
    primary key (organisation_id, request), foreign key (organisation_id, request) references handrail.requests on delete cascade)`);

  for (const table of tables) {
    await run(`alter table handrail.${table} enable row level security`);
    await run(`alter table handrail.${table} force row level security`);
    await run(`create policy own on handrail.${table} to handrail_app
      using (organisation_id = handrail.organisation()) with check (organisation_id = handrail.organisation())`);
    await run(`grant select, insert, update, delete on handrail.${table} to handrail_app`);
  }
  // The journal is append-only: the role that serves requests may not rewrite it.
  await run(`revoke update, delete on handrail.journal from handrail_app`);

  for (const table of ["workspaces", "messages", "timers"]) {
    await run(`create policy sweep on handrail.${table} for select to handrail_sweep using (true)`);
  }
  await run(`grant usage on schema handrail to handrail_app, handrail_sweep`);
  await run(`grant select on handrail.clock to handrail_app, handrail_sweep`);
  await run(
    `grant select (organisation_id, platform, workspace, state) on handrail.workspaces to handrail_sweep`,
  );
  await run(`grant select (organisation_id, feature, subject, view, account_id, occasion, priority, wanted_version, shown_version,
    not_before, lease_until, state, created_at) on handrail.messages to handrail_sweep`);
  await run(`grant select on handrail.timers to handrail_sweep`);
}

export async function down(db: Kysely<never>): Promise<void> {
  // Not the schema itself: the Migrator keeps its own two tables in it, and writes there after
  // this.
  const named = [...tables, "clock"].map((table) => `handrail.${table}`);
  await sql.raw(`drop table ${named.join(", ")} cascade`).execute(db);
  await sql
    .raw(`drop function handrail.now(), handrail.organisation(), handrail.revise()`)
    .execute(db);
}
