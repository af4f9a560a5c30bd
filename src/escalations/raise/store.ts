import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import { routesOf } from "../../people/usual.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Person } from "../../runtime/directory/organisation.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { ColleagueNow } from "../commands.ts";
import { teamWithPolicies } from "../team.ts";

/** Two who ask for one colleague, or the colleague as well: one request. */
export const lockColleague = (tx: Tx, person: PersonId) =>
  sql`select 1 from handrail.people
    where organisation_id = handrail.organisation() and person = ${person}
    for no key update`.execute(tx);

/** For whom somebody else asks. @param live the requests that are not closed */
export function asColleague(
  shell: Shell,
  { id, languages }: Person,
  live: readonly { readonly requester: PersonId; readonly status: string }[],
): ColleagueNow | undefined {
  const [route] = routesOf(shell.organisation, id);
  return (
    route && {
      person: id,
      via: route.id,
      team: teamWithPolicies(shell, id),
      languages,
      isHelped: live.some(({ requester, status }) => requester === id && status !== "exhausted"),
    }
  );
}
