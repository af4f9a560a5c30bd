import type { PersonId, TeamName } from "../kernel/ids.ts";
import { type Kind, minimum, windowOf } from "./questions.ts";
import type { Left } from "./deduction.ts";
import type { Answer, Roster } from "./source.ts";

/**
 * How finely a share may be shown: in steps of so many per cent, of a number of people rounded down
 * to fives.
 */
export interface Grain {
  readonly step: number;
  readonly people: number;
}

/*
 * The rules of the gate (docs/features.md K5), one small function each, so that a test can take
 * each out and watch an attacker get in (tests/trends/attacker.test.ts). Where a usual rule lets
 * the attacker in, the rule here is stricter and says so.
 */
export const safeguards = {
  /** Only the fixed windows: two that overlap could be subtracted. */
  fixedWindow: (start: number): boolean => windowOf(start) === start,

  /**
   * Who counts where was settled when the window began; somebody's move within it changes nothing.
   */
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

  enoughPeople: (people: number, kind: Kind): boolean =>
    kind !== "number" || people >= minimum.number,
  enoughForTheme: (people: number, kind: Kind): boolean =>
    kind !== "theme" || people >= minimum.theme,

  /**
   * A group that differs by a few people from one that was shown before is not shown: the
   * difference would be those few. It is usual to show both windows pooled
   * instead, but what was shown already can be subtracted from the pool.
   */
  sameMembers(changed: number, kind: Kind): boolean {
    return changed === 0 || changed >= minimum[kind];
  },

  /** Complementary suppression: a team that is hidden alone could be worked out from the rest. */
  hiddenTogether: (teamsHidden: number): boolean => teamsHidden !== 1,

  /**
   * What is left of the whole when the shown teams are taken away is nobody, or enough people who
   * answered. Stricter than usual: people who did not answer are people too, and that nobody
   * there did is not to be known either.
   */
  remainder: (members: number, people: number, kind: Kind): boolean =>
    members === 0 || people >= minimum[kind],

  /**
   * Shares in spans that always hold several counts, in steps of 5 % at the finest; the lowest and
   * the highest hold three. Plain steps of 5 % hide nothing in a group of five, where each person
   * is 20 %. A colleague who knows their own answer would know the sum of the other four.
   */
  rounded(people: number): Grain {
    const shown = Math.floor(people / 5) * 5;
    return {
      step: [5, 10, 20, 25].find((width) => (width * shown) / 100 > 2) ?? 50,
      people: shown,
    };
  },

  /**
   * In every group at least two people may still have answered either way. So nobody is shown to
   * have answered like everybody else, not even to a colleague who knows their own answer. In a
   * group of just enough people that colleague does not learn the sum of the others. Smaller groups
   * are the other rules' business.
   */
  notAlike({ members, yes, no }: Left, kind: Kind): boolean {
    if (members < minimum[kind]) return true;
    return yes.high >= 2 && no.high >= 2 && (members > minimum[kind] || yes.high - yes.low >= 2);
  },
};

export type Safeguards = typeof safeguards;
