import fc from "fast-check";
import { expect, it } from "vitest";
import type { Command } from "../../../src/promises/commands.ts";
import { World, names } from "./house.ts";

/*
 * Any people press anything at any time, while others come, go and leave the company. Whatever they
 * do, a promise has one holder, is nudged when it should be, is counted once, and is never forgotten.
 */

const someone = fc.constantFrom(...names);
const step = fc.oneof(
  fc.record({ is: fc.constant("comes" as const), who: someone }),
  fc.record({ is: fc.constant("goes" as const), who: someone }),
  fc.record({ is: fc.constant("leaves" as const), who: someone }),
  fc.record({ is: fc.constant("waits" as const), minutes: fc.integer({ min: 1, max: 40 }) }),
  fc.record({
    is: fc.constant("presses" as const),
    who: someone,
    command: fc.oneof(
      fc.constantFrom<Command>(
        { do: "called" },
        { do: "notFixed" },
        { do: "take" },
        { do: "change" },
        { do: "keep" },
      ),
      someone.map((to): Command => ({ do: "giveTo", to })),
    ),
  }),
);

it("A2: whatever anybody does, it has one holder, is counted once, and is never forgotten", () => {
  const ends = new Set<string>();
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: "max" }), (steps) => {
      const world = new World();
      for (const one of steps) {
        const { there, left } = world.house;
        if (one.is === "comes") world.house = { left, there: new Set([...there, one.who]) };
        else if (one.is === "goes")
          world.house = { left, there: there.difference(new Set([one.who])) };
        else if (one.is === "leaves") {
          world.house = { there, left: new Set([...left, one.who]) };
          world.does({ do: "orphan" }, undefined);
        } else if (one.is === "waits") world.waits(one.minutes);
        else if (!left.has(one.who)) world.does(one.command, one.who);
      }
      // Nobody does anything more: it ends by itself, and stands in the week.
      world.waits(9 * 24 * 60);
      expect(world.promised.status).not.toBe("open");
      expect(world.counted).toBe(1);
      ends.add(`${world.promised.status} ${world.kept}`);
    }),
    { numRuns: 1_000 },
  );
  expect([...ends].toSorted()).toEqual([
    "called 0",
    "called 1",
    "missed 0",
    "notFixed 0",
    "notFixed 1",
  ]);
});

it("A2: the first press has it, and the second reads who", () => {
  const world = new World();
  world.house = { there: new Set(["ben", "carla"]), left: new Set() };
  world.waits(45);
  expect(world.does({ do: "take" }, "sam")).toBe("refused");
  expect(world.does({ do: "take" }, "carla")).not.toBe("refused");
  expect(world.promised.holder).toBe("carla");
  expect(world.does({ do: "take" }, "ben")).toBe("refused");
  expect(world.does({ do: "called" }, "ana")).toBe("refused");
  expect(world.does({ do: "called" }, "carla")).not.toBe("refused");
});

it("A2: a nudge at the time that can never arrive asks the team, and one before it waits", () => {
  const world = new World();
  world.waits(20);
  expect(world.does({ do: "unreachable", person: "ana" }, undefined)).toBe("refused");
  world.waits(25);
  expect(world.does({ do: "unreachable", person: "ben" }, undefined)).toBe("refused");
  expect(world.does({ do: "unreachable", person: "ana" }, undefined)).toMatchObject([
    {
      type: "reached",
      told: [
        { person: "ben", part: "asked" },
        { person: "carla", part: "asked" },
      ],
    },
  ]);
});
