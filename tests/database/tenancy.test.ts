import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Unavailable } from "../../src/platform/errors.ts";
import type { Tx } from "../../src/runtime/database/database.ts";
import { type World, openWorld } from "../support/story.ts";

/* One organisation never meets another. Tables and columns come from the catalogue, so a new one is held to it. */

let world: World;
let tables: string[];
beforeAll(async () => {
  world = await openWorld();
  await world.ana.types("/escalate some words");
  await world.ana.types("/shift on");
  await world.ana.types("/break 10");
  await world.slack.openHome("U0ANA");
  await world.settled();
  for (const [table, columns, values] of [
    ["check_ins", "version, status, state", "1, 'off', '{}'"],
    ["check_in_keys", "wrapped", "'wrapped'"],
    ["check_in_answers", "day, sealed, kept_until", "'2026-11-27', 'sealed', now()"],
    ["hard_calls", "version, sealed, kept_until", "1, 'sealed', now()"],
    ["page_tests", "test, version, requester, state", "gen_random_uuid(), 1, person, '{}'"],
    ["practices", "request, version", "gen_random_uuid(), 1"],
    ["hard_call_rosters", "poll", "gen_random_uuid()"],
    [
      "contact_requests",
      "request, version, status, changed_at, state",
      "gen_random_uuid(), 1, 'taken', now(), '{}'",
    ],
    [
      "tips",
      "tip, version, status, card, sealed, changed_at, state",
      "gen_random_uuid(), 1, 'waiting', 'any', 'sealed', now(), '{}'",
    ],
    ["reflections", "version, state", "1, '{}'"],
    ["reflection_notes", "day, sealed, kept_until", "'2026-11-27', 'sealed', now()"],
    [
      "promises",
      "promise, version, status, holder, changed_at, state",
      "gen_random_uuid(), 1, 'open', person, now(), '{}'",
    ],
    ["exports", "export, version, made_at, state", "gen_random_uuid(), 1, now(), '{}'"],
    ["shift_weeks", "week, spans", "1, '{}'"],
    [
      "shift_changes",
      "change, number, from_minute, to_minute, works",
      "gen_random_uuid(), 1, 1, 2, true",
    ],
    [
      "swaps",
      "swap, version, status, over_at, state",
      "gen_random_uuid(), 1, 'asked', now(), '{}'",
    ],
    ["trend_heard", "version, state", "1, '{}'"],
    ["trend_rosters", "window_start, teams", "now(), '{}'"],
    ["debriefs", "version, status, changed_at, state", "1, 'idle', now(), '{}'"],
    ["debrief_wishes", "wishes", "'sealed'"],
    [
      "undelivered",
      "feature, subject, view, occasion, priority, created_at",
      "'checkins', person, 'invitation', 'c1', 3, now()",
    ],
  ])
    await world.asOwner(
      `insert into handrail.${table} (organisation_id, person, ${columns}) select organisation_id, person, ${values} from handrail.people where email = 'ana@acme.test'`,
    );
  // Whose work begins and ends may have one already.
  await world.asOwner(
    "insert into handrail.duties (organisation_id, person, version, state) select organisation_id, person, 1, '{}' from handrail.people where email = 'ana@acme.test' on conflict do nothing",
  );
  await world.asOwner("insert into handrail.rosters values ('acme', 'api', '', 0, '{}', now())");
  await world.asOwner("insert into handrail.pace values ('acme', now())");
  await world.asOwner(
    "insert into handrail.installs (organisation_id, platform, workspace, installed_at, version, sealed, scopes) select organisation_id, platform, workspace, now(), 1, 'sealed', '{}' from handrail.workspaces",
  );
  await world.asOwner("insert into handrail.join_codes values ('acme', 'hash', now())");
  await world.asOwner("insert into handrail.install_states values ('acme', 'mark', now())");
  await world.asOwner(
    "insert into handrail.help_ratings values ('acme', gen_random_uuid(), 1, now())",
  );
  await world.asOwner("insert into handrail.help_weeks values ('acme', '2026-11-16', 5, 0, 0)");
  await world.asOwner(
    `insert into handrail.feedback select organisation_id, gen_random_uuid(), 1, 'asked', person, person, null, now(), '{}'
    from handrail.people where email = 'ana@acme.test'`,
  );
  await world.asOwner(
    "insert into handrail.break_weeks values ('acme', 'Billing', '2026-11-16', 1, 1, 0)",
  );
  for (const values of [
    "api_keys (organisation_id, key, name, scopes, secret_hash, made_at) values ('acme', gen_random_uuid(), 'CRM', '{}', 'hash', now())",
    "api_calls values ('acme', 'call', 'body', now())",
    "outward_targets (organisation_id, target, not_before) values ('acme', 'hook', now())",
    "outward (organisation_id, target, id, type, body, not_before, created_at) values ('acme', 'hook', '1', 'request.opened', '{}', now(), now())",
    "good_calls values ('acme', 1, '{}')",
    "debrief_weeks values ('acme', '2026-11-16', 1, 1, 1)",
    "figures values ('acme', 1, '{}') on conflict do nothing",
    "figure_cells values ('acme', false, 'week', '2026-11-16', 'Billing', 'asked', '{}')",
    "figure_people values ('acme', 'week', '2026-11-16', 'Billing', 'all', 5)",
    "self_tests (organisation_id, instance, started_at) values ('acme', gen_random_uuid(), now())",
    "settings values ('acme', 1, '', '{}') on conflict do nothing",
    "setting_versions (organisation_id, version, made_at, what, document) values ('acme', 1, now(), 'file', '') on conflict do nothing",
    "good_call_weeks values ('acme', 'Billing', '2026-11-16', 5)",
    "case_plans (organisation_id, plan, version, state) values ('acme', gen_random_uuid(), 1, '{}')",
    "desk_walls values ('acme', gen_random_uuid(), '[]', (select person from handrail.people where email = 'ana@acme.test' and organisation_id = 'acme'), now())",
    "desk_links select organisation_id, gen_random_uuid(), person, account_id, now(), null from handrail.accounts where organisation_id = 'acme' limit 1",
    "desk_sessions select organisation_id, 'hash', person, account_id, now(), now() from handrail.accounts where organisation_id = 'acme' limit 1",
    "cause_items (organisation_id, item, version, team, category, state) values ('acme', gen_random_uuid(), 1, 'Billing', 'CMP', '{}')",
  ])
    await world.asOwner(`insert into handrail.${values}`);
  await world.asOwner(
    "insert into handrail.promise_weeks values ('acme', 'Billing', '2026-11-16', 1, 1)",
  );
  await world.asOwner(
    "insert into handrail.trends (organisation_id, version, state) values ('acme', 1, '{}')",
  );
  await world.asOwner(
    "insert into handrail.hard_call_polls (organisation_id, version, state) values ('acme', 1, '{}')",
  );
  await world.asOwner(
    "insert into handrail.debrief_rounds (organisation_id, version, state) values ('acme', 1, '{}')",
  );
  await world.asOwner(
    "insert into handrail.debrief_meetings (organisation_id, meeting, pair, kept_until) values ('acme', gen_random_uuid(), 'sealed', now())",
  );
  const { rows } = await world.asOwner(
    "select table_name from information_schema.columns where table_schema = 'handrail' and column_name = 'organisation_id' order by 1",
  );
  tables = rows.map((row) => String(row["table_name"]));
  // The running process's own is in an organisation of its own.
  await world.asOwner("delete from handrail.self_tests where organisation_id <> 'acme'");
  // A second organisation, with a row of everything that the first has.
  await world.asOwner(
    "insert into handrail.organisations select 'rival', 'Rival', time_zone, country, locale, duty_phone, revision, file_hash, file_version, applied_at from handrail.organisations where organisation_id = 'acme'",
  );
  for (const table of inOrder(tables)) await world.asOwner(await copyOf(table));
});
afterAll(() => world.stop());

