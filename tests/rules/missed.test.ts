import { describe, expect, it } from "vitest";
import { minutes } from "../../src/kernel/time.ts";
import { follows } from "../../src/policies.ts";
import {
  type Facts,
  decide,
  effects,
  evolve,
  missedSubject,
  timers,
} from "../../src/escalations/missed/rules.ts";
import { Situation } from "../support/given.ts";

/* One message to each supervisor who is there, however many requests waited. */

const back = 1_794_474_000_000;
const look = (at: number, facts: Partial<Facts>, by?: string) =>
  decide(
    undefined,
    { do: "look" },
    { at, by, via: undefined, newId: "", seed: 0 },
    { people: ["sam", "priya"], ...facts },
  );

describe("the list of what waited", () => {
  it("tells whoever is there, once; what is missed soon after is on the same list", () => {
    const told = {
      type: "told",
      at: back + 10,
      people: ["sam", "priya"],
      occasion: `away.${back + 10}`,
    } as const;
    expect(look(back + 10, { newest: back })).toEqual({ events: [told] });
    expect(effects(told).map((effect) => effect.do === "tell" && effect.to)).toEqual([
      { person: "sam" },
      { person: "priya" },
    ]);
    for (const newest of [back, back + 20, back + 10 + minutes(15)])
      expect(look(newest + 1, { newest, told })).toEqual({
        events: [{ type: "looked", at: newest + 1 }],
      });
  });

  it("somebody whom it concerns only since then is told too, of the same list, and nobody else again", () => {
    const told = { at: back + 10, people: ["sam", "priya"], occasion: "away.1" };
    const looked = look(back + 30, { newest: back + 20, told, people: ["sam", "priya", "dana"] });
    expect(looked).toEqual({
      events: [{ type: "told", at: back + 30, people: ["dana"], occasion: "away.1" }],
    });
  });

  it("away again, later: told again", () => {
    const newest = back + 11 + minutes(15);
    const told = { at: back + 10, people: ["sam", "priya"], occasion: "away.1" };
    const again = { type: "told", people: ["sam", "priya"], occasion: `away.${newest}` };
    expect(look(newest, { newest, told })).toMatchObject({ events: [again] });
  });

  it("nobody waits any more: drawn again, and nobody is told", () => {
    expect(look(back, {})).toEqual({ events: [{ type: "looked", at: back }] });
    expect(timers(evolve(undefined, { type: "looked", at: back }))).toEqual([]);
  });

  it("nobody is there: looked at again in five minutes", () => {
    const decision = look(back, { newest: back, people: [] });
    expect(decision).toEqual({ events: [{ type: "nobodyThere", at: back }] });
    expect(effects({ type: "nobodyThere", at: back })).toEqual([]);
    expect(timers(evolve(undefined, { type: "nobodyThere", at: back }))).toEqual([
      { do: "later", command: "look", at: back + minutes(5) },
    ]);
  });

  it("is nobody's to press", () => {
    expect(look(back, { newest: back }, "sam")).toEqual({ refused: "closed" });
  });
});

describe("what leads to it", () => {
  /** Of each event of a request that was missed, what follows elsewhere. */
  const leadsTo = (s: Situation) =>
    s.journal.slice(-1).flatMap((event) => follows("escalations", event, s.state));
  const list = { feature: "overtaken", subject: missedSubject, command: "look" };
  /** Who came on shift while Ana waited has a card that names her. */
  const cards = { feature: "board", subject: "ana", command: "look" };

  it("missed, taken, asked again, ended: the list follows each; a request that never was is none of its business", () => {
    const s = new Situation();
    s.escalates();
    expect(leadsTo(s)).toEqual([]);
    s.isAway(3_600);
    expect(leadsTo(s)).toEqual([list]);
    s.when("sam", { do: "acknowledge" });
    expect(leadsTo(s)).toEqual([list, cards]);
    s.when("sam", { do: "giveBack" });
    expect(leadsTo(s)).toEqual([list]);
    s.when("ana", { do: "dontNeed" });
    expect(leadsTo(s)).toEqual([list, cards]);
  });

  it("an abusive call that nobody came to: a break is offered all the same, and once", () => {
    const s = new Situation();
    s.escalates();
    s.when("ana", { do: "categorise", category: "ABU" });
    s.isAway(3_600);
    expect(leadsTo(s)).toContainEqual({ feature: "breaks", subject: "ana", command: "offer" });
    s.passes(13 * 3_600);
    expect(s.state.status).toBe("resolved");
    expect(leadsTo(s)).toEqual([list, cards]);
  });
});
