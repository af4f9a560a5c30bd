import { type AccountRow, type RequestRow, timerKey } from "./rows.ts";
import { adopt, claim, settle, writeOutputs } from "./messages.ts";
import type { Session } from "./session.ts";

/*
 * Every statement that a request, the clock, the sender and the auditor send, recognised by a part of its text that no
 * other has, and carried out by its meaning. A statement that is not known here, or whose parameters are not where they
 * were, is an error: whoever changes one changes its meaning here, and reads why.
 */

type Rows = readonly object[];
type Meaning = (session: Session, text: string, values: readonly unknown[]) => Promise<Rows> | Rows;

export async function carryOut(session: Session, text: string, values: readonly unknown[]): Promise<Rows> {
  const known = meanings.filter(([part]) => (typeof part === "string" ? text.includes(part) : part.test(text)));
  if (known.length !== 1) throw new Error(`the memory knows ${known.length} meanings of this statement:\n${text}`);
  return known[0]?.[1](session, text, values) ?? [];
}

/** The value of the parameter in this place of the text: `/delivery = \$(\d+)/`. */
function at(text: string, values: readonly unknown[], place: RegExp): unknown {
  const number = Number(place.exec(text)?.[1]);
  if (!(number >= 1 && number <= values.length)) throw new Error(`no parameter at ${place} in:\n${text}`);
  return values[number - 1];
}
const json = (value: unknown) => JSON.parse(String(value)) as never;
const orNull = (value: unknown) => (value === null || value === undefined ? null : String(value));
const isLive = (row: RequestRow) => ["open", "acknowledged", "joined", "exhausted"].includes(row.status);
const waits = (row: RequestRow) => row.status === "open" || row.status === "exhausted";
const longestFirst = (a: RequestRow, b: RequestRow) => a.opened_at - b.opened_at || (a.request < b.request ? -1 : 1);

const meanings: readonly (readonly [part: string | RegExp, meaning: Meaning])[] = [
  ["insert into handrail.inbox", claimDelivery],
  [`select "subject", "answer" from "handrail"."inbox"`, (s, _, [delivery]) => some(s.shelf.inbox.get(s, String(delivery)))],
  ["state, version from handrail.requests", load],
  ["delete from handrail.timers", takeTimer],
  ["update handrail.timers set due_at", postpone],
  ["with moment as materialized", readFloor],
  ["and holder is not null", openRequests],
  ["insert into handrail.requests", save],
  [/^\s*with (journal|wanted|free|home|stale|timers|answered) as /, write],
  ["with known as (", (s, _, v) => adopted(s, v)],
  ["for update skip locked", (s, text, v) => claimWaiting(s, text, v)],
  [
    "with held as materialized",
    (s, _, [rows]) =>
      settle(
        s,
        (rows as string[]).map((row) => json(row)),
      ),
  ],
  [`select "state" from "handrail"."requests"`, (s, _, [id]) => some(s.shelf.requests.get(s, String(id)))],
  [
    `select "request", "requester", "opened_at" from "handrail"."requests"`,
    (s, _, [limit]) => all(s, "requests").filter(waits).toSorted(longestFirst).slice(0, Number(limit)),
  ],
  [`select "account_id" from "handrail"."accounts" where "person"`, lockAccounts],
  [`update "handrail"."accounts" set "blocked"`, block],
  [`select "m"."account_id" from "handrail"."messages"`, otherRoutes],
  ["from handrail.requests r where", forgotten],
  ["select status, count(*)::int as count from handrail.requests", byStatus],
  [`select * from "handrail"."`, directory],
  [`select "revision" from "handrail"."organisations"`, (s) => all(s, "organisations")],
];

const some = <T extends object>(row: T | undefined): T[] => (row === undefined ? [] : [row]);
type Shelves = Session["shelf"];
type RowOf<Name extends keyof Shelves> = Shelves[Name] extends { get(...args: never): (infer Row) | undefined } ? Row : never;
function all<Name extends keyof Shelves>(session: Session, table: Name): (RowOf<Name> & object)[] {
  return [...session.shelf[table].rows(session)].map(([, row]) => row as RowOf<Name> & object);
}

/** Whole tables, for the directory; at most with `where "state" = $1`. */
function directory(session: Session, text: string, [state]: readonly unknown[]): Rows {
  const table = /from "handrail"\."(\w+)"( where "state" = \$1)?$/.exec(text);
  const rows = all(session, table?.[1] as "workspaces");
  return table?.[2] === undefined ? rows : rows.filter((row) => row.state === state);
}

