import { sql } from "kysely";
import type { Given } from "../../kernel/decision.ts";
import type { AccountId, OrganisationId, PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Tx } from "../database/database.ts";
import { together } from "../database/together.ts";
import type { AnyFeature, Find, Shell, Wanted } from "../feature.ts";
import { type Work, chance } from "../work.ts";
import { Outdated } from "./attempts.ts";
import { type Claim, claimDelivery } from "./claim.ts";
import { lockTimer } from "./timer.ts";

/*
 * The first round trip of a command. Every transaction locks in this order: the delivery, the
 * person, the subject, the timer. Then comes what the feature's own reading locks, the row of
 * `pace`, and messages in the order of their keys. With one order, two transactions never wait for
 * each other in a circle.
 */

/**
 * Why a gesture is not carried out: the account is unknown or has no person yet, is a guest, is of
 * another company or no longer of this one, or has no rights.
 */
export type Stranger = "unknown" | "guest" | "outside" | "unlisted";

/** The subject as it is locked, the instant that decides, and what the feature asked for. */
export interface Found {
  readonly state: unknown;
  readonly version: number;
  readonly given: Given;
  readonly facts: unknown;
}
export type Reading =
  | { readonly stranger: Stranger }
  /** The timer was moved or is gone. */
  | { readonly superseded: true }
  | { readonly repeats: { readonly by: PersonId; readonly via: AccountId } }
  | Found;

/**
 * Claims the delivery, locks the subject and reads the facts, in one round trip. @throws {Outdated}
 */
export async function read(tx: Tx, shell: Shell, work: Work): Promise<Reading> {
  const { feature, organisation, source, command, note } = work;
  const from = "by" in source ? source.by : undefined;
  // The directory's guess. The claim decides who it is.
  const by = from && shell.organisation.byAddress.get(addressOf(from))?.person;
  const find = source.subject === undefined ? by && { by } : { subject: source.subject };
  const wanted: Wanted<unknown> = { by, subject: source.subject, command, note };
  const isKnown = from === undefined || by !== undefined;

  const [claim, loaded, dueAt, own] = await together(
    "by" in source ? claimDelivery(tx, source.by, source.delivery) : undefined,
    isKnown && find ? loadLocked(tx, feature, organisation, find) : undefined,
    "timer" in source ? lockTimer(tx, feature.name, source.subject, source.timer) : undefined,
    isKnown ? feature.store?.read?.(tx, shell, wanted) : undefined,
  );

  const stranger = claim && strangerOf(claim);
  if (stranger !== undefined) return { stranger };
  if (claim !== undefined && claim.person !== by) throw new Outdated();
  if (loaded === undefined || loaded.revision > shell.organisation.revision) throw new Outdated();
  const via = claim?.account ?? undefined;
  if (claim?.first === false && by !== undefined && via !== undefined)
    return { repeats: { by, via } };
  const { state, version, now } = loaded;
  const at = state === undefined ? now : Math.max(now, feature.rules.lastAt(state));
  // Compared with the instant that decides. After a clock was set back, the rules would otherwise
  // find the timer too early.
  if ("timer" in source && (dueAt === undefined || dueAt > at)) return { superseded: true };

  const given: Given = { at, by, via, subject: source.subject, ...chance(work) };
  const locked = { state, command, note, given };
  const more = (await feature.store?.readMore?.(tx, shell, locked, own)) ?? own;
  const facts: unknown = await feature.store?.facts?.(shell, locked, more);
  return { state, version, given, facts };
}

const addressOf = (from: { platform: string; workspace: string; account: string }) =>
  `${from.platform} ${from.workspace} ${from.account}`;

/**
 * The account has no person: we met it before the file named them. So we ask the platform again.
 */
function strangerOf({ account, kind, person, listed }: Claim): Stranger | undefined {
  if (account === null) return "unknown";
  if (kind !== "member") return kind === "guest" ? "guest" : "outside";
  if (person === null) return "unknown";
  return listed === true ? undefined : "unlisted";
}

interface Loaded {
  readonly state: unknown;
  readonly version: number;
  readonly now: Instant;
  /** Of the directory, as this transaction sees it. */
  readonly revision: number;
}

const nothingStored = sql`select null::jsonb as state, null::bigint as version where false`;

/** The statement that locks a feature's subject. */
export const lockOf = (feature: AnyFeature, organisation: OrganisationId, find: Find) =>
  feature.store?.load?.(organisation, find) ?? nothingStored;

/** The time is read after the lock: a CTE that locks is finished before the outer select runs. */
async function loadLocked(
  tx: Tx,
  feature: AnyFeature,
  organisation: OrganisationId,
  find: Find,
): Promise<Loaded> {
  const { rows } = await sql<{
    state: unknown;
    version: number | null;
    now: number;
    revision: number | null;
  }>`
    with locked as materialized (${lockOf(feature, organisation, find)})
    select locked.state, locked.version, handrail.now() as now, (
      select revision from handrail.organisations
      where organisation_id = handrail.organisation()) as revision
    from (select 1) one left join locked on true`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error("the load returned no row");
  return {
    state: row.state === null ? undefined : row.state,
    version: row.version ?? 0,
    now: row.now,
    revision: row.revision ?? 0,
  };
}
