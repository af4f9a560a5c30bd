import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { type OpeningHours, isOpen } from "../people/hours.ts";
import type { Present } from "../people/usual.ts";
import type { Organisation } from "../runtime/directory/directory.ts";

/** Everybody of a team, and who runs it. */
export const membersOf = ({ people }: Organisation, team: TeamName | undefined): PersonId[] =>
  team === undefined
    ? []
    : [...people.values()]
        .filter(
          ({ listed, agentOf, supervises }) => listed && [...agentOf, ...supervises].includes(team),
        )
        .map(({ id }) => id);

/** Who runs a team; everybody who runs one, where this team has nobody. */
export function supervisorsOf(
  { people, supervisors }: Organisation,
  team: TeamName | undefined,
): readonly PersonId[] {
  const own = supervisors.filter(
    (id) => team !== undefined && people.get(id)?.supervises.includes(team) === true,
  );
  return own.length > 0 ? own : supervisors;
}

/** Can be told now, and can call. */
export const isThere = ({ onShift, inBreak, reachable }: Present): boolean =>
  onShift && !inBreak && reachable;

/** Outside the hours of its team nobody is there to call. */
export function isClosed(
  { teams, timeZone }: Organisation,
  team: TeamName | undefined,
  at: Instant,
): boolean {
  const hours = teams.get(team ?? "")?.settings["hours"] as OpeningHours | undefined;
  return hours !== undefined && !isOpen(hours, at, timeZone);
}
