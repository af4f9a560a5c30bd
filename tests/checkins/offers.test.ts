import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answered, offerAfter } from "../../src/checkins/offers.ts";
import { readAnswers, turnOf } from "../../src/checkins/questions.ts";

const on = (day: string, energy: number, strain = 1): Answered => ({ day, answers: { energy, strain } });

describe("DOMAIN 3.3: private offers", () => {
  it.each<[string, Answered[], ReturnType<typeof offerAfter>]>([
    ["energy 1 today", [on("2026-11-06", 1)], "today"],
    ["strain 5 today", [on("2026-11-06", 4, 5)], "today"],
    ["energy 2 today is not yet an offer", [on("2026-11-06", 2)], undefined],
    ["low in two of the last three answered weeks", [on("2026-11-06", 2), on("2026-11-13", 5), on("2026-11-20", 2)], "lasting"],
    ["strain counts like energy", [on("2026-11-06", 5, 4), on("2026-11-20", 5, 4)], "lasting"],
    ["low in one of three", [on("2026-11-06", 5), on("2026-11-13", 5), on("2026-11-20", 2)], undefined],
    [
      "low a month ago and now, with two good weeks answered in between",
      [on("2026-10-30", 2), on("2026-11-06", 5), on("2026-11-13", 5), on("2026-11-20", 2)],
      undefined,
    ],
    ["weeks without an answer do not count", [on("2026-09-04", 2), on("2026-11-20", 2)], "lasting"],
    ["a good answer after two low weeks", [on("2026-11-06", 2), on("2026-11-13", 2), on("2026-11-20", 5)], undefined],
    ["twice in one week is one offer", [on("2026-11-17", 1), on("2026-11-20", 1)], undefined],
    ["a week later it may be offered again", [on("2026-11-13", 1), on("2026-11-20", 1)], "lasting"],
    ["nothing answered that counts", [{ day: "2026-11-20", answers: { help: "rarely" } }], undefined],
    ["nothing at all", [], undefined],
  ])("%s", (_, history, offer) => expect(offerAfter(history)).toBe(offer));

  it("at most one a week, whatever is answered", () => {
    const day = (offset: number) => Temporal.PlainDate.from("2026-01-05").add({ days: offset }).toString();
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { maxLength: 30 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })), { minLength: 30, maxLength: 30 }),
        (days, marks) => {
          const history = days.toSorted((a, b) => a - b).map((offset, index) => on(day(offset), ...(marks[index] ?? [3, 3])));
          const offered = history.flatMap(({ day: at }, index) => (offerAfter(history.slice(0, index + 1)) === undefined ? [] : [at]));
          for (const [index, at] of offered.slice(1).entries()) {
            expect(Temporal.PlainDate.from(offered[index] ?? at).until(at).days).toBeGreaterThanOrEqual(7);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("what comes back from the form", () => {
  it("is only kept where it was offered", () => {
    expect(readAnswers({ energy: "3", strain: "5", help: "mostly", turn: "4.partly", note: " ok " })).toEqual({
      ...{ energy: 3, strain: 5, help: "mostly", turn: { question: 4, said: "partly" }, note: "ok" },
    });
    expect(readAnswers({ energy: "6", strain: "0", help: "never", turn: "9.yes", note: "  " })).toBeUndefined();
    expect(readAnswers({ energy: "1e0", strain: " ", turn: "yes" })).toEqual({ energy: 1 });
    expect(readAnswers({ note: "x".repeat(900) })?.note).toHaveLength(500);
  });

  it("asks one statement a week, the same for everybody, and each in turn", () => {
    const weeks = Array.from({ length: 12 }, (_, week) => turnOf(Temporal.PlainDate.from("2026-11-23").add({ weeks: week }).toString()));
    expect(new Set(weeks.slice(0, 6)).size).toBe(6);
    expect(weeks.slice(6)).toEqual(weeks.slice(0, 6));
    expect(turnOf("2026-11-23")).toBe(turnOf("2026-11-29"));
    expect(turnOf("2026-11-29")).not.toBe(turnOf("2026-11-30"));
  });
});
