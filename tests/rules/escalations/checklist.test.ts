import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkedPoints, openPoints } from "../../../src/escalations/danger/checklist.ts";
import { type Point, partOf, points } from "../../../src/escalations/danger/points.ts";
import { nobodySaidHelp } from "../../../src/escalations/danger/roles.ts";
import { rolesOf } from "../../../src/escalations/request.ts";
import { Situation, priya, rings, sam } from "../../support/given.ts";

/* C5: the two lists of a danger. */

/** Sam is on the line, Priya calls for help. */
function danger(): Situation {
  const s = new Situation();
  s.escalates();
  s.when("ana", { do: "danger" });
  s.when("sam", { do: "acknowledge" });
  s.when("priya", { do: "callForHelp" });
  return s;
}
const who = (point: Point) => (partOf(point) === "partner" ? "sam" : "priya");
const check = (s: Situation, point: Point, by = who(point)) => s.when(by, { do: "check", point });

describe("C5: a point of the lists", () => {
  it("is one press by whose it is, an event with a code, and rings nobody", () => {
    const s = danger();
    const before = s.timers.size;
    expect(check(s, "called").events).toEqual([
      { type: "checked", at: s.now, by: "priya", point: "called" },
    ]);
    expect(check(s, "place").events).toHaveLength(1);
    expect(checkedPoints(s.state)).toEqual([
      ["place", s.now],
      ["called", s.now],
    ]);
    expect(openPoints(s.state, "partner")).toEqual(["near", "words"]);
    expect(openPoints(s.state, "caller")).toEqual(["told", "offered"]);
    expect(s.timers.size).toBe(before);
  });

  it("is nobody else's: not the other's, not a supervisor's without a part, not the agent's", () => {
    const s = danger();
    for (const [by, point, refused] of [
      ["sam", "called", "no-part"],
      ["priya", "place", "no-part"],
      ["dana", "called", "no-part"],
      ["ana", "called", "not-yours"],
      ["ben", "called", "not-yours"],
    ] as const)
      expect(check(s, point, by).refused).toBe(refused);
    expect(s.when("sam", { do: "check" }).refused).toBe("no-such-point");
    expect(s.when("dana", { do: "check" }).refused).toBe("no-part");
    expect(s.state.checked).toBeUndefined();
  });

  it("is noted once, and neither after the end nor after Not danger", () => {
    const s = danger();
    check(s, "called");
    s.passes(60);
    expect(check(s, "called").refused).toBe("checked");
    s.when("ana", { do: "notDanger" });
    expect(check(s, "told").refused).toBe("not-open");
    s.when("ana", { do: "danger" });
    // It did happen: said again, the danger keeps it.
    expect(s.state.checked).toHaveProperty("called");
    s.when("ana", { do: "callEnded" });
    for (const point of points) expect(check(s, point).refused).toBe("closed");
  });

  it("of a threat: exact words and another phone, and no help line", () => {
    const s = danger();
    s.when("ana", { do: "categorise", category: "THR" });
    expect(openPoints(s.state, "partner")).toEqual(["words", "asked", "voice"]);
    expect(openPoints(s.state, "caller")).toEqual(["called", "told"]);
    // A card of before shows other points. They count.
    expect(check(s, "place").events).toHaveLength(1);
  });

  it("Help called answers the question before the end", () => {
    const s = new Situation({ colleagues: [sam] });
    s.escalates();
    s.when("ana", { do: "danger" });
    s.when("sam", { do: "acknowledge" });
    expect(s.when("sam", { do: "done" }).answer).toBe("ask-help");
    check(s, "called", "sam");
    expect(nobodySaidHelp(s.state)).toBe(false);
    expect(s.when("sam", { do: "done" }).events).toHaveLength(1);
  });
});

describe("C5: one person had to take both roles", () => {
  it("has both lists, and loses one to any second, who finds what was seen to", () => {
    const s = new Situation({ colleagues: [sam] });
    s.escalates();
    s.when("ana", { do: "danger" });
    s.when("sam", { do: "acknowledge" });
    check(s, "told", "sam");
    check(s, "near", "sam");
    s.floor.set("priya", priya);
    s.when("priya", { do: "callForHelp" });
    expect(check(s, "called", "sam").refused).toBe("no-part");
    expect(check(s, "told", "priya").refused).toBe("checked");
    expect(check(s, "called", "priya").events).toHaveLength(1);
    expect(check(s, "place", "sam").events).toHaveLength(1);
  });
});

