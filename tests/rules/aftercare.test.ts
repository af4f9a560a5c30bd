import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CareCommand } from "../../src/checkins/after/rules.ts";
import { easingDays } from "../../src/checkins/after/state.ts";
import { timers } from "../../src/checkins/effects.ts";
import { type Command, type Facts, decide } from "../../src/checkins/rules.ts";
import { dayAfter, localDay, nextSlots, slotOn } from "../../src/checkins/schedule.ts";
import { type CheckIns, type Event, evolve } from "../../src/checkins/state.ts";

/* What follows a hard call. */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** A Tuesday, ten o'clock in London. */
const tuesday = Date.UTC(2026, 10, 24, 10);
const friday = tuesday + 3 * day + 5 * hour;

/** Somebody with check-ins on, and the facts that the store would read for them. */
class Ana {
  state: CheckIns;
  zone = "Europe/London";
  free = true;
  /** Local days on which something was posted by itself, at a scheduled hour. */
  readonly days: string[] = [];
  readonly log: string[] = [];
  constructor(cron = "0 15 * * 5", at = tuesday) {
    const [next] = nextSlots(cron, this.zone, at, 1);
    this.state = evolve(undefined, {
      type: "scheduled",
      at,
      person: "ana",
      cron,
      ...(next === undefined ? {} : { next }),
    });
  }

  does(command: Command, at: number) {
    const decision = decide(
      this.state,
      command,
      { at, by: "ana", subject: "ana", via: undefined, newId: "new", seed: 1 },
      this.#facts(command, at),
    );
    for (const event of "events" in decision ? decision.events : []) this.#see(event);
    return decision;
  }

  /** Every timer that is due, until none is. */
  passes(until: number) {
    for (let rung = 0; rung < 500; rung++) {
      const due = timers(this.state).flatMap((effect) =>
        effect.do === "later" && effect.at <= until ? [effect] : [],
      );
      const first = due.toSorted((a, b) => a.at - b.at)[0];
      if (first === undefined) return;
      const decision = this.does(
        { do: first.command } as Command,
        Math.max(first.at, this.state.lastAt),
      );
      if ("refused" in decision)
        throw new Error(`${first.command} was refused at its own time: it would ring for ever`);
    }
    throw new Error("the clock rings without end");
  }

  #see(event: Event) {
    this.log.push(event.type);
    if (event.type === "prompted") this.days.push(event.slot.day);
    if (event.type === "easingAsked" && !event.joined) this.days.push(event.asked.slot.day);
    const posts =
      event.type === "prompted" ||
      event.type === "careAsked" ||
      (event.type === "easingAsked" && !event.joined);
    if (posts && !this.free) throw new Error(`${event.type} disturbs`);
    this.state = evolve(this.state, event);
  }

  #facts(command: Command, at: number): Facts {
    const { state, zone } = this;
    const cron =
      command.do === "choose" ? command.cron : "cron" in state ? state.cron : "0 15 * * 5";
    const next = state.status === "on" && command.do === "prompt" ? state.next : undefined;
    const last = next ?? (state.status === "on" ? state.prompt?.slot : undefined);
    const moved =
      next === undefined || next.zone === zone ? undefined : slotOn(cron, zone, next.day);
    const call = command.do === "follow" ? state.care?.question?.call : state.care?.easing?.call;
    const easings = easingDays.flatMap((after) => {
      const slot = call === undefined ? undefined : slotOn(cron, zone, dayAfter(call, after));
      return slot === undefined ? [] : [{ after, slot }];
    });
    const slots = nextSlots(cron, zone, at, 4, last?.day, next !== undefined);
    return {
      offered: { cron },
      here: true,
      free: this.free,
      today: localDay(at, zone),
      slots,
      easings,
      ...(moved === undefined ? {} : { moved }),
    };
  }
}

const called = (at = tuesday, danger = false) => {
  const ana = new Ana();
  ana.does({ do: "hardCall", danger }, at);
  return ana;
};
const asked = () => {
  const ana = called();
  ana.passes(tuesday + 30 * minute);
  return ana;
};
const following = () => {
  const ana = asked();
  ana.does({ do: "answerQuestion" }, tuesday + hour);
  ana.does({ do: "follow" }, tuesday + hour);
  return ana;
};