async function claimDelivery(session: Session, text: string, values: readonly unknown[]): Promise<Rows> {
  const { shelf } = session;
  const [platform, workspace, account] = values;
  const delivery = String(at(text, values, /select handrail\.organisation\(\), \$(\d+)/));
  const who = all(session, "accounts").find((a) => a.platform === platform && a.workspace === workspace && a.account === account);
  const listed = who === undefined ? null : (shelf.people.get(session, who.person)?.listed ?? null);
  if (who === undefined) return [{ first: false, account: null, person: null, kind: null, listed }];
  let first = false;
  if (who.kind === "member" && listed === true && (await shelf.inbox.lock(session, delivery)) === undefined) {
    shelf.inbox.set(session, delivery, { delivery, subject: null, answer: null });
    first = true;
  }
  if (who.blocked !== null) await setAccount(session, who.account_id, { blocked: null });
  await shelf.people.lock(session, who.person);
  return [{ first, account: who.account_id, person: who.person, kind: who.kind, listed }];
}

async function setAccount(session: Session, id: string, change: Partial<AccountRow>): Promise<void> {
  const row = await session.shelf.accounts.lock(session, id);
  if (row !== undefined) session.shelf.accounts.set(session, id, { ...row, ...change });
}

/** By id, or a person's newest live one; with the time after the lock. */
async function load(session: Session, text: string, values: readonly unknown[]): Promise<Rows> {
  const { requests } = session.shelf;
  const revision = all(session, "organisations")[0]?.["revision"];
  const byId = /request = \$(\d+)/.test(text);
  const id = byId ? String(at(text, values, /request = \$(\d+)/)) : undefined;
  const requester = byId ? undefined : String(at(text, values, /requester = \$(\d+)/));
  const wanted = (row: RequestRow) => (id === undefined ? row.requester === requester && isLive(row) : row.request === id);
  const found = all(session, "requests")
    .filter(wanted)
    .toSorted((a, b) => b.opened_at - a.opened_at);
  for (const { request } of found) {
    const row = await requests.lock(session, request);
    // What it had become while it was waited for may be something else.
    if (row !== undefined && wanted(row)) return [{ state: row.state, version: row.version, now: session.now(), revision }];
  }
  return text.includes("with locked as") ? [{ state: null, version: null, now: session.now(), revision }] : [];
}

async function takeTimer(session: Session, text: string, values: readonly unknown[]): Promise<Rows> {
  const [feature, subject, command] = values.map(String);
  const until = at(text, values, /due_at <= \$(\d+)/) as Date;
  const key = timerKey({ feature: String(feature), subject: String(subject), command: String(command) });
  if (session.shelf.timers.get(session, key) === undefined) return [];
  const row = await session.shelf.timers.lock(session, key);
  if (row === undefined || row.due_at > until.getTime()) return [];
  session.shelf.timers.set(session, key, undefined);
  return [{}];
}

async function postpone(session: Session, _: string, [feature, subject, command, seconds]: readonly unknown[]): Promise<Rows> {
  const key = timerKey({ feature: String(feature), subject: String(subject), command: String(command) });
  if (session.shelf.timers.get(session, key) === undefined) return [];
  const row = await session.shelf.timers.lock(session, key);
  const now = session.now();
  if (row !== undefined && row.due_at <= now) session.shelf.timers.set(session, key, { ...row, due_at: now + Number(seconds) * 1_000 });
  return [];
}

