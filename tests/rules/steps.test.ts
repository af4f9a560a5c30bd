import { describe, expect, it } from "vitest";
import { Situation, dana, lee, policy, priya, rings, sam, types } from "../support/given.ts";

const lost = (person: string) => ({ do: "unreachable", person, code: "user_not_found" }) as const;

/** Asked, and taken by Sam. */
function taken(setting: ConstructorParameters<typeof Situation>[0] = {}): Situation {
  const s = new Situation(setting);
  s.escalates();
  s.when("sam", { do: "acknowledge" });
  return s;
}

describe("E7: pass on", () => {
  it("goes on at once though another still thinks, and is not asked again this round", () => {
    const s = new Situation();
    s.escalates();
    const passed = s.when("sam", { do: "passOn" });
    expect([types(passed), rings(passed.events)]).toEqual([
      ["passedOn", "asked"],
      ["asked priya,dana"],
    ]);
    expect(s.when("sam", { do: "passOn" })).toMatchObject({ answer: "done", events: [] });
    expect(rings(s.passes(30))).toEqual(["asked sam,priya"]);
    expect(rings(s.passes(20))).toEqual(["asked sam,priya,dana"]);
  });

  it("the next round asks them again, also when it begins with an empty step", () => {
    const team = ["sam", "priya"];
    const s = new Situation({
      policies: {
        abuse: policy([
          [["lee"], 20],
          [team, 20],
          [team, 20],
        ]),
      },
    });
    s.escalates();
    expect(rings(s.when("sam", { do: "passOn" }).events)).toEqual(["asked priya"]);
    expect(rings(s.passes(20))).toEqual(["asked sam,priya"]);
  });

  it("on an older card: the step that asks now keeps its time", () => {
    const s = new Situation({
      policies: {
        abuse: policy([
          ["supervisors", 20],
          [["dana"], 30],
        ]),
      },
    });
    s.escalates();
    s.passes(20);
    expect(types(s.when("sam", { do: "passOn" }))).toEqual(["passedOn"]);
  });

  it("at the end of a round: the next round at once, but not with a ring for their own press", () => {
    const s = new Situation({ policies: { abuse: policy([["supervisors", 20]], 1) } });
    s.escalates();
    expect(rings(s.when("sam", { do: "passOn" }).events)).toEqual(["asked priya"]);
  });

  it("by the only one: No answer at once, and they may still take it", () => {
    const s = new Situation({ colleagues: [sam] });
    s.escalates();
    expect(types(s.when("sam", { do: "passOn" })).at(-1)).toBe("exhausted");
    expect(s.when("sam", { do: "passOn" })).toMatchObject({ answer: "done" });
    expect(s.when("sam", { do: "acknowledge" })).toMatchObject({ answer: "taken" });
  });

  it("only by who was asked, and not once it is taken", () => {
    const s = taken();
    expect(s.when("dana", { do: "passOn" })).toMatchObject({ refused: "not-asked" });
    expect(s.when("ana", { do: "passOn" })).toMatchObject({ refused: "not-asked" });
    expect(s.when("priya", { do: "passOn" })).toMatchObject({ refused: "taken" });
    expect(s.when("sam", { do: "passOn" })).toMatchObject({ refused: "not-open" });
  });

  it("called a second time and passed on: those not asked yet, while the holder keeps it", () => {
    const s = taken({
      policies: {
        abuse: policy([
          ["supervisors", 20],
          [["dana"], 30],
          [["lee"], 30],
        ]),
      },
      colleagues: [sam, priya, dana, lee],
    });
    s.passes(12);
    s.escalates();
    expect(rings(s.when("dana", { do: "passOn" }).events)).toEqual(["asked lee"]);
    expect(s.state).toMatchObject({ holder: "sam", sought: ["lee"] });
    expect(rings(s.when("lee", { do: "passOn" }).events)).toEqual([]);
    expect(s.state).toMatchObject({ status: "acknowledged", holder: "sam", sought: [] });
  });

  it("called a second time and nobody answers: the holder is not rung, nothing was handed on", () => {
    const s = taken();
    s.when("sam", { do: "arrived" });
    s.passes(12);
    s.escalates();
    expect(rings(s.passes(30))).toEqual([]);
    expect(s.state).toMatchObject({ status: "joined", holder: "sam", sought: [] });
  });
});

