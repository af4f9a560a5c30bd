import { describe, expect, it } from "vitest";
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
} from "../support/given.ts";

const lost = (person: string) => ({ do: "unreachable", person, code: "user_not_found" }) as const;

describe("E12: a page that can never arrive", () => {
  it("the last one of a step: the next step at once", () => {
    const s = new Situation({
      policies: {
        abuse: policy([
          [["sam", "priya"], 20],
          [["dana"], 30],
        ]),
      },
    });
    s.escalates();
    expect(types(s.when(undefined, lost("sam")))).toEqual(["unreachable"]);
    expect(rings(s.when(undefined, lost("priya")).events)).toEqual(["asked dana"]);
    expect(s.when(undefined, lost("sam"))).toMatchObject({ refused: "closed" });
  });

  it("somebody of this step still waits for the half of it: they are asked at once, before the next step", () => {
    const s = new Situation({ colleagues: [sam, { ...priya, busy: true }, dana] });
    expect(rings(s.escalates().events)).toEqual(["asked sam"]);
    expect(rings(s.when(undefined, lost("sam")).events)).toEqual(["widened priya"]);
    expect(s.state).toMatchObject({ step: 0 });
  });

  it("on an older card: the step that asks now keeps its time", () => {
    const s = new Situation({
      policies: {
        abuse: policy([
          [["sam"], 20],
          [["dana"], 30],
        ]),
      },
    });
    s.escalates();
    s.passes(20);
    expect(types(s.when(undefined, lost("sam")))).toEqual(["unreachable"]);
  });

  it("on an older card, while a danger waits for anybody: not a ring sooner", () => {
    const s = new Situation({ colleagues: [sam] });
    s.escalates();
    s.when("ana", { do: "danger" });
    s.when("sam", { do: "passOn" });
    expect(rings(s.when(undefined, lost("priya")).events)).toEqual([]);
  });

  it("all of them: an honest end at once", () => {
    const s = new Situation();
    s.escalates();
    for (const person of ["sam", "priya"]) s.when(undefined, lost(person));
    expect(types(s.when(undefined, lost("dana")))).toEqual([
      "unreachable",
      "skipped",
      "skipped",
      "exhausted",
    ]);
  });

  it("nobody who cannot be reached is asked again, in any round", () => {
    const s = new Situation();
    s.escalates();
    s.when(undefined, lost("sam"));
    s.passes(100);
    expect(
      s.journal.slice(3).flatMap((event) => (event.type === "asked" ? event.people : [])),
    ).not.toContain("sam");
    s.when("priya", { do: "acknowledge" });
    expect(s.when("priya", { do: "giveTo", to: "sam" })).toMatchObject({
      refused: "not-a-colleague",
    });
  });

  it("after the end it is nobody's business", () => {
    const s = new Situation();
    s.escalates();
    s.when("ana", { do: "callEnded" });
    expect(s.when(undefined, lost("sam"))).toMatchObject({ refused: "closed" });
  });
});

describe("E8, E11: everyone is every supervisor", () => {
  it("whom only a policy names is not rung by a step for everyone, nor by a danger that does not name them", () => {
    const s = new Situation({ colleagues: [sam, dana, lee] });
    s.escalates();
    expect(rings(s.passes(20))).toEqual(["asked sam,dana"]);
    expect(rings(s.when("ana", { do: "danger" }).events)).toEqual(["asked sam,dana"]);
  });
});

describe("E12: do-not-disturb", () => {
  it("asked together with the next step", () => {
    const s = new Situation({ colleagues: [sam, { ...priya, quiet: true }, dana] });
    expect(rings(s.escalates().events)).toEqual(["asked sam"]);
    expect(s.state.heldBack).toEqual(["priya"]);
    expect(rings(s.passes(20))).toEqual(["asked sam,priya,dana"]);
  });

  it("asked with the next step even where that does not name them", () => {
    const s = new Situation({
      policies: {
        abuse: policy([
          ["supervisors", 20],
          [["lee"], 30],
        ]),
      },
      colleagues: [sam, { ...priya, quiet: true }, lee],
    });
    s.escalates();
    expect(rings(s.passes(20))).toEqual(["asked lee,priya"]);
  });

  it("held back, taken all the same and given back: not rung by their own press in the round that follows", () => {
    const policies = {
      abuse: policy([
        ["supervisors", 20],
        [["lee"], 20],
      ]),
    };
    const s = new Situation({ policies, colleagues: [sam, { ...priya, quiet: true }] });
    s.escalates();
    expect(rings(s.passes(40))).toEqual(["asked priya", "asked sam"]);
    expect(s.state.heldBack).toEqual(["priya"]);
    s.when("priya", { do: "acknowledge" });
    expect(rings(s.when("priya", { do: "giveBack" }).events)).toEqual(["asked sam"]);
  });

  it("in the last step: halfway, so that they are asked at all", () => {
    const s = new Situation({
      policies: { abuse: policy([["supervisors", 20]], 0) },
      colleagues: [sam, { ...priya, quiet: true }],
    });
    s.escalates();
    expect(rings(s.passes(9.999))).toEqual([]);
    expect(rings(s.passes(0.001))).toEqual(["widened priya"]);
  });

  it("only they are there: disturbed rather than the agent left alone", () => {
    const s = new Situation({ colleagues: [{ ...sam, quiet: true }] });
    expect(rings(s.escalates().events)).toEqual(["asked sam"]);
  });
});

