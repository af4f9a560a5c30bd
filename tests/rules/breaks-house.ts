import { deepStrictEqual } from "node:assert/strict";
import type { Command, Facts, Refusal } from "../../src/breaks/commands.ts";
import { timers } from "../../src/breaks/effects.ts";
import { type Pool, poolWithout, squareRootLimit } from "../../src/breaks/pool.ts";
import { decide } from "../../src/breaks/rules.ts";
import { evolve } from "../../src/breaks/evolve.ts";
import type { Break, Event } from "../../src/breaks/state.ts";
import type { Given } from "../../src/kernel/decision.ts";
import { type Instant, minutes } from "../../src/kernel/time.ts";

/*
 * A queue of calls with the people on it, without a database: the clock is a number, each person has one timer, and
 * whoever waits is told when somebody is back, as src/policies.ts has it.
 */

/** What one command led to. */
export interface Happened {
  readonly events: readonly Event[];
  readonly answer?: string | undefined;
  readonly refused?: Refusal;
}
export type Witness = (before: Break, command: Command, happened: Happened, pool: Pool) => void;

export class House {
  /** 22 November 2026, 03:00 UTC and a bit, because odd milliseconds find rounding faults. */
  now: Instant = 1_795_316_400_007;
  readonly here: Set<string>;
  readonly inCall = new Set<string>();
  /** Supervisors on shift. */
  coverers: string[] = ["sam"];
  readonly #states = new Map<string, Break>();
  readonly #timers = new Map<string, Instant>();
  readonly #moves: string[] = [];
  readonly #witness: Witness;
  #limit: number | undefined;
  #count = 0;

  constructor(
    people: readonly string[],
    more: { readonly limit?: number; readonly witness?: Witness } = {},
  ) {
    this.here = new Set(people);
    this.#limit = more.limit;
    this.#witness = more.witness ?? (() => undefined);
  }

  of(person: string): Break {
    return this.#states.get(person) ?? { person, status: "none", lastAt: 0 };
  }

  pool(person: string): Pool {
    return poolWithout(person, this.here, this.#limit ?? squareRootLimit(this.here.size), [
      ...this.#states.values(),
    ]);
  }

  /** One command about somebody's break; `by` is whoever presses, absent for the clock. */
  when(person: string, command: Command, by?: string): Happened {
    const before = this.of(person);
    const pool = this.pool(person);
    const given: Given = {
      at: this.now,
      by,
      via: by,
      newId: `00000000-${this.#count++}`,
      seed: 0,
      subject: person,
    };
    const facts: Facts = {
      ...{
        lengths: [5, 10, 20, 30].map(minutes),
        pool,
        watchers: ["sam"],
        coverers: this.coverers,
        offShift: false,
      },
      ...{ inCall: this.inCall.has(person), supervised: by === "sam" },
    };
    const found = JSON.stringify(before);
    const decision = decide(before, command, given, facts);
    deepStrictEqual(
      decide(before, command, given, facts),
      decision,
      "the same question has one answer",
    );
    deepStrictEqual(JSON.stringify(before), found, "deciding changes nothing");
    const happened: Happened =
      "refused" in decision ? { events: [], refused: decision.refused } : decision;
    for (const event of happened.events) {
      this.#states.set(person, evolve(this.of(person), event));
      if ("next" in event) this.#moves.push(...event.next);
    }
    if (happened.events.length > 0) {
      const after = this.of(person);
      deepStrictEqual(
        JSON.parse(JSON.stringify(after)),
        after,
        "stored as JSON, it reads back the same",
      );
      for (const effect of timers(after))
        if (effect.do === "later") this.#timers.set(person, effect.at);
    }
    this.#witness(before, command, happened, pool);
    for (let next = this.#moves.shift(); next !== undefined; next = this.#moves.shift())
      this.when(next, { do: "move" });
    return happened;
  }

  asks(person: string, length: number): Happened {
    return this.when(person, { do: "ask", length: minutes(length) }, person);
  }

  /** Time passes, and whatever falls due happens at its very time. */
  passes(long: number): void {
    const until = this.now + minutes(long);
    for (;;) {
      const next = [...this.#timers].toSorted(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))[0];
      if (next === undefined || next[1] > until) break;
      this.#timers.delete(next[0]);
      this.now = Math.max(this.now, next[1]);
      this.when(next[0], { do: "look" });
    }
    this.now = until;
  }
}

export const types = (happened: Happened): string[] => happened.events.map(({ type }) => type);
