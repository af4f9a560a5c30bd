import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { PersonId, SubjectId } from "../kernel/ids.ts";
import { minuteOf } from "../kernel/spans.ts";
import { type FloorNow, present, readPeople } from "../people/floor.ts";
import { nextShift } from "../people/roster/ahead.ts";
import { holdRoster, raiseRevision } from "../people/roster/revision.ts";
import { loadById } from "../runtime/database/by-id.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Change, Locked, Shell, Statement, Wanted } from "../runtime/feature.ts";
import { withoutTimer } from "../runtime/timers/forgotten.ts";
import type { Command, Facts } from "./rules.ts";
import { type Event, type Swap, changesOf } from "./swap.ts";
import {
  hoursOn,
  namedAs,
  reachableOf,
  shiftOf,
  shiftOn,
  stillTheirs,
  supervisorsOf,
  theirPeople,
  wholeDay,
} from "./who.ts";

/** By id. Each press that asks begins a new one. */
export const load = loadById<Swap>("swaps", "swap");

/** Who is there, where somebody looks for a colleague now. */
export type Read = FloorNow | undefined;

export async function read(
  tx: Tx,
  { organisation }: Shell,
  { by, command }: Wanted<Command>,
): Promise<Read> {
  // One shift may be asked of two colleagues: the second who accepts sees that it is given.
  if (command.do === "accept") await holdRoster(tx, organisation);
  return command.do === "place" && by !== undefined
    ? readPeople(tx, new Set(reachableOf(organisation, by)))
    : undefined;
}

export function facts(
  { organisation }: Shell,
  { state, command, note, given: { at, by = "" } }: Locked<Swap, Command>,
  floor: Read,
): Facts {
  const isListed = (person: PersonId) => organisation.people.get(person)?.listed === true;
  const base = { may: true, listed: true, there: [], supervisors: [] as PersonId[] };
  switch (command.do) {
    case "ask":
      return {
        ...base,
        span: shiftOf(organisation, by, command.shift, at),
        back:
          command.day === ""
            ? undefined
            : (shiftOn(organisation, command.with, command.day, at) ?? "none"),
        may: reachableOf(organisation, by).includes(command.with),
        listed: isListed(command.with),
        supervisors: supervisorsOf(organisation, by),
      };
    case "place": {
      const now = nextShift(organisation, by, at);
      return {
        ...base,
        span: now === undefined || now.from > at ? undefined : now,
        there: freeNow(organisation, floor, at),
        supervisors: supervisorsOf(organisation, by),
      };
    }
    case "change": {
      const theirs = theirPeople(organisation, by);
      const whose = command.person ?? namedAs(organisation, theirs, note?.["person"] ?? "");
      return {
        ...base,
        whose,
        span: wholeDay(organisation, command.day),
        back:
          command.hours === undefined
            ? undefined
            : (hoursOn(organisation, command.day, command.hours) ?? "none"),
        may: theirs.includes(whose ?? ""),
        listed: isListed(whose ?? ""),
        supervisors: supervisorsOf(organisation, whose ?? ""),
      };
    }
    default:
      return {
        ...base,
        // Since it was asked one of them may have given it away, or been given other hours.
        span: state?.span && stillTheirs(organisation, state.owner, state.span, at),
        back: state?.back && (stillTheirs(organisation, by, state.back, at) ?? "none"),
        may: state !== undefined && reachableOf(organisation, state.owner).includes(by),
        listed: state !== undefined && isListed(state.owner),
      };
  }
}

/** On shift, not away and not disturbed in a call. */
const freeNow = (
  organisation: Shell["organisation"],
  floor: FloorNow | undefined,
  at: number,
): PersonId[] =>
  floor === undefined
    ? []
    : present(floor, organisation, at)
        .filter(({ onShift, inBreak, reachable }) => onShift && !inBreak && reachable)
        .map(({ person }) => person);

export function write(
  _shell: Shell,
  swap: Swap,
  { version, events }: Change<Command, Event, Facts>,
): Statement[] {
  const ends = Math.max(swap.span.to, swap.back?.to ?? 0);
  const kept = sql`
    insert into handrail.swaps (organisation_id, swap, version, status, person, over_at, state)
    values (handrail.organisation(), ${swap.id}, ${version}, ${swap.status}, ${swap.owner},
      ${new Date(ends)}, ${JSON.stringify(swap)}::jsonb)
    on conflict (organisation_id, swap) do update
    set version = excluded.version, status = excluded.status, state = excluded.state`;
  const agreed = events.length > 0 && swap.status === "agreed";
  if (!agreed) return [kept];
  const rows = changesOf(swap).map(({ person, span, works }, number) => ({
    ...{ change: randomUUID(), number: swap.lastAt * 10 + number, person, works },
    ...{ from_minute: minuteOf(span.from), to_minute: Math.ceil(span.to / 60_000) },
  }));
  return [
    kept,
    sql`
    insert into handrail.shift_changes (organisation_id, change, number, person, from_minute,
      to_minute, works)
    select handrail.organisation(), change, number, person, from_minute, to_minute, works
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) given(change uuid, number bigint,
      person uuid, from_minute int, to_minute int, works boolean)`,
    raiseRevision,
  ];
}

export async function readSwap(tx: Tx, _shell: Shell, id: SubjectId): Promise<Swap | undefined> {
  const row = await tx
    .selectFrom("swaps")
    .select("state")
    .where("swap", "=", id)
    .executeTakeFirst();
  return row?.state as unknown as Swap | undefined;
}

/** More is no page that anybody reads. */
const mostAhead = 2_000;

/** What is asked and agreed of shifts that are not over, the soonest first. */
export async function readAhead(tx: Tx): Promise<Swap[]> {
  const rows = await tx
    .selectFrom("swaps")
    .select("state")
    .where(sql<boolean>`over_at > handrail.now()`)
    .where("status", "in", ["asked", "agreed"])
    .orderBy("over_at")
    .orderBy("swap")
    .limit(mostAhead)
    .execute();
  return rows.map(({ state }) => state as unknown as Swap);
}

/** Asked, and nothing will look at it again. */
export const forgotten = (tx: Tx): Promise<SubjectId[]> =>
  withoutTimer(
    tx,
    { feature: "swaps", table: "swaps", key: "swap" },
    sql`status = 'asked' and state ? 'lookAt'`,
  );

/** A week after its last shift nobody needs it: who asked whom is no history for anybody. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`delete from handrail.swaps where organisation_id = handrail.organisation()
    and over_at < (select handrail.now()) - interval '7 days'`.execute(tx);
}
