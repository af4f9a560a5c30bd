import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Command,
  type Event,
  type Facts,
  type Feedback,
  decide,
  effects,
  evolve,
  openFor,
  timers,
} from "../../src/learning/feedback/rules.ts";
import { linesIn, longest } from "../../src/learning/feedback/lines.ts";

/* Feedback, when the agent asks for it (docs/features.md A4). */

const ended = 1_794_474_000_000;
const help = {
  ...{ requester: "ana", helper: "sam", askedAt: ended - 60_000 },
  ...{ endedAt: ended, until: ended + 24 * 3_600_000 },
};
const facts: Facts = { help, helperIsHere: true };
const given = (at: number, by?: string) => ({
  ...{ at, by, subject: "r1", via: undefined, newId: "n", seed: 0 },
});
const does = (state: Feedback | undefined, command: Command["do"], by?: string, at = ended + 1) =>
  decide(state, { do: command }, given(at, by), facts);
const after = (decided: ReturnType<typeof decide>, state?: Feedback) =>
  ("events" in decided ? decided.events : []).reduce<Feedback | undefined>(evolve, state);
const asked = after(does(undefined, "ask", "ana")) as Feedback;

describe("A4: given a request that is over", () => {
  it("when its agent asks, then who helped is told once, and a week later it is over", () => {
    expect(asked).toMatchObject({ status: "asked", agent: "ana", helper: "sam" });
    const event: Event = {
      ...{ type: "asked", at: ended + 1, request: "r1", agent: "ana" },
      ...{ helper: "sam", about: help.askedAt },
    };
    expect(effects(event, asked)).toMatchObject([
      { do: "tell", to: { person: "sam" }, view: "asked", priority: "later" },
      { do: "refreshCards", of: "escalations" },
    ]);
    expect(timers(asked)).toEqual([{ do: "later", command: "close", at: ended + 1 + openFor }]);
    expect(does(asked, "close", undefined, ended + openFor)).toEqual({ refused: "over" });
    const over = does(asked, "close", undefined, ended + 1 + openFor);
    expect(after(over, asked)?.status).toBe("over");
    expect(effects({ type: "over", at: 0 }, asked)).toEqual([]);
    // Nobody ends it by a forged timer.
    expect(does(asked, "close", "ana", ended + 2 * openFor)).toEqual({ refused: "over" });
  });

  it("when it is asked again, by another, or of somebody who left, then nobody is told", () => {
    expect(does(asked, "ask", "ana")).toEqual({ refused: "already" });
    expect(does(asked, "ask", "ben")).toEqual({ refused: "not-yours" });
    expect(does(undefined, "ask", "sam")).toEqual({ refused: "not-yours" });
    expect(
      decide(undefined, { do: "ask" }, given(ended, "ana"), { help, helperIsHere: false }),
    ).toEqual({ refused: "left" });
  });

  it("when the helper writes or passes, then the agent alone is told, and only once", () => {
    for (const [command, status] of [
      ["send", "sent"],
      ["pass", "passed"],
    ] as const) {
      const decided = does(asked, command, "sam");
      const state = after(decided, asked);
      expect(state?.status).toBe(status);
      expect(effects({ type: status, at: 0 }, asked)).toMatchObject([
        { do: "tell", to: { person: "ana" }, view: "answered" },
      ]);
      expect(state && timers(state)).toEqual([]);
      for (const again of ["send", "pass"] as const)
        expect(does(state, again, "sam")).toEqual({ refused: "answered" });
    }
  });

  it("property: whatever is pressed by whom, one answer at most reaches the agent, from the helper", () => {
    const press = fc.tuple(
      fc.constantFrom<Command["do"]>("ask", "send", "pass", "close"),
      fc.constantFrom("ana", "sam", "ben", undefined),
      fc.integer({ min: 0, max: 3 * 24 * 3_600_000 }),
    );
    fc.assert(
      fc.property(fc.array(press, { maxLength: 20 }), (presses) => {
        let [state, at, told]: [Feedback | undefined, number, number] = [undefined, ended, 0];
        for (const [command, by, wait] of presses) {
          at += wait;
          const decided = does(state, command, by, at);
          if ("refused" in decided) continue;
          for (const event of decided.events) {
            if (event.type === "sent" || event.type === "passed") {
              expect(by).toBe("sam");
              told += 1;
            }
            state = evolve(state, event);
          }
        }
        expect(told).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("A4: the two lines", () => {
  it("are both there, trimmed, and of three hundred characters at most", () => {
    expect(linesIn({ worked: " calm ", next: "ask sooner" })).toEqual({
      ...{ worked: "calm", next: "ask sooner" },
    });
    expect(linesIn({ worked: "calm", next: " " })).toBeUndefined();
    expect(linesIn({ next: "ask sooner" })).toBeUndefined();
    expect(linesIn({ worked: "x".repeat(longest + 1), next: "y" })).toBeUndefined();
  });
});
