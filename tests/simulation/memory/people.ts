import { type Meanings, type Rows, all, at, orNull } from "./meaning.ts";
import type { AccountRow, PresenceRow } from "./rows.ts";
import type { Session } from "./session.ts";

/* directory.ts, accounts.ts and people/: who is who, who is there, and what people said of themselves. */

export const peopleMeanings: Meanings = [
  [
    "with moment as materialized (\n      select handrail.now() as now\n    )\n    select person",
    readFloor,
  ],
  [`select "account_id" from "handrail"."accounts" where "person"`, lockAccounts],
  [`update "handrail"."accounts" set "blocked"`, block],
  [`select "m"."account_id" from "handrail"."messages"`, otherRoutes],
  [`select * from "handrail"."`, directory],
  [
    `pg_snapshot_xmin(pg_current_snapshot())::text::bigint as "horizon" from "handrail"."organisations"`,
    organisation,
  ],
  [`from "handrail"."accounts" as "a" inner join "handrail"."workspaces"`, accountsSince],
  ["from handrail.presence where organisation_id", loadShift],
  [`insert into "handrail"."presence"`, saveShift],
  [
    "insert into handrail.presence (organisation_id, person, away_until)",
    (s, _, [person, until]) => say(s, person, { away_until: time(until) }),
  ],
  [
    `select "shift", "shift_until" from "handrail"."presence"`,
    (s, _, [person]) => all(s, "presence").filter((row) => row.person === person),
  ],
];

const time = (value: unknown): number | null => (value instanceof Date ? value.getTime() : null);

async function say(session: Session, who: unknown, what: Partial<PresenceRow>): Promise<Rows> {
  const person = String(who);
  const { presence } = session.shelf;
  const before = (await presence.lock(session, person)) ?? {
    ...{
      person,
      version: 0,
      shift: null,
      shift_until: null,
      away_until: null,
      on_call_until: null,
    },
  };
  presence.set(session, person, { ...before, ...what });
  return [{}];
}

async function loadShift(
  session: Session,
  text: string,
  values: readonly unknown[],
): Promise<Rows> {
  const person = String(at(text, values, /person = \$(\d+)::uuid for update/));
  const revision = all(session, "organisations")[0]?.["revision"];
  const row =
    session.shelf.presence.get(session, person) === undefined
      ? undefined
      : await session.shelf.presence.lock(session, person);
  if (row === undefined) return [{ state: null, version: null, now: session.now(), revision }];
  const state = {
    ...{ person, lastAt: 0 },
    ...(row.shift === null ? {} : { shift: row.shift }),
    ...(row.shift_until === null ? {} : { shiftUntil: row.shift_until }),
    ...(row.on_call_until === null ? {} : { onCallUntil: row.on_call_until }),
  };
  return [{ state, version: row.version, now: session.now(), revision }];
}

/** organisation, person, version, shift, shift until, on a call until; and the same once more for a row that is there. */
function saveShift(
  session: Session,
  _: string,
  [person, version, shift, until, call]: readonly unknown[],
): Promise<Rows> {
  const said = { version: Number(version), shift: orNull(shift) as PresenceRow["shift"] };
  return say(session, person, { ...said, shift_until: time(until), on_call_until: time(call) });
}

/** Whole tables, for the directory. */
function directory(session: Session, text: string): Rows {
  return all(session, /from "handrail"\."(\w+)"$/.exec(text)?.[1] as "workspaces");
}

/** Who is in the house does not change in a simulated day: one transaction brought everybody, and no other changes an account. */
function organisation(session: Session): Rows {
  return all(session, "organisations").map((row) => ({ ...row, horizon: 2 }));
}

function accountsSince(session: Session, text: string, values: readonly unknown[]): Rows {
  const known = text.includes('"changed"');
  if (
    known &&
    Number(
      at(
        text,
        values,
        /"changed" >= \$(\d+)::xid8 and "a"."changed" < pg_snapshot_xmax\(pg_current_snapshot\(\)\)$/,
      ),
    ) > 1
  )
    return [];
  const states = new Map(
    all(session, "workspaces").map((w) => [`${w.platform} ${w.workspace}`, w.state]),
  );
  return all(session, "accounts").map((a) => ({
    ...a,
    state: states.get(`${a.platform} ${a.workspace}`),
  }));
}

/** The people come as one text, `{id,id}`. What is out of the ordinary: what people said of themselves, and accounts that are quiet or gone. */
function readFloor(session: Session, _: string, [asked]: readonly unknown[]): Rows {
  const now = session.now();
  const after = (time: number | null) => time !== null && time > now;
  const people = new Set(String(asked).slice(1, -1).split(","));
  const said = all(session, "presence").filter(
    (p) =>
      people.has(p.person) &&
      (after(p.shift_until) || after(p.away_until) || after(p.on_call_until)),
  );
  const accounts = all(session, "accounts").filter(
    (a) => people.has(a.person) && (a.blocked !== null || after(a.quiet_until)),
  );
  return [
    ...said.map((p) => ({
      ...{ person: p.person, account: null, shift: after(p.shift_until) ? p.shift : null },
      ...{ in_break: after(p.away_until), on_call: after(p.on_call_until), blocked: null },
    })),
    ...accounts.map((a) => ({
      person: a.person,
      account: a.account_id,
      shift: null,
      in_break: null,
      on_call: null,
      blocked: a.blocked !== null,
    })),
  ];
}

export async function setAccount(
  session: Session,
  id: string,
  change: Partial<AccountRow>,
): Promise<void> {
  const row = await session.shelf.accounts.lock(session, id);
  if (row !== undefined) session.shelf.accounts.set(session, id, { ...row, ...change });
}

async function lockAccounts(
  session: Session,
  _: string,
  [person]: readonly unknown[],
): Promise<Rows> {
  const own = all(session, "accounts")
    .filter((a) => a.person === person)
    .toSorted((a, b) => (a.account_id < b.account_id ? -1 : 1));
  for (const { account_id } of own) await session.shelf.accounts.lock(session, account_id);
  return own;
}

async function block(
  session: Session,
  _: string,
  [code, account]: readonly unknown[],
): Promise<Rows> {
  await setAccount(session, String(account), { blocked: orNull(code) });
  return [];
}

/** Of `block` in accounts.ts: feature, subject, view, occasion, 'live', person, account. */
function otherRoutes(session: Session, text: string, values: readonly unknown[]): Rows {
  const value = (column: string) => at(text, values, new RegExp(`"${column}" = \\$(\\d+)`));
  const not = at(text, values, /"account_id" <> \$(\d+)/);
  return all(session, "messages").filter((m) => {
    const account = session.shelf.accounts.get(session, m.account_id);
    const same =
      m.feature === value("feature") &&
      m.subject === value("subject") &&
      m.view === value("view") &&
      m.occasion === value("occasion");
    return (
      same &&
      m.state === value("state") &&
      account?.person === value("person") &&
      account?.blocked === null &&
      m.account_id !== not
    );
  });
}
