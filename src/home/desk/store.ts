import { sql } from "kysely";
import type { PersonId, SubjectId, TeamName } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Statement } from "../../runtime/feature.ts";

/** What a room's screen shows, until its link is ended. */
export const keepWall = (
  wall: SubjectId,
  person: PersonId,
  teams: readonly TeamName[],
  at: Instant,
): Statement => sql`
  insert into handrail.desk_walls (organisation_id, wall, teams, made_by, made_at)
  values (handrail.organisation(), ${wall}, ${JSON.stringify(teams)}::jsonb, ${person},
    ${new Date(at)})`;

export const endWall = (wall: SubjectId): Statement => sql`
  delete from handrail.desk_walls
  where organisation_id = handrail.organisation() and wall = ${wall}`;

/** Nobody is signed in as this person any more, anywhere, and no link of theirs signs in. */
export const endSessions = (person: PersonId): Statement[] => [
  sql`delete from handrail.desk_sessions
    where organisation_id = handrail.organisation() and person = ${person}`,
  sql`delete from handrail.desk_links
    where organisation_id = handrail.organisation() and person = ${person}`,
];
