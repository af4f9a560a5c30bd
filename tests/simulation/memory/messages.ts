import { type MessageRow, type TimerRow, messageKey, timerKey } from "./rows.ts";
import type { Session } from "./session.ts";

/* The statements of outputs.ts, claims.ts and results.ts, by their meaning. Rows are locked in the order of their keys. */

const lease = 8_000;

const isFree = (m: MessageRow, now: number): boolean =>
  (m.lease_until === null || m.lease_until <= now) && m.not_before <= now;
const mayBeShown = (m: MessageRow, now: number): boolean =>
  m.lease_until !== null && m.lease_until <= now && m.address === null;
/** An edit whose lease ran out may have arrived, or not. */
const hashKnown = (m: MessageRow, now: number) =>
  m.lease_until !== null && m.lease_until <= now ? null : m.shown_hash;
const byKey = (a: MessageRow, b: MessageRow): number => (messageKey(a) < messageKey(b) ? -1 : 1);

export interface Outputs {
  readonly feature: string;
  readonly subject: string | null;
  readonly version: number;
  readonly by: string | null;
  readonly journal: readonly { number: number; at: number; event: Record<string, unknown> }[];
  readonly tells: readonly {
    view: string;
    occasion: string;
    priority: number;
    person: string | null;
    account: string | null;
  }[];
  readonly redraw: boolean;
  readonly token: string;
  readonly stale?: {
    feature: string;
    subjects: readonly string[];
    view: string;
    account: string | null;
    occasion: string;
  };
  readonly timers: readonly { feature: string; subject: string; command: string; at: string }[];
  readonly answered?: { said: unknown; delivery: string };
}

/** `write`: journal, messages, timers, the stored answer. @returns what it leased */
export async function writeOutputs(session: Session, out: Outputs): Promise<MessageRow[]> {
  const { shelf, organisation } = session;
  const leased: MessageRow[] = [];
  session.wrote = out;
  for (const { number, at, event } of out.journal) {
    const key = `${out.feature} ${out.subject} ${out.version} ${number}`;
    if ((await shelf.journal.lock(session, key)) !== undefined) session.refuse("23505");
    const row = {
      number,
      at,
      event,
      feature: out.feature,
      subject: String(out.subject),
      version: out.version,
      by: out.by,
    };
    shelf.journal.set(session, key, { organisation_id: organisation, ...row });
  }
  const wanted = wantedMessages(session, out);
  const wantedKeys = new Set(wanted.map(messageKey));
  const redrawn = out.redraw
    ? [...shelf.messages.rows(session)]
        .map(([, row]) => row)
        .filter(
          (m) =>
            m.feature === out.feature &&
            m.subject === out.subject &&
            m.state === "live" &&
            !wantedKeys.has(messageKey(m)),
        )
        .toSorted(byKey)
    : [];
  for (const fresh of wanted) {
    const known = await shelf.messages.lock(session, messageKey(fresh));
    const now = session.now();
    const row =
      known === undefined ? fresh : { ...changed(known, now, out.token), state: "live" as const };
    shelf.messages.set(session, messageKey(row), row);
    if (row.lease_by === out.token) leased.push(row);
  }
  for (const found of redrawn) {
    const known = await shelf.messages.lock(session, messageKey(found));
    if (known === undefined || known.state !== "live") continue;
    const row = changed(known, session.now(), out.token);
    shelf.messages.set(session, messageKey(row), row);
    if (row.lease_by === out.token) leased.push(row);
  }
  if (out.stale !== undefined) await markStale(session, out.stale);
  for (const { feature, subject, command, at } of out.timers) {
    const row: TimerRow = {
      organisation_id: organisation,
      feature,
      subject,
      command,
      due_at: Date.parse(at),
    };
    await shelf.timers.lock(session, timerKey(row));
    shelf.timers.set(session, timerKey(row), row);
  }
  if (out.answered !== undefined) {
    const { delivery, said } = out.answered;
    const asked = await shelf.inbox.lock(session, delivery);
    if (asked !== undefined)
      shelf.inbox.set(session, delivery, { ...asked, subject: out.subject, answer: said });
  }
  return leased;
}

