import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { effects } from "../../src/escalations/effects.ts";
import type { Command } from "../../src/escalations/commands.ts";
import { evolve } from "../../src/escalations/evolve.ts";
import { isLive } from "../../src/escalations/request.ts";
import { ticks } from "../../src/escalations/times.ts";
import { Situation, policy, rings, sam, types, usualPolicies } from "../support/given.ts";
import { invariants } from "./invariants.ts";

/* What fell due while Handrail was away, restored from a backup or down for long. */

const minute = 60;
const hour = 60 * minute;

function asked(setting: ConstructorParameters<typeof Situation>[0] = {}): Situation {
  const s = new Situation(setting);
  s.escalates();
  return s;
}
function taken(): Situation {
  const s = asked();
  s.when("sam", { do: "acknowledge" });
  return s;
}

describe("too late to page", () => {
  it("a step up to a quarter of an hour late still asks; one later asks nobody, and the agent is told", () => {
    expect(rings(asked().isAway(15 * minute + 20))).toEqual(["asked sam,priya,dana"]);
    const s = asked();
    expect(types({ events: s.isAway(15 * minute + 20.001) })).toEqual(["overtaken"]);
    expect(s.state).toMatchObject({
      status: "exhausted",
      news: "overtaken",
      overtaken: { since: s.state.openedAt + 20_000 },
    });
    const told = s.journal.flatMap((event) =>
      event.type === "overtaken" ? effects(event, s.state) : [],
    );
    expect(told).toEqual([
      expect.objectContaining({
        view: "receipt",
        to: { account: "account-of-ana" },
        occasion: s.state.receipt,
      }),
    ]);
  });

  it("whoever waited for the half of that step is not asked either; within a step that still runs they are", () => {
    const busy = { colleagues: [sam, { ...sam, person: "kim", busy: true }] };
    expect(types({ events: asked(busy).isAway(hour) })).toEqual(["overtaken"]);
    const slow = { ...busy, policies: { abuse: policy([["supervisors", 2 * hour]]) } };
    expect(rings(asked(slow).isAway(hour + 20 * minute))).toEqual(["widened kim"]);
  });

  it("taken, and nobody knows whether they came: nobody is rung, and it says who had it", () => {
    const s = taken();
    expect(types({ events: s.isAway(hour) })).toEqual(["overtaken"]);
    expect(s.state.overtaken).toEqual({ since: s.state.openedAt + 60_000, holder: "sam" });
    expect(rings(taken().isAway(15 * minute + 60))).toEqual(["nudged sam", "asked sam,priya,dana"]);
  });

  it("who was asked beside a holder is asked no more; who is with the agent stays, and is closed by the clock as ever", () => {
    const s = taken();
    s.when("sam", { do: "arrived" });
    s.passes(11);
    s.escalates();
    const events = s.isAway(hour);
    expect([types({ events }), rings(events)]).toEqual([["quietened", "resolved"], []]);
    expect(s.state).toMatchObject({ how: "not-recorded", assisted: true });
  });

  it("who was asked beside somebody whose time is not up is asked no more, without a sound", () => {
    const s = asked({
      policies: {
        abuse: policy(
          [
            ["supervisors", 20],
            ["everyone", 20],
          ],
          1,
          2 * hour,
        ),
      },
    });
    s.when("sam", { do: "acknowledge" });
    s.passes(11);
    s.escalates();
    expect(s.state.sought).toEqual(["priya", "dana"]);
    expect(types({ events: s.isAway(20 * minute) })).toEqual(["quietened"]);
    expect(s.state).toMatchObject({ status: "acknowledged", holder: "sam", sought: [] });
  });

  it("handed on before, and nobody answered for so long: the holder is not rung about it, and stays", () => {
    const s = taken();
    s.when("sam", { do: "arrived" });
    s.when("sam", { do: "giveTo", to: "dana" });
    const events = s.isAway(20 * minute);
    expect([types({ events }), rings(events)]).toEqual([["quietened"], []]);
    expect(s.state).toMatchObject({ status: "joined", holder: "sam", turnedDown: "dana" });
  });

  it("whichever of its timers is carried out first, it comes to the same", () => {
    const called = taken();
    called.passes(11);
    called.escalates();
    called.now += hour * 1_000;
    expect(called.tick("step").events).toEqual([
      { type: "quietened", at: called.now, alone: false },
    ]);
    expect(types(called.tick("lapse"))).toEqual(["overtaken"]);

    const handed = taken();
    handed.when("sam", { do: "arrived" });
    handed.when("sam", { do: "giveTo", to: "dana" });
    handed.now += hour * 1_000;
    expect(handed.tick("close").events).toMatchObject([{ type: "resolved", how: "not-recorded" }]);
  });

  it("danger rings everyone, however late, once for all the rounds that were missed", () => {
    const s = asked();
    s.when("ana", { do: "danger" });
    expect(rings(s.isAway(8 * hour))).toEqual(["asked sam,priya,dana"]);
    expect(rings(s.passes(15))).toEqual(["asked sam,priya,dana"]);
  });
});

