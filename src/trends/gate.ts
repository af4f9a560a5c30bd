import {
  type Crowd,
  type Crowds,
  type Group,
  changedBetween,
  crowdsOf,
  peopleIn,
  without,
} from "./crowds.ts";
import type { Fact } from "./deduction.ts";
import { type Question, minimum, questions } from "./questions.ts";
import { type Safeguards, safeguards } from "./safeguards.ts";
import type { Answer, Roster, WindowOfAnswers } from "./source.ts";
import { factOf, spanOf } from "./spans.ts";

/**
 * A number that may be shown to anybody in the organisation: `from` to `to` per cent of at least
 * `people`. There is no place in it for a name, an id or a word. `team` is an index in the roster's
 * list of teams, the rest are numbers and a code.
 */
export interface Figure {
  readonly question: Question;
  readonly team: number | "everyone";
  readonly from: number;
  readonly to: number;
  /** Rounded down to fives. */
  readonly people: number;
}

/**
 * What one window shows. A number that is hidden is not there, exactly as if nobody had answered.
 */
export type Picture = readonly Figure[];

/**
 * A window shown earlier, who was in it, and how many answered behind each of its numbers: the
 * gate's own memory.
 */
export interface Earlier extends Passed {
  readonly roster: Roster;
}

export interface Passed {
  readonly picture: Picture;
  /** Exact, so never shown; in the picture's order. */
  readonly answered: readonly number[];
}

/**
 * The one way from answers to numbers (docs/features.md K5). Every reader stands behind it: lead,
 * staff, export. What is hidden depends on who answered and on what was shown before, never on what
 * anybody answered now: a gap tells nothing.
 * @param earlier all windows that people may remember, oldest first.
 */
export const throughGate = (window: WindowOfAnswers, earlier: readonly Earlier[]): Passed =>
  gateWith(safeguards)(window, earlier);

/** The gate with other rules: for the attacker in the tests only. */
export const gateWith =
  (rules: Safeguards) =>
  (window: WindowOfAnswers, earlier: readonly Earlier[]): Passed => {
    if (!rules.fixedWindow(window.start)) return { picture: [], answered: [] };
    const rosters = [...earlier.map(({ roster }) => roster), rules.frozenRoster(window.rosters)];
    const crowds = crowdsOf(rosters, rules.oneFilter);
    const made = [...Map.groupBy(window.answers, ({ question }) => question)].flatMap(
      ([question, answers]) =>
        figures(rules, question, rules.onePerPerson(answers), crowds, earlier),
    );
    return {
      picture: made.map(({ figure }) => figure),
      answered: made.map(({ answered }) => answered),
    };
  };

/** A group and what it answered. */
interface Counted {
  readonly team: Figure["team"];
  readonly group: Group;
  /** Who answered. */
  readonly people: number;
  /** Whose answer counts towards the share. */
  readonly counting: number;
}

function figures(
  rules: Safeguards,
  question: Question,
  answers: readonly Answer[],
  crowds: Crowds,
  earlier: readonly Earlier[],
): { figure: Figure; answered: number }[] {
  const kind = questions[question];
  const past = memoryOf(question, crowds, earlier);
  const mayBeShown = ({ group, people }: Counted) =>
    rules.enoughPeople(people, kind) &&
    rules.enoughForTheme(people, kind) &&
    past.groups.every((before) =>
      rules.sameMembers(changedBetween(group, before, crowds.sizes, minimum[kind]), kind),
    );

  const list = crowds.lists.at(-1);
  if (list === undefined) return [];
  const tally = tallyOf(answers, crowds);
  const everyone = tally("everyone", list.everyone);
  // Teams are shown beside the whole or not at all: alone, they could be held against an earlier
  // whole.
  if (!mayBeShown(everyone)) return [];
  const teams = [...list.teams].map(([team, group]) => tally(team, group));
  const leftBy = (some: readonly Counted[]) =>
    without(
      list.everyone,
      some.map(({ group }) => group),
      crowds.sizes,
    );
  const unassigned = leftBy(teams).size > 0 ? 1 : 0;
  const shown = teams.filter(mayBeShown).toSorted((a, b) => a.people - b.people);
  const standsBeside = () => {
    const left = tally("everyone", leftBy(shown));
    return (
      rules.hiddenTogether(teams.length - shown.length + unassigned) &&
      rules.remainder(left.group.size, left.people, kind)
    );
  };
  // Complementary suppression: the next smallest is hidden too, until what is hidden cannot be
  // worked out.
  while (shown.length > 0 && !standsBeside()) shown.shift();

  const made: { figure: Figure; answered: number }[] = [];
  const [now, before] = [new Facts(), new Facts(past.facts)];
  for (const counted of [...shown, everyone]) {
    const beside = { now: now.beside(counted.group), before: before.beside(counted.group) };
    const { from, to, people } = spanOf(rules, counted, kind, beside, crowds.sizes);
    if (from === 0 && to === 100) continue;
    const figure = { question, team: counted.team, from, to, people };
    made.push({ figure, answered: counted.people });
    now.add(factOf(figure, counted.group, counted.people));
  }
  return made;
}

