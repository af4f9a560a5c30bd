import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverCard } from "../../src/breaks/cover.ts";
import { deskCard } from "../../src/breaks/desk.ts";
import type { Command } from "../../src/breaks/commands.ts";
import { effects } from "../../src/breaks/effects.ts";
import { queueFor } from "../../src/breaks/pool.ts";
import { type Event, awayUntil } from "../../src/breaks/state.ts";
import { House } from "./breaks-house.ts";

/*
 * What others receive does not tell why somebody is away: for each reason that leads to the same
 * absence it is the same, in content, order and timing (docs/features.md B4).
 */

const reasons = {
  plain: undefined,
  abuse: { do: "offer" },
  danger: { do: "offerAfterDanger" },
} as const;
type Reason = keyof typeof reasons;

/** What a supervisor, the desk and the board have of everybody, by time. */
class Others {
  readonly seen: string[] = [];
  /** What the board says of Ana. */
  readonly rows: string[] = [];
  readonly #sent: { about: string; to: string; view: string; occasion: string }[] = [];
  readonly #start: number;
  readonly #house: House;
  constructor(house: House) {
    this.#house = house;
    this.#start = house.now;
  }
  hear(about: string, events: readonly Event[]): void {
    const state = this.#house.of(about);
    for (const event of events)
      for (const effect of effects({ ...event, desk: ["dora"] }, state)) {
        if (effect.do !== "tell" || effect.view === "break") continue;
        const to = "person" in effect.to ? effect.to.person : "";
        const one = { about, to, view: effect.view, occasion: effect.occasion };
        if (!this.#sent.some((known) => JSON.stringify(known) === JSON.stringify(one)))
          this.#sent.push(one);
      }
    this.look();
  }
  look(): void {
    const cards = this.#sent.map(({ about, to, view, occasion }) => {
      const viewer = { person: to, account: "", occasion, posted: true, now: this.#house.now };
      const draw = view === "desk" ? deskCard : coverCard;
      const card = draw(this.#house.of(about), viewer);
      // The subject of a button is who it is about; nothing else of a message names its break.
      return [about, to, card];
    });
    const rows = everybody.map((who) => {
      const state = this.#house.of(who);
      const until = awayUntil(state);
      if (until !== undefined) return `away ${until - this.#start}`;
      return state.status === "queued" ? "waits" : state.status === "afterCall" ? "soon" : "";
    });
    const now = JSON.stringify([rows, cards]);
    const time = `${this.#house.now - this.#start} `;
    keep(this.seen, time, now);
    keep(this.rows, time, `${rows[0] ?? ""};`);
  }
}

/** Two presses in one instant are seen as one change. */
function keep(list: string[], time: string, now: string): void {
  if (list.at(-1)?.startsWith(time) === true) list.pop();
  if (list.at(-1)?.slice(list.at(-1)?.indexOf(" ")) !== ` ${now}`) list.push(`${time}${now}`);
}

const everybody = ["ana", "ben", "cat", "dan"];

type Step = { readonly at: number } & (
  | { readonly who: "ben" | "cat" | "dan"; readonly asks: number }
  | { readonly who: "ben" | "cat" | "dan"; readonly comesBack: true }
  | { readonly room: true }
  | { readonly more: true }
  | { readonly back: true }
);
interface Day {
  readonly people: number;
  readonly limit: number;
  readonly inCall: boolean;
  readonly begins: number;
  readonly steps: readonly Step[];
}

/**
 * Ana asks for so long after such a call; everything else is the day's. `twice`: for five minutes
 * first, and for the rest when they are over.
 */
function day(reason: Reason, length: number, twice: boolean, { steps, ...given }: Day) {
  const heard: { others?: Others } = {};
  let asked = { last: false, reached: false, dueBack: false };
  const house: House = new House(everybody.slice(0, given.people), {
    limit: given.limit,
    witness: (before, _command, happened) => {
      heard.others?.hear(before.person, happened.events);
    },
  });
  const others = new Others(house);
  heard.others = others;
  if (given.inCall) house.inCall.add("ana");
  const own = (command: Command) => house.when("ana", command, "ana");
  const plan = [
    ...steps,
    { at: given.begins, asks: true as const },
    ...(twice ? [{ at: given.begins + 5, again: true as const }] : []),
  ].toSorted((a, b) => a.at - b.at);
  let minute = 0;
  for (const step of [...plan, { at: 45 }]) {
    house.passes(step.at - minute);
    minute = step.at;
    others.look();
    if ("again" in step) {
      const state = house.of("ana");
      if (state.status !== "away" || state.until > house.now) continue;
      own({ do: "back" });
      house.asks("ana", length);
    } else if ("asks" in step && !("who" in step)) {
      const pool = house.pool("ana");
      const queue = queueFor(pool, { person: "ana", since: house.now });
      asked = {
        ...{ last: queue === "last", reached: queue === "reached" },
        dueBack: pool.taken.length > 0,
      };
      const offer = reasons[reason];
      if (offer !== undefined) house.when("ana", offer);
      house.asks("ana", twice ? 5 : length);
    } else if ("who" in step && house.here.has(step.who)) {
      if ("asks" in step) house.asks(step.who, step.asks);
      else house.when(step.who, { do: "back" }, step.who);
    } else if ("room" in step) house.when("ana", { do: "makeRoom" }, "sam");
    else if ("more" in step) own({ do: "more" });
    else if ("back" in step) own({ do: "back" });
  }
  return { rows: others.rows.join(), seen: others.seen, asked };
}

const lengths = fc.constantFrom(5, 10, 20);
const who = fc.constantFrom("ben" as const, "cat" as const, "dan" as const);
const at = fc.integer({ min: 0, max: 30 });
/** Between two minutes: what she presses is not what the clock does in that instant. */
const between = at.map((minute) => minute + 0.5);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ at, who, asks: lengths }) },
  { weight: 2, arbitrary: fc.record({ at, who, comesBack: fc.constant(true as const) }) },
  { weight: 1, arbitrary: fc.record({ at: between, room: fc.constant(true as const) }) },
  { weight: 1, arbitrary: fc.record({ at: between, more: fc.constant(true as const) }) },
  { weight: 1, arbitrary: fc.record({ at: between, back: fc.constant(true as const) }) },
);
const days: fc.Arbitrary<Day> = fc.record({
  people: fc.integer({ min: 1, max: 4 }),
  limit: fc.integer({ min: 1, max: 2 }),
  inCall: fc.constantFrom(false, false, false, true),
  begins: fc.integer({ min: 0, max: 15 }),
  steps: fc.array(step, { maxLength: 6 }),
});
const why = fc.constantFrom<Reason>("plain", "abuse", "danger");