describe("what becomes of it", () => {
  it("one press takes it, and from then on it is like any other", () => {
    const s = asked();
    s.isAway(hour);
    expect(types(s.when("dana", { do: "acknowledge" }))).toEqual(["acknowledged"]);
    expect(rings(s.passes(60))).toEqual(["nudged dana", "asked sam,priya,dana"]);
  });

  it("the agent asks again about it: the next step, now", () => {
    const s = asked();
    s.isAway(hour);
    expect(rings(s.when("ana", { do: "escalate", worded: false, again: true }).events)).toEqual([
      "asked sam,priya,dana",
    ]);
    expect(s.state).toMatchObject({ status: "open", news: "asked" });
  });

  it("a call for help after it is a new one: neither its level nor its words are of then", () => {
    const s = asked();
    s.when("ana", { do: "describe", worded: true });
    s.when("ana", { do: "categorise", category: "TEC" });
    s.isAway(hour);
    expect(types(s.escalates())).toEqual(["opened", "asked"]);
    expect(s.state).toMatchObject({ level: "help", bare: true, worded: false });
  });

  it("danger is called on it and nobody is there: it is open again, and asking once more is about it", () => {
    const s = asked({ colleagues: [sam] });
    s.isAway(hour);
    s.becomes("sam", { onShift: false });
    s.when("ana", { do: "danger" });
    s.passes(11);
    expect(types(s.escalates())).not.toContain("opened");
  });

  it("waits for the next shift, and then ends honestly", () => {
    const s = asked();
    s.isAway(hour);
    expect(s.passes(12 * hour - 0.001)).toEqual([]);
    expect(s.passes(0.001)).toEqual([
      expect.objectContaining({ type: "resolved", how: "unanswered", assisted: false }),
    ]);
  });

  it("an ordinary No answer still ends after half an hour", () => {
    const s = asked();
    s.passes(100);
    expect(types({ events: s.passes(30 * minute) })).toEqual(["resolved"]);
  });
});

describe("whatever happened before", () => {
  const command = fc.constantFrom<Command["do"]>(
    "acknowledge",
    "passOn",
    "giveBack",
    "arrived",
    "here",
    "notDanger",
    "escalate",
    "callEnded",
    "done",
  );
  const press = fc.record({
    by: fc.constantFrom("ana", "sam", "priya", "dana"),
    say: command,
    wait: fc.integer({ min: 0, max: 100 }),
  });
  const quiet = fc.record({
    presses: fc.array(press, { maxLength: 12 }),
    away: fc.integer({ min: 1, max: 3 * 24 * 60 }),
  });

  it("away for longer than a quarter of an hour after the last that was due: nobody is paged, all that live are looked at again, no end moves", () => {
    const ends = new Set<string>();
    fc.assert(
      fc.property(quiet, ({ presses, away }) => {
        const s = new Situation({ policies: usualPolicies, witness: invariants() });
        s.escalates();
        for (const { by, say, wait } of presses) {
          s.when(by, (say === "escalate" ? { do: say, worded: false } : { do: say }) as Command);
          s.passes(wait);
        }
        const before = s.state;
        const lastDue = Math.max(
          s.now,
          ...s.timers.values().filter((due) => due < s.now + 10 * minute * 1_000),
        );
        const events = s.isAway((lastDue - s.now) / 1_000 + 15 * minute + away * minute);
        expect(rings(events)).toEqual([]);
        if (!isLive(before))
          expect({ ...events.reduce(evolve, before), shrunk: false, lastAt: 0 }).toEqual({
            ...before,
            shrunk: false,
            lastAt: 0,
          });
        if (isLive(s.state))
          expect(ticks.some((tick) => (s.timers.get(tick) ?? 0) > s.now)).toBe(true);
        ends.add(`${before.status} ${s.state.status}`);
      }),
      { numRuns: 400 },
    );
    expect([...ends]).toEqual(
      expect.arrayContaining([
        "open exhausted",
        "acknowledged exhausted",
        "joined resolved",
        "resolved resolved",
      ]),
    );
  });
});
