import { sql } from "kysely";
import type { Given } from "../../kernel/decision.ts";
import type { OrganisationId, PersonId, TeamName } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import { windowLasts } from "../questions.ts";
import { type Command, type Event, type Facts, type Polls, remembered } from "./rules.ts";

/** Whoever keeps the picks opens those of some people, for the gate alone. */
export interface Picks {
  readonly kinds: readonly string[];
  readonly read: (tx: Tx, shell: Shell, people: readonly PersonId[]) => Promise<Facts["picks"]>;
}

export const load = (organisation: OrganisationId) =>
  sql<{
    state: Polls;
    version: number;
  }>`select state, version from handrail.hard_call_polls where organisation_id = ${organisation} for update`;

export const factsWith =
  (picks: Picks) =>
  async (
    tx: Tx,
    shell: Shell,
    _state: Polls | undefined,
    command: Command,
    { by }: Given,
  ): Promise<Facts> => {
    const own = ownTeams(shell, by ?? "");
    const team = own[command.team];
    const people = team === undefined ? [] : countIn(shell, team);
    return {
      own,
      people,
      picks: await picks.read(tx, shell, people),
      kinds: picks.kinds,
      rosters: await rostersOf(tx),
    };
  };

/** Those somebody takes calls in before those they run. */
export function ownTeams({ organisation }: Shell, person: PersonId): readonly TeamName[] {
  const known = organisation.people.get(person);
  return known === undefined || !known.listed
    ? []
    : [...new Set([...known.agentOf, ...known.supervises])];
}

/** Who takes calls counts, and in one team only: two pictures never share a person. */
function countIn({ organisation }: Shell, team: TeamName): PersonId[] {
  const agents = [...organisation.people.values()].filter(
    ({ listed, agentOf }) => listed && agentOf.toSorted()[0] === team,
  );
  return agents.map(({ id }) => id).toSorted();
}

async function rostersOf(tx: Tx): Promise<Facts["rosters"]> {
  const rows = await tx.selectFrom("hard_call_rosters").select(["poll", "person"]).execute();
  return new Map(
    [...Map.groupBy(rows, ({ poll }) => poll)].map(([poll, people]) => [
      poll,
      people.map(({ person }) => person),
    ]),
  );
}

export async function save(
  tx: Tx,
  _shell: Shell,
  polls: Polls,
  version: number,
  { events }: { readonly events: readonly Event[] },
): Promise<void> {
  await sql`
    insert into handrail.hard_call_polls (organisation_id, version, state) values (handrail.organisation(), ${version}, ${JSON.stringify(polls)}::jsonb)
    on conflict (organisation_id) do update set version = excluded.version, state = excluded.state`.execute(
    tx,
  );
  for (const { poll, people } of events) {
    const rows = people.map((person) => ({
      organisation_id: sql<string>`handrail.organisation()`,
      poll: poll.id,
      person,
    }));
    await tx.insertInto("hard_call_rosters").values(rows).execute();
  }
  const remembered = polls.past.map(({ id }) => id);
  await tx.deleteFrom("hard_call_rosters").where("poll", "not in", remembered).execute();
}

/** Who belonged to a team is kept as long as a picture can be held against it, also where no new one is ever taken. */
export async function tidy(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.hard_call_rosters r where r.organisation_id = handrail.organisation() and not exists (
      select 1 from handrail.hard_call_polls p cross join jsonb_array_elements(p.state -> 'past') past
      where p.organisation_id = r.organisation_id and (past ->> 'id')::uuid = r.poll
        and (past ->> 'window')::bigint > floor(extract(epoch from (select handrail.now())) * 1000) - ${(remembered + 1) * windowLasts}::bigint)`.execute(
    tx,
  );
}

/** With the time by the database's own clock: which window it is decides what may be done. */
export async function readNow(tx: Tx): Promise<{ polls: Polls | undefined; now: Instant }> {
  const { rows } = await sql<{
    now: number;
  }>`select floor(extract(epoch from handrail.now()) * 1000)::float8 as now`.execute(tx);
  return { polls: await read(tx), now: rows[0]?.now ?? 0 };
}

export async function read(tx: Tx): Promise<Polls | undefined> {
  const row = await tx.selectFrom("hard_call_polls").select("state").executeTakeFirst();
  return row?.state as unknown as Polls | undefined;
}
