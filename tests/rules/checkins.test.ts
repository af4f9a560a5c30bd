import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CareCommand } from "../../src/checkins/after/rules.ts";
import { type Command, type Facts, decide } from "../../src/checkins/rules.ts";
import { nextSlots } from "../../src/checkins/schedule.ts";
import { type CheckIns, type Event, type Slot, evolve } from "../../src/checkins/state.ts";
import { timers } from "../../src/checkins/effects.ts";

const hour = 3_600_000;
const day = 24 * hour;
const monday = Date.UTC(2026, 10, 23, 10);
const slot = (days: number): Slot => {
  const at = monday + days * day + 5 * hour;
  return { day: new Date(at).toISOString().slice(0, 10), zone: "UTC", at, until: at + 9 * hour };
};
/** Fridays: the coming one and those after it. */
const fridays = [4, 11, 18, 25, 32].map(slot);
const facts = (more: Partial<Facts> = {}): Facts => ({
  offered: { cron: "0 15 * * 5" },
  here: true,
  free: true,
  slots: fridays,
  today: "2026-11-27",
  easings: [],
  ...more,
});
const given = (at: number, by?: string) => ({
  at,
  by,
  subject: "ana",
  via: undefined,
  newId: "new",
  seed: 1,
});

function told(
  state: CheckIns | undefined,
  command: Command,
  at: number,
  more?: Partial<Facts>,
  by?: string,
) {
  const decision = decide(state, command, given(at, by), facts(more));
  const events = "events" in decision ? decision.events : [];
  return {
    decision,
    types: events.map((event) => event.type),
    after: events.reduce<CheckIns | undefined>(evolve, state),
  };
}
const events = (...list: Event[]) => list.reduce<CheckIns | undefined>(evolve, undefined);
const on = (next = fridays[0]): CheckIns | undefined =>
  events({
    type: "scheduled",
    at: monday,
    person: "ana",
    cron: "0 15 * * 5",
    ...(next === undefined ? {} : { next }),
  });
const asked = () => {
  const state = on();
  return told(state, { do: "prompt" }, fridays[0]?.at ?? 0, { slots: fridays.slice(1) }).after;
};

describe("K1: invitation", () => {
  it("waits for a free moment, is given once, and nothing is scheduled by it", () => {
    const held = told(undefined, { do: "invite" }, monday, { free: false });
    expect(held.types).toEqual(["held"]);
    const invited = told(held.after, { do: "invite" }, monday + 15 * 60_000);
    expect(invited.types).toEqual(["invited"]);
    expect(timers(invited.after as CheckIns)).toEqual([]);
    expect(told(invited.after, { do: "invite" }, monday + day).decision).toEqual({
      refused: "past",
    });
    expect(told(invited.after, { do: "prompt" }, monday + 5 * day).decision).toEqual({
      refused: "not-due",
    });
  });

  it("keep, choose or decline; a declined one stays declined until they choose themselves", () => {
    const invited = told(undefined, { do: "invite" }, monday).after;
    expect(told(invited, { do: "keep" }, monday, {}, "ana").after).toMatchObject({
      status: "on",
      next: fridays[0],
    });
    const off = told(invited, { do: "stop" }, monday, {}, "ana").after;
    expect(off).toMatchObject({ status: "off" });
    expect(told(off, { do: "invite" }, monday + day).decision).toEqual({ refused: "past" });
    expect(told(off, { do: "keep" }, monday, {}, "ana").decision).toEqual({ refused: "past" });
    expect(told(off, { do: "choose", cron: "0 9 * * 1" }, monday, {}, "ana").after).toMatchObject({
      status: "on",
      cron: "0 9 * * 1",
    });
  });

  it("a press on somebody else's schedule changes nothing", () => {
    for (const name of ["skip", "fewer", "stop", "answer", "keep"] as const)
      expect(told(asked(), { do: name }, monday + 5 * day, {}, "sam").decision).toEqual({
        refused: "not-yours",
      });
  });

  it("whoever names somebody else learns nothing, also where there is nothing", () => {
    for (const state of [undefined, asked()])
      expect(told(state, { do: "keep" }, monday, {}, "sam").decision).toEqual({
        refused: "not-yours",
      });
  });

  it("switched off meanwhile: whoever was asked is asked no more, and may still stop", () => {
    const decision = (command: Command, by?: string) =>
      decide(on(), command, given(fridays[0]?.at ?? 0, by), {
        here: true,
        free: true,
        slots: fridays,
        today: "2026-11-27",
        easings: [],
      });
    expect(decision({ do: "prompt" })).toMatchObject({ events: [{ type: "stopped" }] });
    expect(decision({ do: "answer" }, "ana")).toMatchObject({ answer: "saved" });
    expect(decision({ do: "skip" }, "ana")).toEqual({ refused: "off" });
    expect(decision({ do: "stop" }, "ana")).toMatchObject({ answer: "stopped" });
  });
});

