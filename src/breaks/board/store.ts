import { sql } from "kysely";
import type { AccountId, PersonId, TeamName } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { floor } from "../../people/floor.ts";
import { type PromiseNow, promisesNow } from "../../people/promises.ts";
import { type RequestNow, requestsNow } from "../../people/requests.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Organisation } from "../../runtime/directory/directory.ts";
import type { Shell } from "../../runtime/feature.ts";
import { limitOf } from "../pool.ts";
import { poolOf, settingsOf } from "../settings.ts";

/**
 * What supervisors see: now, and only this (docs/features.md B4). No reason, no history, no count by person: none of
 * these is read, so none can be shown.
 */
export interface BoardNow {
  readonly away: readonly AwayNow[];
  readonly waiting: readonly PersonId[];
  /** They go when their call is over. */
  readonly soon: readonly PersonId[];
  readonly requests: readonly RequestNow[];
  /** Of the teams that the reader runs. */
  readonly promises: readonly PromiseNow[];
  readonly onShift: readonly PersonId[];
}
export interface AwayNow {
  readonly person: PersonId;
  readonly until: Instant;
}
/** An offer is between Handrail and the person: it says what their call was, so it is not read. */
const shown = sql<boolean>`status in ('away', 'queued', 'afterCall')`;

/** The very columns that may be read of a break. */
export const breaksNow = (tx: Tx) =>
  tx.selectFrom("breaks").select(["person", "status", "until"]).where(shown).orderBy("person");

export async function readBoard(
  tx: Tx,
  shell: Shell,
  /** Whose promises are read too. */
  teams: readonly TeamName[],
  now: Instant,
): Promise<BoardNow> {
  const { organisation } = shell;
  const everybody = [...organisation.people.values()]
    .filter((p) => p.listed && p.agentOf.length > 0)
    .map((p) => p.id);
  const [breaks, requests, there, promises] = await together(
    breaksNow(tx).execute(),
    requestsNow(tx).execute(),
    floor(tx, organisation, everybody, now),
    promisesNow(tx, teams),
  );
  return {
    away: breaks.flatMap(({ person, until }) => (until === null ? [] : [{ person, until }])),
    // Who has five minutes while they wait is away, as after any five minutes that somebody takes.
    waiting: breaks
      .filter(({ status, until }) => status === "queued" && until === null)
      .map(({ person }) => person),
    soon: breaks.filter(({ status }) => status === "afterCall").map(({ person }) => person),
    requests,
    promises,
    onShift: there.filter((p) => p.onShift && !p.inBreak).map((p) => p.person),
  };
}

/** The newest copy of the card in each of somebody's accounts; earlier ones point to it. */
export async function copiesOf(tx: Tx, person: PersonId): Promise<ReadonlyMap<AccountId, string>> {
  const rows = await tx
    .selectFrom("messages")
    .select(({ fn }) => ["account_id", fn.max("occasion").as("occasion")])
    .where("feature", "=", "home")
    .where("subject", "=", person)
    .where("view", "=", "board")
    .where("state", "=", "live")
    .groupBy("account_id")
    .execute();
  return new Map(rows.map((row) => [row.account_id, row.occasion]));
}

/** A supervisor's part of it: the people and requests of the teams they run. */
export interface OwnBoard extends BoardNow {
  readonly teams: readonly TeamName[];
  readonly pools: readonly PoolNow[];
  readonly promises: readonly OwnPromise[];
}
/** Nobody has it any more where its holder has left. */
export interface OwnPromise extends PromiseNow {
  readonly orphan: boolean;
}
/** How many of a queue may be away, for the planning figure. */
export interface PoolNow {
  readonly teams: readonly TeamName[];
  readonly staffed: number;
  readonly limit: number;
  /** Of them, away right now. */
  readonly away: number;
}

export function boardOf(
  board: BoardNow,
  organisation: Organisation,
  supervisor: PersonId,
): OwnBoard {
  const teams = organisation.people.get(supervisor)?.supervises ?? [];
  const isTheirs = (id: PersonId) => {
    const known = organisation.people.get(id);
    return (
      known !== undefined &&
      [...known.agentOf, ...known.supervises].some((team) => teams.includes(team))
    );
  };
  return {
    teams,
    away: board.away.filter(({ person }) => isTheirs(person)).toSorted((a, b) => a.until - b.until),
    waiting: board.waiting.filter(isTheirs),
    soon: board.soon.filter(isTheirs),
    requests: board.requests.filter(({ team }) => teams.includes(team)),
    // One's own stand on the same page.
    promises: board.promises
      .filter(({ holder }) => holder !== supervisor)
      .map((one) => ({ ...one, orphan: organisation.people.get(one.holder)?.listed !== true })),
    onShift: board.onShift.filter(isTheirs),
    pools: poolsOf(board, organisation, teams),
  };
}

function poolsOf(
  board: BoardNow,
  organisation: Organisation,
  teams: readonly TeamName[],
): PoolNow[] {
  const pools = new Map(
    teams.map((team) => poolOf(organisation, [team])).map((pool) => [pool.join("\n"), pool]),
  );
  const there = new Set([...board.onShift, ...board.away.map(({ person }) => person)]);
  return [...pools.values()].map((pool) => {
    const limits = pool.map((team) => ({
      limit: settingsOf(organisation, team).limit,
      staff: [...there].filter(
        (id) => organisation.people.get(id)?.agentOf.includes(team) === true,
      ),
    }));
    const staff = new Set(limits.flatMap((team) => team.staff));
    const away = board.away.filter(({ person }) => staff.has(person)).length;
    return { teams: pool, staffed: staff.size, limit: limitOf(limits), away };
  });
}
