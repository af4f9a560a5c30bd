import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kinds } from "../../../src/checkins/hard/picks.ts";
import { windowLasts, windowOf } from "../../../src/trends/questions.ts";
import { type Facts, type Polls, decide, evolve, topOf } from "../../../src/trends/poll/rules.ts";

/* K9: what a team picked, through the gate of the trends. */

const at = windowOf(Date.UTC(2026, 10, 22)) + 3_600_000;
const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => `p${from + index}`);
const picksOf = (who: readonly string[], ...picked: string[]) =>
  who.map((person) => ({ person, kinds: picked }));

/** An organisation of its own, with whatever was taken so far. */
class House {
  polls: Polls | undefined;
  readonly rosters = new Map<string, readonly string[]>();
  take(
    team: string,
    members: readonly string[],
    picks: Facts["picks"],
    when = at,
    own: readonly string[] = [team],
  ) {
    const given = {
      at: when,
      by: "p0",
      via: undefined,
      newId: `poll ${this.rosters.size}`,
      seed: 1,
    };
    const facts: Facts = { own, people: members, picks, kinds, rosters: this.rosters };
    const decision = decide(this.polls, { do: "take", team: own.indexOf(team) }, given, facts);
    for (const event of "events" in decision ? decision.events : []) {
      this.polls = evolve(this.polls, event);
      this.rosters.set(event.poll.id, event.people);
    }
    return decision;
  }
  top = () =>
    this.polls?.past.at(-1) === undefined
      ? []
      : topOf(this.polls.past.at(-1) as Polls["past"][number]);
}

describe("the team poll", () => {
  it("four are nothing, and so is a team of eight of whom four picked; five are a picture", () => {
    for (const members of [people(4), people(8)])
      expect(new House().take("A", members, picksOf(people(4), "loud"))).toEqual({
        refused: "nothing",
      });
    const house = new House();
    expect(house.take("A", people(8), picksOf(people(5), "loud"))).toMatchObject({
      answer: { team: "A" },
      events: [{ type: "taken" }],
    });
    expect(house.top()).toMatchObject([{ kind: "loud", figure: { from: 50, to: 100, people: 5 } }]);
  });

  it("is taken once in a window: who picks afterwards is seen in none until it is over", () => {
    const house = new House();
    house.take("A", people(14), picksOf(people(12), "loud"));
    const before = house.polls;
    expect(house.take("A", people(14), picksOf(people(12), "crying"), at + 1_000)).toEqual({
      events: [],
      answer: { team: "A" },
    });
    expect(house.polls).toBe(before);
    house.take("A", people(14), picksOf(people(12), "crying"), at + windowLasts);
    expect(house.top().map(({ kind }) => kind)).toEqual(["crying"]);
  });

  it("is taken also where nothing stands out: nobody can try again until the next who picks tips it", () => {
    const house = new House();
    const spread = people(6).map((person, index) => ({ person, kinds: [kinds[index] ?? "other"] }));
    expect(house.take("A", people(8), spread)).toMatchObject({ events: [{ type: "taken" }] });
    expect(house.top()).toEqual([]);
    expect(house.take("A", people(8), picksOf(people(8), "loud"), at + 1)).toMatchObject({
      events: [],
    });
  });

  it("what one or two people picked who joined or left is not told by the next picture, under another name neither", () => {
    for (const changed of [-2, -1, 1, 2])
      for (const team of ["A", "B"]) {
        const tops = ["loud", "crying"].map((picked) => {
          const house = new House();
          const before = Math.max(10, 10 - changed);
          house.take("A", people(before), [
            ...picksOf(people(10), "loud"),
            ...picksOf(people(before - 10, 10), picked),
          ]);
          const now = before + changed;
          house.take(
            team,
            people(now),
            [...picksOf(people(10), "loud"), ...picksOf(people(now - 10, 10), picked)],
            at + windowLasts,
          );
          return house.polls?.past.map(({ id, passed }) => [id, passed["loud"]]);
        });
        expect(tops[0]).toHaveLength(2);
        expect(tops[0]).toEqual(tops[1]);
      }
  });

  it("nobody takes that of a team that is not theirs", () => {
    expect(new House().take("B", people(8), picksOf(people(8), "loud"), at, ["A"])).toEqual({
      refused: "not-yours",
    });
  });

  it("whatever is picked: three at most, none of the lowest span, never of fewer than five, and so many picks left over that nothing follows for the rest", () => {
    const picked = fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.array(picked, { maxLength: 40 }),
        (size, all) => {
          const members = people(size);
          const picks = all
            .slice(0, size)
            .map((own, index) => ({ person: `p${index}`, kinds: own }));
          const house = new House();
          house.take("A", members, picks);
          const top = house.top();
          expect(top.length).toBeLessThanOrEqual(3);
          if (picks.length < 5) expect(top).toEqual([]);
          const sure = top.reduce(
            (sum, { figure }) => sum + Math.ceil((figure.from * picks.length) / 100),
            0,
          );
          for (const { kind, figure } of top) {
            expect(figure.people).toBeGreaterThanOrEqual(5);
            const share =
              (picks.filter((own) => own.kinds.some((one) => one === kind)).length * 100) /
              picks.length;
            expect(share >= figure.from && share <= figure.to).toBe(true);
          }
          if (top.length > 0) expect(3 * picks.length - sure).toBeGreaterThanOrEqual(5);
        },
      ),
      { numRuns: 200 },
    );
  });
});