describe("K1: the slot", () => {
  const due = fridays[0]?.at ?? 0;
  it("is looked at within its minute, not by everybody at its first instant", () => {
    const ticks = Array.from({ length: 200 }, (_, index) => {
      const [timer] = timers({ ...(on() as CheckIns), person: `person ${index}` });
      return timer?.do === "later" ? timer.at - due : -1;
    });
    expect(Math.min(...ticks)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ticks)).toBeLessThan(60_000);
    expect(new Set(ticks.map((at) => Math.floor(at / 5_000))).size).toBe(12);
  });

  it("not before its time", () =>
    expect(told(on(), { do: "prompt" }, due - 1).decision).toEqual({ refused: "not-due" }));

  it("held while it would disturb, missed once its day is over", () => {
    const held = told(on(), { do: "prompt" }, due, { free: false });
    expect(held.after).toMatchObject({ lookAt: due + 15 * 60_000, next: fridays[0] });
    expect(told(held.after, { do: "prompt" }, due + 1).decision).toEqual({ refused: "not-due" });
    const late = told(held.after, { do: "prompt" }, due + 9 * hour, { slots: fridays.slice(1) });
    expect(late.types).toEqual(["missed"]);
    expect(late.after).toMatchObject({ next: fridays[1] });
    expect(late.after).not.toHaveProperty("lookAt");
  });

  it("somebody travelled: it moves to their own three o'clock, also when that is already past", () => {
    const later = {
      ...slot(4),
      zone: "America/Chicago",
      at: due + 6 * hour,
      until: due + 15 * hour,
    };
    expect(told(on(), { do: "prompt" }, due, { moved: later }).after).toMatchObject({
      next: later,
    });
    const earlier = { ...later, at: due - 6 * hour };
    expect(
      told(on(), { do: "prompt" }, due, { moved: earlier, slots: fridays.slice(1) }).types,
    ).toEqual(["prompted"]);
  });

  it("an open prompt passes when the day ends, or when the next one comes", () => {
    expect(told(asked(), { do: "pass" }, due).decision).toEqual({ refused: "not-due" });
    expect(told(asked(), { do: "pass" }, due + 9 * hour).after).toMatchObject({
      prompt: { is: "passed" },
      skips: 1,
    });
    expect(
      told(asked(), { do: "prompt" }, fridays[1]?.at ?? 0, { slots: fridays.slice(2) }).types,
    ).toEqual(["passed", "prompted"]);
  });
});

describe("K2: skip, fewer, stop", () => {
  const now = (fridays[0]?.at ?? 0) + 60_000;
  const after = { slots: fridays.slice(1) };
  it("one skip changes nothing, two in a row halve; an answer in between begins anew", () => {
    const once = told(asked(), { do: "skip" }, now, after, "ana").after;
    expect(once).toMatchObject({ every: 1, skips: 1 });
    const again = told(once, { do: "prompt" }, fridays[1]?.at ?? 0, {
      slots: fridays.slice(2),
    }).after;
    expect(
      told(again, { do: "skip" }, fridays[1]?.at ?? 0, { slots: fridays.slice(2) }, "ana").after,
    ).toMatchObject({
      every: 2,
      skips: 0,
      next: fridays[3],
    });
    expect(told(again, { do: "answer" }, fridays[1]?.at ?? 0, after, "ana").after).toMatchObject({
      every: 1,
      skips: 0,
      prompt: { is: "answered" },
    });
  });

  it("fewer halves at once, down to every fourth and no further", () => {
    const half = told(asked(), { do: "fewer" }, now, after, "ana").after;
    const quarter = told(half, { do: "fewer" }, now, after, "ana").after;
    expect([half, quarter]).toMatchObject([
      { every: 2, next: fridays[2] },
      { every: 4, next: fridays[4] },
    ]);
    expect(told(quarter, { do: "fewer" }, now, after, "ana").decision).toMatchObject({
      events: [],
      answer: "rarest",
    });
  });

  it("what is over cannot be skipped twice", () => {
    const once = told(asked(), { do: "skip" }, now, after, "ana").after;
    expect(told(once, { do: "skip" }, now, after, "ana").decision).toEqual({ refused: "past" });
  });
});