describe("the question comes after the break and the talk were offered", () => {
  it("half an hour after the call, once", () => {
    const ana = called();
    ana.passes(tuesday + 30 * minute - 1);
    expect(ana.log).not.toContain("careAsked");
    ana.passes(tuesday + 30 * minute);
    expect(ana.log.at(-1)).toBe("careAsked");
    ana.passes(tuesday + day);
    expect(ana.state.care?.question).toMatchObject({ is: "passed" });
  });

  it("ten minutes after the break at the soonest, however long that was", () => {
    const ana = called();
    ana.free = false;
    ana.passes(tuesday + 55 * minute);
    ana.free = true;
    ana.does({ do: "breakOver" }, tuesday + 55 * minute);
    ana.passes(tuesday + 65 * minute - 1);
    expect(ana.log).not.toContain("careAsked");
    ana.passes(tuesday + 65 * minute);
    expect(ana.log).toContain("careAsked");
  });

  it("not while it disturbs, and never once the moment is over", () => {
    const ana = called();
    ana.free = false;
    ana.passes(tuesday + day);
    expect(ana.state.care?.question).toMatchObject({ is: "passed" });
    expect(ana.log).not.toContain("careAsked");
  });

  it("two calls close together are asked of once, the worse counts; the next shift's has its own", () => {
    const ana = called();
    ana.does({ do: "hardCall", danger: true }, tuesday + 10 * minute);
    ana.does({ do: "hardCall", danger: false }, tuesday + 20 * minute);
    ana.passes(tuesday + 50 * minute - 1);
    expect(ana.log).not.toContain("careAsked");
    ana.passes(tuesday + 50 * minute);
    expect(ana.state.care?.question).toMatchObject({ is: "asked", danger: true });
    expect(ana.does({ do: "hardCall", danger: true }, tuesday + 3 * hour)).toEqual({
      refused: "not-due",
    });
    expect(ana.does({ do: "hardCall", danger: false }, tuesday + day)).toMatchObject({
      events: [{ type: "careDue" }],
    });
  });

  it("whoever stops their check-ins is asked no more", () => {
    const ana = called();
    ana.does({ do: "stop" }, tuesday + minute);
    expect(ana.state).not.toHaveProperty("care");
    expect(timers(ana.state)).toEqual([]);
  });

  it("skip is always there, and what is over is not skipped twice", () => {
    const ana = asked();
    expect(ana.does({ do: "skipQuestion" }, tuesday + hour)).toMatchObject({
      answer: "careSkipped",
    });
    expect(ana.does({ do: "skipQuestion" }, tuesday + hour)).toEqual({ refused: "past" });
  });

  it("an answer is kept whatever became of the card", () => {
    const ana = asked();
    ana.passes(tuesday + day);
    expect(ana.does({ do: "answerQuestion" }, tuesday + day)).toMatchObject({
      answer: "saved",
      events: [{ type: "careOver" }],
    });
    ana.does({ do: "stop" }, tuesday + day);
    expect(ana.does({ do: "answerQuestion" }, tuesday + day)).toMatchObject({ answer: "saved" });
  });
});

describe("A3: is it easing?", () => {
  it("on days 1, 3 and 28, at their own hour, and then never again", () => {
    const ana = following();
    ana.passes(tuesday + 60 * day);
    // Day 3 is the Friday of the check-in: it comes with it.
    expect(ana.days.slice(0, 2)).toEqual(["2026-11-25", "2026-11-27"]);
    expect(ana.days).toContain("2026-12-22");
    expect(ana.log.filter((type) => type === "easingAsked")).toHaveLength(3);
    expect(ana.state.care?.easing).not.toHaveProperty("next");
  });

  it("nobody who did not ask for it", () => {
    const ana = asked();
    ana.passes(tuesday + 60 * day);
    expect(ana.log).not.toContain("easingAsked");
    expect(new Ana().does({ do: "follow" }, tuesday)).toEqual({ refused: "past" });
  });

  it("off shift all day: missed, and not caught up on another", () => {
    const ana = following();
    ana.free = false;
    ana.passes(tuesday + 2 * day);
    expect(ana.log.at(-1)).toBe("easingMissed");
    ana.free = true;
    ana.passes(friday - hour);
    expect(ana.days).toEqual([]);
    expect(ana.state.care?.easing?.next).toMatchObject({ after: 3 });
  });

  it("ends at once: Don't ask again on a card, in the form, with the check-in, or with everything", () => {
    const ends: Command[] = [
      { do: "endEasing" },
      { do: "answerEasing", ends: true },
      { do: "answer", eased: "ended" },
      { do: "stop" },
    ];
    for (const end of ends) {
      const ana = following();
      ana.passes(tuesday + day + 6 * hour);
      ana.does(end, tuesday + day + 6 * hour);
      ana.passes(tuesday + 60 * day);
      expect(ana.log.filter((type) => type === "easingAsked")).toHaveLength(1);
    }
  });

  it("two hard calls close together: one series; when only its last day is left, the newer call's", () => {
    const ana = following();
    const again = (at: number) => {
      ana.passes(at);
      ana.does({ do: "hardCall", danger: true }, at);
      ana.passes(at + 30 * minute);
      return ana.does({ do: "follow" }, at + hour);
    };
    expect(again(tuesday + day)).toMatchObject({ events: [], answer: "followed" });
    expect(ana.state.care?.easing).toMatchObject({ call: "2026-11-24", next: { after: 1 } });
    expect(again(tuesday + 6 * day)).toMatchObject({
      events: [{ type: "easingBegan", call: "2026-11-30" }],
    });
    ana.passes(tuesday + 60 * day);
    expect(ana.days).not.toContain("2026-12-22");
  });

  it("on a day with a check-in it comes with it, whichever the clock looks at first, and not after it", () => {
    const first = following();
    first.passes(friday - 1);
    expect(first.does({ do: "ease" }, friday)).toMatchObject({
      events: [{ type: "easingAsked", joined: true }],
    });
    const late = following();
    late.passes(friday - 1);
    late.does({ do: "prompt" }, friday + minute);
    late.does({ do: "skip" }, friday + minute);
    expect(late.does({ do: "ease" }, friday + minute)).toMatchObject({
      events: [{ type: "easingMissed" }],
    });
  });

  it("whoever flies west the day that one series ended is not asked again that day by the next", () => {
    const ana = following();
    const dayBefore = tuesday + 27 * day;
    ana.passes(dayBefore);
    ana.does({ do: "hardCall", danger: false }, dayBefore);
    ana.passes(dayBefore + day + 6 * hour);
    expect(ana.days.at(-1)).toBe("2026-12-22");
    ana.zone = "America/New_York";
    expect(ana.does({ do: "follow" }, dayBefore + day + 6 * hour)).toMatchObject({
      events: [{ type: "easingBegan", next: { after: 3 } }],
    });
  });

  it("a check-in that somebody puts on a day that had its follow-up stays away", () => {
    const ana = following();
    ana.passes(tuesday + day + 6 * hour);
    expect(ana.days).toEqual(["2026-11-25"]);
    ana.does({ do: "choose", cron: "0 20 * * 3" }, tuesday + day + 6 * hour);
    ana.passes(tuesday + day + 13 * hour);
    expect(ana.days).toEqual(["2026-11-25"]);
  });
});

