import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { type OpeningHours, edgesOfHours } from "./hours.ts";
import { edgesOf } from "./roster/now.ts";
import { teamsOf } from "./usual.ts";

/** The hours of somebody's teams, all together. */
export const hoursOf = (organisation: Organisation, person: PersonId): OpeningHours =>
  teamsOf(organisation, person).flatMap(
    (team) => (organisation.teams.get(team)?.settings["hours"] as OpeningHours | undefined) ?? [],
  );

/**
 * Every moment from one to another, both included, at which somebody's work may begin or end by the
 * roster or the hours of their teams, in order. At many nothing changes: shifts overlap or follow
 * one another.
 */
export const edgesBetween = (
  organisation: Organisation,
  person: PersonId,
  from: Instant,
  to: Instant,
): Instant[] =>
  [
    ...new Set([
      ...edgesOfHours(hoursOf(organisation, person), organisation.timeZone, from, to),
      ...edgesOf(organisation, person),
    ]),
  ]
    .filter((edge) => edge >= from && edge <= to)
    .toSorted((a, b) => a - b);
