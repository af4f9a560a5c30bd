import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reflectionIn } from "../../src/learning/reflections/lines.ts";
import {
  type Command,
  type Facts,
  type Reflections,
  decide,
  effects,
  evolve,
  timers,
} from "../../src/learning/reflections/rules.ts";

/* Keep one, change one (docs/features.md A4). */

const hour = 3_600_000;
const day = 24 * hour;
const monday = Date.parse("2026-11-30T00:00:00Z");
const named = (at: number) => new Date(at).toISOString().slice(0, 10);

/** A day begins at nine. */
function factsAt(at: number, more: Partial<Facts> = {}): Facts {
  const dayBegan = Math.floor(at / day) * day;
  const usual = { isAgent: true, free: true, called: true, today: named(at), dayBegan };
  return { ...usual, nextDay: dayBegan + day + 9 * hour, ...more };
}
const does = (
  state: Reflections | undefined,
  command: Command["do"],
  at: number,
  more: Partial<Facts> = {},
  by: string | undefined = command === "look" ? undefined : "ana",
) =>
  decide(
    state,
    { do: command },
    { at, by, via: undefined, newId: "n", seed: 0 },
    factsAt(at, more),
  );
const after = (decided: ReturnType<typeof does>, state?: Reflections) =>
  ("events" in decided ? decided.events : []).reduce<Reflections | undefined>(evolve, state);

const noon = monday + 12 * hour;
const wanted = after(does(undefined, "want", noon)) as Reflections;
const tomorrow = monday + day + 9 * hour;

describe("A4: given somebody who wants it", () => {
  it("when their next working day begins, then they are asked once; calls of the day of asking count later", () => {
    expect(wanted.wanted).toEqual({ since: monday, lookAt: tomorrow });
    expect(timers(wanted)).toEqual([{ do: "later", command: "look", at: tomorrow }]);
    expect(does(wanted, "look", tomorrow - 1)).toEqual({ refused: "not-due" });
    const decided = does(wanted, "look", tomorrow);
    const [event] = "events" in decided ? decided.events : [];
    const asked = after(decided, wanted) as Reflections;
    expect(asked).toMatchObject({ posts: 1, asked: { day: "2026-12-01", is: "asked" } });
    expect(asked.wanted?.since).toBe(tomorrow);
    expect(event && effects(event, asked)).toMatchObject([
      { do: "tell", to: { person: "ana" }, view: "question", occasion: "k1", priority: "later" },
      { do: "refreshHome" },
    ]);
  });

  it("when they are not free, then it waits a quarter of an hour, and never goes into the next day", () => {
    const held = after(does(wanted, "look", tomorrow, { free: false }), wanted);
    expect(held?.wanted).toEqual({ since: monday, lookAt: tomorrow + hour / 4 });
    const late = tomorrow + 23.9 * hour;
    const next = after(does(wanted, "look", late, { free: false, nextDay: late + 60 }), wanted);
    expect(next?.wanted?.lookAt).toBe(late + 60);
  });

  it("when they called for no help, then nothing comes and the next day is looked at", () => {
    const quiet = after(does(wanted, "look", tomorrow, { called: false }), wanted);
    expect(quiet?.asked).toBeUndefined();
    expect(quiet?.wanted).toEqual({ since: monday, lookAt: tomorrow + day });
  });

  it("when they write, skip or stop, then it is over; what is written is always kept", () => {
    const asked = after(does(wanted, "look", tomorrow), wanted);
    expect(after(does(asked, "write", tomorrow + 1), asked)?.asked?.is).toBe("written");
    const skipped = after(does(asked, "skip", tomorrow + 1), asked);
    expect(skipped?.asked?.is).toBe("skipped");
    expect(does(skipped, "skip", tomorrow + 2)).toEqual({ refused: "over" });
    expect(does(skipped, "write", tomorrow + 2)).toMatchObject({ answer: "written" });
    const stopped = after(does(asked, "stop", tomorrow + 1), asked);
    expect(stopped).toMatchObject({ asked: { is: "over" } });
    expect(stopped && timers(stopped)).toEqual([]);
    expect(does(stopped, "look", tomorrow + day)).toEqual({ refused: "not-due" });
  });

  it("when somebody else names them, or they take no calls, then nothing happens", () => {
    for (const command of ["want", "stop", "skip", "write"] as const)
      expect(
        decide(
          wanted,
          { do: command },
          { at: noon, by: "ben", subject: "ana", via: undefined, newId: "n", seed: 0 },
          factsAt(noon),
        ),
      ).toEqual({ refused: "not-yours" });
    expect(does(undefined, "want", noon, { isAgent: false })).toEqual({ refused: "no-agent" });
    const left = after(does(wanted, "look", tomorrow, { isAgent: false }), wanted);
    expect(left?.wanted).toBeUndefined();
  });

  it("property: at most one question a day, only while wanted, and there is always a next look", () => {
    const press = fc.tuple(
      fc.constantFrom<Command["do"]>("want", "stop", "look", "look", "skip", "write"),
      fc.integer({ min: 0, max: 30 * hour }),
      fc.boolean(),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.array(press, { maxLength: 40 }), (presses) => {
        let [state, at]: [Reflections | undefined, number] = [undefined, noon];
        const days: string[] = [];
        for (const [command, wait, free, called] of presses) {
          at = command === "look" ? Math.max(at, state?.wanted?.lookAt ?? at) : at + wait;
          const decided = does(state, command, at, { free, called });
          for (const event of "events" in decided ? decided.events : []) {
            if (event.type === "asked") {
              expect(state?.wanted).toBeDefined();
              days.push(event.day);
            }
            if ("lookAt" in event) expect(event.lookAt).toBeGreaterThan(at);
            state = evolve(state, event);
          }
        }
        expect(new Set(days).size).toBe(days.length);
      }),
    );
  });
});

it("A4: one line is enough, none is too few, and three hundred characters are the most", () => {
  expect(reflectionIn({ keep: " calm " })).toEqual({ keep: "calm" });
  expect(reflectionIn({ keep: "calm", change: "ask sooner" })).toEqual({
    ...{ keep: "calm", change: "ask sooner" },
  });
  expect(reflectionIn({ keep: " ", change: "" })).toBeUndefined();
  expect(reflectionIn({ keep: "x".repeat(301) })).toBeUndefined();
});
