import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Command,
  type Event,
  type Facts,
  type PageTest,
  decide,
  effects,
  evolve,
  timers,
} from "../../src/setup/pagetest/rules.ts";

/* P2: a test of a page. */

const facts: Facts = { isAdmin: true, timeout: 20_000, on: "teams" };
const given = { by: "kim", via: "kim's account", newId: "test", seed: 0 } as const;
const ask: Command = { do: "ask", person: "sam" };

function after(commands: readonly [by: string | undefined, at: number, Command][]) {
  let test: PageTest | undefined;
  const events: Event[] = [];
  for (const [by, at, command] of commands) {
    const decided = decide(test, command, { ...given, by, at }, facts);
    if ("refused" in decided) continue;
    for (const event of decided.events) {
      test = evolve(test, event);
      events.push(event);
    }
  }
  return { test, events };
}

describe("a test of a page", () => {
  it("is asked for by admins alone, of somebody who can be tested and has not just said no", () => {
    const refused = (other: Partial<Facts>) =>
      decide(undefined, ask, { ...given, at: 0 }, { ...facts, ...other });
    expect(refused({ isAdmin: false })).toEqual({ refused: "not-admin" });
    expect(refused({ timeout: undefined })).toEqual({ refused: "nobody" });
    expect(refused({ earlier: "going-on" })).toEqual({ refused: "going-on" });
    expect(refused({ earlier: "declined" })).toEqual({ refused: "declined" });
  });

  it("a yes is good for ten minutes, and the clock ends what waits", () => {
    expect(
      after([
        ["kim", 0, ask],
        ["sam", 600_000, { do: "agree" }],
      ]).test?.stage.is,
    ).toBe("asked");
    const { test } = after([
      ["kim", 0, ask],
      [undefined, 600_000, { do: "look" }],
    ]);
    expect([test?.stage.is, test && timers(test)]).toEqual(["unanswered", []]);
  });

  it("took as long as from the press that agreed to the press that took it", () => {
    const { test } = after([
      ["kim", 0, ask],
      ["sam", 5_000, { do: "agree" }],
      ["sam", 9_000, { do: "take" }],
      [undefined, 25_000, { do: "look" }],
    ]);
    expect(test?.stage).toEqual({ is: "taken", after: 4_000, on: "teams" });
  });

  it("a message that can never arrive ends it, of who is tested only", () => {
    const lost = (person: string): Command => ({ do: "unreachable", person });
    expect(
      after([
        ["kim", 0, ask],
        [undefined, 1, lost("kim")],
      ]).test?.stage.is,
    ).toBe("asked");
    expect(
      after([
        ["kim", 0, ask],
        [undefined, 1, lost("sam")],
      ]).test?.stage.is,
    ).toBe("unreachable");
  });

  it("pages nobody before they said yes, whatever is pressed by whom and when", () => {
    const command = fc.constantFrom<Command>(
      ...(["agree", "decline", "take", "look"] as const).map((verb) => ({ do: verb })),
      { do: "unreachable", person: "sam" },
    );
    const press = fc.tuple(
      fc.constantFrom("kim", "sam", "ana", undefined),
      fc.nat(700_000),
      command,
    );
    fc.assert(
      fc.property(fc.array(press, { maxLength: 12 }), (presses) => {
        const sorted = presses.toSorted((a, b) => a[1] - b[1]);
        let test = after([["kim", 0, ask]]).test;
        for (const [by, at, one] of sorted) {
          const before = test;
          const decided = decide(before, one, { ...given, by, at }, facts);
          if ("refused" in decided) continue;
          for (const event of decided.events) {
            test = evolve(test, event);
            const pages = effects(event, test).filter(
              (effect) => effect.do === "tell" && effect.priority === "page",
            );
            const isYes = by === "sam" && one.do === "agree" && before?.stage.is === "asked";
            expect(pages.length).toBe(isYes ? 1 : 0);
          }
        }
        return true;
      }),
      { seed: 87, numRuns: 300 },
    );
  });
});
