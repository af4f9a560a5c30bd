import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hours } from "../../src/kernel/time.ts";
import { type Facts, type Key, decide, evolve, most } from "../../src/setup/keys/rules.ts";

/* I5: who makes and ends keys, and how many. */

const given = { at: 1_000, by: "kim", via: "a1", subject: undefined, newId: "k1", seed: 0 };
const facts: Facts = { isAdmin: true, lately: 0, inUse: 0 };
const make = { do: "make", scopes: ["escalate"], days: 90 } as const;
const key: Key = { id: "k1", lastAt: 0, by: "kim", scopes: ["escalate"] };

describe("a key", () => {
  it("is made by an admin, with an end", () => {
    const decided = decide(undefined, make, given, facts);
    expect(decided).toMatchObject({
      answer: "made",
      events: [{ type: "made", by: "kim", until: 1_000 + hours(24 * 90) }],
    });
  });

  it("may have no end", () => {
    const decided = decide(undefined, { ...make, days: undefined }, given, facts);
    expect(decided).toMatchObject({ answer: "made" });
    expect(JSON.stringify(decided)).not.toContain("until");
  });

  it("is ended once", () => {
    const revoke = { do: "revoke" } as const;
    expect(decide(key, revoke, given, facts)).toMatchObject({ answer: "revoked" });
    const revoked = evolve(key, { type: "revoked", at: 2_000 });
    expect(decide(revoked, revoke, given, facts)).toEqual({ refused: "gone" });
    expect(decide(undefined, revoke, given, facts)).toEqual({ refused: "gone" });
  });

  it("is one of fifty in use, and of ten within an hour", () => {
    const many = { ...facts, inUse: most.inUse };
    expect(decide(undefined, make, given, many)).toEqual({ refused: "too-many" });
    const fast = { ...facts, lately: most.inAnHour };
    expect(decide(undefined, make, given, fast)).toEqual({ refused: "too-fast" });
  });

  it("is nobody's to make or end but an admin's, and no event holds its name or its hash", () => {
    const commands = fc.oneof(
      fc.constant({ do: "revoke" as const }),
      fc.record({
        do: fc.constant("make" as const),
        scopes: fc.array(fc.constantFrom("escalate", "figures:read"), { minLength: 1 }),
        days: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
      }),
    );
    const made = { name: "zebra", hash: "giraffe" };
    fc.assert(
      fc.property(commands, fc.boolean(), fc.boolean(), (command, isAdmin, known) => {
        const by = known ? "kim" : undefined;
        const decided = decide(key, command, { ...given, by }, { ...facts, isAdmin, made });
        expect("refused" in decided).toBe(!isAdmin || !known);
        expect(JSON.stringify(decided)).not.toMatch(/zebra|giraffe/);
      }),
    );
  });
});
