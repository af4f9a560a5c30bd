import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Effect } from "../../kernel/decision.ts";
import type { AccountId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Rows, Statement } from "../database/commit.ts";
import type { Tx } from "../database/database.ts";
import type { Follow } from "../follows.ts";
import { type Claimed, isFree, lockedColumns, onLocked, startByNow } from "./claims.ts";
import { type Part, leasing, redrawnFromFree } from "./leasing.ts";
import { type OutsideRow, outsidePart } from "./outside.ts";
import { timersOf, timersPart } from "./timers.ts";
import { tellsOf, toldPart } from "./told.ts";
import { undeliveredPart } from "./undelivered.ts";

/** Everything a transaction leaves behind besides the feature's own tables. */
export interface Outputs {
  readonly feature: string;
  readonly at: Instant;
  readonly subject?: SubjectId | undefined;
  readonly version?: number;
  readonly by?: string | undefined;
  readonly delivery?: string | undefined;
  /** `transaction` is what its leases go by, so that they are found again should nobody hear of its commit. */
  readonly said: { readonly transaction?: string | undefined };
  readonly journal?: readonly {
    readonly number: number;
    readonly at: Instant;
    readonly event: object;
  }[];
  readonly effects?: readonly Effect[];
  readonly follows?: readonly Follow[];
  /** For other systems. */
  readonly outside?: readonly OutsideRow[];
  /** A message that showed what is no longer so: draw it again whatever it holds. */
  readonly disproved?:
    | {
        readonly feature: string;
        readonly subjects: readonly string[];
        readonly view: string;
        readonly occasion: string;
        readonly account: AccountId;
      }
    | undefined;
  /** The feature whose messages are people's home pages. Absent: there are none to refresh. */
  readonly pages?: string | undefined;
  /** What is told `later` is told in turns (told.ts). */
  readonly paced?: boolean;
}

/** A statement that leaves messages, and what it leases. */
export interface Leaving {
  /** Absent, where there is nothing to leave. */
  readonly statement: Statement | undefined;
  /** From its rows: what this instance must send now. */
  claimed(rows: Rows): Claimed[];
}

/**
 * Journal, messages, timers and the stored answer in one statement, of which only the parts are sent that have something to
 * write. What must be sent is leased to this instance right here, so that a page leaves without another look at the database;
 * if we die, the lease runs out.
 */
export function leaveBehind(outputs: Outputs): Leaving {
  const { journal = [], effects = [], outside = [], disproved, pages } = outputs;
  const tells = tellsOf(effects);
  const timers = timersOf(outputs);
  const people = pages === undefined ? [] : peopleToRefresh(effects);
  const others = effects.flatMap((effect) => (effect.do === "refreshCards" ? effect.of : []));
  const redraw = effects.some((effect) => effect.do === "redraw");
  const token = outputs.said.transaction ?? randomUUID();

  // In this order everywhere: two transactions that touch the same rows would otherwise wait for each other.
  const parts = [
    ...(journal.length === 0 ? [] : [journalPart(outputs, journal)]),
    ...(tells.length === 0
      ? []
      : [
          toldPart(outputs, tells, token, outputs.paced === true),
          undeliveredPart(outputs.feature, outputs.subject),
        ]),
    ...(redraw ? [redrawnPart(outputs, tells.length > 0, token)] : []),
    ...(disproved === undefined || redraw ? [] : [disprovedPart(disproved)]),
    ...[...new Set(others)].map((of) => refreshedPart("card", of, [outputs.subject ?? ""])),
    ...(pages === undefined || people.length === 0 ? [] : [refreshedPart("home", pages, people)]),
    ...(timers.length === 0 ? [] : [timersPart(timers)]),
    ...(outside.length === 0 ? [] : [outsidePart(outside)]),
    ...(outputs.delivery === undefined ? [] : [answeredPart(outputs, outputs.delivery)]),
  ];
  const startBy = startByNow();
  return {
    statement:
      parts.length === 0
        ? undefined
        : leasing(parts, { tells: tells.length > 0, redraws: redraw }, token),
    claimed: (rows) =>
      rows.map((row) => ({ ...(row as unknown as Omit<Claimed, "startBy">), startBy })),
  };
}

/** The same for a transaction that goes on afterwards. */
export async function write(tx: Tx, outputs: Outputs): Promise<Claimed[]> {
  const { statement, claimed } = leaveBehind(outputs);
  if (statement === undefined) return [];
  const { rows } = await statement.execute(tx);
  return claimed(rows as Rows);
}

const peopleToRefresh = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => (effect.do === "refreshHome" ? effect.people : []));

const journalPart = (outputs: Outputs, journal: object): Part => sql`journal as (
      insert into handrail.journal (organisation_id, feature, subject, version, number, at, by, event)
      select handrail.organisation(), ${outputs.feature}, ${outputs.subject ?? null}::uuid, ${outputs.version ?? 0}::bigint, j.number, to_timestamp(j.at / 1000.0), ${outputs.by ?? null}::uuid, j.event
      from jsonb_to_recordset(${JSON.stringify(journal)}::jsonb) j(number int, at double precision, event jsonb)
    )`;

/** @param tells whether messages are also told: those are up to date already */
const redrawnPart = (
  outputs: Outputs,
  tells: boolean,
  token: string,
): Part => sql`free as materialized (
      select ${lockedColumns}, ${isFree("messages")} as now
      from handrail.messages where organisation_id = handrail.organisation() and feature = ${outputs.feature} and subject = ${outputs.subject ?? null}::uuid and state = 'live'
        ${tells ? sql`and not exists (select 1 from wanted where wanted.view = messages.view and wanted.account_id = messages.account_id and wanted.occasion = messages.occasion)` : sql``}
      order by view, account_id, occasion for update
    ), ${redrawnFromFree(token)}`;

const disprovedPart = (disproved: NonNullable<Outputs["disproved"]>): Part => sql`disproved as (
      update handrail.messages set wanted_version = wanted_version + 1, shown_hash = null
      where organisation_id = handrail.organisation() and feature = ${disproved.feature} and subject = any(${[...disproved.subjects]}::uuid[]) and view = ${disproved.view}
        and account_id = ${disproved.account}::uuid and occasion = ${disproved.occasion} and state = 'live'
    )`;

/** In one order everywhere, and last: two requests that touch the same people would otherwise wait for each other. */
const refreshedPart = (
  name: "card" | "home",
  of: string,
  subjects: readonly string[],
): Part => sql`${sql.raw(name)} as materialized (
      select ${lockedColumns} from handrail.messages
      where organisation_id = handrail.organisation() and feature = ${of} and subject = any(${[...subjects]}::uuid[]) and state = 'live'
      order by subject, view, account_id, occasion for update
    ), ${sql.raw(`${name}s`)} as (
      insert into handrail.messages as m (${lockedColumns}) select ${lockedColumns} from ${sql.raw(name)}
      ${onLocked} wanted_version = m.wanted_version + 1
    )`;

const answeredPart = (outputs: Outputs, delivery: string): Part => sql`answered as (
      update handrail.inbox set feature = ${outputs.feature}, subject = ${outputs.subject ?? null}::uuid, answer = ${JSON.stringify(outputs.said)}::jsonb
      where organisation_id = handrail.organisation() and delivery = ${delivery}
    )`;
