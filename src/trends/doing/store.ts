import { sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId } from "../../kernel/ids.ts";
import { type FloorNow, present, readPeople } from "../../people/floor.ts";
import { inARequest } from "../../people/requests.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Change, Find, Locked, Shell, Statement, Wanted } from "../../runtime/feature.ts";
import type { Trends } from "../state.ts";
import { readShown } from "../store.ts";
import type { Command, Event, Facts, Heard } from "./rules.ts";
import { withoutTimer } from "../../runtime/timers/forgotten.ts";

export const load = (organisation: OrganisationId, find: Find) => sql<{
  state: Heard;
  version: number;
}>`
  select state, version from handrail.trend_heard
  where organisation_id = ${organisation}
    and person = ${"subject" in find ? find.subject : find.by}::uuid for update`;

export interface Read {
  readonly trends: Trends | undefined;
  readonly floor: FloorNow;
  readonly inRequests: ReadonlySet<PersonId>;
}

export async function read(tx: Tx, shell: Shell, { subject = "" }: Wanted<Command>): Promise<Read> {
  const [shown, floor, inRequests] = await together(
    readShown(tx, shell),
    readPeople(tx, new Set([subject])),
    inARequest(tx),
  );
  return { trends: shown?.trends, floor, inRequests };
}

export function facts(
  { organisation }: Shell,
  { given: { subject = "", at } }: Locked<Heard, Command>,
  { trends, floor, inRequests }: Read,
): Facts {
  const now = present(floor, organisation, at).find(({ person }) => person === subject);
  const isThere = now !== undefined && now.onShift && !now.inBreak && !now.onCall;
  return {
    free: isThere && !inRequests.has(subject),
    said:
      trends?.saidAt === undefined ? undefined : { round: trends.window, saidAt: trends.saidAt },
  };
}

export const write = (
  _shell: Shell,
  heard: Heard,
  { version }: Change<Command, Event, Facts>,
): Statement[] => [
  sql`
    insert into handrail.trend_heard (organisation_id, person, version, state)
    values (handrail.organisation(), ${heard.person}, ${version}, ${JSON.stringify(heard)}::jsonb)
    on conflict (organisation_id, person) do update
    set version = excluded.version, state = excluded.state`,
];

/** People who were not free and have no timer. */
export const forgotten = (tx: Tx): Promise<SubjectId[]> =>
  withoutTimer(
    tx,
    { feature: "doing", table: "trend_heard", key: "person" },
    sql`state ? 'lookAt'`,
  );

/**
 * When a person was told is of no use after its round. Its message is deleted by then too (30
 * days), so the next may have the same occasion. A person who was never at work meanwhile is no
 * longer waited for either.
 */
export async function tidy(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.trend_heard where organisation_id = handrail.organisation()
      and (state ->> 'lastAt')::bigint
        < extract(epoch from (select handrail.now()) - interval '60 days') * 1000`.execute(tx);
}
