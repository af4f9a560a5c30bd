import { describe, expect, it } from "vitest";
import type { Behaviour } from "../../../src/escalations/boundary/ladder.ts";
import { effects, timers } from "../../../src/escalations/effects.ts";
import { Situation, types } from "../../support/given.ts";

function asked(): Situation {
  const s = new Situation();
  s.escalates();
  return s;
}
const press = (behaviour: Behaviour, after: number) =>
  ({ do: "boundary", step: { behaviour, after } }) as const;

describe("C3: the boundary in a request", () => {
  it("each press is a step with its time; after the last warning the agent ends it, within policy", () => {
    const s = asked();
    expect(s.when("ana", press("insults", 0)).events).toMatchObject([
      { type: "boundary", at: s.now, by: "ana", behaviour: "insults", warning: 1, stage: "warned" },
    ]);
    expect(s.when("ana", { do: "endCall" })).toMatchObject({ refused: "no-end-yet" });
    s.passes(5);
    s.when("ana", press("insults", 1));
    expect(s.state.boundary?.steps.map(({ warning }) => warning)).toEqual([1, 2]);
    expect(s.when("ana", { do: "endCall" })).toMatchObject({ answer: "ended" });
    expect(s.state).toMatchObject({ status: "resolved", how: "within-policy", assisted: false });
  });

  it("the second of two clicks, and an old card, take no step", () => {
    const s = asked();
    s.when("ana", press("insults", 0));
    expect(s.when("ana", press("insults", 0))).toEqual({ events: [], answer: "boundary" });
    expect(s.when("ana", press("serious", 0))).toEqual({ events: [], answer: "boundary" });
    s.when("ana", press("insults", 1));
    expect(s.when("ana", press("insults", 1))).toEqual({ events: [], answer: "boundary" });
  });

  it("a forged step, somebody else, a closed call, and ending twice change nothing", () => {
    const s = asked();
    expect(s.when("ana", press("insults", 7))).toMatchObject({ refused: "not-open" });
    expect(s.when("ana", { do: "boundary" })).toMatchObject({ refused: "not-open" });
    s.when("sam", { do: "acknowledge" });
    for (const command of [press("insults", 0), { do: "endCall" }, { do: "hold" }] as const)
      expect(s.when("sam", command)).toMatchObject({ refused: "not-yours", events: [] });
    s.when("ana", press("serious", 0));
    s.when("ana", { do: "endCall" });
    for (const command of [press("insults", 1), { do: "endCall" }, { do: "hold" }, { do: "back" }])
      expect(s.when("ana", command as never)).toEqual({ events: [], refused: "closed" });
    expect(s.when("kim", { do: "endCall" })).toEqual({ events: [], refused: "not-yours" });
  });

  it("stays through everything that moves the request", () => {
    const s = asked();
    s.when("ana", press("insults", 0));
    const { boundary } = s.state;
    s.when("ana", { do: "danger" });
    s.when("sam", { do: "acknowledge" });
    s.when("sam", { do: "giveBack" });
    s.when("ana", { do: "notDanger" });
    s.when("priya", { do: "arrived" });
    expect(s.state.boundary).toEqual(boundary);
    s.when("priya", { do: "done" });
    expect(s.state.boundary).toEqual(boundary);
  });
});

describe("C4: on hold", () => {
  it("is told to go back at 45 s and at 2 min, each a new message, and then no more", () => {
    const s = asked();
    s.when("sam", { do: "arrived" });
    s.when("ana", { do: "hold" });
    const { receipt } = s.state;
    expect(s.passes(44)).toEqual([]);
    const [first, ...others] = s.passes(1);
    expect([first?.type, others]).toEqual(["toldToGoBack", []]);
    expect(s.state.receipt).not.toBe(receipt);
    const told = s.journal.at(-1);
    expect(told && effects(told, s.state)).toEqual([
      {
        ...{ do: "tell", to: { account: "account-of-ana" }, view: "receipt" },
        ...{ occasion: s.state.receipt, priority: "receipt" },
      },
    ]);
    expect(s.passes(74)).toEqual([]);
    expect(types({ events: s.passes(1) })).toEqual(["toldToGoBack"]);
    expect(types({ events: s.passes(600) })).toEqual([]);
    expect(s.when("ana", { do: "back" }).events).toMatchObject([{ heldFor: 720_000 }]);
  });

  it("Back stops the clock; every hold adds to the time", () => {
    const s = asked();
    s.when("ana", { do: "hold" });
    expect(s.when("ana", { do: "hold" })).toEqual({ events: [], answer: "done" });
    s.passes(10);
    s.when("ana", { do: "back" });
    expect(s.when("ana", { do: "back" })).toEqual({ events: [], refused: "not-on-hold" });
    s.when("ana", { do: "hold" });
    s.passes(5);
    s.when("ana", { do: "back" });
    expect(s.state).toMatchObject({ heldFor: 15_000 });
    expect(types({ events: s.passes(300) })).not.toContain("toldToGoBack");
  });

  it("ends with the request, whoever ends it", () => {
    for (const [by, end] of [
      ["ana", "callEnded"],
      ["ana", "dontNeed"],
      ["sam", "done"],
    ] as const) {
      const s = asked();
      s.when("sam", { do: "arrived" });
      s.when("ana", { do: "hold" });
      s.passes(30);
      expect(types(s.when(by, { do: end }))[0]).toBe("wentBack");
      expect(s.state).toMatchObject({ heldFor: 30_000 });
      expect(s.state.onHold).toBeUndefined();
    }
  });

  it("after an absence one message tells it, and after a long one none", () => {
    const s = asked();
    s.when("sam", { do: "arrived" });
    s.when("ana", { do: "hold" });
    expect(types({ events: s.isAway(150) })).toEqual(["toldToGoBack"]);
    s.when("ana", { do: "back" });
    s.when("ana", { do: "hold" });
    expect(types({ events: s.isAway(20 * 60) })).toEqual(["goBackMissed"]);
  });

  it("costs one timer, however often it is pressed, and none after the second message", () => {
    const s = asked();
    s.when("sam", { do: "arrived" });
    const before = timers(s.state).length;
    for (let n = 0; n < 20; n++) {
      s.when("ana", { do: "hold" });
      expect(timers(s.state).length - before).toBe(1);
      s.when("ana", { do: "back" });
    }
    s.when("ana", { do: "hold" });
    s.passes(121);
    expect(timers(s.state).length).toBe(before);
  });
});
