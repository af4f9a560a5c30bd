import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Given } from "../../src/kernel/decision.ts";
import { minuteOf } from "../../src/kernel/spans.ts";
import { type Duty, type Event, type Facts, decide, evolve } from "../../src/people/duty/rules.ts";
import { type SaidOfShift, dutyNow } from "../../src/people/duty/when.ts";
import type { OpeningHours } from "../../src/people/hours.ts";
import { isOnShift } from "../../src/people/usual.ts";
import type { Organisation, Person } from "../../src/runtime/directory/directory.ts";
import { type RosterChange, noRoster } from "../../src/runtime/directory/roster.ts";

/* P1: when somebody's work begins, ends soon and ends: once each, whatever their shifts are like. */

const minute = 60_000;
const hour = 60 * minute;
const monday = Date.UTC(2027, 2, 22);

interface House {
  readonly timeZone?: string;
  readonly hours?: readonly OpeningHours[];
  readonly shifts?: readonly number[];
  readonly changes?: readonly RosterChange[];
}
function house({ timeZone = "UTC", hours = [], shifts, changes = [] }: House): Organisation {
  const teams = hours.map((own, index) => [`T${index}`, { settings: { hours: own } }] as const);
  const ana = { supervises: [], agentOf: teams.map(([name]) => name), listed: true };
  const roster = {
    ...{ ...noRoster, week: Math.floor(minuteOf(monday) / 10_080), covers: shifts ? [0, 9e7] : [] },
    people: new Map(shifts === undefined ? [] : [["ana", shifts]]),
    changes: new Map([["ana", changes]]),
  };
  return {
    timeZone,
    roster,
    teams: new Map(teams),
    people: new Map([["ana", ana as unknown as Person]]),
  } as unknown as Organisation;
}

const given = (at: number): Given => ({
  ...{ at, by: undefined, subject: "ana", via: undefined, newId: "new", seed: 0 },
});

/** One look after the other, as timers and words of theirs ask for them. */
class Watch {
  readonly events: Event[] = [];
  duty: Duty | undefined;
  organisation: Organisation;
  said: SaidOfShift | undefined;
  constructor(organisation: Organisation) {
    this.organisation = organisation;
  }

  look(at: number): void {
    const facts: Facts = {
      ...dutyNow(this.organisation, "ana", this.said, at),
      concerned: true,
    };
    const decided = decide(this.duty, { do: "look" }, given(at), facts);
    if (!("events" in decided)) throw new Error(decided.refused);
    this.events.push(...decided.events);
    this.duty = decided.events.reduce<Duty | undefined>(evolve, this.duty);
  }

  /** Every timer up to a moment. */
  passesTo(at: number): void {
    for (let looks = 0; (this.duty?.next ?? Infinity) <= at; looks++) {
      if (looks > 500) throw new Error("it looks without an end");
      this.look(this.duty?.next ?? at);
    }
  }

  says(shift: "on" | "off", at: number): void {
    this.said = { shift, until: at + 10 * hour };
    this.look(at);
  }

  isOn(at: number): boolean {
    const said = this.said !== undefined && this.said.until > at ? this.said.shift : null;
    return isOnShift(this.organisation, "ana", said, at);
  }

  /** What was told, and when, in hours since Monday. */
  told(): [string, number][] {
    return this.events
      .filter(({ type }) => type === "began" || type === "ended" || type === "endsSoon")
      .map(({ type, at }) => [type, (at - monday) / hour]);
  }
}

const weekdays = [1, 2, 3, 4, 5];
const early: OpeningHours = [{ days: weekdays, from: 8 * 60, to: 16 * 60 }];
const late: OpeningHours = [{ days: weekdays, from: 14 * 60, to: 22 * 60 }];
const after: OpeningHours = [{ days: weekdays, from: 16 * 60, to: 20 * 60 }];

