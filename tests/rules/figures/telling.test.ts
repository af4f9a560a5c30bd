import fc from "fast-check";
import { expect, it } from "vitest";
import { type Command, type Facts, decide, timers } from "../../../src/figures/rules.ts";
import { type Event, type FiguresState, evolve, theFigures } from "../../../src/figures/state.ts";
import type { Given } from "../../../src/kernel/decision.ts";
import { type Instant, hours, minutes } from "../../../src/kernel/time.ts";
import { weekOf } from "../../../src/kernel/weeks.ts";

/*
 * The clock of the figures, with machines that are away for hours or weeks: every finished week is
 * counted once and in order, and told once at most.
 */

const zone = "Europe/London";
const begin = Date.parse("2027-03-03T10:00:00Z");

class Centre {
  state: FiguresState | undefined;
  readonly events: Event[] = [];
  readonly due = new Map<string, Instant>([["count", begin]]);

  /** All that is due rings, in pieces as they come. */
  passes(at: Instant, pieces: number): void {
    let left = pieces;
    for (let rings = 0; rings < 500; rings++) {
      const next = [...this.due].find(([, time]) => time <= at);
      if (next === undefined) return;
      const [command] = next;
      this.due.delete(command);
      left = left > 0 ? left - 1 : pieces;
      this.rings({ do: command as Command["do"] }, at, left > 0);
    }
    throw new Error("it never comes to rest");
  }

  rings(command: Command, at: Instant, more: boolean): void {
    const facts: Facts = {
      ...{ timeZone: zone, readers: ["lee"] },
      ...(more ? { last: { at: 0, request: theFigures } } : {}),
      digest: { week: this.state?.toTell ?? "", goodCalls: 5, weeks: [] },
    };
    const given: Given = { at, by: undefined, via: undefined, newId: theFigures, seed: 0 };
    const decision = decide(this.state, command, given, facts);
    if ("refused" in decision) return;
    for (const event of decision.events) {
      this.state = evolve(this.state, event);
      this.events.push(event);
    }
    if (this.state === undefined) return;
    for (const effect of timers(this.state))
      if (effect.do === "later") this.due.set(effect.command, effect.at);
  }
}

it("every finished week is counted once, in order, and told once at most, whatever is late", () => {
  const away = fc.array(fc.integer({ min: 1, max: 24 * 20 }), { minLength: 5, maxLength: 40 });
  fc.assert(
    fc.property(away, fc.integer({ min: 0, max: 3 }), (waits, pieces) => {
      const centre = new Centre();
      let at = begin;
      for (const wait of waits) {
        at += hours(wait);
        centre.passes(at, pieces);
      }
      const finished = centre.events.flatMap((one) => (one.type === "finished" ? [one.week] : []));
      expect(finished).toEqual([...new Set(finished)].toSorted());
      // All that were over at four o'clock on their Monday, and no other.
      expect(centre.state?.next).toBe(weekOf(at - hours(4) - minutes(10), zone));
      const told = centre.events.flatMap((one) => (one.type === "told" ? [one] : []));
      expect(told.map(({ digest }) => digest.week)).toEqual(
        [...new Set(told.map(({ digest }) => digest.week))].toSorted(),
      );
      for (const one of told) expect(one.digest.week).toBe(weekOf(one.at, zone, -1));
      // Somebody looked after nine on the last Monday: then the last week was told.
      const last = weekOf(at, zone, -1);
      const isLate =
        at >= Date.parse(`${weekOf(at, zone)}T09:00:00Z`) && last > weekOf(begin, zone, -1);
      if (isLate) expect(told.at(-1)?.digest.week).toBe(last);
    }),
  );
});

it("weeks without a request are finished together, up to the next with one or to now", () => {
  const centre = new Centre();
  centre.passes(begin, 0);
  const at = Date.parse("2028-03-01T12:00:00Z");
  const given: Given = { at, by: undefined, via: undefined, newId: theFigures, seed: 0 };
  const next = (more: Partial<Facts>) => {
    const facts: Facts = { timeZone: zone, readers: [], ...more };
    const decision = decide(centre.state, { do: "count" }, given, facts);
    return "events" in decision && decision.events[0]?.type === "finished"
      ? decision.events[0].next
      : undefined;
  };
  expect(next({})).toBe("2027-03-08");
  expect(next({ empty: true })).toBe("2028-02-28");
  expect(next({ empty: true, skipTo: "2027-06-07" })).toBe("2027-06-07");
  expect(next({ empty: true, skipTo: "2028-02-28" })).toBe("2028-02-28");
});

it("a digest that says nothing is not sent, and nobody's press counts or tells", () => {
  const centre = new Centre();
  centre.passes(begin, 0);
  const [state] = [centre.state];
  const facts: Facts = {
    timeZone: zone,
    readers: ["lee"],
    digest: { week: "2027-03-01", weeks: [] },
  };
  const at = Date.parse("2027-03-08T09:00:00Z");
  const given: Given = { at, by: undefined, via: undefined, newId: theFigures, seed: 0 };
  const counted = state && { ...state, next: "2027-03-08" };
  expect(decide(counted, { do: "tell" }, given, facts)).toEqual({
    events: [{ type: "passed", at, toTell: "2027-03-08" }],
  });
  expect(decide(counted, { do: "tell" }, { ...given, by: "ana" }, facts)).toEqual({
    refused: "not-due",
  });
});
