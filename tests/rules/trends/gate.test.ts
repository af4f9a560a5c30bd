import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type Earlier,
  type Figure,
  type Picture,
  gateWith,
  throughGate,
} from "../../../src/trends/gate.ts";
import { windowLasts, windowOf } from "../../../src/trends/questions.ts";
import { safeguards } from "../../../src/trends/safeguards.ts";
import type { Answer, Roster } from "../../../src/trends/source.ts";
import { attack } from "./attacker.ts";

const start = windowOf(Date.UTC(2026, 5, 1));

const rosterOf = (teams: Readonly<Record<string, number>>): Roster =>
  new Map(
    Object.entries(teams).flatMap(([team, size]) =>
      Array.from({ length: size }, (_, n) => [`${team}-${n}`, team === "" ? [] : [team]] as const),
    ),
  );

/** The first so many of each team answer; every other one so that it counts. */
const answersOf = (people: readonly string[], at = start): Answer[] =>
  people.map((person, n) => ({ person, question: "energy", at: at + 1, counts: n % 2 === 0 }));

const shown = (picture: Picture) =>
  picture.map(({ team, from, to, people }) => [team, `${from}–${to}`, people]);

describe("K5: what passes the gate", () => {
  it("nobody and four people look exactly alike", () => {
    const roster = rosterOf({ A: 8 });
    const nobody = throughGate({ start, answers: [], rosters: [roster] }, []);
    const four = throughGate(
      { start, answers: answersOf([...roster.keys()].slice(0, 4)), rosters: [roster] },
      [],
    );
    expect(four).toEqual(nobody);
    expect(nobody).toEqual({ picture: [], answered: [] });
  });

  it("five of six are enough for the coarsest spans; a hundred for steps of five per cent", () => {
    const shownOf = (members: number, answering = members) => {
      const roster = rosterOf({ A: members });
      const answers = answersOf([...roster.keys()].slice(0, answering));
      return shown(throughGate({ start, answers, rosters: [roster] }, []).picture);
    };
    expect(shownOf(6, 5)).toEqual([
      ["everyone", "50–100", 5],
      [0, "50–100", 5],
    ]);
    expect(shownOf(63)[0]).toEqual(["everyone", "50–60", 60]);
    expect(shownOf(103)[0]).toEqual(["everyone", "50–55", 100]);
  });

  it("no number tells that each of a group answered: not of five, not of ten", () => {
    const peopleOf = (size: number) => {
      const roster = rosterOf({ A: size });
      const answers = answersOf([...roster.keys()]);
      return throughGate({ start, answers, rosters: [roster] }, []).picture[0]?.people;
    };
    expect([5, 6, 10, 11].map(peopleOf)).toEqual([undefined, 5, 5, 10]);
  });

  it("a small team takes the next smallest with it", () => {
    const roster = rosterOf({ A: 30, B: 12, C: 3 });
    const { picture } = throughGate(
      { start, answers: answersOf([...roster.keys()]), rosters: [roster] },
      [],
    );
    expect(picture.map(({ team }) => team)).toEqual(["everyone", 0]);
  });

  it("who one person less is cannot be told by the number: spans that would say it are joined", () => {
    const first = rosterOf({ A: 20 });
    const earlier = earlierOf(first, answersOf([...first.keys()]));
    expect(shown(earlier.picture)[0]).toEqual(["everyone", "50–75", 15]);
    const next = (size: number, counting: number) => {
      const roster = rosterOf({ A: size });
      const answers = [...roster.keys()].map((person, n) => ({
        ...{ person, question: "energy" as const, at: start + windowLasts, counts: n < counting },
      }));
      return shown(
        throughGate({ start: start + windowLasts, answers, rosters: [roster] }, [earlier]).picture,
      ).find(([team]) => team === "everyone")?.[1];
    };
    // Ten to fourteen of twenty said yes. Nine of nineteen would tell that the one who left was
    // among them.
    expect(next(19, 9)).toBe(next(19, 10));
    // Of the same people, what contradicts the first number is shown: somebody changed their mind.
    expect([next(20, 4), next(20, 12), next(20, 19)]).toEqual(["0–25", "50–75", "75–100"]);
  });

  it("what people said before, and no longer say, opens nothing that one window alone keeps shut", () => {
    const ids = (crowd: number, team: string, size: number) =>
      Array.from({ length: size }, (_, n) => [`${crowd}-${n}`, [team]] as const);
    const span = (team: Figure["team"], from: number, to: number, people: number): Figure => ({
      question: "energy",
      team,
      from,
      to,
      people,
    });
    // Few had a full battery then. Whoever assumes that nobody changed their mind finds many of the
    // next windows impossible.
    const past: Earlier = {
      roster: new Map([...ids(0, "A", 6), ...ids(1, "B", 6), ...ids(2, "C", 16)]),
      ...{
        picture: [span(0, 50, 100, 5), span(2, 0, 20, 15), span("everyone", 0, 20, 25)],
        answered: [6, 16, 28],
      },
    };
    const teams = ["A", "B"].map((team) => ({ size: 6, teams: [[team]], days: [31] }));
    const asked = { crowds: teams, question: "energy", looks: [{ day: 28, lists: [0] }] } as const;
    expect(attack((window) => throughGate(window, [past]), asked, 4)).toBeUndefined();
  });
});