describe("whatever is done, wherever somebody is, and however clocks change", () => {
  const zones = [
    "Europe/London",
    "America/New_York",
    "Africa/Casablanca",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Africa/Cairo",
  ];
  const crons = ["0 15 * * 5", "30 1 * * *", "0 0 * * 1-5", "15 2 * * 0", "59 23 * * *"];
  const care: readonly CareCommand["do"][] = [
    "hardCall",
    "breakOver",
    "follow",
    "skipQuestion",
    "answerQuestion",
    "skipEasing",
    "endEasing",
    "answerEasing",
  ];
  const step = fc.record({
    name: fc.constantFrom<Command["do"] | "travel" | "wait">(
      ...care,
      "hardCall",
      "follow",
      "follow",
      "choose",
      "skip",
      "fewer",
      "answer",
      "travel",
      "wait",
      "wait",
    ),
    wait: fc.integer({ min: 0, max: 2 * day }),
    free: fc.boolean(),
    danger: fc.boolean(),
    zone: fc.constantFrom(...zones),
    cron: fc.constantFrom(...crons),
  });
  /** Around the changes of clocks of several zones. */
  const begins = fc.constantFrom(
    Date.UTC(2026, 2, 1),
    Date.UTC(2026, 8, 20),
    Date.UTC(2026, 9, 20),
    Date.UTC(2027, 2, 20),
  );

  it("one question a local day at most, never when it disturbs, and no timer that rings for ever or is lost", () => {
    fc.assert(
      fc.property(
        begins,
        fc.constantFrom(...crons),
        fc.array(step, { maxLength: 30 }),
        (begin, cron, steps) => {
          const ana = new Ana(cron, begin);
          let at = begin;
          for (const { name, wait, free, danger, zone, cron: chosen } of steps) {
            at += wait;
            ana.passes(at);
            ana.free = free;
            if (name === "travel") ana.zone = zone;
            else if (name === "choose") ana.does({ do: name, cron: chosen }, at);
            else if (name === "hardCall") ana.does({ do: name, danger }, at);
            else if (name === "answerEasing") ana.does({ do: name, ends: danger }, at);
            else if (name !== "wait") ana.does({ do: name } as Command, at);
            const { question, easing } = ana.state.care ?? {};
            const waits = question?.is === "waiting" || easing?.next !== undefined;
            if (waits)
              expect(
                timers(ana.state).some(
                  (effect) => effect.do === "later" && effect.command !== "prompt",
                ),
              ).toBe(true);
          }
          expect(ana.days).toEqual([...new Set(ana.days)]);
        },
      ),
      { numRuns: 120 },
    );
  });
});
