import { describe, expect, it } from "vitest";
import { ringingOf } from "../../src/escalations/request.ts";
import { Situation, policy, rings, sam, types } from "../support/given.ts";

describe("E1: asking, and asking again", () => {
  it("a bare request asks the first step at once, at the speed of Abuse", () => {
    const s = new Situation({
      policies: { help: policy([["supervisors", 45]]), abuse: policy([["supervisors", 20]]) },
    });
    expect(s.escalates()).toMatchObject({ answer: "asked" });
    expect(rings(s.journal)).toEqual(["asked sam,priya"]);
    expect(s.state).toMatchObject({
      status: "open",
      level: "help",
      bare: true,
      requester: "ana",
      via: "account-of-ana",
      team: "Billing",
    });
    expect(ringingOf(s.state)?.dueAt).toBe(s.now + 20_000);
  });

  it("the same press within 10 s is one, and what was written with it is kept", () => {
    const s = new Situation();
    s.escalates();
    s.passes(9.999);
    expect(types(s.when("ana", { do: "escalate", worded: false }))).toEqual([]);
    expect(s.escalates(true)).toMatchObject({
      answer: "same",
      events: [{ type: "described", worded: true }],
    });
    expect(s.state.worded).toBe(true);
  });

  it("while open: the next step now, once for each press of a frightened hand", () => {
    const s = new Situation();
    s.escalates();
    s.passes(10);
    const again = s.escalates();
    expect([again.answer, types(again)]).toEqual(["again", ["calledAgain", "asked"]]);
    expect(rings(again.events)).toEqual(["asked sam,priya,dana"]);
    s.passes(9);
    expect(s.escalates()).toMatchObject({ answer: "same", events: [] });
  });

  it("asking again at the last step starts over: it must never be what brings No answer", () => {
    const s = new Situation({ policies: { abuse: policy([["supervisors", 60]], 0) } });
    s.escalates();
    s.passes(15);
    const again = s.escalates();
    expect(types(again)).toEqual(["calledAgain", "restarted", "asked"]);
    expect(s.state).toMatchObject({ status: "open", round: 0, step: 0 });
  });

  it("while taken: the taker is told again and the next step starts; whom that asks may take it over", () => {
    const s = new Situation();
    s.escalates();
    s.when("sam", { do: "acknowledge" });
    s.passes(12);
    const again = s.escalates();
    expect([again.answer, rings(again.events)]).toEqual([
      "again-taken",
      ["calledAgain sam", "asked priya,dana"],
    ]);
    expect(s.state).toMatchObject({
      status: "acknowledged",
      holder: "sam",
      sought: ["priya", "dana"],
    });
    expect(s.when("dana", { do: "acknowledge" }).events).toMatchObject([
      { by: "dana", instead: "sam" },
    ]);
    expect(s.state.sought).toEqual([]);
    expect(s.when("sam", { do: "acknowledge" })).toMatchObject({ refused: "taken" });
  });

  it("while taken and nobody further is there: the taker is told again, nothing else", () => {
    const s = new Situation({ colleagues: [sam] });
    s.escalates();
    s.when("sam", { do: "acknowledge" });
    s.passes(12);
    expect(rings(s.escalates().events)).toEqual(["calledAgain sam"]);
    expect(s.state).toMatchObject({ status: "acknowledged", holder: "sam", sought: [] });
  });

  it("the taker arrives: whoever was sought beside them is no longer", () => {
    const s = new Situation();
    s.escalates();
    s.when("sam", { do: "acknowledge" });
    s.passes(12);
    s.escalates();
    s.when("sam", { do: "arrived" });
    expect(s.when("dana", { do: "acknowledge" })).toMatchObject({ refused: "taken" });
  });

  it("after No answer: from the first step again", () => {
    const s = new Situation();
    s.escalates();
    s.passes(100);
    expect(s.state).toMatchObject({ status: "exhausted", round: 1, step: 1 });
    expect(types(s.escalates())).toEqual(["calledAgain", "restarted", "asked"]);
    expect(s.state).toMatchObject({ status: "open", round: 0, step: 0 });
  });

  it("with somebody for 15 minutes: a new request; a second earlier still the same", () => {
    for (const [minutes, type] of [
      [14.99, "calledAgain"],
      [15, "opened"],
    ] as const) {
      const s = new Situation();
      s.escalates();
      s.when("sam", { do: "acknowledge" });
      s.when("sam", { do: "arrived" });
      s.passes(minutes * 60);
      expect(types(s.escalates())[0]).toBe(type);
    }
  });

  it("those 15 minutes begin with the agent's word, not with the press that came later", () => {
    const s = new Situation();
    s.escalates();
    s.when("ana", { do: "here" });
    s.passes(600);
    s.when("sam", { do: "arrived" });
    s.passes(300);
    expect(types(s.escalates())[0]).toBe("opened");
  });

  it("after the end: a new request, with a life of its own", () => {
    const s = new Situation();
    s.escalates();
    s.when("ana", { do: "callEnded" });
    expect(types(s.escalates())).toEqual(["opened", "asked"]);
    expect(s.state).toMatchObject({ status: "open", helpers: [], passed: [] });
  });

  it("Another customer: a request beside this one; two clicks are one; nobody else may ask for it", () => {
    const s = new Situation();
    s.escalates();
    s.lastOpenedAt = s.now;
    s.passes(9);
    expect(s.when("ana", { do: "escalate", worded: false, another: true })).toMatchObject({
      answer: "same",
      events: [],
    });
    expect(s.when("ben", { do: "escalate", worded: false, another: true })).toMatchObject({
      refused: "not-yours",
    });
    expect(s.when("ben", { do: "escalate", worded: false })).toMatchObject({
      refused: "not-yours",
    });
    s.passes(1);
    expect(types(s.when("ana", { do: "escalate", worded: false, another: true }))).toEqual([
      "opened",
      "asked",
    ]);
  });
});