/** Referenced tables first. */
const inOrder = (all: readonly string[]) =>
  [
    "workspaces",
    "people",
    "accounts",
    "teams",
    "memberships",
    "presence",
    "requests",
    "request_words",
    "check_in_keys",
  ]
    .filter((t) => all.includes(t))
    .concat(
      all.filter(
        (t) =>
          ![
            ...[
              "organisations",
              "workspaces",
              "people",
              "accounts",
              "teams",
              "memberships",
              "presence",
              "requests",
              "request_words",
            ],
            "check_in_keys",
          ].includes(t),
      ),
    );

async function copyOf(table: string): Promise<string> {
  const { rows } = await world.asOwner(
    `select column_name as name from information_schema.columns where table_schema = 'handrail' and table_name = '${table}' order by ordinal_position`,
  );
  const columns = rows.map((row) => String(row["name"]));
  // A workspace is unique in the world.
  const from = columns.map((name) =>
    name === "organisation_id" ? "'rival'" : name === "workspace" ? "'R' || workspace" : name,
  );
  return `insert into handrail.${table} (${columns.join(", ")}) select ${from.join(", ")} from handrail.${table} where organisation_id = 'acme'`;
}

const inAcme = <T>(work: (tx: Tx) => Promise<T>) => world.app.db.inOrganisation("acme", work);
const query = (text: string) =>
  inAcme((tx) => sql.raw<Record<string, unknown>>(text).execute(tx)).then(({ rows }) => rows);
