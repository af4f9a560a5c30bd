import fc from "fast-check";
import { expect, it } from "vitest";
import { readWhen } from "../../../src/promises/reading/read-when.ts";
import { instantsOf, offsetAt, wallTimeAt } from "../../../src/promises/reading/wall-clock.ts";
import { decide } from "../../../src/promises/rules.ts";
import { evolve } from "../../../src/promises/evolve.ts";
import { nextLook } from "../../../src/promises/times.ts";
import type { Promised } from "../../../src/promises/promise.ts";
import { keptAt, nobodyAround } from "./given.ts";

/* A nudge is right in the customer's zone, through every clock change of five years in nine zones. */

const zones = [
  "Europe/London",
  "Europe/Madrid",
  "America/New_York",
  "America/St_Johns",
  "America/Sao_Paulo",
  "Africa/Cairo",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
] as const;
const [from, to] = [Date.parse("2026-01-01"), Date.parse("2031-01-01")];
const minute = 60_000;

/** Every change of a zone's clocks in those years. */
function changesOf(zone: string): number[] {
  const found: number[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone);
  for (;;) {
    const next = at.getTimeZoneTransition("next");
    if (next === null || next.epochMilliseconds >= to) return found;
    found.push(next.epochMilliseconds);
    at = next;
  }
}
const changes = zones.map((zone) => [zone, changesOf(zone)] as const);

/** Minutes of those years, half of them within a day of a change where the zone has one. */
const moment = fc.constantFrom(...changes).chain(([zone, all]) => {
  const any = fc.integer({ min: from / minute, max: to / minute - 1 });
  const near = fc
    .tuple(
      fc.constantFrom(...(all.length === 0 ? [from] : all)),
      fc.integer({ min: -1_440, max: 1_440 }),
    )
    .map(([at, minutes]) => Math.floor(at / minute) + minutes);
  return fc.oneof(any, near).map((minutes) => ({ zone, at: minutes * minute }));
});

const two = (part: number) => String(part).padStart(2, "0");
function written(at: number, zone: string): string {
  const { year, month, day, hour, minute: past } = wallTimeAt(at, zone);
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(past)}`;
}

it("there are changes to go through", () => {
  const counts = changes.map(([zone, all]) => [zone, all.length]);
  expect(Object.fromEntries(counts)).toMatchObject({ "Europe/London": 10, "Asia/Kolkata": 0 });
  expect(changes.flatMap(([, all]) => all).length).toBeGreaterThan(60);
});

it("what the customer's clock shows is when it is due, or each of two times is offered", () =>
  fc.assert(
    fc.property(moment, fc.integer({ min: 1, max: 500_000 }), ({ zone, at }, ahead) => {
      const now = at - ahead * minute;
      const text = written(at, zone);
      const { when } = readWhen(text, { now, zone, locale: "en-GB" });
      const meant = when.is === "clear" ? [when.dueAt] : when.is === "asked" ? when.choices : [];
      expect(meant).toContain(at);
      for (const one of meant) expect(written(one, zone)).toBe(text);
    }),
    { numRuns: 2_000 },
  ));

it("an hour that the clocks skip has no instant, and one that they repeat has two", () => {
  const kinds = { skipped: 0, repeated: 0 };
  for (const [zone, all] of changes)
    for (const change of all) {
      const [before, after] = [offsetAt(change - minute, zone), offsetAt(change, zone)];
      if (before === after) continue;
      // What the clock would show at the change: by the old time where it goes forward, else by the new.
      const shown = change + (after > before ? before : after) * minute;
      const wall = wallTimeAt(shown, "UTC");
      const found = instantsOf(wall, zone).length;
      expect([zone, new Date(change).toISOString(), found]).toEqual([
        zone,
        new Date(change).toISOString(),
        after > before ? 0 : 2,
      ]);
      kinds[after > before ? "skipped" : "repeated"]++;
    }
  expect(kinds.skipped).toBeGreaterThan(30);
  expect(kinds.repeated).toBeGreaterThan(30);
});

it("the nudges come 30 and 5 minutes before it and at it, as that clock shows", () =>
  fc.assert(
    fc.property(moment, ({ zone, at }) => {
      let state: Promised = keptAt(at, zone, at - 600 * minute);
      const looks: number[] = [];
      while (state.status === "open" && looks.length < 3) {
        const due = nextLook(state) ?? 0;
        const early = decide(
          state,
          { do: "look" },
          { ...nobodyAround.given, at: due - 1 },
          nobodyAround.facts,
        );
        expect(early).toEqual({ refused: "closed" });
        const made = decide(
          state,
          { do: "look" },
          { ...nobodyAround.given, at: due },
          nobodyAround.facts,
        );
        if ("refused" in made) throw new Error("too early");
        state = made.events.reduce<Promised>(evolve, state);
        looks.push(due);
      }
      expect(looks.map((look) => (look - at) / minute)).toEqual([-30, -5, 0]);
      expect(written(looks[2] ?? 0, zone)).toBe(written(at, zone));
    }),
    { numRuns: 1_000 },
  ));