describe("C5: who calls cannot go on", () => {
  it("passes it on: everyone else is asked at once, and whoever takes it finds what was seen to", () => {
    const s = danger();
    check(s, "called");
    const passed = s.when("priya", { do: "passOn" });
    expect(rings(passed.events)).toEqual(["asked dana"]);
    expect(check(s, "told", "priya").refused).toBe("no-part");
    s.when("dana", { do: "callForHelp" });
    expect(check(s, "told", "dana").events).toHaveLength(1);
    expect(openPoints(s.state, "caller")).toEqual(["offered"]);
  });

  it("with nobody else there: who is on the line is told, has both, and a second may still call", () => {
    const s = new Situation({ colleagues: [sam, priya] });
    s.escalates();
    s.when("ana", { do: "danger" });
    s.when("sam", { do: "acknowledge" });
    s.when("priya", { do: "callForHelp" });
    s.when("sam", { do: "arrived" });
    expect(rings(s.when("priya", { do: "passOn" }).events)).toEqual(["nudged sam"]);
    expect(rolesOf(s.state)).toEqual({ partner: "sam", caller: "sam", alone: true });
    // They are not rung again, but may think better of it.
    expect(rings(s.passes(300))).toEqual([]);
    s.when("priya", { do: "callForHelp" });
    expect(rolesOf(s.state)).toMatchObject({ caller: "priya", alone: false });
  });

  it("before anybody has the line: those who are asked may take either", () => {
    const s = new Situation();
    s.escalates();
    s.when("ana", { do: "danger" });
    s.when("priya", { do: "callForHelp" });
    expect(s.when("priya", { do: "passOn" }).events).toMatchObject([{ type: "stoppedCalling" }]);
    s.when("dana", { do: "callForHelp" });
    expect(rolesOf(s.state)).toMatchObject({ caller: "dana" });
  });
});

describe("C5: any presses", () => {
  const presses = fc.array(
    fc.record({
      point: fc.constantFrom(...points),
      by: fc.constantFrom("sam", "priya", "dana", "ana", "ben"),
    }),
    { maxLength: 40 },
  );
  const outcome = (s: Situation) => Object.keys(s.state.checked ?? {}).toSorted();

  it("each point is noted once, however often it is pressed, and its first time stays", () => {
    fc.assert(
      fc.property(presses, (told) => {
        const s = danger();
        const first = new Map<Point, number>();
        for (const { point, by } of told) {
          s.passes(1);
          const { events } = check(s, point, by);
          expect(events).toHaveLength(by === who(point) && !first.has(point) ? 1 : 0);
          if (events.length > 0) first.set(point, s.now);
        }
        expect(new Map(checkedPoints(s.state))).toEqual(first);
      }),
    );
  });

  it("their order does not matter", () => {
    fc.assert(
      fc.property(presses, fc.infiniteStream(fc.nat()), (told, ranks) => {
        const other = told
          .map((press) => [ranks.next().value ?? 0, press] as const)
          .toSorted(([a], [b]) => a - b)
          .map(([, press]) => press);
        const [one, two] = [told, other].map((order) => {
          const s = danger();
          for (const { point, by } of order) check(s, point, by);
          return outcome(s);
        });
        expect(two).toEqual(one);
      }),
    );
  });

  it("nothing is noted after the end", () => {
    fc.assert(
      fc.property(
        presses,
        fc.nat(40),
        fc.constantFrom("callEnded", "dontNeed", "done"),
        (told, when, end) => {
          const s = danger();
          told.slice(0, when).forEach(({ point, by }) => check(s, point, by));
          const noted = outcome(s);
          s.when(end === "done" ? "sam" : "ana", { do: end });
          for (const { point, by } of told.slice(when))
            expect(check(s, point, by).events).toEqual([]);
          expect(outcome(s)).toEqual(noted);
        },
      ),
    );
  });
});

describe("C5: where the customer is", () => {
  it("is said by the two people of the danger, as a code that is known", () => {
    const s = danger();
    const says = (by: string, country: string) => s.when(by, { do: "customerIn", country });
    expect(says("priya", "ES").events).toEqual([
      { type: "customerIn", at: s.now, by: "priya", country: "ES" },
    ]);
    expect(says("sam", "ES")).toMatchObject({ events: [], answer: "done" });
    expect(says("sam", "ZZ").events).toHaveLength(1);
    expect(s.state.customerIn).toBe("ZZ");
    for (const [by, country, refused] of [
      ["priya", "XX", "no-such-country"],
      ["priya", "es", "no-such-country"],
      ["dana", "ES", "no-part"],
      ["ana", "ES", "not-yours"],
      ["ben", "ES", "not-yours"],
    ] as const)
      expect(says(by, country).refused).toBe(refused);
    s.when("ana", { do: "notDanger" });
    expect(says("sam", "GB").refused).toBe("not-open");
    s.when("ana", { do: "callEnded" });
    expect(says("sam", "GB").refused).toBe("closed");
  });
});

describe("C5: how it ended", () => {
  it("rings the agent once for each answer, and Not known yet can be said better later", () => {
    const s = danger();
    check(s, "called");
    s.when("sam", { do: "done" });
    const told = s.when("sam", { do: "record", outcome: "unknown" });
    expect(told.events).toMatchObject([{ type: "recorded", occasion: expect.any(String) }]);
    expect(s.when("sam", { do: "record", outcome: "unknown" }).events).toEqual([]);
    const later = s.when("sam", { do: "record", outcome: "safe" });
    expect(later.events).toHaveLength(1);
    expect(s.state.receipt).not.toBe(Reflect.get(told.events[0] ?? {}, "occasion"));
  });
});
