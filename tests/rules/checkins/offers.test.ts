import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answered, lookBackFrom, offerAfter } from "../../../src/checkins/offers.ts";
import { readAnswers, turnOf } from "../../../src/checkins/questions.ts";
import { daysBetween, localWeek } from "../../../src/checkins/week.ts";

const on = (day: string, energy: number, strain = 1): Answered => ({
  day,
  answers: { energy, strain },
});

describe("private offers", () => {
  it.each<[string, Answered[], ReturnType<typeof offerAfter>]>([
    ["energy 1 today", [on("2026-11-06", 1)], "today"],
    ["strain 5 today", [on("2026-11-06", 4, 5)], "today"],
    ["energy 2 today is not yet an offer", [on("2026-11-06", 2)], undefined],
    [
      "low in two of the last three answered weeks",
      [on("2026-11-06", 2), on("2026-11-13", 5), on("2026-11-20", 2)],
      "lasting",
    ],
    ["strain counts like energy", [on("2026-11-06", 5, 4), on("2026-11-20", 5, 4)], "lasting"],
    [
      "low in one of three",
      [on("2026-11-06", 5), on("2026-11-13", 5), on("2026-11-20", 2)],
      undefined,
    ],
    [
      "low a month ago and now, with two good weeks answered in between",
      [on("2026-10-30", 2), on("2026-11-06", 5), on("2026-11-13", 5), on("2026-11-20", 2)],
      undefined,
    ],
    ["weeks without an answer do not count", [on("2026-09-04", 2), on("2026-11-20", 2)], "lasting"],
    [
      "a good answer after two low weeks",
      [on("2026-11-06", 2), on("2026-11-13", 2), on("2026-11-20", 5)],
      undefined,
    ],
    ["twice in one week is one offer", [on("2026-11-17", 1), on("2026-11-20", 1)], undefined],
    ["a week later it may be offered again", [on("2026-11-13", 1), on("2026-11-20", 1)], "lasting"],
    [
      "nothing answered that counts",
      [{ day: "2026-11-20", answers: { help: "rarely" } }],
      undefined,
    ],
    ["nothing at all", [], undefined],
  ])("%s", (_, history, offer) => expect(offerAfter(history)).toBe(offer));

  it("at most one a week, whatever is answered", () => {
    const day = (offset: number) =>
      Temporal.PlainDate.from("2026-01-05").add({ days: offset }).toString();
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 90 }), { maxLength: 30 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })), {
          minLength: 30,
          maxLength: 30,
        }),
        (days, marks) => {
          const history = days
            .toSorted((a, b) => a - b)
            .map((offset, index) => on(day(offset), ...(marks[index] ?? [3, 3])));
          const offered = history.flatMap(({ day: at }, index) =>
            offerAfter(history.slice(0, index + 1)) === undefined ? [] : [at],
          );
          for (const [index, at] of offered.slice(1).entries()) {
            expect(
              Temporal.PlainDate.from(offered[index] ?? at).until(at).days,
            ).toBeGreaterThanOrEqual(7);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe("days and weeks", () => {
  it("are those of the calendar, over New Year and February too", () => {
    const monday = Temporal.PlainDate.from("2024-01-01");
    const dates = fc.integer({ min: -3_000, max: 30_000 }).map((days) => monday.add({ days }));
    fc.assert(
      fc.property(dates, dates, (from, to) => {
        expect(daysBetween(from.toString(), to.toString())).toBe(
          from.until(to, { largestUnit: "days" }).days,
        );
        expect(localWeek(from.toString())).toBe(
          Math.floor(monday.until(from, { largestUnit: "days" }).days / 7),
        );
      }),
    );
  });
});

describe("how far back it looks", () => {
  /** Those that are opened: newest first, until it is enough. */
  const opened = (history: readonly Answered[], today: string): Answered[] => {
    const looking = lookBackFrom(today);
    const heard: Answered[] = [];
    for (const one of history.toReversed()) {
      if (looking.isEnoughBefore(one.day)) break;
      looking.heard(one);
      heard.unshift(one);
    }
    return heard;
  };
  const day = (offset: number) =>
    Temporal.PlainDate.from("2026-01-05").add({ days: offset }).toString();
  /** Ninety days, from hardly ever to daily, and from hardly ever hard to always. */
  const histories = fc
    .record({
      days: fc.uniqueArray(fc.integer({ min: 0, max: 89 }), { maxLength: 90 }),
      often: fc.integer({ min: 1, max: 10 }),
      marks: fc.array(
        fc.tuple(fc.integer({ min: 0, max: 9 }), fc.constantFrom(1, 2), fc.constantFrom(1, 4, 5)),
        {
          ...{ minLength: 90, maxLength: 90 },
        },
      ),
    })
    .map(({ days, often, marks }) =>
      days
        .toSorted((a, b) => a - b)
        .map((at, n) => {
          const [chance = 0, energy = 1, strain = 1] = marks[n] ?? [];
          return chance < often ? on(day(at), energy, strain) : on(day(at), 4);
        }),
    );

  it("as far as it matters: whatever is answered today, the offer is the one that all of them lead to", () => {
    fc.assert(
      fc.property(
        histories,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        (history, energy, strain) => {
          const today = on(day(90), energy, strain);
          expect(offerAfter([...opened(history, today.day), today])).toBe(
            offerAfter([...history, today]),
          );
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it("and no further: of twelve weeks the last two, of good ones every day the last three, of hard ones all", () => {
    const weekly = Array.from({ length: 12 }, (_, n) => on(day(6 + 7 * n), 1));
    expect(opened(weekly, day(90))).toHaveLength(2);
    const daily = (energy: number) => Array.from({ length: 60 }, (_, n) => on(day(30 + n), energy));
    expect(opened(daily(4), day(90)).length).toBeLessThanOrEqual(21);
    expect(opened(daily(1), day(90))).toHaveLength(60);
  });
});

describe("what comes back from the form", () => {
  it("is only kept where it was offered", () => {
    expect(
      readAnswers({ energy: "3", strain: "5", help: "mostly", turn: "4.partly", note: " ok " }),
    ).toEqual({
      ...{
        energy: 3,
        strain: 5,
        help: "mostly",
        turn: { question: 4, said: "partly" },
        note: "ok",
      },
    });
    expect(
      readAnswers({ energy: "6", strain: "0", help: "never", turn: "9.yes", note: "  " }),
    ).toBeUndefined();
    expect(readAnswers({ energy: "1e0", strain: " ", turn: "yes" })).toEqual({ energy: 1 });
    expect(readAnswers({ note: "x".repeat(900) })?.note).toHaveLength(500);
  });

  it("asks one statement a week, the same for everybody, and each in turn", () => {
    const weeks = Array.from({ length: 12 }, (_, week) =>
      turnOf(Temporal.PlainDate.from("2026-11-23").add({ weeks: week }).toString()),
    );
    expect(new Set(weeks.slice(0, 6)).size).toBe(6);
    expect(weeks.slice(6)).toEqual(weeks.slice(0, 6));
    expect(turnOf("2026-11-23")).toBe(turnOf("2026-11-29"));
    expect(turnOf("2026-11-29")).not.toBe(turnOf("2026-11-30"));
  });
});
