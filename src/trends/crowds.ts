import type { PersonId, TeamName } from "../kernel/ids.ts";
import type { Roster } from "./source.ts";

/** A number for all people that no list tells apart. */
export type Crowd = number;

/** Some crowds that a number is or could be about. */
export interface Group {
  readonly members: ReadonlySet<Crowd>;
  /** How many people they are. */
  readonly size: number;
}

/**
 * People as the gate counts them. People who were on the same lists all along are one crowd,
 * because numbers cannot tell them apart.
 */
export interface Crowds {
  readonly of: ReadonlyMap<PersonId, Crowd>;
  readonly sizes: readonly number[];
  /** For each list in order: the people of each team, by the team's index, and everybody. */
  readonly lists: readonly {
    readonly teams: ReadonlyMap<number, Group>;
    readonly everyone: Group;
  }[];
}

/** A roster's teams in the order that numbers name them by. */
export const teamsOf = (roster: Roster): readonly TeamName[] =>
  [...new Set([...roster.values()].flat())].toSorted();

/** @param countsIn in which of their teams somebody counts. */
export function crowdsOf(
  rosters: readonly Roster[],
  countsIn: (teams: readonly TeamName[]) => readonly TeamName[],
): Crowds {
  const of = new Map<PersonId, Crowd>();
  for (const roster of rosters) for (const person of roster.keys()) of.set(person, 0);
  const standings = rosters.map((roster) => standingIn(roster, countsIn));
  for (const { standing, places } of standings) {
    const finer = new Map<number, Crowd>();
    for (const [person, crowd] of of) {
      const mark = crowd * (places.length + 1) + (standing.get(person) ?? places.length);
      const known = finer.get(mark) ?? finer.size;
      finer.set(mark, known);
      of.set(person, known);
    }
  }
  const sizes: number[] = [];
  for (const crowd of of.values()) sizes[crowd] = (sizes[crowd] ?? 0) + 1;
  return { of, sizes, lists: standings.map((standing) => listOf(of, sizes, standing)) };
}

interface Standing {
  /** By person, which of `places`. */
  readonly standing: ReadonlyMap<PersonId, number>;
  /** Every way of being in teams: the teams' places in the roster's list. */
  readonly places: readonly (readonly number[])[];
}

function standingIn(
  roster: Roster,
  countsIn: (teams: readonly TeamName[]) => readonly TeamName[],
): Standing {
  const place = new Map(teamsOf(roster).map((team, index) => [team, index]));
  const known = new Map<string, number>();
  const places: number[][] = [];
  const standing = new Map<PersonId, number>();
  for (const [person, teams] of roster) {
    // Almost everybody is in one team; no list of several begins with a 1.
    const mark = teams.length === 1 ? `1 ${teams[0]}` : JSON.stringify(teams);
    let index = known.get(mark);
    if (index === undefined) {
      index = places.push(countsIn(teams).map((team) => place.get(team) ?? 0)) - 1;
      known.set(mark, index);
    }
    standing.set(person, index);
  }
  return { standing, places };
}

function listOf(
  of: ReadonlyMap<PersonId, Crowd>,
  sizes: readonly number[],
  { standing, places }: Standing,
): Crowds["lists"][number] {
  const members = new Map<number, Set<Crowd>>();
  const everyone = new Set<Crowd>();
  for (const [person, index] of standing) {
    const crowd = of.get(person);
    if (crowd === undefined || everyone.has(crowd)) continue;
    everyone.add(crowd);
    for (const team of places[index] ?? [])
      members.set(team, (members.get(team) ?? new Set()).add(crowd));
  }
  const teams = [...members].map(([team, crowds]) => [team, groupOf(crowds, sizes)] as const);
  return { teams: new Map(teams), everyone: groupOf(everyone, sizes) };
}

/** How many people some crowds are. */
export function peopleIn(crowds: Iterable<Crowd>, sizes: readonly number[]): number {
  let people = 0;
  for (const crowd of crowds) people += sizes[crowd] ?? 0;
  return people;
}

function groupOf(members: ReadonlySet<Crowd>, sizes: readonly number[]): Group {
  return { members, size: peopleIn(members, sizes) };
}

/** Everybody who is outside some groups. */
export function without(
  everyone: Group,
  groups: readonly Group[],
  sizes: readonly number[],
): Group {
  const left = new Set(everyone.members);
  for (const { members } of groups) for (const crowd of members) left.delete(crowd);
  return groupOf(left, sizes);
}
