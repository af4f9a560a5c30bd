import { describe, expect, it } from "vitest";
import { defaultPolicies } from "../../src/escalations/policy.ts";
import {
  Situation,
  dana,
  lee,
  policy,
  present,
  priya,
  rings,
  sam,
  types,
  usualPolicies,
} from "../support/given.ts";

describe("E4: silence goes on by itself", () => {
  it("step after step, round after round, each to the second", () => {
    const s = new Situation();
    s.escalates();
    const due: string[] = [];
    for (const wait of [20, 30, 20, 30]) {
      expect(types({ events: s.passes(wait - 0.001) })).toEqual([]);
      due.push(
        s
          .passes(0.001)
          .map((event) => event.type)
          .join(),
      );
    }
    expect(due).toEqual(["asked", "asked", "asked", "exhausted"]);
    expect(
      s.journal.flatMap((event) =>
        event.type === "asked" ? [`${event.round}.${event.step}`] : [],
      ),
    ).toEqual(["0.0", "0.1", "1.0", "1.1"]);
  });

  it("a step with nobody is skipped at once, and the journal says so", () => {
    const s = new Situation({
      policies: {
        abuse: policy([
          [["lee"], 20],
          ["everyone", 30],
        ]),
      },
      colleagues: [sam, { ...lee, onShift: false }],
    });
    expect(types(s.escalates())).toEqual(["opened", "skipped", "asked"]);
    expect(s.state).toMatchObject({ round: 0, step: 1 });
  });

  it("two empty steps are not an empty round: the next round asks whoever the first step asked", () => {
    const s = new Situation({
      policies: {
        abuse: policy([
          [["sam"], 20],
          [["lee"], 20],
          [["lee"], 20],
        ]),
      },
    });
    s.escalates();
    expect(types({ events: s.passes(20) })).toEqual(["skipped", "skipped", "asked"]);
    expect(s.state).toMatchObject({ round: 1, step: 0 });
  });

  it.each([
    ["off shift", { onShift: false }],
    ["in a break", { inBreak: true }],
    ["nowhere to reach", { reachable: false }],
  ])("nobody %s is asked", (_, change) => {
    const s = new Situation({ colleagues: [{ ...sam, ...change }, priya] });
    expect(rings(s.escalates().events)).toEqual(["asked priya"]);
  });

  it("a supervisor who needs help is not asked for it", () => {
    const s = new Situation({ colleagues: [present("ana", { supervises: ["Billing"] }), sam] });
    expect(rings(s.escalates().events)).toEqual(["asked sam"]);
  });

  it("who comes on shift meanwhile is asked with the next step", () => {
    const s = new Situation({ colleagues: [sam, { ...dana, onShift: false }] });
    s.escalates();
    s.becomes("dana", { onShift: true });
    expect(rings(s.passes(20))).toEqual(["asked sam,dana"]);
  });

  it("a step rung too early, or when nobody is asked any more, changes nothing", () => {
    const s = new Situation();
    s.escalates();
    expect(s.tick("step")).toMatchObject({ refused: "too-early" });
    s.when("sam", { do: "acknowledge" });
    expect(s.tick("step")).toMatchObject({ refused: "not-open" });
    s.when("ana", { do: "callEnded" });
    expect(s.tick("step")).toMatchObject({ refused: "closed" });
  });
});

describe("E5: an honest end", () => {
  it("nobody at all: said in the same breath", () => {
    const s = new Situation({ colleagues: [{ ...sam, onShift: false }] });
    expect(types(s.escalates())).toEqual(["opened", "skipped", "skipped", "exhausted"]);
  });

  it("can still be taken, also by a supervisor who only sees it at home", () => {
    const s = new Situation({ colleagues: [sam, { ...dana, onShift: false }] });
    s.escalates();
    s.passes(100);
    expect(s.when("dana", { do: "acknowledge" })).toMatchObject({ answer: "taken" });
  });

  it("half an hour later it is closed as unanswered, and unassisted", () => {
    const s = new Situation({ policies: usualPolicies });
    s.escalates();
    s.passes(100 + 1_799);
    expect(s.state.status).toBe("exhausted");
    s.passes(1);
    expect(s.state).toMatchObject({ status: "resolved", how: "unanswered", assisted: false });
  });

  it("the default policies reach an end as well: 20, 40, 20, 40 seconds", () => {
    const s = new Situation({ policies: defaultPolicies });
    s.escalates();
    s.passes(119.999);
    expect(s.state.status).toBe("open");
    s.passes(0.001);
    expect(s.state.status).toBe("exhausted");
  });
});

describe("E18: a day after closing", () => {
  it("cards shrink, once", () => {
    const s = new Situation();
    s.escalates();
    s.when("ana", { do: "dontNeed" });
    expect(s.tick("shrink")).toMatchObject({ refused: "too-early" });
    s.passes(24 * 3_600);
    expect(s.state.shrunk).toBe(true);
    expect(s.tick("shrink")).toMatchObject({ refused: "not-open" });
  });
});
