import { type RawBuilder, sql } from "kysely";
import type { AccountId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Tx } from "../database/database.ts";

/** A message this instance has leased and must bring up to date now. */
export interface Claimed {
  readonly organisation_id: string;
  readonly feature: string;
  readonly subject: SubjectId;
  readonly view: string;
  readonly account_id: AccountId;
  readonly occasion: string;
  readonly priority: number;
  readonly wanted_version: number;
  readonly shown_hash: string | null;
  readonly address: string | null;
  /** The fence: what another attempt has taken over, this one's result no longer touches. */
  readonly attempt: number;
  /** Calls in a row that did not show it. */
  readonly failures: number;
  /** It may be on somebody's screen already, and nobody knows where. */
  readonly unsure: boolean;
  readonly created_at: Instant;
  /** The latest moment, by `performance.now()`, at which a call may still begin: it then ends before the lease does. */
  readonly startBy: number;
}

/** Between an occasion and the address of a copy that nobody knew of: see `adoptPressed`. */
export const ghostMark = "~";
/** The occasion that a copy is of, as views know it. */
export const occasionOf = (occasion: string): string => occasion.split(ghostMark)[0] ?? occasion;

/** The rank of a message that only waits to be removed: after everything that anybody waits for. */
export const removalRank = 4;

/** Longer than a call's own timeout of 5 s, so that nobody takes over a message that is still on its way. */
const leaseSeconds = 8;
/** A call takes 5 s at most; half a second is for a busy processor. */
const startWithin = (leaseSeconds - 5.5) * 1_000;

const columns =
  "organisation_id, feature, subject, view, account_id, occasion, priority, wanted_version, shown_hash, address, attempt, failures, unsure, created_at";

/** Nobody is sending it right now, and it need not wait. */
export const isFree = (table: string, now = "handrail.now()") =>
  sql.raw(`(coalesce(${table}.lease_until <= ${now}, true) and ${table}.not_before <= ${now})`);

/**
 * Of a message whose lease ran out: whoever had it died before saying what came of it. A post may stand somewhere; after an
 * edit nobody knows what the screen shows.
 */
export const afterLostLease = (table: string, now = "handrail.now()") =>
  sql.raw(`unsure = ${table}.unsure or coalesce(${table}.lease_until <= ${now} and ${table}.address is null, false),
        shown_hash = case when ${table}.lease_until <= ${now} then null else ${table}.shown_hash end`);

export const leaseEnd = (now = "handrail.now()") =>
  sql`${sql.raw(now)} + make_interval(secs => ${leaseSeconds})`;

/** What a statement returns of the messages that it leased. */
export const claimedColumns = (table?: string) =>
  sql.raw(
    table === undefined
      ? columns
      : columns
          .split(", ")
          .map((column) => `${table}.${column}`)
          .join(", "),
  );

/**
 * Rows that a CTE has locked are changed by an upsert that always finds them: `insert … (lockedColumns) select … onLocked`.
 * A join leaves the planner a choice, and one made while the table was small and kept for a prepared statement reads every
 * message of the organisation for each row (600 requests: 81 ms a statement instead of 0.3).
 */
export const lockedColumns = sql.raw(
  "organisation_id, feature, subject, view, account_id, occasion, priority, wanted_version, not_before, created_at",
);
export const onLocked = sql.raw(
  "on conflict (organisation_id, feature, subject, view, account_id, occasion) do update set",
);

/** What a transaction leased about a subject whose commit nobody heard of: its own still, and leased afresh for the time that went by. */
export const claimOwn = (
  tx: Tx,
  token: string,
  { feature, subject }: Pick<Claimed, "feature" | "subject">,
): Promise<Claimed[]> =>
  claiming(
    tx,
    sql`update handrail.messages set lease_until = ${leaseEnd()} where organisation_id = handrail.organisation() and feature = ${feature} and subject = ${subject}::uuid
      and state = 'live' and lease_by = ${token} and lease_until > handrail.now() returning ${claimedColumns()}`,
  );

/** Of what a statement leases that is sent now. */
export const startByNow = (): number => performance.now() + startWithin;

/** Runs a statement that leases. The lease is as old as the statement, not as its answer. */
async function claiming(
  tx: Tx,
  statement: RawBuilder<Omit<Claimed, "startBy">>,
): Promise<Claimed[]> {
  const startBy = startByNow();
  const { rows } = await statement.execute(tx);
  return rows.map((row) => ({ ...row, startBy }));
}

/**
 * Leases what waits: messages whose time has come and that nobody is sending, the most urgent first. What is chosen is
 * materialized: as a subquery it may be run again for every row, and then chooses others each time, past its limit. "offset
 * 0": looked up for each message that waits. As a join it was planned from the accounts, and read what had waited since the
 * last vacuum for each of them (360 accounts, 7,000 requests: 300 ms, with everybody else behind it).
 * Those whose turn has not come (told.ts) are passed over in the index, which a clock asked for every row would keep from being used.
 * Whose lease it was before finds it again no more (`claimOwn`). What is to be removed is leased apart, a few at a time:
 * it takes no place of what is to be shown.
 * @param mine what this instance can draw and where it can send: during a rollout another one knows more.
 */
export function claimWaiting(
  tx: Tx,
  limit: number,
  mine: { readonly features: readonly string[]; readonly platforms: readonly string[] },
  which: "to show" | "to remove" = "to show",
): Promise<Claimed[]> {
  const ranks =
    which === "to show" ? sql`priority < ${removalRank}` : sql`priority = ${removalRank}`;
  return claiming(
    tx,
    sql`
      with moment as materialized (
        select handrail.now() as now
      ), w as materialized (
        select organisation_id, feature, subject, view, account_id, occasion, priority, wanted_version, not_before, created_at from handrail.messages
        where feature = any(${[...mine.features]}::text[]) and exists (select 1 from handrail.accounts a where a.organisation_id = messages.organisation_id
          and a.account_id = messages.account_id and a.platform = any(${[...mine.platforms]}::text[]) offset 0) and organisation_id = handrail.organisation() and state = 'live' and wanted_version > shown_version and ${ranks} and ${isFree("messages", "(select now from moment)")}
        order by priority, created_at, account_id, view, occasion limit ${limit} for update skip locked
      )
      insert into handrail.messages as m (${lockedColumns}) select ${lockedColumns} from w
      ${onLocked} attempt = m.attempt + 1, lease_by = null, lease_until = ${leaseEnd()}, ${afterLostLease("m")}
      returning ${claimedColumns("m")}`,
  );
}