describe("begins and ends", () => {
  const watch = (it: House, from = monday) => {
    const watched = new Watch(house(it));
    watched.look(from);
    return watched;
  };

  it("hours that overlap or follow one another are one time at work", () => {
    for (const [hours, end] of [
      [[early], 16],
      [[early, late], 22],
      [[early, after], 20],
    ] as const) {
      const watched = watch({ hours });
      watched.passesTo(monday + 23 * hour);
      expect(watched.told()).toEqual([
        ["began", 8],
        ["endsSoon", end - 0.25],
        ["ended", end],
      ]);
    }
  });

  it("shifts of a roster back to back have no end between", () => {
    const at = (clock: number) => minuteOf(monday + clock * hour);
    const watched = watch({ hours: [early], shifts: [at(6), at(14), at(14), at(18)] });
    watched.passesTo(monday + 23 * hour);
    expect(watched.told().map(([, when]) => when)).toEqual([6, 17.75, 18]);
  });

  it("a word of theirs ends it early, and begins it outside the hours for ten hours", () => {
    const watched = watch({ hours: [early] });
    watched.passesTo(monday + 12 * hour);
    watched.says("off", monday + 12 * hour);
    watched.passesTo(monday + 23 * hour);
    watched.says("on", monday + 23 * hour);
    watched.passesTo(monday + 40 * hour);
    // Nine in the morning is within Tuesday's hours: one time at work until four.
    expect(watched.told()).toEqual([
      ["began", 8],
      ["ended", 12],
      ["began", 23],
      ["endsSoon", 39.75],
      ["ended", 40],
    ]);
  });

  it("a change in the middle moves the end, also after it was told; a swap ends it at once", () => {
    const works = (from: number, to: number, is: boolean): RosterChange => ({
      ...{ from: minuteOf(monday + from * hour), to: minuteOf(monday + to * hour), works: is },
    });
    const watched = watch({ hours: [early] });
    watched.passesTo(monday + 15.8 * hour);
    watched.organisation = house({ hours: [early], changes: [works(15, 18, true)] });
    watched.look(monday + 15.8 * hour);
    expect(watched.duty).not.toHaveProperty("end");
    watched.passesTo(monday + 17.8 * hour);
    watched.organisation = house({ hours: [early], changes: [works(0, 24, false)] });
    watched.look(monday + 17.9 * hour);
    expect(watched.told().slice(1)).toEqual([
      ["endsSoon", 15.75],
      ["endsSoon", 17.75],
      ["ended", 17.9],
    ]);
    expect(watched.duty?.end).toBe(monday + 17.9 * hour);
  });

  it("what began while Handrail was away is no news; who was at work before it looked neither", () => {
    const watched = watch({ hours: [early] });
    watched.look(monday + 10 * hour);
    const found = watch({ hours: [early] }, monday + 10 * hour);
    const fresh = watch({ hours: [early] }, monday + 8.25 * hour);
    expect([watched.told(), found.told(), fresh.told()]).toEqual([[], [], [["began", 8.25]]]);
  });

  it("what they said that they keep is kept until the end that they were told of", () => {
    const watched = watch({ hours: [early] });
    watched.passesTo(monday + 15.8 * hour);
    const keeps = (by: string) =>
      decide(
        watched.duty,
        { do: "keep" },
        { ...given(monday + 15.9 * hour), by },
        {
          ...dutyNow(watched.organisation, "ana", undefined, monday + 15.9 * hour),
          concerned: true,
        },
      );
    expect(keeps("ben")).toEqual({ refused: "nothing" });
    const kept = keeps("ana");
    if (!("events" in kept)) throw new Error("it was not kept");
    watched.duty = kept.events.reduce<Duty | undefined>(evolve, watched.duty);
    watched.passesTo(monday + 17 * hour);
    expect(watched.duty).toMatchObject({ on: false, end: monday + 16 * hour, kept: true });
    watched.passesTo(monday + 33 * hour);
    expect(watched.duty).not.toHaveProperty("kept");
  });

  it("always on: nothing is ever looked at; a leaver is off", () => {
    const watched = watch({ hours: [] });
    expect([watched.duty?.next, watched.told()]).toEqual([undefined, []]);
  });
});

/** On the grid of a minute, and across the nights in which clocks change. */
const zones = fc.constantFrom("UTC", "Europe/London", "America/New_York", "Australia/Lord_Howe");
const quarter = fc.integer({ min: 0, max: 95 }).map((one) => one * 15 + 7);
const span = fc
  .record({
    days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    from: quarter,
    to: quarter,
  })
  .filter(({ from, to }) => from !== to);
const hoursOf = fc.array(span, { minLength: 1, maxLength: 3 });
const days = 4;
const moment = fc.integer({ min: 0, max: days * 24 * 60 });
const starts = fc.constantFrom(
  ...[Date.UTC(2027, 2, 26), Date.UTC(2026, 9, 23), Date.UTC(2026, 10, 1), Date.UTC(2027, 3, 2)],
);
const happens = fc.array(
  fc.record({
    at: moment,
    what: fc.constantFrom("on", "off", "works", "free", "looked"),
    long: fc.integer({ min: 1, max: 900 }),
  }),
  { maxLength: 5 },
);

it("each begins once and ends once, and it is known at every minute", () => {
  fc.assert(
    fc.property(
      zones,
      starts,
      fc.array(hoursOf, { minLength: 1, maxLength: 2 }),
      happens,
      (timeZone, start, hours, all) => {
        const changes: RosterChange[] = [];
        const current = () => house({ timeZone, hours, changes: [...changes] });
        const watched = new Watch(current());
        watched.look(start);
        let was = watched.isOn(start);
        const turns: string[] = [];
        const todo = all.toSorted((a, b) => a.at - b.at);
        for (let count = 1; count <= days * 24 * 60; count++) {
          const at = start + count * minute;
          watched.passesTo(at);
          for (; todo[0] !== undefined && todo[0].at <= count; todo.shift()) {
            const { what, long } = todo[0];
            if (what === "works" || what === "free") {
              const from = minuteOf(at);
              changes.push({ from, to: from + long, works: what === "works" });
              watched.organisation = current();
            }
            // Between the change and the look of it nobody has been told anything.
            if (what === "on" || what === "off") watched.says(what, at);
            else watched.look(at);
          }
          const is = watched.isOn(at);
          if (is !== was) turns.push(is ? "began" : "ended");
          was = is;
          if (watched.duty?.on !== is)
            throw new Error(`it is ${is} at ${new Date(at).toISOString()}`);
        }
        const told = watched.events.filter(({ type }) => type === "began" || type === "ended");
        const found = watched.events.filter(({ type }) => type === "found").slice(1);
        expect([told.map(({ type }) => type), found]).toEqual([
          // What had just begun as it looked first is told as well.
          watched.events[0]?.type === "began" ? ["began", ...turns] : turns,
          [],
        ]);
        const soon = watched.events.flatMap((one) => (one.type === "endsSoon" ? [one.end] : []));
        for (const [index, end] of soon.entries()) expect(end).not.toBe(soon[index - 1]);
      },
    ),
    { numRuns: 40 },
  );
});