/** A window that was shown earlier, with these people in it. */
const earlierOf = (roster: Roster, answers = answersOf([...roster.keys()])): Earlier => ({
  roster,
  ...throughGate({ start, answers, rosters: [roster] }, []),
});
const next = start + windowLasts;
const teamsOf = (picture: Picture) => picture.map(({ team }) => team);

describe("K5: each rule at its edge", () => {
  it("a theme is shown of eleven people, not of ten", () => {
    const themed = (size: number) => {
      const roster = rosterOf({ A: size });
      const answers = answersOf([...roster.keys()]).map((answer) => ({
        ...answer,
        question: "breaks" as const,
      }));
      return throughGate({ start, answers, rosters: [roster] }, []).picture.length;
    };
    expect([9, 10, 11].map(themed)).toEqual([0, 0, 2]);
  });

  it("of somebody's answers the newest counts, in whatever order they are read", () => {
    const answers: Answer[] = [1, 2, 3].map((day) => ({
      person: "p",
      question: "energy",
      at: start + day,
      counts: day === 2,
    }));
    for (const read of [answers, answers.toReversed(), [1, 2, 0].flatMap((n) => answers[n] ?? [])])
      expect(safeguards.onePerPerson(read)).toEqual([answers[2]]);
  });

  it("people who are in no team are like a team that is hidden: never alone", () => {
    const roster = rosterOf({ A: 8, B: 12, "": 6 });
    expect(
      teamsOf(
        throughGate({ start, answers: answersOf([...roster.keys()]), rosters: [roster] }, [])
          .picture,
      ),
    ).toEqual(["everyone", 1]);
  });

  it("a span that would have to say 0 to 100 is no number", () => {
    const never = gateWith({ ...safeguards, proven: () => false });
    const roster = rosterOf({ A: 8, B: 8 });
    const window = { start, answers: answersOf([...roster.keys()]), rosters: [roster] };
    expect(never(window, [])).toEqual({ picture: [], answered: [] });
  });

  it("what was shown of another question hides nothing of this one", () => {
    const first = rosterOf({ A: 20 });
    const themes = answersOf([...first.keys()]).map((answer) => ({
      ...answer,
      question: "breaks" as const,
    }));
    const roster = rosterOf({ A: 19 });
    const window = { start: next, answers: answersOf([...roster.keys()], next), rosters: [roster] };
    const alone = throughGate(window, []);
    expect(throughGate(window, [earlierOf(first, themes)])).toEqual(alone);
    expect(throughGate(window, [earlierOf(first)])).not.toEqual(alone);
  });

  it("what was said is held against what is said now for as long as windows are remembered", () => {
    const first = earlierOf(rosterOf({ A: 20 }));
    const silent: Earlier = { roster: new Map(), picture: [], answered: [] };
    const roster = rosterOf({ A: 19 });
    const later = (windowsBetween: number) => {
      const at = start + (windowsBetween + 1) * windowLasts;
      const window = { start: at, answers: answersOf([...roster.keys()], at), rosters: [roster] };
      const between = Array.from({ length: windowsBetween }, () => silent);
      return throughGate(window, [first, ...between]);
    };
    expect(later(12)).toEqual(later(0));
    expect(later(12)).not.toEqual(
      throughGate(
        { start: next, answers: answersOf([...roster.keys()], next), rosters: [roster] },
        [],
      ),
    );
  });
});

/** What the usual rules say to the letter, and why the rules here are stricter. */
describe("the usual rules, to the letter", () => {
  it("5 % of five people tells a colleague the sum of the other four", () => {
    const letter = gateWith({
      ...safeguards,
      proven: () => true,
      rounded: (people) => ({ step: 5, people: Math.floor(people / 5) * 5 }),
    });
    const found = attack(
      letter,
      {
        crowds: [{ size: 6, teams: [["A"]], days: [3] }],
        question: "energy",
        looks: [{ day: 0, lists: [0] }],
      },
      4,
    );
    expect(found?.who).toMatch(/a colleague|anybody/);
  });
});

/** Every leaf type of a type. */
type Leaves<T> = T extends readonly (infer Item)[]
  ? Leaves<Item>
  : T extends object
    ? { [Key in keyof T]: Leaves<T[Key]> }[keyof T]
    : T;
/** Whether anybody's id would fit somewhere. */
type HoldsText<T> = string extends Extract<Leaves<T>, string> ? true : false;

describe("what the gate lets out cannot hold a person", () => {
  it("by its type: there is no place for an id, a name or a word", () => {
    expectTypeOf<HoldsText<Picture>>().toEqualTypeOf<false>();
    expectTypeOf<HoldsText<ReturnType<typeof throughGate>>>().toEqualTypeOf<false>();
    // The check itself sees one where it is.
    expectTypeOf<HoldsText<readonly { figure: Figure; who: string }[]>>().toEqualTypeOf<true>();
  });

  it("when it runs: nothing of any id is in it", () => {
    const roster = rosterOf({ A: 12, B: 15, "": 6 });
    const made = throughGate(
      { start, answers: answersOf([...roster.keys()]), rosters: [roster] },
      [],
    );
    expect(made.picture.length).toBeGreaterThan(0);
    const text = JSON.stringify(made);
    for (const id of roster.keys()) expect(text).not.toContain(id);
  });
});