/** `claimOwn`: what a transaction leased whose commit nobody heard of. */
export async function claimOwn(
  session: Session,
  token: string,
  about: { feature: string; subject: string },
): Promise<MessageRow[]> {
  const { messages } = session.shelf;
  const own = (m: MessageRow) =>
    m.feature === about.feature &&
    m.subject === about.subject &&
    m.state === "live" &&
    m.lease_by === token &&
    !isFree(m, session.now());
  const leased: MessageRow[] = [];
  for (const [key, found] of messages.rows(session)) {
    if (!own(found)) continue;
    const known = await messages.lock(session, key);
    if (known === undefined || !own(known)) continue;
    const row = { ...known, lease_until: session.now() + lease };
    messages.set(session, key, row);
    leased.push(row);
  }
  return leased;
}

/** Something new to show: whoever is free to send it is this transaction. */
function changed(m: MessageRow, now: number, token: string): MessageRow {
  const row = {
    ...m,
    wanted_version: m.wanted_version + 1,
    shown_hash: hashKnown(m, now),
    unsure: m.unsure || mayBeShown(m, now),
  };
  return isFree(m, now)
    ? { ...row, attempt: m.attempt + 1, lease_by: token, lease_until: now + lease }
    : row;
}

function wantedMessages(session: Session, out: Outputs): MessageRow[] {
  const { shelf, organisation } = session;
  const active = new Set(
    [...shelf.workspaces.rows(session)].flatMap(([, w]) =>
      w.state === "active" ? [`${w.platform} ${w.workspace}`] : [],
    ),
  );
  const now = session.now();
  const rows = new Map<string, MessageRow>();
  for (const tell of out.tells) {
    for (const [, account] of shelf.accounts.rows(session)) {
      if (account.person !== tell.person && account.account_id !== tell.account) continue;
      if (
        account.kind !== "member" ||
        account.blocked !== null ||
        !active.has(`${account.platform} ${account.workspace}`)
      )
        continue;
      const row: MessageRow = {
        ...{
          organisation_id: organisation,
          feature: out.feature,
          subject: String(out.subject),
          view: tell.view,
        },
        ...{
          account_id: account.account_id,
          occasion: tell.occasion,
          priority: tell.priority,
          wanted_version: 1,
          shown_version: 0,
        },
        ...{
          shown_hash: null,
          address: null,
          not_before: now,
          lease_until: now + lease,
          lease_by: out.token,
          attempt: 1,
          failures: 0,
        },
        ...{ unsure: false, state: "live", code: null, created_at: now },
      };
      rows.set(messageKey(row), row);
    }
  }
  return [...rows.values()].toSorted(byKey);
}

async function markStale(
  session: Session,
  { subjects, ...where }: NonNullable<Outputs["stale"]>,
): Promise<void> {
  for (const subject of subjects) {
    const key = messageKey({
      feature: where.feature,
      subject,
      view: where.view,
      account_id: where.account ?? "",
      occasion: where.occasion,
    });
    if (session.shelf.messages.get(session, key)?.state !== "live") continue;
    const known = await session.shelf.messages.lock(session, key);
    if (known?.state === "live")
      session.shelf.messages.set(session, key, {
        ...known,
        wanted_version: known.wanted_version + 1,
        shown_hash: null,
      });
  }
}

/** `adoptGhost`: a copy that nobody knew of. */
export async function adopt(
  session: Session,
  ghost: Pick<MessageRow, "feature" | "subject" | "view" | "account_id" | "occasion">,
  address: string,
): Promise<{ known: boolean }[]> {
  const { messages } = session.shelf;
  const key = messageKey(ghost);
  const known = messages.get(session, key);
  if (known === undefined) return [{ known: false }];
  if (known.address === null) {
    const row = await messages.lock(session, key);
    if (row !== undefined && row.address === null) {
      messages.set(session, key, { ...row, address });
      return [{ known: true }];
    }
  } else if (known.address !== address) await plantCopy(session, known, address, session.now());
  return [{ known: true }];
}