/** Every table of the schema that is not held to row-level security as it must be. */
async function unprotected(): Promise<string[]> {
  const { rows } = await world.asOwner(`
    select c.relname, c.relrowsecurity and c.relforcerowsecurity as forced,
      (select bool_and(p.polwithcheck is not null and pg_get_expr(p.polqual, p.polrelid) ~ 'organisation_id = handrail.organisation\\(\\)'
          and pg_get_expr(p.polwithcheck, p.polrelid) ~ 'organisation_id = handrail.organisation\\(\\)')
        from pg_policy p where p.polrelid = c.oid and p.polroles = array['handrail_app'::regrole::oid]) as kept,
      (select count(*) from pg_policy p where p.polrelid = c.oid and not (p.polroles = array['handrail_app'::regrole::oid] or (p.polroles = array['handrail_sweep'::regrole::oid] and p.polcmd = 'r'))) as others
    from pg_class c where c.relnamespace = 'handrail'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and has_any_column_privilege('handrail_app', c.oid, 'select, insert, update') and c.relname not in ('clock', 'kysely_migration')`);
  return rows
    .filter((row) => row["forced"] !== true || row["kept"] !== true || Number(row["others"]) > 0)
    .map((row) => String(row["relname"]));
}

describe("every table", () => {
  test("leads with organisation_id, in its columns, its key and every foreign key", async () => {
    expect(tables.length).toBeGreaterThanOrEqual(13);
    const { rows } = await world.asOwner(`
      select conrelid::regclass::text as name, contype, (select attname from pg_attribute where attrelid = conrelid and attnum = conkey[1]) as first
      from pg_constraint where connamespace = 'handrail'::regnamespace and contype in ('p', 'f') and conrelid <> 'handrail.clock'::regclass and conrelid::regclass::text not like '%kysely%'`);
    expect(rows.filter((row) => row["first"] !== "organisation_id")).toEqual([]);
  });

  test("is under forced row-level security, and a new one that is not is found", async () => {
    expect(await unprotected()).toEqual([]);
    await world.asOwner(
      "create table handrail.forgotten (organisation_id text, secret text); grant select on handrail.forgotten to handrail_app",
    );
    expect(await unprotected()).toEqual(["forgotten"]);
    await world.asOwner(
      "alter table handrail.forgotten enable row level security; create policy own on handrail.forgotten to handrail_app using (organisation_id = handrail.organisation()) with check (true)",
    );
    expect(await unprotected()).toEqual(["forgotten"]); // neither forced, nor checked on writing
    await world.asOwner(
      "drop table handrail.forgotten; create view handrail.peephole as select * from handrail.people; grant select on handrail.peephole to handrail_app",
    );
    expect(await unprotected()).toEqual(["peephole"]);
    await world.asOwner("drop view handrail.peephole");
  });

  test("shows its own organisation's rows and no other's", async () => {
    for (const table of tables) {
      const { rows } = await world.asOwner(
        `select organisation_id, count(*)::int as n from handrail.${table} group by 1 order by 1`,
      );
      expect([table, rows.map((row) => row["organisation_id"])]).toEqual([
        table,
        ["acme", "rival"],
      ]);
      const seen = await query(
        `select organisation_id, count(*)::int as n from handrail.${table} group by 1`,
      );
      expect([table, seen]).toEqual([table, [rows[0]]]);
    }
  });

  test("shows nothing without an organisation, also on a connection that had one", async () => {
    await query("select 1");
    for (const table of tables) {
      const count = `select count(*)::int as n from handrail.${table}`;
      const [unset, , set] = await world.app.db.sweep(
        `set local role handrail_app; ${count}; select set_config('handrail.organisation', 'acme', true); ${count}`,
      );
      expect([table, unset]).toEqual([table, [{ n: 0 }]]);
      expect(Number(set?.[0]?.["n"])).toBeGreaterThan(0);
    }
  });

  test("takes no row for another organisation, changes none and deletes none", async () => {
    for (const table of tables) {
      const { rows } = await world.asOwner(
        `select to_jsonb(t) as row from handrail.${table} t where organisation_id = 'rival' limit 1`,
      );
      const row = JSON.stringify(rows[0]?.["row"]).replaceAll("'", "''");
      const insert = `insert into handrail.${table} select * from jsonb_populate_record(null::handrail.${table}, '${row}'::jsonb)`;
      await expect(query(insert), table).rejects.toMatchObject({ code: "42501" });
      if (table === "journal") continue;
      expect([
        table,
        await query(`delete from handrail.${table} where organisation_id = 'rival' returning 1`),
      ]).toEqual([table, []]);
      await expect(
        query(`update handrail.${table} set organisation_id = 'rival'`),
        table,
      ).rejects.toMatchObject({ code: /42501|23503/ });
    }
  });
});

