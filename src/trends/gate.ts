import { type Crowd, type Crowds, type Group, crowdsOf, peopleIn, without } from "./crowds.ts";
import { type Fact, Possible } from "./possible.ts";
import { type Question, questions } from "./questions.ts";
import { searchFor } from "./search.ts";
import { type Safeguards, safeguards } from "./safeguards.ts";
import type { Answer, Roster, WindowOfAnswers } from "./source.ts";
import { type Counted as Tally, factOf, spanOf } from "./spans.ts";

/**
 * A number that may be shown to anybody in the organisation: `from` to `to` per cent of at least
 * `people`. It has no field for a name, an id or a word. `team` is an index in the roster's list of
 * teams; the rest are numbers and a code.
 */
export interface Figure {
  readonly question: Question;
  readonly team: number | "everyone";
  readonly from: number;
  readonly to: number;
  /** Rounded down to fives. */
  readonly people: number;
}

/** What one window shows. A hidden number is absent, exactly as if nobody had answered. */
export type Picture = readonly Figure[];

/**
 * The gate's own memory of a window shown earlier: who was in it, and how many answered behind each
 * number.
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
 * The only way from answers to numbers. Lead, staff and export all read behind it. What is hidden
 * depends on who answered and on what was shown before. It never depends on what anybody answers
 * now, so a missing number tells nothing.
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

/** A group and its answers. */
interface Counted extends Tally {
  readonly team: Figure["team"];
}

function figures(
  rules: Safeguards,
  question: Question,
  answers: readonly Answer[],
  crowds: Crowds,
  earlier: readonly Earlier[],
): { figure: Figure; answered: number }[] {
  const kind = questions[question];
  const mayBeShown = ({ group, people }: Counted) =>
    rules.enoughPeople(people, group.size, kind) && rules.enoughForTheme(people, group.size, kind);

  const list = crowds.lists.at(-1);
  if (list === undefined) return [];
  const tally = tallyOf(answers, crowds);
  const everyone = tally.of("everyone", list.everyone);
  // Teams are shown with the whole or not at all. Alone, they could be compared with an earlier
  // whole.
  if (!mayBeShown(everyone)) return [];
  const teams = [...list.teams].map(([team, group]) => tally.of(team, group));
  const leftBy = (some: readonly Counted[]) =>
    without(
      list.everyone,
      some.map(({ group }) => group),
      crowds.sizes,
    );
  const unassigned = leftBy(teams).size > 0 ? 1 : 0;
  const shown = teams.filter(mayBeShown).toSorted((a, b) => a.people - b.people);
  const standsBeside = () => {
    const left = tally.of("everyone", leftBy(shown));
    return (
      rules.hiddenTogether(teams.length - shown.length + unassigned) &&
      rules.remainder(left.group.size, left.people, kind)
    );
  };
  // Complementary suppression: the next smallest is hidden too, until hidden numbers cannot be
  // computed.
  while (shown.length > 0 && !standsBeside()) shown.shift();

  const worlds = worldsOf(memoryOf(question, crowds, earlier), tally.answering, crowds);
  const made: { figure: Figure; answered: number }[] = [];
  for (const counted of [everyone, ...shown]) {
    const span = spanOf(rules, counted, worlds);
    if (span === undefined) continue;
    const figure = { question, team: counted.team, ...span };
    made.push({ figure, answered: counted.people });
  }
  return made;
}

/** Counts a group's answers, crowd by crowd. */
function tallyOf(
  answers: readonly Answer[],
  { of, sizes }: Crowds,
): {
  readonly of: (team: Figure["team"], group: Group) => Counted;
  readonly answering: readonly number[];
} {
  const [people, counting] = [sizes.map(() => 0), sizes.map(() => 0)];
  for (const { person, counts } of answers) {
    const crowd = of.get(person);
    if (crowd === undefined) continue;
    people[crowd] = (people[crowd] ?? 0) + 1;
    if (counts) counting[crowd] = (counting[crowd] ?? 0) + 1;
  }
  return {
    of: (team, group) => ({
      team,
      group,
      people: peopleIn(group.members, people),
      counting: peopleIn(group.members, counting),
    }),
    answering: people,
  };
}

/**
 * The worlds that fit this window alone, and those that fit all windows if nobody changes their
 * mind. If each person can have answered in every window or in none, we assume that. Otherwise
 * nobody knows which people of a group were silent when, as in life.
 */
function worldsOf(
  past: readonly Fact[],
  answered: readonly number[],
  crowds: Crowds,
): readonly Possible[] {
  const { sizes, lists } = crowds;
  const present = lists.at(-1)?.everyone.members ?? new Set();
  // Answers of people who are on no list now count in no number.
  const answering = answered.map((people, crowd) => (present.has(crowd) ? people : 0));
  const alone = new Possible(answering);
  if (past.length === 0) return [alone];
  const together = new Possible(alwaysAnswering(past, answering, crowds) ?? sizes);
  for (const fact of past) together.remember(fact);
  return [alone, together];
}

/**
 * How many of each crowd answer, if those who answer now always did and the others never did. Of
 * those who are gone, it is the number shown then. `undefined` if that is impossible.
 */
function alwaysAnswering(
  past: readonly Fact[],
  answering: readonly number[],
  { sizes, lists }: Crowds,
): readonly number[] | undefined {
  const present = lists.at(-1)?.everyone.members ?? new Set();
  const gone = new Set<Crowd>();
  const sums = past.map(({ group, answered }) => {
    const within = [...group.members].filter((crowd) => !present.has(crowd));
    for (const crowd of within) gone.add(crowd);
    const others = answered - peopleIn(group.members, answering);
    return { within, low: others, high: others };
  });
  const all = Int32Array.from(sizes);
  const found = searchFor(all, all, [...gone], sums);
  if (typeof found === "string") return undefined;
  return sizes.map((_, crowd) =>
    present.has(crowd) ? (answering[crowd] ?? 0) : (found[crowd] ?? 0),
  );
}

/** Everything that earlier windows showed, the newest first. */
function memoryOf(
  question: Question,
  { lists }: Crowds,
  earlier: readonly Earlier[],
): readonly Fact[] {
  const facts: Fact[] = [];
  for (const [index, { picture, answered }] of [...earlier.entries()].toReversed()) {
    const list = lists[index];
    for (const [place, figure] of picture.entries()) {
      const group = figure.team === "everyone" ? list?.everyone : list?.teams.get(figure.team);
      if (figure.question === question && group !== undefined)
        facts.push(factOf(figure, group, answered[place] ?? 0));
    }
  }
  return facts;
}
