import type { Earlier, Figure, gateWith } from "../../../src/trends/gate.ts";
import { windowLasts, windowOf } from "../../../src/trends/questions.ts";
import type { Answer, Roster } from "../../../src/trends/source.ts";

/* Whole years of a contact centre, in which people come, go and move. */

const start = windowOf(Date.UTC(2026, 0, 5, 12));
const windows = 12;

/** Chance that is the same in every run. */
function chanceFrom(seed: number): (below: number) => number {
  let last = seed * 7_919 + 17;
  return (below) => Math.floor(((last = (last * 48_271) % 2_147_483_647) / 2_147_483_647) * below);
}

interface Member {
  readonly id: string;
  readonly team: string | undefined;
  readonly counts: boolean;
}

/** A number that was shown, with the people it is about. */
export interface Shown {
  readonly people: ReadonlySet<string>;
  readonly answered: number;
  readonly least: number;
  readonly most: number;
}

/**
 * In each window a few groups of five to eight move, join or leave together; nobody changes their
 * mind.
 */
export function yearOfGroups(gate: ReturnType<typeof gateWith>, seed: number): Shown[] {
  const chance = chanceFrom(seed);
  const teams = ["A", "B", "C", "D"].slice(0, 2 + chance(3));
  let next = 0;
  const group = (team: string | undefined): Member[] => {
    // Groups are often of one mind.
    const mind = chance(3);
    return Array.from({ length: 5 + chance(4) }, () => ({
      ...{ id: `p${next++}`, team, counts: mind === 2 ? chance(2) === 0 : mind === 0 },
    }));
  };
  let groups = teams.flatMap((team) => [group(team), group(team)]);
  const earlier: Earlier[] = [];
  const shown: Shown[] = [];
  for (let window = 0; window < windows; window++) {
    if (window > 0) {
      groups = groups.map((members) => {
        if (chance(6) > 0) return members;
        const team = [...teams, undefined][chance(teams.length + 1)];
        return members.map((member) => ({ ...member, team }));
      });
      if (chance(3) === 0) groups.push(group(teams[chance(teams.length)]));
    }
    const there = groups.flat().filter(({ team }) => team !== undefined);
    const roster: Roster = new Map(there.map(({ id, team = "" }) => [id, [team]]));
    const at = start + window * windowLasts;
    const answers = there.map(({ id, counts }): Answer => ({
      person: id,
      question: "energy",
      at,
      counts,
    }));
    const passed = gate({ start: at, answers, rosters: [roster] }, earlier);
    for (const [place, figure] of passed.picture.entries())
      shown.push(shownFrom(figure, passed.answered[place] ?? 0, roster));
    earlier.push({ roster, ...passed });
  }
  return shown;
}

function shownFrom({ team, from, to }: Figure, answered: number, roster: Roster): Shown {
  const names = [...new Set([...roster.values()].flat())].toSorted();
  const people = [...roster].flatMap(([id, own]) =>
    team === "everyone" || own[0] === names[team] ? [id] : [],
  );
  return {
    people: new Set(people),
    answered,
    least: Math.ceil((from * answered) / 100),
    most: to >= 100 ? answered : Math.ceil((to * answered) / 100) - 1,
  };
}

/**
 * Two numbers, one about some of the people of the other: whether the difference proves that all
 * the rest said the same.
 */
export function provenAlike(shown: readonly Shown[]): string | undefined {
  for (const whole of shown)
    for (const part of shown) {
      const rest = whole.people.size - part.people.size;
      if (rest <= 0 || ![...part.people].every((id) => whole.people.has(id))) continue;
      if (whole.least - part.most >= rest) return `${rest} people all said yes`;
      if (whole.most - part.least <= 0) return `${rest} people all said no`;
    }
  return undefined;
}