describe("what the running roles may not do", () => {
  test.each([
    ["rewrite the journal", "update handrail.journal set event = '{}'"],
    ["shorten the journal", "delete from handrail.journal"],
    ["empty a table past its policies", "truncate handrail.messages"],
    ["push the clock", "update handrail.clock set shift = '1 hour'"],
    ["set the clock anew", "insert into handrail.clock values (false, '1 hour')"],
    ["make a table", "create table handrail.mine (a int)"],
    ["turn row-level security off", "alter table handrail.people disable row level security"],
    ["say that migrations are done", "delete from handrail.kysely_migration"],
  ])("%s", async (_, text) => {
    await expect(query(text)).rejects.toMatchObject({ code: "42501" });
  });

  test("pass over row-level security: neither role is a superuser, may bypass it, owns anything, or logs in", async () => {
    const { rows } = await world.asOwner(
      "select rolname, rolsuper, rolbypassrls, rolcanlogin, (select count(*)::int from pg_class where relowner = r.oid) as owns from pg_roles r where rolname like 'handrail\\_%' and rolname in ('handrail_app', 'handrail_sweep') order by 1",
    );
    expect(rows).toEqual(
      ["handrail_app", "handrail_sweep"].map((rolname) => ({
        rolname,
        rolsuper: false,
        rolbypassrls: false,
        rolcanlogin: false,
        owns: 0,
      })),
    );
  });
});

test("finding work reads what it needs across organisations, and writes nothing", async () => {
  const allowed: Record<string, string[]> = {
    clock: ["one", "proved_at", "shift"],
    installs: ["ends_at", "organisation_id", "platform", "workspace"],
    join_codes: ["hash", "kept_until", "organisation_id"],
    settings: ["organisation_id"],
    organisations: ["organisation_id"],
    workspaces: ["gone_at", "organisation_id", "platform", "state", "workspace"],
    messages: [
      "account_id",
      "created_at",
      "feature",
      "lease_until",
      "not_before",
      "occasion",
      "organisation_id",
      "priority",
      "shown_version",
      "state",
      "subject",
      "view",
      "wanted_version",
    ],
    outward: ["lease_until", "not_before", "organisation_id", "shown", "target", "wanted"],
    outward_targets: ["not_before", "organisation_id", "state", "target"],
    timers: ["command", "due_at", "feature", "organisation_id", "subject"],
  };
  const { rows } = await world.asOwner(`
    select c.relname as name, array_agg(a.attname::text order by a.attname) filter (where has_column_privilege('handrail_sweep', c.oid, a.attnum, 'select')) as reads,
      bool_or(has_column_privilege('handrail_sweep', c.oid, a.attnum, 'insert, update')) or has_table_privilege('handrail_sweep', c.oid, 'delete, truncate') as writes
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'handrail'::regnamespace and c.relkind = 'r' group by 1, c.oid order by 1`);
  const reads = Object.fromEntries(
    rows.flatMap((row) => (row["reads"] === null ? [] : [[row["name"], row["reads"]]])),
  );
  expect(reads).toEqual(allowed);
  expect(rows.filter((row) => row["writes"] === true)).toEqual([]);
  await expect(world.app.db.sweep("select name from handrail.people")).rejects.toMatchObject({
    code: "42501",
  });
  await expect(world.app.db.sweep("select address from handrail.messages")).rejects.toMatchObject({
    code: "42501",
  });
});

test("many organisations' transactions on one pool never mix, whether they end well or badly", async () => {
  const wrong: unknown[] = [];
  await Promise.all(
    Array.from({ length: 120 }, async (_, n) => {
      const id = n % 2 === 0 ? "acme" : "rival";
      const look = (): Promise<{ organisation_id: string }[]> =>
        world.app.db
          .inOrganisation(id, async (tx) => {
            const before = await tx.selectFrom("people").select("organisation_id").execute();
            if (n % 3 === 0) throw new Error("on purpose");
            const after = await tx.selectFrom("timers").select("organisation_id").execute();
            return [...before, ...after];
          })
          .catch((error: Error) => {
            if (error.message === "on purpose") return [];
            // A busy machine has no connection for so many within their time.
            return error instanceof Unavailable ? look() : [{ organisation_id: error.message }];
          });
      const seen = await look();
      wrong.push(...seen.filter(({ organisation_id }) => organisation_id !== id));
    }),
  );
  expect(wrong).toEqual([]);
});

test("a failed statement that was passed over is not taken for a commit", async () => {
  const swallowed = inAcme(async (tx) => {
    await tx.deleteFrom("timers").execute();
    await sql`select 1 / 0`.execute(tx).catch(() => undefined);
  });
  await expect(swallowed).rejects.toThrow("rolled back");
  expect(
    Number((await query("select count(*) as n from handrail.timers"))[0]?.["n"]),
  ).toBeGreaterThan(0);
});

test("an id that is no slug never reaches SQL", async () => {
  await expect(world.app.db.inOrganisation("acme'; reset role; --", async () => 1)).rejects.toThrow(
    "not an organisation id",
  );
});
