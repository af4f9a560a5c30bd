import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Effect, Priority } from "../../kernel/decision.ts";
import type { AccountId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import {
  type Claimed,
  afterLostLease,
  ghostMark,
  isFree,
  leaseEnd,
  lockedColumns,
  onLocked,
} from "./claims.ts";
import type { Tx } from "../database/database.ts";
import type { Follow } from "../follows.ts";
import { type Part, leasing, redrawnFromFree, toldAccounts } from "./leasing.ts";

/** Everything a transaction leaves behind besides the feature's own tables. */
export interface Outputs {
  readonly feature: string;
  readonly at: Instant;
  readonly subject?: SubjectId;
  readonly version?: number;
  readonly by?: string;
  readonly delivery?: string;
  /** `transaction` is what its leases go by, so that they are found again should nobody hear of its commit. */
  readonly said: { readonly transaction?: string };
  readonly journal?: readonly {
    readonly number: number;
    readonly at: Instant;
    readonly event: object;
  }[];
  readonly effects?: readonly Effect[];
  readonly follows?: readonly Follow[];
  /** A message that showed what is no longer so: draw it again whatever it holds. */
  readonly stale?: {
    readonly feature: string;
    readonly subjects: readonly string[];
    readonly view: string;
    readonly occasion: string;
    readonly account: AccountId;
  };
}

/** One look at the clock for a statement that asks several times: the answers must agree. */
const moment = "(select now from moment)";

export const rank: Readonly<Record<Priority, number>> = { page: 0, receipt: 1, edit: 2, later: 3 };

/**
 * Writes journal, messages, timers and the stored answer in one statement, of which only the parts are sent that have
 * something to write. What must be sent is leased to this
 * instance right here, so that a page leaves without another look at the database; should we die, the lease runs out.
 */
export async function write(tx: Tx, outputs: Outputs): Promise<Claimed[]> {
  const { journal = [], effects = [], stale } = outputs;
  const tells = tellsOf(effects);
  const timers = timersOf(outputs);
  const homes = homesOf(effects);
  const redraw = effects.some((effect) => effect.do === "redraw");
  const token = outputs.said.transaction ?? randomUUID();

  // In this order everywhere: two transactions that touch the same rows would otherwise wait for each other.
  const parts = [
    ...(journal.length === 0 ? [] : [journalPart(outputs, journal)]),
    ...(tells.length === 0 ? [] : [toldPart(outputs, tells, token)]),
    ...(redraw ? [redrawnPart(outputs, tells.length > 0, token)] : []),
    ...(stale === undefined || redraw ? [] : [stalePart(stale)]),
    ...(homes.length === 0 ? [] : [homesPart(homes)]),
    ...(timers.length === 0 ? [] : [timersPart(timers)]),
    ...(outputs.delivery === undefined ? [] : [answeredPart(outputs, outputs.delivery)]),
  ];
  if (parts.length === 0) return [];
  return leasing(tx, parts, { tells: tells.length > 0, redraws: redraw }, token);
}

/** Whose home pages are to be refreshed. */
export const homesOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.do === "refreshHome" ? effect.people : []));

const subjectOf = ({ subject }: Outputs) => sql`${subject ?? null}::uuid`;

const journalPart = (outputs: Outputs, journal: object): Part => sql`journal as (
      insert into handrail.journal (organisation_id, feature, subject, version, number, at, by, event)
      select handrail.organisation(), ${outputs.feature}, ${subjectOf(outputs)}, ${outputs.version ?? 0}::bigint, j.number, to_timestamp(j.at / 1000.0), ${outputs.by ?? null}::uuid, j.event
      from jsonb_to_recordset(${JSON.stringify(journal)}::jsonb) j(number int, at double precision, event jsonb)
    )`;

export const tellsOf = (effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.do === "tell"
      ? [
          {
            view: effect.view,
            occasion: effect.occasion,
            priority: rank[effect.priority],
            person: "person" in effect.to ? effect.to.person : null,
            account: "account" in effect.to ? effect.to.account : null,
          },
        ]
      : [],
  );

const toldPart = (outputs: Outputs, tells: object, token: string): Part => sql`wanted as (
      select distinct on (t.view, a.account_id, t.occasion) t.view, t.occasion, t.priority, a.account_id
      from jsonb_to_recordset(${JSON.stringify(tells)}::jsonb) t(view text, occasion text, priority smallint, person uuid, account uuid)
      ${toldAccounts}
      order by t.view, a.account_id, t.occasion
    ), moment as materialized (
      select handrail.now() as now
    ), told as (
      insert into handrail.messages (organisation_id, feature, subject, view, account_id, occasion, priority, wanted_version, not_before, lease_until, lease_by, attempt, created_at)
      select handrail.organisation(), ${outputs.feature}, ${subjectOf(outputs)}, view, account_id, occasion, priority, 1, moment.now,
        ${leaseEnd("moment.now")}, ${token}::text, 1, moment.now from wanted cross join moment
      on conflict (organisation_id, feature, subject, view, account_id, occasion) do update set wanted_version = messages.wanted_version + 1, state = 'live',
        ${afterLostLease("messages", moment)},
        attempt = case when ${isFree("messages", moment)} then messages.attempt + 1 else messages.attempt end,
        lease_by = case when ${isFree("messages", moment)} then excluded.lease_by else messages.lease_by end,
        lease_until = case when ${isFree("messages", moment)} then excluded.lease_until else messages.lease_until end
      returning *
    )`;

