import { describe, expect, it } from "vitest";
import { effects } from "../../src/escalations/effects.ts";
import { Situation, lee, policy, rings, sam, types } from "../support/given.ts";

/** Asked, and taken by Sam. */
function taken(setting: ConstructorParameters<typeof Situation>[0] = {}): Situation {
  const s = new Situation(setting);
  s.escalates();
  s.when("sam", { do: "acknowledge" });
  return s;
}

describe("E3: the first press wins", () => {
  it("one holder, from any card; the same person again hears that it is theirs", () => {
    const s = taken();
    expect(s.state).toMatchObject({ status: "acknowledged", holder: "sam", news: "taken" });
    expect(s.when("priya", { do: "acknowledge" })).toMatchObject({ refused: "taken", events: [] });
    expect(s.when("sam", { do: "acknowledge" })).toMatchObject({ answer: "yours", events: [] });
    expect(s.passes(30)).toMatchObject([{ type: "nudged", person: "sam" }]);
  });

  it("not the agent, and nobody who was neither asked nor is a supervisor", () => {
    const s = new Situation({ colleagues: [sam, lee] });
    s.escalates();
    expect(s.when("ana", { do: "acknowledge" })).toMatchObject({ refused: "not-asked" });
    expect(s.when("lee", { do: "acknowledge" })).toMatchObject({ refused: "not-asked" });
  });

  it("whom only a policy names: once they were asked, like everybody else", () => {
    const named = policy([
      ["supervisors", 20],
      [["lee"], 30],
    ]);
    const s = new Situation({ colleagues: [sam, lee], policies: { abuse: named } });
    s.escalates();
    for (const press of ["acknowledge", "arrived"] as const)
      expect(s.when("lee", { do: press })).toHaveProperty("refused");
    s.passes(20);
    s.when("lee", { do: "acknowledge" });
    expect(s.when("lee", { do: "arrived" }).events).toMatchObject([
      { type: "joined", holder: "lee" },
    ]);
  });

  it("taken from a list by somebody who was never asked: they get a card of their own; who has one gets no second", () => {
    const s = new Situation();
    s.escalates();
    const cardsOf = (by: string) =>
      s
        .when(by, { do: "acknowledge" })
        .events.flatMap((event) => effects(event, s.state))
        .flatMap((effect) => (effect.do === "tell" && effect.view === "page" ? [effect.to] : []));
    expect(cardsOf("dana")).toEqual([{ person: "dana" }]);
    expect(Object.keys(s.state.pages)).toEqual(["sam", "priya", "dana"]);
    s.when("dana", { do: "giveBack" });
    expect(cardsOf("sam")).toEqual([]);
  });

  it("who passed on may think again", () => {
    const s = new Situation();
    s.escalates();
    s.when("sam", { do: "passOn" });
    expect(s.when("sam", { do: "acknowledge" })).toMatchObject({ answer: "taken" });
  });

  it("given back: the next step at once, without whoever gave it back", () => {
    const s = taken();
    const back = s.when("sam", { do: "giveBack" });
    expect([types(back), rings(back.events)]).toEqual([
      ["gaveBack", "asked"],
      ["asked priya,dana"],
    ]);
    expect(s.state).toMatchObject({ status: "open", news: "lost-taker", round: 0, step: 1 });
  });

  it("given back at the last step of a round: they are not rung by their own press, though a new round begins", () => {
    const s = taken({ policies: { abuse: policy([["supervisors", 20]], 1) } });
    expect(rings(s.when("sam", { do: "giveBack" }).events)).toEqual(["asked priya"]);
    expect(s.state).toMatchObject({ round: 1, step: 0 });
  });

  it("given back at the very end: the last round once more, because the others stopped for the taker", () => {
    const s = taken({ policies: { abuse: policy([["supervisors", 20]], 0) } });
    const back = s.when("sam", { do: "giveBack" });
    expect([types(back), rings(back.events)]).toEqual([
      ["gaveBack", "restarted", "asked"],
      ["asked priya"],
    ]);
    expect(types({ events: s.passes(20) })).toEqual(["exhausted"]);
  });

  it("given back by the only one: No answer at once", () => {
    const s = taken({ colleagues: [sam] });
    expect(types(s.when("sam", { do: "giveBack" })).at(-1)).toBe("exhausted");
  });

  it("given back only by whoever has it, and not once they are with the agent", () => {
    const s = taken();
    expect(s.when("priya", { do: "giveBack" })).toMatchObject({ refused: "not-yours" });
    s.when("sam", { do: "arrived" });
    expect(s.when("sam", { do: "giveBack" })).toMatchObject({ refused: "not-open" });
  });
});