/** What is out of the ordinary: what people said of themselves, and accounts that are quiet or gone. */
function readFloor(session: Session, _: string, [asked]: readonly unknown[]): Rows {
  const now = session.now();
  const after = (time: number | null) => time !== null && time > now;
  const people = new Set(asked as string[]);
  const said = all(session, "presence").filter(
    (p) => people.has(p.person) && (after(p.shift_until) || after(p.away_until) || after(p.on_call_until)),
  );
  const accounts = all(session, "accounts").filter((a) => people.has(a.person) && (a.blocked !== null || after(a.quiet_until)));
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

function openRequests(session: Session, text: string, values: readonly unknown[]): Rows {
  const by = at(text, values, /requester = \$(\d+)/);
  const limit = Number(at(text, values, /limit \$(\d+)/));
  const live = all(session, "requests").filter(isLive).toSorted(longestFirst);
  const waiting = new Set(live.filter(waits).slice(0, limit));
  return live.filter((row) => row.holder !== null || row.requester === by || waiting.has(row));
}

async function save(session: Session, _: string, values: readonly unknown[]): Promise<Rows> {
  const [request, version, status, requester, , , holder, openedAt] = values;
  const row: RequestRow = {
    ...{ organisation_id: session.organisation, request: String(request), version: Number(version), status: String(status) },
    ...{ requester: String(requester), holder: orNull(holder), opened_at: (openedAt as Date).getTime(), state: json(values.at(-1)) },
  };
  await session.shelf.requests.lock(session, row.request);
  session.shelf.requests.set(session, row.request, row);
  session.saved = row;
  return [];
}

/** Of whose parts only those are sent that have something to write. */
function write(session: Session, text: string, values: readonly unknown[]): Promise<Rows> {
  const part = (name: string) => {
    const found = new RegExp(`(?:^\\s*with|, ?)\\s*${name} as [\\s\\S]*?\\n    \\)`).exec(text)?.[0];
    return found === undefined ? undefined : (place: RegExp) => at(found, values, place);
  };
  const [journal, wanted, told, free] = [part("journal"), part("wanted"), part("told"), part("free")];
  const [stale, timers, answered, redrawn] = [part("stale"), part("timers"), part("answered"), part("redrawn")];
  const [feature, subject] = [
    journal?.(/organisation\(\), \$(\d+), \$\d+::uuid/) ?? told?.(/organisation\(\), \$(\d+), \$\d+::uuid/) ?? free?.(/feature = \$(\d+)/),
    journal?.(/organisation\(\), \$\d+, \$(\d+)::uuid/) ?? told?.(/organisation\(\), \$\d+, \$(\d+)::uuid/) ?? free?.(/subject = \$(\d+)/),
  ];
  return writeOutputs(session, {
    feature: String(feature),
    subject: orNull(subject ?? answered?.(/subject = \$(\d+)/)),
    version: Number(journal?.(/, \$(\d+)::bigint/) ?? 0),
    by: orNull(journal?.(/1000\.0\), \$(\d+)::uuid/)),
    journal: journal === undefined ? [] : json(journal(/recordset\(\$(\d+)::jsonb\)/)),
    tells: wanted === undefined ? [] : json(wanted(/recordset\(\$(\d+)::jsonb\)/)),
    redraw: free !== undefined,
    token: String(told?.(/\$(\d+)::text, 1, moment\.now/) ?? redrawn?.(/then \$(\d+)::text/)),
    ...(stale === undefined
      ? {}
      : {
          stale: {
            feature: String(stale(/feature = \$(\d+)/)),
            subjects: stale(/subject = any\(\$(\d+)::uuid/) as string[],
            view: String(stale(/view = \$(\d+)/)),
            account: orNull(stale(/account_id = \$(\d+)/)),
            occasion: String(stale(/occasion = \$(\d+)/)),
          },
        }),
    timers: timers === undefined ? [] : json(timers(/recordset\(\$(\d+)::jsonb\)/)),
    ...(answered === undefined
      ? {}
      : { answered: { said: json(answered(/answer = \$(\d+)::jsonb/)), delivery: String(answered(/delivery = \$(\d+)/)) } }),
  });
}

async function adopted(session: Session, values: readonly unknown[]): Promise<Rows> {
  const [feature, subject, view, account, occasion, address] = values.map(String);
  const ghost = {
    feature: String(feature),
    subject: String(subject),
    view: String(view),
    account_id: String(account),
    occasion: String(occasion),
  };
  await adopt(session, ghost, String(address));
  return [];
}

function claimWaiting(session: Session, text: string, values: readonly unknown[]): Rows {
  const features = at(text, values, /feature = any\(\$(\d+)::text\[\]\)/) as string[];
  const platforms = at(text, values, /platform = any\(\$(\d+)::text\[\]\)/) as string[];
  return claim(session, Number(at(text, values, /limit \$(\d+)/)), features, platforms);
}

async function lockAccounts(session: Session, _: string, [person]: readonly unknown[]): Promise<Rows> {
  const own = all(session, "accounts")
    .filter((a) => a.person === person)
    .toSorted((a, b) => (a.account_id < b.account_id ? -1 : 1));
  for (const { account_id } of own) await session.shelf.accounts.lock(session, account_id);
  return own;
}

async function block(session: Session, _: string, [code, account]: readonly unknown[]): Promise<Rows> {
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
      m.feature === value("feature") && m.subject === value("subject") && m.view === value("view") && m.occasion === value("occasion");
    return same && m.state === value("state") && account?.person === value("person") && account?.blocked === null && m.account_id !== not;
  });
}

function byStatus(session: Session): Rows {
  const live = Map.groupBy(all(session, "requests").filter(isLive), (row) => row.status);
  return [...live].map(([status, rows]) => ({ status, count: rows.length }));
}

function forgotten(session: Session): Rows {
  const looked = new Set(all(session, "timers").map((t) => t.subject));
  return all(session, "requests").filter((row) => isLive(row) && !looked.has(row.request));
}
