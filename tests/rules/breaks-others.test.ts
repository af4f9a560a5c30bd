import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { coverCard } from "../../src/breaks/cover.ts";
import { deskCard } from "../../src/breaks/desk.ts";
import { effects } from "../../src/breaks/effects.ts";
import { type Break, type Event, awayUntil } from "../../src/breaks/state.ts";
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

/** What a supervisor, the desk and the board have of Ana, by time. */
class Others {
  readonly seen: string[] = [];
  readonly #sent: { person: string; view: string; occasion: string; number: number }[] = [];
  readonly #start: number;
  readonly house: House;
  constructor(house: House) {
    this.house = house;
    this.#start = house.now;
  }
  hear(state: Break, events: readonly Event[]): void {
    for (const event of events)
      for (const effect of effects({ ...event, desk: ["dora"] }, state)) {
        if (effect.do !== "tell" || effect.view === "break") continue;
        const to = "person" in effect.to ? effect.to.person : "";
        const known = this.#sent.some(
          (one) =>
            one.person === to && one.view === effect.view && one.occasion === effect.occasion,
        );
        if (!known)
          this.#sent.push({
            ...{ person: to, view: effect.view, occasion: effect.occasion },
            number: this.#sent.length,
          });
      }
    this.look(state);
  }
  look(state: Break): void {
    const cards = this.#sent.map(({ person, view, occasion, number }) => {
      const viewer = { person, account: "", occasion, posted: true, now: this.house.now };
      const draw = view === "desk" ? deskCard : coverCard;
      return [number, person, draw(state, viewer)];
    });
    const until = awayUntil(state);
    const row =
      until !== undefined ? `away ${until}` : state.status === "queued" ? "waits" : "not shown";
    const now = JSON.stringify([row, cards]);
    const last = this.seen.at(-1);
    if (last?.endsWith(now) !== true) this.seen.push(`${this.house.now - this.#start} ${now}`);
  }
}

/** Others are away, and Ana asks for so long; then so many minutes pass. */
function day(reason: Reason, length: number, away: readonly number[], passes: number) {
  const heard: { others?: Others } = {};
  const house: House = new House(["ana", "ben", "cat", "dan", "eve", "fay"], {
    limit: 1,
    witness: (_before, _command, happened) => {
      if (happened.events.some(({ person }) => person === "ana"))
        heard.others?.hear(house.of("ana"), happened.events);
    },
  });
  for (const [number, one] of away.entries()) house.asks(["ben", "cat"][number] ?? "dan", one);
  const others = new Others(house);
  heard.others = others;
  const offer = reasons[reason];
  if (offer !== undefined) house.when("ana", offer);
  house.asks("ana", length);
  const absences: string[] = [];
  for (let minute = 0; minute < passes; minute++) {
    absences.push(String(awayUntil(house.of("ana")) !== undefined));
    house.passes(1);
    others.look(house.of("ana"));
  }
  absences.push(String(awayUntil(house.of("ana")) !== undefined));
  return {
    absences: absences.join(),
    seen: others.seen.filter((one) => !one.includes('not shown",[]')),
  };
}

describe("B4: nobody reads why", () => {
  it("five minutes over the limit are the same for all: taken, given while one waits, or after a danger", () => {
    const [plain, abuse, danger] = (["plain", "abuse", "danger"] as const).map((reason) =>
      day(reason, reason === "abuse" ? 20 : 5, [20], 4),
    );
    expect(plain?.seen.length).toBeGreaterThan(0);
    expect(abuse?.seen).toEqual(plain?.seen);
    expect(danger?.seen).toEqual(plain?.seen);
  });

  it("whatever the day, where the absence is the same", () => {
    let same = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(5, 10, 20),
        fc.constantFrom(5, 10, 20),
        fc.array(fc.constantFrom(5, 10, 20, 30), { maxLength: 1 }),
        fc.constantFrom<Reason>("plain", "abuse", "danger"),
        fc.constantFrom<Reason>("plain", "abuse", "danger"),
        fc.integer({ min: 1, max: 5 }),
        (one, other, away, a, b, passes) => {
          const [first, second] = [day(a, one, away, passes), day(b, other, away, passes)];
          // The time of coming back is part of an absence.
          const until = (seen: readonly string[]) =>
            seen
              .join()
              .match(/away \d+/g)
              ?.join();
          if (first.absences !== second.absences || until(first.seen) !== until(second.seen))
            return;
          same++;
          expect(second.seen).toEqual(first.seen);
        },
      ),
      { numRuns: 400 },
    );
    expect(same).toBeGreaterThan(60);
  });
});