describe("E17: who is asked last", () => {
  it("in a call or holding a request: halfway", () => {
    const s = new Situation({ colleagues: [sam, { ...priya, busy: true }] });
    s.escalates();
    expect(s.tick("widen")).toMatchObject({ refused: "too-early" });
    expect(rings(s.passes(10))).toEqual(["widened priya"]);
    expect(s.tick("widen")).toMatchObject({ refused: "not-open" });
  });

  it("only busy ones: at once", () => {
    const s = new Situation({ colleagues: [{ ...sam, busy: true }] });
    expect(rings(s.escalates().events)).toEqual(["asked sam"]);
  });

  it("who went into a break before their half is left in peace", () => {
    const s = new Situation({ colleagues: [sam, { ...priya, busy: true }, dana] });
    s.escalates();
    s.becomes("priya", { inBreak: true });
    expect(rings(s.passes(10))).toEqual(["widened "]);
  });

  it("a step cut short: whoever waited for its half is asked with the next", () => {
    const s = new Situation({
      policies: {
        abuse: policy([
          ["supervisors", 20],
          [["dana"], 30],
        ]),
      },
      colleagues: [sam, { ...priya, busy: true }, dana],
    });
    s.escalates();
    s.passes(9.9);
    s.now += 100;
    expect(rings(s.when("ana", { do: "escalate", worded: false }).events)).toEqual([
      "asked dana,priya",
    ]);
  });

  it("speakers of the agent's language get a head start; without any, all are equal", () => {
    const portuguese = { ...sam, languages: ["en", "pt"] };
    const s = new Situation({ colleagues: [portuguese, priya], languages: ["pt", "en"] });
    expect(rings(s.escalates().events)).toEqual(["asked sam"]);
    expect(rings(s.passes(10))).toEqual(["widened priya"]);
    expect(
      rings(new Situation({ colleagues: [sam, priya], languages: ["pt"] }).escalates().events),
    ).toEqual(["asked sam,priya"]);
  });

  it("never for danger: the busy and the quiet are asked at once, whatever they speak", () => {
    const colleagues = [
      { ...sam, busy: true },
      { ...priya, quiet: true },
      present("dana", { supervises: ["Deliveries"], languages: ["es"] }),
    ];
    const s = new Situation({ colleagues, languages: ["pt"] });
    s.escalates();
    expect(rings(s.when("ana", { do: "danger" }).events)).toEqual(["asked sam,priya,dana"]);
  });
});

/** As the journal keeps it. */
const stored = (event: unknown): unknown => JSON.parse(JSON.stringify(event));

describe("named by a step, and found on no platform yet", () => {
  it("is said once with the step that meant them, whether it asked others or nobody", () => {
    const away = { ...priya, reachable: false };
    const s = new Situation({
      colleagues: [sam, away, dana, { ...lee, reachable: false, onShift: false }],
    });
    expect(s.escalates().events.find(({ type }) => type === "asked")).toMatchObject({
      people: ["sam"],
      absent: ["priya"],
    });
    s.passes(20);
    expect(s.journal.findLast(({ type }) => type === "asked")).toMatchObject({
      round: 0,
      step: 1,
      absent: ["priya"],
    });
    s.passes(30);
    expect(stored(s.journal.findLast(({ type }) => type === "asked"))).not.toHaveProperty("absent");
    const alone = new Situation({ colleagues: [away, dana] });
    expect(alone.escalates().events.find(({ type }) => type === "skipped")).toMatchObject({
      step: 0,
      absent: ["priya"],
    });
  });

  it("nobody is said to be missing who is at home", () => {
    const s = new Situation({
      colleagues: [sam, { ...priya, reachable: false, onShift: false }, dana],
    });
    const asked = s.escalates().events.find(({ type }) => type === "asked");
    expect(stored(asked)).not.toHaveProperty("absent");
  });
});