/** @param tells whether messages are also told: those are up to date already */
const redrawnPart = (
  outputs: Outputs,
  tells: boolean,
  token: string,
): Part => sql`free as materialized (
      select ${lockedColumns}, ${isFree("messages")} as now
      from handrail.messages where organisation_id = handrail.organisation() and feature = ${outputs.feature} and subject = ${subjectOf(outputs)} and state = 'live'
        ${tells ? sql`and not exists (select 1 from wanted where wanted.view = messages.view and wanted.account_id = messages.account_id and wanted.occasion = messages.occasion)` : sql``}
      order by view, account_id, occasion for update
    ), ${redrawnFromFree(token)}`;

const stalePart = (stale: NonNullable<Outputs["stale"]>): Part => sql`stale as (
      update handrail.messages set wanted_version = wanted_version + 1, shown_hash = null
      where organisation_id = handrail.organisation() and feature = ${stale.feature} and subject = any(${[...stale.subjects]}::uuid[]) and view = ${stale.view}
        and account_id = ${stale.account}::uuid and occasion = ${stale.occasion} and state = 'live'
    )`;

/** In one order everywhere, and last: two requests that touch the same people would otherwise wait for each other. */
const homesPart = (people: readonly string[]): Part => sql`home as materialized (
      select ${lockedColumns} from handrail.messages
      where organisation_id = handrail.organisation() and feature = 'home' and subject = any(${[...people]}::uuid[]) and state = 'live'
      order by subject, view, account_id, occasion for update
    ), homes as (
      insert into handrail.messages as m (${lockedColumns}) select ${lockedColumns} from home
      ${onLocked} wanted_version = m.wanted_version + 1
    )`;

export const timersPart = (timers: object): Part => sql`timers as (
      insert into handrail.timers (organisation_id, feature, subject, command, due_at)
      select handrail.organisation(), t.feature, t.subject, t.command, t.at
      from jsonb_to_recordset(${JSON.stringify(timers)}::jsonb) t(feature text, subject uuid, command text, at timestamptz)
      on conflict (organisation_id, feature, subject, command) do update set due_at = excluded.due_at
    )`;

const answeredPart = (outputs: Outputs, delivery: string): Part => sql`answered as (
      update handrail.inbox set feature = ${outputs.feature}, subject = ${subjectOf(outputs)}, answer = ${JSON.stringify(outputs.said)}::jsonb
      where organisation_id = handrail.organisation() and delivery = ${delivery}
    )`;

/** One row for each key, where the last wish counts: an upsert cannot touch a row twice. In one order everywhere. */
export function timersOf({
  feature,
  subject,
  at,
  effects = [],
  follows = [],
}: Pick<Outputs, "feature" | "subject" | "at" | "effects" | "follows">) {
  const rows = [
    ...effects.flatMap((effect) =>
      effect.do === "later" ? [{ feature, subject, command: effect.command, at: effect.at }] : [],
    ),
    ...follows.map((follow) => ({ ...follow, at })),
  ];
  const key = (row: (typeof rows)[number]) => `${row.feature} ${row.subject} ${row.command}`;
  const last = new Map(
    rows.map((row) => [key(row), { ...row, at: new Date(row.at).toISOString() }]),
  );
  return [...last].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/**
 * A message shown twice because nobody could be sure that the first arrived: the copy is adopted at its first click, and
 * drawn from then on like the one we know. @returns whether this account was ever sent such a message
 */
export async function adoptGhost(
  tx: Tx,
  ghost: {
    feature: string;
    subject: SubjectId;
    view: string;
    occasion: string;
    account: AccountId;
    address: string;
  },
): Promise<boolean> {
  const it = sql`organisation_id = handrail.organisation() and feature = ${ghost.feature} and subject = ${ghost.subject}
        and view = ${ghost.view} and account_id = ${ghost.account} and occasion = ${ghost.occasion}`;
  const { rows } = await sql<{ known: boolean }>`
    with known as (
      select * from handrail.messages where ${it}
    ), found as (
      update handrail.messages set address = ${ghost.address} where ${it} and address is null returning 1
    ), copied as (
      insert into handrail.messages (organisation_id, feature, subject, view, account_id, occasion, priority, wanted_version, address, not_before, created_at)
      select organisation_id, feature, subject, view, account_id, occasion || ${ghostMark + ghost.address}::text, priority, 1, ${ghost.address}, handrail.now(), created_at
      from known where address is not null and address <> ${ghost.address} and not exists (select 1 from found)
      on conflict do nothing
    )
    select exists (select 1 from known) as known`.execute(tx);
  return rows[0]?.known === true;
}
