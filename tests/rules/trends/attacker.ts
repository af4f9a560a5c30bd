import type { Earlier, Picture, gateWith } from "../../../src/trends/gate.ts";
import { type Question, windowLasts, windowOf } from "../../../src/trends/questions.ts";
import type { Answer, Roster } from "../../../src/trends/source.ts";

/** The start of a window in the tests. */
const start = windowOf(Date.UTC(2026, 5, 1));
const day = windowLasts / 28;

/** People whom the attacker cannot tell apart: on the same lists and heard on the same days. */
export interface Crowd {
  readonly size: number;
  /** Their teams on each frozen list; `undefined`: not in the organisation then. */
  readonly teams: readonly (readonly string[] | undefined)[];
  /** The days on which they answer, from the first window's start. */
  readonly days: readonly number[];
  /**
   * How many of them answer, where the attacker knows that; else any number may, which the attacker
   * then works out.
   */
  readonly answering?: number;
  /** Crowds with the same number are the same people, who may say something else on these days. */
  readonly who?: number;
}

/** What an attacker may ask: each window, in order, and which lists were taken by then. */
export interface Setting {
  readonly crowds: readonly Crowd[];
  readonly looks: readonly { readonly day: number; readonly lists: readonly number[] }[];
  readonly question: Question;
}

/**
 * How many of each crowd gave the answer that counts, and how many the other one; the rest said
 * nothing.
 */
type World = readonly (readonly [yes: number, no: number])[];

/**
 * What somebody can work out for certain, by exact reasoning: they know every list, who can be
 * heard on which days, that nobody changes their mind, and the gate itself. Of all worlds they keep
 * those that show the very same numbers.
 */
export interface Finding {
  readonly shown: string;
  readonly who: string;
  readonly knows: string;
}

type Gate = ReturnType<typeof gateWith>;

/** Every way this organisation can answer, grouped by what it shows. */
function worldsByPicture(gate: Gate, setting: Setting): Map<string, World[]> {
  const ids = setting.crowds.map(({ size, who }, crowd) =>
    Array.from({ length: size }, (_, n) => `${who ?? crowd}-${n}`),
  );
  const lists: Roster[] = (setting.crowds[0]?.teams ?? []).map(
    (_, list) =>
      new Map(
        setting.crowds.flatMap(({ teams }, c) =>
          teams[list] === undefined ? [] : (ids[c] ?? []).map((id) => [id, teams[list] ?? []]),
        ),
      ),
  );
  const groups = new Map<string, World[]>();
  for (const world of worlds(setting.crowds)) {
    const answers: Answer[] = world.flatMap(([yes, no], c) =>
      (setting.crowds[c]?.days ?? []).flatMap((on) =>
        (ids[c] ?? []).slice(0, yes + no).map((person, n) => ({
          person,
          question: setting.question,
          at: start + on * day,
          counts: n < yes,
        })),
      ),
    );
    const key = JSON.stringify(looksAt(gate, setting, answers, lists));
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [world]);
    else known.push(world);
  }
  return groups;
}

/** All that anybody can ask for: every window, the whole and each team. */
function looksAt(
  gate: Gate,
  setting: Setting,
  answers: readonly Answer[],
  lists: readonly Roster[],
): Picture[] {
  const seen: (Earlier & { readonly from: number })[] = [];
  for (const look of setting.looks) {
    const from = start + look.day * day;
    const rosters = look.lists.map((list) => lists[list] ?? new Map());
    const within = answers.filter(({ at }) => at >= from && at < from + windowLasts);
    const passed = gate(
      { start: from, answers: within, rosters },
      seen.filter((earlier) => earlier.from < from),
    );
    seen.push({ from, roster: rosters[0] ?? new Map(), ...passed });
  }
  return seen.map(({ picture }) => picture);
}

/**
 * What an outsider, or a colleague who knows their own answer, can tell of one to `most` others.
 */
export function attack(
  gate: Gate,
  setting: Setting,
  most: number,
  insider = true,
): Finding | undefined {
  const sizes = setting.crowds.map(({ size }) => size);
  for (const [shown, group] of worldsByPicture(gate, setting)) {
    const found = pinned(group, sizes, most);
    if (found !== undefined) return { shown, who: "anybody", knows: found };
    if (!insider) continue;
    for (const [c, size] of sizes.entries()) {
      const others = sizes.with(c, size - 1);
      for (const own of [0, 1]) {
        const possible = group
          .filter((world) => (world[c]?.[own] ?? 0) > 0)
          .map((world) =>
            world.with(
              c,
              own === 0
                ? [(world[c]?.[0] ?? 0) - 1, world[c]?.[1] ?? 0]
                : [world[c]?.[0] ?? 0, (world[c]?.[1] ?? 0) - 1],
            ),
          );
        const told = possible.length === 0 ? undefined : pinned(possible, others, most);
        if (told !== undefined)
          return {
            shown,
            who: `a colleague in crowd ${c} who said ${own === 0 ? "yes" : "no"}`,
            knows: told,
          };
      }
    }
  }
  return undefined;
}

/**
 * Some people of whom it is certain how many said yes, or how many said no; or any at all of whom
 * it is certain that nobody said the one or nobody the other. That they certainly said nothing at
 * all is no answer of theirs.
 */
function pinned(
  group: readonly World[],
  sizes: readonly number[],
  most: number,
): string | undefined {
  for (const some of handfuls(sizes, most)) {
    const [yes, no] = [certain(group, sizes, some, 0), certain(group, sizes, some, 1)];
    if ((yes === undefined && no === undefined) || (yes === 0 && no === 0)) continue;
    const what = yes === undefined ? `${no} said no` : `${yes} said yes`;
    return `of people [${some.join(", ")}] of the crowds [${sizes.join(", ")}] exactly ${what}`;
  }
  return undefined;
}

/** How many of some people answered so, where it is the same in every world. */
function certain(
  group: readonly World[],
  sizes: readonly number[],
  some: readonly number[],
  what: 0 | 1,
): number | undefined {
  let sure: number | undefined;
  for (const world of group) {
    let [least, highest] = [0, 0];
    for (const [c, count] of some.entries()) {
      const all = world[c]?.[what] ?? 0;
      least += Math.max(0, all - ((sizes[c] ?? 0) - count));
      highest += Math.min(count, all);
    }
    if (least !== highest || (sure !== undefined && sure !== least)) return undefined;
    sure = least;
  }
  return sure;
}

/** Every choice of one to `most` people, by how many of each crowd. */
function* handfuls(
  sizes: readonly number[],
  most: number,
  chosen: readonly number[] = [],
): Generator<readonly number[]> {
  if (chosen.length === sizes.length) {
    if (chosen.some((count) => count > 0)) yield chosen;
    return;
  }
  for (let count = 0; count <= Math.min(sizes[chosen.length] ?? 0, most); count++)
    yield* handfuls(sizes, most - count, [...chosen, count]);
}

function* worlds(crowds: readonly Crowd[], made: World = []): Generator<World> {
  const crowd = crowds[made.length];
  if (crowd === undefined) {
    yield made;
    return;
  }
  const { size, answering } = crowd;
  for (let answered = answering ?? 0; answered <= (answering ?? size); answered++) {
    for (let yes = 0; yes <= answered; yes++)
      yield* worlds(crowds, [...made, [yes, answered - yes]]);
  }
}

/** How many worlds there are: what an attack costs. */
export const worldsOf = (crowds: readonly Crowd[]): number =>
  crowds.reduce(
    (all, { size, answering }) =>
      all * (answering === undefined ? ((size + 1) * (size + 2)) / 2 : answering + 1),
    1,
  );
