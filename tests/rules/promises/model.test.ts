import fc from "fast-check";
import { expect, it } from "vitest";
import type { Command, Facts } from "../../../src/promises/commands.ts";
import { effects } from "../../../src/promises/effects.ts";
import { evolve } from "../../../src/promises/evolve.ts";
import type { Event, Promised } from "../../../src/promises/promise.ts";
import { decide } from "../../../src/promises/rules.ts";
import { inTimeUntil, nextLook } from "../../../src/promises/times.ts";
import { keptAt, nobodyAround } from "./given.ts";

/*
 * Any people press anything at any time, while others come, go and leave the company. Whatever they
 * do, a promise has one holder, is nudged when it should be, is counted once, and is never forgotten.
 */

const minute = 60_000;
const dueAt = Date.parse("2026-12-01T15:00:00Z");
const names = ["ana", "ben", "carla", "sam", "dana"] as const;
type Name = (typeof names)[number];

/** Ana, Ben and Carla take calls; Sam and Dana run the team. */
interface House {
  readonly there: ReadonlySet<Name>;
  readonly left: ReadonlySet<Name>;
}
const factsIn = ({ there, left }: House, holder: string, command: Command): Facts => {
  const free = names.filter((name) => there.has(name) && !left.has(name) && name !== holder);
  return {
    closed: false,
    holder: left.has(holder as Name) ? "gone" : there.has(holder as Name) ? "there" : "away",
    colleagues: free.filter((name) => ["ana", "ben", "carla"].includes(name)),
    supervisors: free.filter((name) => ["sam", "dana"].includes(name)),
    mayHold: command.do === "giveTo" && !left.has(command.to as Name),
    watchers: ["sam", "dana"],
    proposal: { when: { is: "clear", dueAt: dueAt + 300 * minute }, zone: "Europe/London" },
  };
};

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

class World {
  now = dueAt - 45 * minute;
  house: House = { there: new Set(names), left: new Set() };
  promised: Promised = keptAt(dueAt, "Europe/London", dueAt - 45 * minute);
  counted = 0;
  /** Of the time that it is due now. */
  kept = 0;

  does(command: Command, by: string | undefined): "refused" | readonly Event[] {
    const before = this.promised;
    const facts = factsIn(this.house, before.holder, command);
    const given = { ...nobodyAround.given, at: this.now, by };
    const made = decide(before, command, given, facts);
    if ("refused" in made) return "refused";
    for (const event of made.events) {
      const after = evolve(this.promised, event);
      this.#holds(this.promised, event, after, facts);
      this.promised = after;
    }
    return made.events;
  }

  #holds(before: Promised, event: Event, after: Promised, facts: Facts): void {
    // Over is over.
    expect(before.status).toBe("open");
    if (after.holder !== before.holder) expect(["taken", "given"]).toContain(event.type);
    const holders = Object.values(after.cards).filter(({ part }) => part === "holder");
    expect(holders.length).toBeLessThanOrEqual(1);
    if (event.type === "reached") {
      for (const { person } of event.told) {
        expect(this.house.there.has(person as Name) && !this.house.left.has(person as Name)).toBe(
          true,
        );
        expect(after.cards[person]?.occasion).toBe(`p${after.posts}`);
      }
      // With anybody there at all, somebody knows of it from the time on.
      const anybody =
        facts.holder === "there" || facts.colleagues.length + facts.supervisors.length > 0;
      if (event.stage >= 3 && before.status === "open" && before.stage < 3)
        expect(event.told.length > 0).toBe(anybody);
      if (event.late === true) this.#counts(0);
    }
    if (event.type === "called" && !event.counted)
      this.#counts(this.now <= inTimeUntil(dueOf(before)) ? 1 : 0);
    if (event.type === "missed" && !event.counted) this.#counts(0);
    if (event.type === "moved") this.counted = 0;
    expect(nextLook(after) !== undefined).toBe(after.status === "open");
    const told = effects(event, after).flatMap((one) => (one.do === "tell" ? [one] : []));
    expect(new Set(told.map(({ occasion }) => occasion)).size).toBeLessThanOrEqual(1);
  }

  #counts(kept: 0 | 1): void {
    this.counted++;
    this.kept = kept;
    expect(this.counted).toBe(1);
  }

  /** Every look that falls due meanwhile happens at its time. */
  waits(minutes: number): void {
    const until = this.now + minutes * minute;
    for (
      let next = nextLook(this.promised);
      next !== undefined && next <= until;
      next = nextLook(this.promised)
    ) {
      this.now = Math.max(this.now, next);
      expect(this.does({ do: "look" }, undefined)).not.toBe("refused");
    }
    this.now = until;
  }
}

const dueOf = (promised: Promised): number => (promised.status === "draft" ? 0 : promised.dueAt);

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