/** Facts, found by the people they are about: a team shares people with few of them. */
class Facts {
  readonly #all: Fact[] = [];
  readonly #about = new Map<Crowd, number[]>();

  constructor(facts: readonly Fact[] = []) {
    for (const fact of facts) this.add(fact);
  }

  add(fact: Fact): void {
    const place = this.#all.push(fact) - 1;
    for (const crowd of fact.group.members) {
      const about = this.#about.get(crowd);
      if (about === undefined) this.#about.set(crowd, [place]);
      else about.push(place);
    }
  }

  /**
   * Those about groups that share people with this one and are not the same, in the order in which
   * they came.
   */
  beside({ members, key }: Group): Fact[] {
    const places = new Set<number>();
    for (const crowd of members)
      for (const place of this.#about.get(crowd) ?? []) places.add(place);
    const found: Fact[] = [];
    for (const place of [...places].toSorted((a, b) => a - b)) {
      const fact = this.#all[place];
      if (fact !== undefined && fact.group.key !== key) found.push(fact);
    }
    return found;
  }
}

/** Counts a group's answers, crowd by crowd. */
function tallyOf(
  answers: readonly Answer[],
  { of, sizes }: Crowds,
): (team: Figure["team"], group: Group) => Counted {
  const [people, counting] = [sizes.map(() => 0), sizes.map(() => 0)];
  for (const { person, counts } of answers) {
    const crowd = of.get(person);
    if (crowd === undefined) continue;
    people[crowd] = (people[crowd] ?? 0) + 1;
    if (counts) counting[crowd] = (counting[crowd] ?? 0) + 1;
  }
  return (team, group) => ({
    team,
    group,
    people: peopleIn(group.members, people),
    counting: peopleIn(group.members, counting),
  });
}

/**
 * So many windows back somebody may be taken to have said the same: about as long as answers
 * themselves are kept (docs/features.md P7).
 */
const believed = 3;

/**
 * What earlier windows told: the newest fact of each group, and every group that could be
 * worked out.
 */
function memoryOf(question: Question, { lists, sizes }: Crowds, earlier: readonly Earlier[]) {
  const facts = new Map<string, Fact>();
  const groups = new Map<string, Group>();
  for (const [index, { picture, answered }] of earlier.entries()) {
    const list = lists[index];
    const teams: Group[] = [];
    for (const [place, figure] of picture.entries()) {
      const group = figure.team === "everyone" ? list?.everyone : list?.teams.get(figure.team);
      if (figure.question !== question || group === undefined) continue;
      if (index >= earlier.length - believed)
        facts.set(group.key, factOf(figure, group, answered[place] ?? 0));
      groups.set(group.key, group);
      if (figure.team !== "everyone") teams.push(group);
    }
    // Those left over by the shown teams: their number is the whole less the teams.
    if (list === undefined || teams.length === 0) continue;
    const left = without(list.everyone, teams, sizes);
    if (left.size > 0) groups.set(left.key, left);
  }
  return { facts: [...facts.values()], groups: [...groups.values()] };
}
