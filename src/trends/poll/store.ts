import { sql } from "kysely";
import type { OrganisationId, PersonId, TeamName } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Tx } from "../../runtime/database/database.ts";
import { together } from "../../runtime/database/together.ts";
import type { Change, Locked, Shell, Statement, Wanted } from "../../runtime/feature.ts";
import { windowLasts } from "../questions.ts";
import { type Command, type Event, type Facts, type Polls, remembered } from "./rules.ts";

/** The feature that stores the picks opens those of some people, for the gate alone. */
export interface Picks {
  readonly kinds: readonly string[];
  readonly read: (tx: Tx, shell: Shell, people: readonly PersonId[]) => Promise<Facts["picks"]>;
}

export const load = (organisation: OrganisationId) =>
  sql<{
    state: Polls;
    version: number;
  }>`
    select state, version from handrail.hard_call_polls
    where organisation_id = ${organisation} for update`;

export interface Read {
  readonly picks: Facts["picks"];
  readonly rosters: Facts["rosters"];
}

const teamFor = (shell: Shell, by: PersonId | undefined, command: Command) => {
  const own = ownTeams(shell, by ?? "");
  const team = own[command.team];
  return { own, people: team === undefined ? [] : countIn(shell, team) };
};

export const readWith =
  (picks: Picks) =>
  async (tx: Tx, shell: Shell, { by, command }: Wanted<Command>): Promise<Read> => {
    const { people } = teamFor(shell, by, command);
    const [picked, rosters] = await together(picks.read(tx, shell, people), rostersOf(tx));
    return { picks: picked, rosters };
  };

export const factsWith =
  ({ kinds }: Picks) =>
  (shell: Shell, { given, command }: Locked<Polls, Command>, { picks, rosters }: Read): Facts => {
    const { own, people } = teamFor(shell, given.by, command);
    return { own, people, picks, kinds, rosters };
  };

/** Those somebody takes calls in before those they run. */
export function ownTeams({ organisation }: Shell, person: PersonId): readonly TeamName[] {
  const known = organisation.people.get(person);
  return known === undefined || !known.listed
    ? []
    : [...new Set([...known.agentOf, ...known.supervises])];
}

/** Only people who take calls count, and in one team only: two pictures never share a person. */
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

export function write(
  _shell: Shell,
  polls: Polls,
  { version, events }: Change<Command, Event, Facts>,
): Statement[] {
  const rosters = events.map(
    ({ poll, people }) => sql`
    insert into handrail.hard_call_rosters (organisation_id, poll, person)
    select handrail.organisation(), ${poll.id}::uuid, person
    from unnest(${[...people]}::uuid[]) person`,
  );
  const kept = polls.past.map(({ id }) => id);
  return [
    sql`
    insert into handrail.hard_call_polls (organisation_id, version, state)
    values (handrail.organisation(), ${version}, ${JSON.stringify(polls)}::jsonb)
    on conflict (organisation_id) do update
    set version = excluded.version, state = excluded.state`,
    ...rosters,
    sql`delete from handrail.hard_call_rosters
      where organisation_id = handrail.organisation() and poll <> all(${kept}::uuid[])`,
  ];
}

/**
 * Who belonged to a team is kept while a new picture is checked against it, also where no new one
 * is ever taken.
 */
export async function tidy(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.hard_call_rosters r
    where r.organisation_id = handrail.organisation() and not exists (
      select 1
      from handrail.hard_call_polls p cross join jsonb_array_elements(p.state -> 'past') past
      where p.organisation_id = r.organisation_id and (past ->> 'id')::uuid = r.poll
        and (past ->> 'window')::bigint
          > floor(extract(epoch from (select handrail.now())) * 1000)
            - ${(remembered + 1) * windowLasts}::bigint)`.execute(tx);
}

/** With the database's own time: the window decides what may be done. */
export async function readNow(tx: Tx): Promise<{ polls: Polls | undefined; now: Instant }> {
  const { rows } = await sql<{
    now: number;
  }>`select floor(extract(epoch from handrail.now()) * 1000)::float8 as now`.execute(tx);
  return { polls: await readPolls(tx), now: rows[0]?.now ?? 0 };
}

export async function readPolls(tx: Tx): Promise<Polls | undefined> {
  const row = await tx.selectFrom("hard_call_polls").select("state").executeTakeFirst();
  return row?.state as unknown as Polls | undefined;
}