/** A row for one more copy on the screen. */
async function plantCopy(
  session: Session,
  known: MessageRow,
  address: string,
  now: number,
): Promise<void> {
  const row: MessageRow = {
    ...known,
    ...{
      occasion: `${known.occasion}~${address}`,
      priority: 1,
      wanted_version: 1,
      shown_version: 0,
      shown_hash: null,
      address,
      not_before: now,
    },
    ...{
      lease_until: null,
      lease_by: null,
      attempt: 0,
      failures: 0,
      unsure: false,
      state: "live",
      code: null,
    },
  };
  const { messages } = session.shelf;
  if ((await messages.lock(session, messageKey(row))) === undefined)
    messages.set(session, messageKey(row), row);
}

/** `claimWaiting`: what nobody sends and whose time has come, the most urgent first; what somebody holds is passed over. */
export function claim(
  session: Session,
  limit: number,
  features: readonly string[],
  platforms: readonly string[],
): MessageRow[] {
  const { shelf } = session;
  const now = session.now();
  const mine = (m: MessageRow) =>
    features.includes(m.feature) &&
    platforms.includes(shelf.accounts.get(session, m.account_id)?.platform ?? "");
  const waiting = [...shelf.messages.rows(session)]
    .map(([, row]) => row)
    .filter(
      (m) => m.state === "live" && m.wanted_version > m.shown_version && isFree(m, now) && mine(m),
    )
    .toSorted((a, b) => a.priority - b.priority || a.created_at - b.created_at || byKey(a, b));
  const leased: MessageRow[] = [];
  for (const m of waiting) {
    if (leased.length === limit) break;
    if (!shelf.messages.tryLock(session, messageKey(m))) continue;
    const row = {
      ...m,
      attempt: m.attempt + 1,
      lease_by: null,
      lease_until: now + lease,
      shown_hash: hashKnown(m, now),
      unsure: m.unsure || mayBeShown(m, now),
    };
    shelf.messages.set(session, messageKey(m), row);
    leased.push(row);
  }
  return leased;
}

interface Outcome {
  readonly feature: string;
  readonly subject: string;
  readonly view: string;
  readonly account_id: string;
  readonly occasion: string;
  readonly attempt: number;
  readonly version: number;
  readonly become: "shown" | "ended" | "waits";
  readonly hash?: string;
  readonly address?: string;
  readonly wait?: number;
  readonly code?: string;
  readonly failed?: boolean;
  readonly unsure?: boolean;
  readonly doubt?: boolean;
}

/** `Results`: what came of attempts, where the attempt is still ours. */
export async function settle(
  session: Session,
  outcomes: readonly Outcome[],
): Promise<{ behind: boolean }[]> {
  const { messages } = session.shelf;
  const behind: { behind: boolean }[] = [];
  for (const r of outcomes.toSorted((a, b) => (messageKey(a) < messageKey(b) ? -1 : 1))) {
    const key = messageKey(r);
    if (messages.get(session, key)?.attempt !== r.attempt) continue;
    const m = await messages.lock(session, key);
    if (m === undefined || m.attempt !== r.attempt) continue;
    const now = session.now();
    if (m.address !== null && r.address !== undefined && m.address !== r.address)
      await plantCopy(session, m, m.address, now);
    const row: MessageRow = {
      ...m,
      shown_version: r.become === "shown" ? r.version : m.shown_version,
      shown_hash: r.doubt === true ? null : (r.hash ?? m.shown_hash),
      address: r.address ?? m.address,
      code: r.code ?? null,
      state: r.become === "ended" ? "ended" : m.state,
      not_before: r.become === "waits" ? now + (r.wait ?? 0) : m.not_before,
      failures:
        r.become === "shown" ? 0 : r.failed === true ? Math.min(m.failures + 1, 100) : m.failures,
      unsure: (r.become !== "shown" && m.unsure) || r.unsure === true,
      ...{ lease_until: null, lease_by: null },
    };
    messages.set(session, key, row);
    behind.push({
      behind:
        row.state === "live" && row.wanted_version > row.shown_version && row.not_before <= now,
    });
  }
  return behind;
}
