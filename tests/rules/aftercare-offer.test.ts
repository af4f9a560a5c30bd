import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CareCommand } from "../../src/checkins/after/rules.ts";
import { easingDays } from "../../src/checkins/after/state.ts";
import { effects, timers } from "../../src/checkins/effects.ts";
import { type Command, decide } from "../../src/checkins/rules.ts";
import { dayAfter, localDay, slotOn } from "../../src/checkins/schedule.ts";
import { type CheckIns, type Event, evolve } from "../../src/checkins/state.ts";

/* What follows a hard call for somebody without check-ins: one offer (docs/features.md A3). */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** A Tuesday, ten o'clock in London. */
const tuesday = Date.UTC(2026, 10, 24, 10);
const offered = { cron: "0 15 * * 5" };

class Ben {
  state: CheckIns | undefined;
  free = true;
  here = true;
  offered: { readonly cron: string } | undefined = undefined;
  readonly log: string[] = [];
  readonly told: string[] = [];

  does(command: Command, at: number) {
    const care = this.state?.care;
    const call =
      command.do === "follow"
        ? care?.offer?.is === "offered"
          ? care.offer.call
          : care?.question?.call
        : care?.easing?.call;
    const easings = easingDays.flatMap((after) => {
      const slot =
        call === undefined
          ? undefined
          : slotOn("0 10 * * *", "Europe/London", dayAfter(call, after));
      return slot === undefined ? [] : [{ after, slot }];
    });
    const decision = decide(
      this.state,
      command,
      { at, by: undefined, subject: "ben", via: undefined, newId: "new", seed: 1 },
      {
        ...(this.offered === undefined ? {} : { offered: this.offered }),
        ...{ here: this.here, free: this.free, today: localDay(at, "Europe/London") },
        ...{ slots: [], easings },
      },
    );
    for (const event of "events" in decision ? decision.events : []) this.#see(event);
    return decision;
  }

  passes(until: number) {
    for (let rung = 0; rung < 2_000; rung++) {
      const due = (this.state === undefined ? [] : timers(this.state)).flatMap((effect) =>
        effect.do === "later" && effect.at <= until ? [effect] : [],
      );
      const first = due.toSorted((a, b) => a.at - b.at)[0];
      if (first === undefined) return;
      const at = Math.max(first.at, this.state?.lastAt ?? 0);
      if ("refused" in this.does({ do: first.command } as Command, at))
        throw new Error(`${first.command} was refused at its own time: it would ring for ever`);
    }
    throw new Error("the clock rings without end");
  }

  #see(event: Event) {
    this.log.push(event.type);
    this.state = evolve(this.state, event);
    for (const effect of effects(event, this.state)) {
      if (effect.do !== "tell") continue;
      if (!this.free) throw new Error(`${effect.view} disturbs`);
      this.told.push(effect.view);
    }
  }
}

const called = (danger = true, at = tuesday) => {
  const ben = new Ben();
  ben.does({ do: "hardCall", danger }, at);
  return ben;
};
const wasOffered = (danger = true) => {
  const ben = called(danger);
  ben.passes(tuesday + 30 * minute);
  return ben;
};

describe("A3: offered after a hard call to somebody without check-ins", () => {
  it("after a danger and after abuse, half an hour later, once", () => {
    for (const danger of [true, false]) {
      const ben = called(danger);
      ben.passes(tuesday + 30 * minute - 1);
      expect(ben.told).toEqual([]);
      ben.passes(tuesday + 60 * day);
      expect(ben.told).toEqual(["offer"]);
      expect(ben.state?.care?.offer?.is).toBe("over");
    }
  });

  it("ten minutes after a break at the soonest; the next day, if they went home", () => {
    const ben = called();
    ben.free = false;
    ben.passes(tuesday + 55 * minute);
    ben.free = true;
    ben.does({ do: "breakOver" }, tuesday + 55 * minute);
    ben.passes(tuesday + 65 * minute - 1);
    expect(ben.told).toEqual([]);
    ben.passes(tuesday + 65 * minute);
    expect(ben.told).toEqual(["offer"]);
    const other = called();
    other.free = false;
    other.passes(tuesday + 22 * hour);
    other.free = true;
    other.passes(tuesday + 23 * hour);
    expect(other.told).toEqual(["offer"]);
  });

  it("accepted: asked on days 1, 3 and 28; harder or not, nothing else comes", () => {
    const ben = wasOffered();
    expect(ben.does({ do: "follow" }, tuesday + hour)).toMatchObject({ answer: "followed" });
    ben.passes(tuesday + 60 * day);
    expect(ben.told).toEqual(["offer", "easing", "easing", "easing"]);
    expect(ben.state).toMatchObject({ status: "none", care: { offer: { is: "over" } } });
  });

  it("declined, ignored and accepted look the same afterwards: over", () => {
    const ends: ((ben: Ben) => unknown)[] = [
      (ben) => ben.does({ do: "decline" }, tuesday + hour),
      (ben) => ben.passes(tuesday + 4 * day),
      (ben) => ben.does({ do: "follow" }, tuesday + hour),
    ];
    const offers = ends.map((end) => {
      const ben = wasOffered();
      end(ben);
      return JSON.stringify(ben.state?.care?.offer);
    });
    expect(new Set(offers).size).toBe(1);
  });

  it("declining is final: a late press, a late reason and calls close by bring nothing more", () => {
    const ben = wasOffered();
    expect(ben.does({ do: "decline" }, tuesday + hour)).toMatchObject({ answer: "declined" });
    expect(ben.does({ do: "follow" }, tuesday + hour)).toEqual({ refused: "past" });
    expect(ben.does({ do: "hardCall", danger: true }, tuesday + 2 * hour)).toEqual({
      refused: "not-due",
    });
    ben.passes(tuesday + 60 * day);
    expect(ben.told).toEqual(["offer"]);
  });

  it("another danger is offered anew; after abuse not within a week", () => {
    const ben = wasOffered();
    ben.does({ do: "decline" }, tuesday + hour);
    expect(ben.does({ do: "hardCall", danger: false }, tuesday + 2 * day)).toEqual({
      refused: "not-due",
    });
    expect(ben.does({ do: "hardCall", danger: true }, tuesday + 2 * day)).toMatchObject({
      events: [{ type: "offerDue" }],
    });
    const other = wasOffered(false);
    other.does({ do: "decline" }, tuesday + hour);
    expect(other.does({ do: "hardCall", danger: false }, tuesday + 8 * day)).toMatchObject({
      events: [{ type: "offerDue" }],
    });
  });

  it("nobody is offered a second series while one runs", () => {
    const ben = wasOffered();
    ben.does({ do: "follow" }, tuesday + hour);
    ben.passes(tuesday + 2 * day);
    expect(ben.does({ do: "hardCall", danger: true }, tuesday + 2 * day)).toEqual({
      refused: "not-due",
    });
  });

  it("an offer that is open is not drawn again by another call", () => {
    const ben = wasOffered();
    expect(ben.does({ do: "hardCall", danger: true }, tuesday + hour)).toEqual({
      refused: "not-due",
    });
    expect(ben.state?.care?.offer?.is).toBe("offered");
  });
});

