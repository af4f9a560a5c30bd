import assert from "node:assert/strict";
import type { Command, Facts } from "../../../src/promises/commands.ts";
import { effects } from "../../../src/promises/effects.ts";
import { evolve } from "../../../src/promises/evolve.ts";
import type { Event, Promised } from "../../../src/promises/promise.ts";
import { decide } from "../../../src/promises/rules.ts";
import { inTimeUntil, nextLook } from "../../../src/promises/times.ts";
import { keptAt, nobodyAround } from "./given.ts";

/* A house in which people come, go and leave the company, and one promise that has to outlive it. */

const minute = 60_000;
const dueAt = Date.parse("2026-12-01T15:00:00Z");
export const names = ["ana", "ben", "carla", "sam", "dana"] as const;
type Name = (typeof names)[number];

/** Ana, Ben and Carla take calls; Sam and Dana run the team. */
interface House {
  readonly there: ReadonlySet<Name>;
  readonly left: ReadonlySet<Name>;
}
const factsIn = (
  { there, left }: House,
  holder: string,
  command: Command,
  by: string | undefined,
): Facts => {
  const free = names.filter((name) => there.has(name) && !left.has(name) && name !== holder);
  return {
    closed: false,
    holder: left.has(holder as Name) ? "gone" : there.has(holder as Name) ? "there" : "away",
    colleagues: free.filter((name) => ["ana", "ben", "carla"].includes(name)),
    supervisors: free.filter((name) => ["sam", "dana"].includes(name)),
    mayHold:
      (command.do === "giveTo" && !left.has(command.to as Name)) ||
      (command.do === "take" && !left.has(by as Name)),
    watchers: ["sam", "dana"],
    proposal: { when: { is: "clear", dueAt: dueAt + 300 * minute }, zone: "Europe/London" },
  };
};

/** What holds after every event is checked as it happens. */
export class World {
  now = dueAt - 45 * minute;
  house: House = { there: new Set(names), left: new Set() };
  promised: Promised = keptAt(dueAt, "Europe/London", dueAt - 45 * minute);
  counted = 0;
  /** Of the time that it is due now. */
  kept = 0;

  does(command: Command, by: string | undefined): "refused" | readonly Event[] {
    const before = this.promised;
    const facts = factsIn(this.house, before.holder, command, by);
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
    assert.equal(before.status, "open");
    if (after.holder !== before.holder) assert.ok(["taken", "given"].includes(event.type));
    const holders = Object.values(after.cards).filter(({ part }) => part === "holder");
    assert.ok(holders.length <= 1);
    if (event.type === "reached") {
      for (const { person } of event.told) {
        const { there, left } = this.house;
        assert.ok(there.has(person as Name) && !left.has(person as Name));
        assert.equal(after.cards[person]?.occasion, `p${after.posts}`);
      }
      // With anybody there at all, somebody knows of it from the time on.
      const anybody =
        facts.holder === "there" || facts.colleagues.length + facts.supervisors.length > 0;
      if (event.stage >= 3 && before.status === "open" && before.stage < 3)
        assert.equal(event.told.length > 0, anybody);
      if (event.late === true) this.#counts(0);
    }
    if (event.type === "called" && !event.counted)
      this.#counts(this.now <= inTimeUntil(dueOf(before)) ? 1 : 0);
    if (event.type === "missed" && !event.counted) this.#counts(0);
    if (event.type === "moved") this.counted = 0;
    assert.equal(nextLook(after) !== undefined, after.status === "open");
    const told = effects(event, after).flatMap((one) => (one.do === "tell" ? [one] : []));
    assert.ok(new Set(told.map(({ occasion }) => occasion)).size <= 1);
  }

  #counts(kept: 0 | 1): void {
    this.counted++;
    this.kept = kept;
    assert.equal(this.counted, 1);
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
      assert.notEqual(this.does({ do: "look" }, undefined), "refused");
    }
    this.now = until;
  }
}

const dueOf = (promised: Promised): number => (promised.status === "draft" ? 0 : promised.dueAt);
