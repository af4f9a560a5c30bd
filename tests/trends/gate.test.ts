import { describe, expect, expectTypeOf, it } from "vitest";
import {
  type Earlier,
  type Figure,
  type Picture,
  gateWith,
  throughGate,
} from "../../src/trends/gate.ts";
import { windowLasts, windowOf } from "../../src/trends/questions.ts";
import { safeguards } from "../../src/trends/safeguards.ts";
import type { Answer, Roster } from "../../src/trends/source.ts";
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

  it("five are enough for the coarsest spans; sixty for steps of five per cent", () => {
    const five = rosterOf({ A: 5 });
    expect(
      shown(
        throughGate({ start, answers: answersOf([...five.keys()]), rosters: [five] }, []).picture,
      ),
    ).toEqual([
      [0, "50–100", 5],
      ["everyone", "50–100", 5],
    ]);
    const sixty = rosterOf({ A: 63 });
    expect(
      shown(
        throughGate({ start, answers: answersOf([...sixty.keys()]), rosters: [sixty] }, []).picture,
      ),
    ).toEqual([
      [0, "50–55", 60],
      ["everyone", "50–55", 60],
    ]);
  });

  it("a small team takes the next smallest with it", () => {
    const roster = rosterOf({ A: 30, B: 12, C: 3 });
    const { picture } = throughGate(
      { start, answers: answersOf([...roster.keys()]), rosters: [roster] },
      [],
    );
    expect(picture.map(({ team }) => team)).toEqual([0, "everyone"]);
  });

  it("one more person hides the number, five show it again", () => {
    const first = rosterOf({ A: 20 });
    const earlier: Earlier[] = [
      {
        roster: first,
        ...throughGate({ start, answers: answersOf([...first.keys()]), rosters: [first] }, []),
      },
    ];
    const next = (size: number) => {
      const roster = rosterOf({ A: size });
      const answers = answersOf([...roster.keys()], start + windowLasts);
      return throughGate({ start: start + windowLasts, answers, rosters: [roster] }, earlier)
        .picture.length;
    };
    expect([20, 21, 24, 25, 19, 15].map(next)).toEqual([2, 0, 0, 2, 0, 2]);
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
    // Few had a full battery then. Whoever assumes that nobody changed their mind finds many of the next windows impossible.
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
  it("a theme is shown from ten people on, not from nine", () => {
    const themed = (size: number) => {
      const roster = rosterOf({ A: size });
      const answers = answersOf([...roster.keys()]).map((answer) => ({
        ...answer,
        question: "breaks" as const,
      }));
      return throughGate({ start, answers, rosters: [roster] }, []).picture.length;
    };
    expect([9, 10].map(themed)).toEqual([0, 2]);
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

  it("two on either side must stay possible; in a group of just enough people also more than one way between them", () => {
    const may = (members: number, yes: readonly [number, number], no: readonly [number, number]) =>
      safeguards.notAlike(
        { members, yes: { low: yes[0], high: yes[1] }, no: { low: no[0], high: no[1] } },
        "number",
      );
    expect([may(6, [0, 2], [0, 2]), may(6, [0, 1], [0, 6]), may(6, [0, 6], [0, 1])]).toEqual([
      true,
      false,
      false,
    ]);
    expect([may(5, [2, 4], [1, 3]), may(5, [2, 3], [2, 3]), may(6, [2, 3], [2, 3])]).toEqual([
      true,
      false,
      true,
    ]);
    // Smaller groups are the other rules' business.
    expect(may(4, [0, 0], [0, 0])).toBe(true);
  });

  it("people who are in no team are like a team that is hidden: never alone", () => {
    const roster = rosterOf({ A: 8, B: 12, "": 6 });
    expect(
      teamsOf(
        throughGate({ start, answers: answersOf([...roster.keys()]), rosters: [roster] }, [])
          .picture,
      ),
    ).toEqual([1, "everyone"]);
  });

  it("a span that would have to say 0 to 100 is no number", () => {
    const never = gateWith({ ...safeguards, notAlike: () => false });
    const roster = rosterOf({ A: 8, B: 8 });
    // Beside two teams that share people with it the whole may say nothing; beside one another the teams share nobody.
    expect(
      teamsOf(
        never({ start, answers: answersOf([...roster.keys()]), rosters: [roster] }, []).picture,
      ),
    ).toEqual([0, 1]);
  });

  it("whom the shown teams of an earlier window left over is a group too, and so is whoever differs from it by one", () => {
    const first = rosterOf({ A: 20, B: 12, C: 3 });
    const earlier = earlierOf(first);
    expect(teamsOf(earlier.picture)).toEqual([0, "everyone"]);
    // One of C left, the two others went to B: all that was left over then, less one person.
    const moved: Roster = new Map(
      [...first, ...rosterOf({ E: 10 })].flatMap(([person, teams]) =>
        person === "C-2" ? [] : [[person, person.startsWith("C") ? ["B"] : teams] as const],
      ),
    );
    const answers = answersOf([...moved.keys()], next);
    expect(teamsOf(throughGate({ start: next, answers, rosters: [moved] }, []).picture)).toEqual([
      2,
      1,
      0,
      "everyone",
    ]);
    expect(
      teamsOf(throughGate({ start: next, answers, rosters: [moved] }, [earlier]).picture),
    ).toEqual([0, "everyone"]);
  });

  it("what was shown of another question hides nothing of this one", () => {
    const first = rosterOf({ A: 20 });
    const themes = answersOf([...first.keys()]).map((answer) => ({
      ...answer,
      question: "breaks" as const,
    }));
    const roster = rosterOf({ A: 21 });
    const window = { start: next, answers: answersOf([...roster.keys()], next), rosters: [roster] };
    expect(throughGate(window, [earlierOf(first, themes)]).picture).toHaveLength(2);
    expect(throughGate(window, [earlierOf(first)]).picture).toEqual([]);
  });

  it("what was told of some people counts in all its numbers: their team's, and the whole's", () => {
    const careful = gateWith({ ...safeguards, notAlike: () => false });
    const roster = rosterOf({ A: 20, B: 10 });
    const earlier = earlierOf(roster);
    expect(teamsOf(earlier.picture)).toEqual([1, 0, "everyone"]);
    // A team's own earlier number is not held against it, the earlier whole is: here that leaves nothing to say.
    const window = { start: next, answers: answersOf([...roster.keys()], next), rosters: [roster] };
    expect(careful(window, [earlier]).picture).toEqual([]);
  });

  it("what was said is taken to hold for three windows, and not for four", () => {
    const careful = gateWith({ ...safeguards, notAlike: () => false });
    const first = earlierOf(rosterOf({ A: 20 }));
    const silent: Earlier = { roster: new Map(), picture: [], answered: [] };
    const roster = rosterOf({ A: 25 });
    const later = (windowsBetween: number) => {
      const at = start + (windowsBetween + 1) * windowLasts;
      const window = { start: at, answers: answersOf([...roster.keys()], at), rosters: [roster] };
      return careful(window, [first, ...Array.from({ length: windowsBetween }, () => silent)])
        .picture.length;
    };
    expect([0, 1, 2, 3].map(later)).toEqual([0, 0, 0, 2]);
  });
});

/** What DOMAIN 7.3 says to the letter, and why the rules here are stricter. */
describe("DOMAIN's own rules, to the letter", () => {
  it("5 % of five people tells a colleague the sum of the other four", () => {
    const letter = gateWith({
      ...safeguards,
      rounded: (people) => ({ step: 5, people: Math.floor(people / 5) * 5 }),
    });
    const found = attack(
      letter,
      {
        crowds: [{ size: 5, teams: [["A"]], days: [3] }],
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