describe("B4: nobody reads why", () => {
  const limitReached: Day = {
    ...{ people: 4, limit: 1, inCall: false, begins: 0 },
    steps: [{ at: 0, who: "ben", asks: 20 }],
  };

  it("five minutes over the limit are the same for all: taken, given while one waits, or after a danger", () => {
    const short = {
      ...limitReached,
      steps: [...limitReached.steps, { at: 4, back: true as const }],
    };
    const plain = day("plain", 5, false, short);
    expect(plain.seen.length).toBeGreaterThan(2);
    expect(day("danger", 5, false, short).seen).toEqual(plain.seen);
    const until = (one: { readonly seen: readonly string[] }, minute: number) =>
      one.seen.filter((line) => Number(line.split(" ")[0]) < minute * 60_000);
    expect(until(day("abuse", 20, false, short), 4)).toEqual(until(plain, 4));
  });

  it.each<[string, readonly Step[]]>([
    ["and nothing else happens", []],
    ["and somebody is back meanwhile", [{ at: 2, who: "ben", comesBack: true }]],
    ["and a supervisor presses an old button meanwhile", [{ at: 2.5, room: true }]],
  ])("who waits after five minutes is as who took them and asked again, %s", (_, more) => {
    const one = { ...limitReached, steps: [...limitReached.steps, ...more] };
    expect(day("abuse", 20, false, one).seen).toEqual(day("plain", 20, true, one).seen);
  });

  it("alone on the queue, with nobody due back, it is after the call at the same minute", () => {
    const alone: Day = { people: 1, limit: 1, inCall: false, begins: 0, steps: [] };
    const plain = day("plain", 20, false, alone);
    expect(plain.seen.some((line) => line.includes('"soon"'))).toBe(true);
    expect(day("danger", 20, false, alone).seen).toEqual(plain.seen);
  });

  it("whatever the day, where the board says the same of the person", () => {
    const same = new Map<string, number>();
    fc.assert(
      fc.property(
        ...([days, why, why, lengths, lengths, fc.boolean(), fc.boolean()] as const),
        (one, a, b, length, other, twice, too) => {
          const first = day(a, length, twice, one);
          const second = day(b, other, too, one);
          if (first.rows !== second.rows) return;
          const pair = [a, b].toSorted().join(" ");
          same.set(pair, (same.get(pair) ?? 0) + 1);
          expect(second.seen).toEqual(first.seen);
        },
      ),
      { numRuns: 1_500 },
    );
    // Of each pair of reasons there were days that looked the same.
    for (const pair of ["abuse plain", "abuse danger", "danger plain"])
      expect([pair, (same.get(pair) ?? 0) > 20]).toEqual([pair, true]);
  });

  it("and what it says follows a hard call only in the three ways that docs/PRIVACY.md names", () => {
    const told = new Map<string, number>();
    fc.assert(
      fc.property(
        days,
        fc.constantFrom<Reason>("abuse", "danger"),
        lengths,
        (one, reason, length) => {
          const quiet = { ...one, steps: one.steps.filter((step) => "who" in step) };
          const hard = day(reason, length, false, quiet);
          const plain = [false, true].map((twice) => day("plain", length, twice, quiet).rows);
          if (plain.includes(hard.rows)) return;
          const { last, reached, dueBack } = hard.asked;
          const way =
            reason === "abuse" && last && !one.inCall
              ? "five minutes at once, last on the queue"
              : reason === "danger" && reached && length > 5
                ? "more than five minutes over the limit"
                : reason === "danger" && last && dueBack
                  ? "last on the queue, gone within two minutes"
                  : `${reason} ${length} ${JSON.stringify(hard.asked)}`;
          told.set(way, (told.get(way) ?? 0) + 1);
        },
      ),
      { numRuns: 1_500 },
    );
    expect([...told.keys()].toSorted()).toEqual([
      "five minutes at once, last on the queue",
      "last on the queue, gone within two minutes",
      "more than five minutes over the limit",
    ]);
  });
});
