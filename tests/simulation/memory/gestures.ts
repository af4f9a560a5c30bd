import { setAccount } from "./people.ts";
import { type Meanings, type Rows, all, at, some } from "./meaning.ts";
import { timerKey } from "./rows.ts";
import type { Session } from "./session.ts";

/* locks.ts and unprompted.ts: deliveries are claimed, timers taken and put off; and the locks of a whole organisation. */

export const gestureMeanings: Meanings = [
  ["insert into handrail.inbox", claimDelivery],
  [
    `select "subject", "answer" from "handrail"."inbox"`,
    (s, _, [delivery]) => some(s.shelf.inbox.get(s, String(delivery))),
  ],
  ["delete from handrail.timers where organisation_id", takeTimer],
  ["update handrail.timers set due_at", postpone],
  // Of features that keep nothing: every look begins from nothing.
  [
    "select null::jsonb as state",
    (s) => [
      {
        state: null,
        version: null,
        now: s.now(),
        revision: all(s, "organisations")[0]?.["revision"],
      },
    ],
  ],
  [/select pg_advisory_xact_lock\(hashtext/, alone],
];

/** Held until the transaction ends, like a row. */
async function alone(session: Session, text: string): Promise<Rows> {
  await session.shelf.advisory.lock(session, /'(handrail \w+) '/.exec(text)?.[1] ?? text);
  return [];
}

async function claimDelivery(
  session: Session,
  text: string,
  values: readonly unknown[],
): Promise<Rows> {
  const { shelf } = session;
  const [platform, workspace, account] = values;
  const delivery = String(at(text, values, /select handrail\.organisation\(\), \$(\d+)/));
  const who = all(session, "accounts").find(
    (a) => a.platform === platform && a.workspace === workspace && a.account === account,
  );
  const listed = who === undefined ? null : (shelf.people.get(session, who.person)?.listed ?? null);
  if (who === undefined) return [{ first: false, account: null, person: null, kind: null, listed }];
  let first = false;
  if (
    who.kind === "member" &&
    listed === true &&
    (await shelf.inbox.lock(session, delivery)) === undefined
  ) {
    shelf.inbox.set(session, delivery, { delivery, subject: null, answer: null });
    first = true;
  }
  if (who.blocked !== null) await setAccount(session, who.account_id, { blocked: null });
  await shelf.people.lock(session, who.person);
  return [{ first, account: who.account_id, person: who.person, kind: who.kind, listed }];
}

async function takeTimer(
  session: Session,
  text: string,
  values: readonly unknown[],
): Promise<Rows> {
  const [feature, subject, command] = values.map(String);
  const until = at(text, values, /due_at <= \$(\d+)/) as Date;
  const timer = { feature: String(feature), subject: String(subject), command: String(command) };
  return (await takeOne(session, timer, until.getTime())) ? [{}] : [];
}

export async function takeOne(
  session: Session,
  timer: Parameters<typeof timerKey>[0],
  until: number,
): Promise<boolean> {
  const key = timerKey(timer);
  if (session.shelf.timers.get(session, key) === undefined) return false;
  const row = await session.shelf.timers.lock(session, key);
  if (row === undefined || row.due_at > until) return false;
  session.shelf.timers.set(session, key, undefined);
  session.took.push(key);
  return true;
}

async function postpone(
  session: Session,
  _: string,
  [feature, subject, command, seconds]: readonly unknown[],
): Promise<Rows> {
  const key = timerKey({
    feature: String(feature),
    subject: String(subject),
    command: String(command),
  });
  if (session.shelf.timers.get(session, key) === undefined) return [];
  const row = await session.shelf.timers.lock(session, key);
  const now = session.now();
  if (row !== undefined && row.due_at <= now)
    session.shelf.timers.set(session, key, { ...row, due_at: now + Number(seconds) * 1_000 });
  return [];
}
