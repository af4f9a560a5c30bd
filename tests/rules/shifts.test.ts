import { describe, expect, it } from "vitest";
import type { Given } from "../../src/kernel/decision.ts";
import { type Presence, decide, evolve } from "../../src/people/shifts.ts";

const at = 1_000;
const given: Given = { at, by: "sam", via: "account", newId: "new", seed: 1 };
const hour = 3_600_000;

describe("P1: shifts", () => {
  it("on and off end by themselves after ten hours", () => {
    for (const to of ["on", "off"] as const) {
      expect(decide(undefined, { do: "shift", to }, given)).toEqual({
        events: [{ type: "shiftSaid", at, person: "sam", to, until: at + 10 * hour }],
        answer: to,
      });
    }
  });

  it("on a call ends by itself after an hour, or when it is said; the shift stays as it was", () => {
    const said = decide(undefined, { do: "shift", to: "on" }, given);
    const called = decide(undefined, { do: "call", on: true }, given);
    const over = decide(undefined, { do: "call", on: false }, given);
    const events = [said, called, over].flatMap((decision) =>
      "events" in decision ? decision.events : [],
    );
    const [first, second, third] = events.map((_, index) =>
      events.slice(0, index + 1).reduce<Presence | undefined>(evolve, undefined),
    );
    expect(first).toEqual({ person: "sam", lastAt: at, shift: "on", shiftUntil: at + 10 * hour });
    expect(second).toEqual({ ...(first as object), onCallUntil: at + hour });
    expect(third).toEqual(first);
  });

  it("anything else, or nobody, changes nothing", () => {
    expect(decide(undefined, { do: "nothing" }, given)).toEqual({ refused: "usage" });
    expect(decide(undefined, { do: "shift", to: "on" }, { ...given, by: undefined })).toEqual({
      refused: "usage",
    });
  });
});