describe("K10: a thought at the start of a shift", () => {
  const wanting = (): CheckIns | undefined =>
    told(on(), { do: "atStart", wanted: true }, monday, {}, "ana").after;
  it("comes to whoever asked for it, once a shift, and never when it disturbs", () => {
    expect(told(on(), { do: "shiftOn" }, monday).decision).toEqual({ refused: "not-due" });
    expect(told(undefined, { do: "shiftOn" }, monday).decision).toEqual({ refused: "not-due" });
    expect(told(wanting(), { do: "shiftOn" }, monday, { free: false }).decision).toEqual({
      refused: "not-due",
    });
    const started = told(wanting(), { do: "shiftOn" }, monday);
    expect(started.types).toEqual(["started"]);
    expect(told(started.after, { do: "shiftOn" }, monday + hour).decision).toEqual({
      refused: "not-due",
    });
    // Said late on a night shift: the next evening is another shift, on the same date.
    expect(told(started.after, { do: "shiftOn" }, monday + 8 * hour).types).toEqual(["started"]);
  });

  it("outlives what happens to the schedule, and ends when it is said or everything is stopped", () => {
    const prompted = told(wanting(), { do: "prompt" }, fridays[0]?.at ?? 0, {
      slots: fridays.slice(1),
    }).after;
    expect(prompted).toMatchObject({ start: {}, prompt: { is: "asked" } });
    expect(
      told(prompted, { do: "atStart", wanted: false }, monday, {}, "ana").after,
    ).not.toHaveProperty("start");
    expect(told(prompted, { do: "stop" }, monday, {}, "ana").after).not.toHaveProperty("start");
  });
});

describe("whatever is done, and however late the clock looks", () => {
  const step = fc.record({
    command: fc.constantFrom<Exclude<Command["do"], CareCommand["do"]>>(
      "invite",
      "prompt",
      "pass",
      "keep",
      "stop",
      "skip",
      "fewer",
      "answer",
      "choose",
      "ready",
      "atStart",
      "shiftOn",
    ),
    wait: fc.integer({ min: 0, max: 3 * day }),
    free: fc.boolean(),
  });
  it("one prompt a local day at most, never when it disturbs, never without a schedule; a schedule always has a next look", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let state: CheckIns | undefined;
        let at = monday;
        const days: string[] = [];
        for (const { command: name, wait, free } of steps) {
          at += wait;
          const tick = name === "invite" || name === "prompt" || name === "pass";
          const last =
            state?.status === "on"
              ? name === "prompt"
                ? state.next
                : state.prompt?.slot
              : undefined;
          const slots = nextSlots("0 15 * * *", "UTC", at, 4, last?.day, name === "prompt");
          const command: Command =
            name === "choose"
              ? { do: name, cron: "0 15 * * *" }
              : name === "atStart"
                ? { do: name, wanted: free }
                : { do: name };
          const decision = decide(
            state,
            command,
            given(at, tick ? undefined : "ana"),
            facts({ free, slots }),
          );
          for (const event of "events" in decision ? decision.events : []) {
            if (event.type === "prompted") {
              expect([state?.status, free]).toEqual(["on", true]);
              days.push(event.slot.day);
            }
            state = evolve(state, event);
          }
          if (state?.status === "on") expect(timers(state).length).toBeGreaterThan(0);
        }
        expect(new Set(days).size).toBe(days.length);
      }),
      { numRuns: 300 },
    );
  });
});