describe("E6: taken is not arrived", () => {
  it("halfway the taker is asked once; at the end it lapses and goes on, with the taker among those asked", () => {
    const s = taken();
    expect(s.tick("nudge")).toMatchObject({ refused: "too-early" });
    expect(rings(s.passes(30))).toEqual(["nudged sam"]);
    expect(s.tick("nudge")).toMatchObject({ refused: "not-open" });
    expect(s.tick("lapse")).toMatchObject({ refused: "too-early" });
    expect(rings(s.passes(30))).toEqual(["asked sam,priya,dana"]);
    expect(s.state).toMatchObject({ status: "open", news: "lost-taker" });
    expect(s.tick("lapse")).toMatchObject({ refused: "not-open" });
  });

  it("a second too late: whoever is with the agent is with the agent", () => {
    const s = taken();
    s.passes(61);
    expect(s.when("sam", { do: "giveBack" })).toMatchObject({ refused: "not-open" });
    expect(s.when("sam", { do: "arrived" }).events).toMatchObject([
      { type: "joined", holder: "sam" },
    ]);
    expect(s.state).toMatchObject({ status: "joined", attended: true });
  });

  it("too late, and another has it by now: the agent is not left with two", () => {
    const s = taken();
    s.passes(61);
    s.when("dana", { do: "acknowledge" });
    expect(s.when("sam", { do: "arrived" })).toMatchObject({ refused: "taken" });
    expect(s.when("sam", { do: "done" })).toMatchObject({ refused: "taken" });
  });

  it("the agent says so: the taker is with them, or somebody is", () => {
    const s = taken();
    expect(s.when("priya", { do: "here" })).toMatchObject({ refused: "not-yours" });
    s.when("ana", { do: "here" });
    expect(s.state).toMatchObject({ status: "joined", holder: "sam" });
    expect(s.when("ana", { do: "here" })).toMatchObject({ answer: "done", events: [] });

    const nobody = new Situation();
    nobody.escalates();
    nobody.when("ana", { do: "here" });
    expect(nobody.state).toMatchObject({ status: "joined", attended: true, helpers: [] });
    expect(nobody.state).not.toHaveProperty("holder");
    expect(nobody.when("sam", { do: "acknowledge" })).toMatchObject({ refused: "taken" });
    expect(nobody.when("sam", { do: "arrived" }).events).toMatchObject([
      { type: "joined", holder: "sam" },
    ]);
  });

  it("arriving twice is once; a stranger or the agent cannot", () => {
    const s = taken();
    expect(s.when("ana", { do: "arrived" })).toMatchObject({ refused: "not-yours" });
    expect(s.when("ben", { do: "arrived" })).toMatchObject({ refused: "not-yours" });
    s.when("sam", { do: "arrived" });
    expect(s.when("sam", { do: "arrived" })).toMatchObject({ answer: "yours", events: [] });
  });

  it("30 minutes with the agent: closed, not recorded", () => {
    const s = taken();
    s.when("sam", { do: "arrived" });
    s.passes(1_799.9);
    expect(s.tick("close")).toMatchObject({ refused: "too-early" });
    // Only a danger is asked how it stands instead.
    expect(s.timers.has("remind")).toBe(false);
    s.passes(0.1);
    expect(s.state).toMatchObject({ status: "resolved", how: "not-recorded", assisted: true });
    expect(s.tick("close")).toMatchObject({ refused: "closed" });
  });
});