describe("E7: give to", () => {
  it("stays with the holder until the colleague takes it; nobody else may", () => {
    const s = taken();
    expect(rings(s.when("sam", { do: "giveTo", to: "dana" }).events)).toEqual(["handedTo dana"]);
    expect(s.when("sam", { do: "giveTo", to: "dana" })).toMatchObject({
      answer: "done",
      events: [],
    });
    expect(s.state).toMatchObject({ holder: "sam", handedTo: "dana" });
    expect(s.when("priya", { do: "acknowledge" })).toMatchObject({ refused: "taken" });
    s.when("dana", { do: "acknowledge" });
    expect(s.state).toMatchObject({
      status: "acknowledged",
      holder: "dana",
      helpers: ["sam", "dana"],
    });
    expect(s.state).not.toHaveProperty("handedTo");
  });

  it("another colleague instead: the first may no longer take it", () => {
    const s = taken();
    s.when("sam", { do: "giveTo", to: "dana" });
    s.when("sam", { do: "giveTo", to: "priya" });
    expect(s.when("dana", { do: "acknowledge" })).toMatchObject({ refused: "taken" });
    expect(s.when("priya", { do: "acknowledge" })).toMatchObject({ answer: "taken" });
  });

  it("each time with a ring of its own, to the same colleague too", () => {
    const s = taken();
    const pages = ["dana", "priya", "dana"].map((to) => {
      s.when("sam", { do: "giveTo", to });
      return s.state.pages[to];
    });
    expect(new Set(pages).size).toBe(3);
  });

  it("to somebody who passed on before: they are asked afresh, and may say no again", () => {
    const s = new Situation();
    s.escalates();
    s.when("priya", { do: "passOn" });
    s.when("sam", { do: "acknowledge" });
    s.when("sam", { do: "giveTo", to: "priya" });
    expect(rings(s.when("priya", { do: "passOn" }).events)).toEqual(["nudged sam"]);
  });

  it.each([
    ["passes on", (s: Situation) => s.when("dana", { do: "passOn" }).events],
    ["cannot be reached", (s: Situation) => s.when(undefined, lost("dana")).events],
    ["stays silent", (s: Situation) => s.passes(60)],
  ])("the colleague %s: the holder is rung, it is still theirs", (_, answers) => {
    const s = taken();
    s.when("sam", { do: "arrived" });
    s.when("sam", { do: "giveTo", to: "dana" });
    expect(rings(answers(s))).toEqual(["nudged sam"]);
    expect(s.state).toMatchObject({
      status: "joined",
      holder: "sam",
      turnedDown: "dana",
      sought: [],
    });
    expect(s.when("dana", { do: "acknowledge" })).toMatchObject({ refused: "taken" });
  });

  it.each([
    ["off shift", { onShift: false }],
    ["in a break", { inBreak: true }],
    ["not reachable", { reachable: false }],
  ])("not to somebody %s", (_, change) => {
    const s = taken({ colleagues: [sam, { ...dana, ...change }] });
    expect(s.when("sam", { do: "giveTo", to: "dana" })).toMatchObject({
      refused: "not-a-colleague",
    });
  });

  it("not to oneself, the agent, a stranger or another agent; not by anybody else", () => {
    const s = taken({ colleagues: [sam, priya, lee, { ...lee, person: "ana" }] });
    for (const to of ["sam", "ana", "nobody", "lee"])
      expect(s.when("sam", { do: "giveTo", to })).toMatchObject({ refused: "not-a-colleague" });
    expect(s.when("priya", { do: "giveTo", to: "sam" })).toMatchObject({ refused: "not-yours" });
  });
});

describe("E7: endings", () => {
  it("Done closes at once, and asks afterwards; by whoever has it, or had it when nobody has", () => {
    const s = taken();
    expect(s.when("priya", { do: "done" })).toMatchObject({ refused: "not-yours" });
    expect(s.when("sam", { do: "record", outcome: "sorted" })).toMatchObject({
      refused: "not-open",
    });
    s.when("sam", { do: "done" });
    expect(s.state).toMatchObject({ status: "resolved", how: "done", assisted: true });
    expect(s.when("priya", { do: "record", outcome: "sorted" })).toMatchObject({
      refused: "not-yours",
    });
    s.when("sam", { do: "record", outcome: "question" });
    expect(s.state).toMatchObject({ outcome: "question" });

    const late = taken();
    late.passes(61);
    expect(late.when("sam", { do: "done" }).events).toMatchObject([
      { type: "resolved", how: "done", assisted: false },
    ]);
  });

  it("Call ended, with and without anybody there", () => {
    const s = taken();
    expect(s.when("sam", { do: "callEnded" })).toMatchObject({ refused: "not-yours" });
    s.when("ana", { do: "callEnded" });
    expect(s.state).toMatchObject({ how: "call-ended", assisted: false });
    const attended = taken();
    attended.when("ana", { do: "here" });
    attended.when("ana", { do: "callEnded" });
    expect(attended.state).toMatchObject({ how: "call-ended", assisted: true });
  });

  it("Don't need help: within a minute it counts as nothing", () => {
    for (const [seconds, early] of [
      [59.999, true],
      [60, false],
    ] as const) {
      const s = new Situation();
      s.escalates();
      s.passes(seconds);
      expect(s.when("sam", { do: "dontNeed" })).toMatchObject({ refused: "not-yours" });
      s.when("ana", { do: "dontNeed" });
      expect(s.state).toMatchObject({ status: "withdrawn", early, assisted: false });
    }
  });
});
