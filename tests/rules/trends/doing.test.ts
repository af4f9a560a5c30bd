import { describe, expect, it } from "vitest";
import type { Given } from "../../../src/kernel/decision.ts";
import {
  type Facts,
  type Heard,
  decide,
  effects,
  evolve,
  timers,
} from "../../../src/trends/doing/rules.ts";
import { windowLasts } from "../../../src/trends/questions.ts";

const tick = (at: number): Given => ({
  at,
  by: undefined,
  via: undefined,
  subject: "ana",
  newId: "n",
  seed: 1,
});
const facts = (free: boolean, saidAt = 100, round = 1): Facts => ({
  free,
  said: { round, saidAt },
});
const tell = { do: "tell" } as const;

function after(
  state: Heard | undefined,
  at: number,
  known: Facts,
): { state: Heard | undefined; told: number } {
  const decision = decide(state, tell, tick(at), known);
  const events = "events" in decision ? decision.events : [];
  const next = events.reduce<Heard | undefined>(evolve, state);
  return {
    state: next,
    told: next === undefined ? 0 : events.flatMap((event) => effects(event, next)).length,
  };
}

describe("K7: everybody hears once in each round, when they are at work", () => {
  it("somebody who is free is told at once, and not again", () => {
    const first = after(undefined, 101, facts(true));
    expect(first.told).toBe(1);
    expect(first.state).toMatchObject({ person: "ana", posts: 1, told: { round: 1, saidAt: 100 } });
    expect(decide(first.state, tell, tick(102), facts(true))).toEqual({ refused: "not-due" });
  });

  it("somebody who is not is looked at again in a quarter of an hour, until they are", () => {
    const held = after(undefined, 101, facts(false));
    expect(held.told).toBe(0);
    expect(timers(held.state as Heard)).toEqual([
      { do: "later", command: "tell", at: 101 + 15 * 60_000 },
    ]);
    const told = after(held.state, 101 + 15 * 60_000, facts(true));
    expect(told.told).toBe(1);
    expect(timers(told.state as Heard)).toEqual([]);
  });

  it("somebody who is away for the whole of it is not waited for, and not looked at again and again afterwards", () => {
    const held = after(undefined, 101, facts(false));
    const missed = after(held.state, 100 + windowLasts, facts(false));
    expect(missed.told).toBe(0);
    expect(missed.state).toEqual({ person: "ana", posts: 0, lastAt: 100 + windowLasts });
    expect(timers(missed.state as Heard)).toEqual([]);
    expect(after(missed.state, 100 + windowLasts + 1, facts(true, 100 + windowLasts, 2)).told).toBe(
      1,
    );
  });

  it("a better word in the same round changes the message and rings nobody; the next round tells again", () => {
    const first = after(undefined, 101, facts(true));
    const corrected = after(first.state, 201, facts(false, 200));
    expect(corrected).toMatchObject({ told: 0, state: { posts: 1, told: { saidAt: 200 } } });
    expect(after(corrected.state, 301, facts(true, 300, 2))).toMatchObject({
      told: 1,
      state: { posts: 2 },
    });
  });

  it("what was said a round ago is no news, nothing said is none, and nobody can press it", () => {
    expect(decide(undefined, tell, tick(100 + windowLasts), facts(true))).toEqual({
      refused: "not-due",
    });
    expect(decide(undefined, tell, tick(101), { free: true })).toEqual({ refused: "not-due" });
    expect(decide(undefined, tell, { ...tick(101), by: "ben" }, facts(true))).toEqual({
      refused: "not-due",
    });
  });
});
