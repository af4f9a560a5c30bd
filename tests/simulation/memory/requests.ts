import { type Meanings, type Rows, all, at, json, orNull, some } from "./meaning.ts";
import type { RequestRow } from "./rows.ts";
import type { Session } from "./session.ts";

/* escalations/store.ts, and what other features may know of requests (people/requests.ts). */

const isLive = (row: RequestRow) =>
  ["open", "acknowledged", "joined", "exhausted"].includes(row.status);
const waits = (row: RequestRow) => row.status === "open" || row.status === "exhausted";
const longestFirst = (a: RequestRow, b: RequestRow) =>
  a.opened_at - b.opened_at || (a.request < b.request ? -1 : 1);

export const requestMeanings: Meanings = [
  ["state, version from handrail.requests", load],
  ["and holder is not null", openRequests],
  ["insert into handrail.requests", save],
  [
    `select "state" from "handrail"."requests"`,
    (s, _, [id]) => some(s.shelf.requests.get(s, String(id))),
  ],
  [
    `select "request", "requester", "opened_at" from "handrail"."requests"`,
    (s, _, [limit]) =>
      all(s, "requests").filter(waits).toSorted(longestFirst).slice(0, Number(limit)),
  ],
  ["from handrail.requests r where", forgotten],
  ["select status, count(*)::int as count from handrail.requests", byStatus],
  [
    /^select "request" from "handrail"\."requests" where "requester" = \$1/,
    (s, _, [who]) => openOf(s, who),
  ],
  ["select one.person from (select id::uuid", amongThese],
  [/select requester, holder from handrail\.requests/, (s) => all(s, "requests").filter(isLive)],
  ["level in ('abuse', 'danger')", hardCalls],
];

function openOf(session: Session, who: unknown): Rows {
  return all(session, "requests")
    .filter((row) => isLive(row) && row.requester === who)
    .slice(0, 1);
}

function amongThese(session: Session, _: string, [people]: readonly unknown[]): Rows {
  const live = all(session, "requests").filter(isLive);
  return (json(people) as string[])
    .filter((person) =>
      live.some(({ requester, holder }) => requester === person || holder === person),
    )
    .map((person) => ({ person }));
}

const dayOf = 24 * 3_600_000;

/** Of the last day and those that go on: abuse and danger. */
function hardCalls(session: Session): Rows {
  return all(session, "requests").flatMap((row) => {
    const {
      level,
      helpers = [],
      danger,
      closedAt = null,
    } = row.state as unknown as {
      readonly level: string;
      readonly helpers?: readonly string[];
      readonly danger?: { readonly caller?: string };
      readonly closedAt?: number;
    };
    const counts =
      (level === "abuse" || level === "danger") &&
      (isLive(row) || (closedAt !== null && closedAt > session.now() - dayOf));
    return counts
      ? [
          {
            requester: row.requester,
            helpers,
            caller: danger?.caller ?? null,
            danger: level === "danger",
            closed_at: closedAt,
          },
        ]
      : [];
  });
}

/** By id, or a person's newest live one; with the time after the lock. */
async function load(session: Session, text: string, values: readonly unknown[]): Promise<Rows> {
  const { requests } = session.shelf;
  const revision = all(session, "organisations")[0]?.["revision"];
  const byId = /request = \$(\d+)/.test(text);
  const id = byId ? String(at(text, values, /request = \$(\d+)/)) : undefined;
  const requester = byId ? undefined : String(at(text, values, /requester = \$(\d+)/));
  const wanted = (row: RequestRow) =>
    id === undefined ? row.requester === requester && isLive(row) : row.request === id;
  const found = all(session, "requests")
    .filter(wanted)
    .toSorted((a, b) => b.opened_at - a.opened_at);
  for (const { request } of found) {
    const row = await requests.lock(session, request);
    // What it had become while it was waited for may be something else.
    if (row !== undefined && wanted(row))
      return [{ state: row.state, version: row.version, now: session.now(), revision }];
  }
  return text.includes("with locked as")
    ? [{ state: null, version: null, now: session.now(), revision }]
    : [];
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
    ...{
      organisation_id: session.organisation,
      request: String(request),
      version: Number(version),
      status: String(status),
    },
    ...{
      requester: String(requester),
      holder: orNull(holder),
      opened_at: (openedAt as Date).getTime(),
      state: json(values.at(-1)),
    },
  };
  await session.shelf.requests.lock(session, row.request);
  session.shelf.requests.set(session, row.request, row);
  session.saved = row;
  return [];
}

function byStatus(session: Session): Rows {
  const live = Map.groupBy(all(session, "requests").filter(isLive), (row) => row.status);
  return [...live].map(([status, rows]) => ({ status, count: rows.length }));
}

function forgotten(session: Session): Rows {
  const looked = new Set(all(session, "timers").map((t) => t.subject));
  return all(session, "requests").filter((row) => isLive(row) && !looked.has(row.request));
}
