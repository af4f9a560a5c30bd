import type { PersonId, TeamName } from "../kernel/ids.ts";
import { type Kind, minimum, windowOf } from "./questions.ts";
import type { Answer, Roster } from "./source.ts";

/**
 * How finely a share may be shown: the step in per cent, for a number of people rounded down to
 * fives.
 */
export interface Grain {
  readonly step: number;
  readonly people: number;
}

/*
 * The rules of the gate, one small function each. So a test can take each out and watch an attacker
 * get in (tests/rules/trends/attacker.test.ts). See decisions/0047.
 */
export const safeguards = {
  /** Only the fixed windows: two that overlap could be subtracted. */
  fixedWindow: (start: number): boolean => windowOf(start) === start,

  /** Teams count as they were when the window began; a later move changes nothing. */
  frozenRoster: (rosters: readonly Roster[]): Roster => rosters[0] ?? new Map(),

  /**
   * One filter: everybody counts in one team at most, or the overlap of two teams could be worked
   * out.
   */
  oneFilter: (teams: readonly TeamName[]): readonly TeamName[] => teams.toSorted().slice(0, 1),

  /** People are counted, not answers: somebody's newest answer in the window. */
  onePerPerson(answers: readonly Answer[]): readonly Answer[] {
    const newest = new Map<PersonId, Answer>();
    for (const answer of answers) {
      const known = newest.get(answer.person);
      if (known === undefined || known.at <= answer.at) newest.set(answer.person, answer);
    }
    return [...newest.values()];
  },

  /**
   * One more on the list than have to answer: else a number would tell that each of them answered.
   */
  enoughPeople: (people: number, members: number, kind: Kind): boolean =>
    kind !== "number" || (people >= minimum.number && members > minimum.number),
  enoughForTheme: (people: number, members: number, kind: Kind): boolean =>
    kind !== "theme" || (people >= minimum.theme && members > minimum.theme),

  /** Complementary suppression: a team that is hidden alone could be worked out from the rest. */
  hiddenTogether: (teamsHidden: number): boolean => teamsHidden !== 1,

  /**
   * When the shown teams are taken from the whole, nobody is left, or enough people who answered.
   * People who did not answer count as people too: that nobody of them answered must stay unknown.
   */
  remainder: (members: number, people: number, kind: Kind): boolean =>
    members === 0 || people >= minimum[kind],

  /**
   * Shares in steps of 5 % at the finest. A span holds at least five counts: the middle one, and
   * two on either side. A plain 5 % hides nothing in a group of five, where each person is 20 %.
   * The number of people is rounded down to fives, and it is never the whole group. Otherwise it
   * would say that each of them answered.
   */
  rounded(people: number, members: number): Grain {
    return {
      step: [5, 10, 20, 25].find((width) => width * people >= 500) ?? (people < 10 ? 50 : 25),
      people: Math.floor(Math.min(people, members - 1) / 5) * 5,
    };
  },

  /**
   * A span is shown only if it is proven to tell nothing of anybody, together with everything ever
   * shown.
   */
  proven: (found: boolean): boolean => found,
};

export type Safeguards = typeof safeguards;