describe("A3: check-ins and the series do not end each other", () => {
  it("No thanks to the invitation stops the check-ins only; Stop asking stops all of it", () => {
    for (const [command, goesOn] of [
      [{ do: "stop", shown: true }, true],
      [{ do: "stop" }, false],
    ] as const) {
      const ben = wasOffered();
      ben.does({ do: "follow" }, tuesday + hour);
      ben.does(command, tuesday + 2 * hour);
      ben.passes(tuesday + 60 * day);
      expect(ben.told).toEqual(goesOn ? ["offer", "easing", "easing", "easing"] : ["offer"]);
    }
  });

  it("the team's check-ins are switched off: the series goes on", () => {
    const ben = wasOffered();
    ben.offered = offered;
    ben.does({ do: "follow" }, tuesday + hour);
    ben.does({ do: "choose", cron: offered.cron }, tuesday + 2 * hour);
    expect(ben.state?.status).toBe("on");
    ben.offered = undefined;
    ben.does({ do: "prompt" }, tuesday + 3 * hour);
    expect(ben.state?.status).toBe("off");
    ben.passes(tuesday + 60 * day);
    expect(ben.told).toEqual(["offer", "easing", "easing", "easing"]);
  });

  it("with check-ins on and never free for the question, a danger is offered later", () => {
    const ben = new Ben();
    ben.offered = offered;
    ben.does({ do: "choose", cron: offered.cron }, tuesday);
    ben.does({ do: "hardCall", danger: true }, tuesday);
    ben.free = false;
    ben.passes(tuesday + 20 * hour);
    ben.free = true;
    ben.passes(tuesday + 22 * hour);
    expect(ben.told).toEqual(["offer"]);
  });

  it("whoever has left is followed no more", () => {
    const ben = wasOffered();
    ben.does({ do: "follow" }, tuesday + hour);
    ben.here = false;
    ben.passes(tuesday + 60 * day);
    expect(ben.told).toEqual(["offer"]);
    expect(ben.state).not.toHaveProperty("care");
    expect(called().does({ do: "hardCall", danger: true }, tuesday)).not.toHaveProperty("answer");
    const gone = new Ben();
    gone.here = false;
    expect(gone.does({ do: "hardCall", danger: true }, tuesday)).toEqual({ refused: "off" });
  });
});

it("whatever happens in whatever order, nothing disturbs, and one offer comes of calls close together", () => {
  const command = fc.constantFrom<CareCommand>(
    { do: "hardCall", danger: true },
    { do: "hardCall", danger: false },
    { do: "breakOver" },
    { do: "follow" },
    { do: "decline" },
    { do: "endEasing" },
  );
  const step = fc.record({ command, wait: fc.integer({ min: 1, max: 90 }), free: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const ben = called();
      let at = tuesday;
      for (const { command: next, wait, free } of steps) {
        at += wait * minute;
        if (at - tuesday > 11 * hour) break;
        ben.passes(at);
        ben.free = free;
        ben.does(next, at);
      }
      ben.passes(tuesday + 40 * day);
      expect(ben.told.filter((view) => view === "offer").length).toBeLessThanOrEqual(1);
      expect(ben.told.filter((view) => view === "easing").length).toBeLessThanOrEqual(3);
    }),
    { seed: 84, numRuns: 300 },
  );
});
