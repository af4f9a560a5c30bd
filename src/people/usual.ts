import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { type OpeningHours, isOpen } from "./hours.ts";
import { rostered } from "./roster/now.ts";

/*
 * What the directory and the local time say of a person. It is the same for every command of a
 * minute, because opening hours and shifts change at full minutes. With 500 supervisors, computing it each
 * time was a seventh of the work in a storm.
 */

/** Somebody as they are right now, for any feature that asks who is there. */
export interface Present {
  readonly person: PersonId;
  readonly supervises: readonly TeamName[];
  readonly agentOf: readonly TeamName[];
  readonly languages: readonly string[];
  readonly onShift: boolean;
  readonly inBreak: boolean;
  readonly onCall: boolean;
  readonly reachable: boolean;
  readonly quiet: boolean;
}

/** What was worked out in one minute. Hundreds of people share a few opening hours. */
interface Minute {
  readonly number: number;
  readonly open: Map<TeamName, boolean>;
  readonly people: Map<PersonId, Present | undefined>;
}

const minutes = new WeakMap<Organisation, Minute>();

/**
 * A person who said nothing of themselves, with all accounts reachable; `undefined` if the file
 * does not name them.
 */
export function usual(organisation: Organisation, id: PersonId, at: Instant): Present | undefined {
  const number = Math.floor(at / 60_000);
  const known = minutes.get(organisation);
  const minute = known?.number === number ? known : { number, open: new Map(), people: new Map() };
  minutes.set(organisation, minute);
  if (!minute.people.has(id)) minute.people.set(id, asUsual(organisation, id, at, minute.open));
  return minute.people.get(id);
}

function asUsual(
  organisation: Organisation,
  id: PersonId,
  at: Instant,
  open: Map<TeamName, boolean>,
): Present | undefined {
  const person = organisation.people.get(id);
  if (person === undefined || !person.listed) return undefined;
  const { supervises, agentOf, languages } = person;
  const isOpenNow = (team: TeamName) => {
    const is = open.get(team) ?? isTeamOpen(organisation, team, at);
    open.set(team, is);
    return is;
  };
  return {
    person: id,
    supervises,
    agentOf,
    languages,
    onShift:
      rostered(organisation.roster, id, at) ?? isThere([...supervises, ...agentOf], isOpenNow),
    inBreak: false,
    onCall: false,
    reachable: routesOf(organisation, id).length > 0,
    quiet: false,
  };
}

/** The accounts that a message could be sent to, blocked or not. */
export const routesOf = (organisation: Organisation, id: PersonId) =>
  (organisation.accountsOf.get(id) ?? []).filter(
    (account) => account.kind === "member" && account.open,
  );

/**
 * On shift: they said so, else it was agreed for the day, else it is their shift of the roster, else
 * one of their teams is open. A team without hours is always open.
 */
export function isOnShift(
  organisation: Organisation,
  person: PersonId,
  said: "on" | "off" | null,
  at: Instant,
): boolean {
  if (said !== null) return said === "on";
  return (
    rostered(organisation.roster, person, at) ??
    isThere(teamsOf(organisation, person), (team) => isTeamOpen(organisation, team, at))
  );
}

/** Those that somebody runs or takes calls for. */
export function teamsOf({ people }: Organisation, person: PersonId): readonly TeamName[] {
  const known = people.get(person);
  return known === undefined ? [] : [...known.supervises, ...known.agentOf];
}

const isThere = (teams: readonly TeamName[], isOpenNow: (team: TeamName) => boolean): boolean =>
  teams.length === 0 || teams.some(isOpenNow);

function isTeamOpen(organisation: Organisation, team: TeamName, at: Instant): boolean {
  const hours = organisation.teams.get(team)?.settings["hours"];
  return hours === undefined || isOpen(hours as OpeningHours, at, organisation.timeZone);
}
