import fc from "fast-check";
import { expect, it } from "vitest";
import { dueAt } from "../../src/breaks/times.ts";
import { minutes } from "../../src/kernel/time.ts";
import { House, type Witness } from "./breaks-house.ts";

/* Any story of up to eight people: the laws of B2 hold at every moment, and everybody gets their break. */

const people = ["ana", "ben", "cat", "dan", "eva", "fin", "gil", "hal"];
const step = fc.oneof(
  fc.record({
    do: fc.constant("ask" as const),
    who: fc.nat(7),
    length: fc.constantFrom(1, 5, 10, 20, 30),
  }),
  fc.record({
    do: fc.constantFrom(
      "offer",
      "offerAfterDanger",
      "back",
      "more",
      "callOver",
      "decline",
      "makeRoom",
      "call",
      "shift" as const,
    ),
    who: fc.nat(7),
  }),
  fc.record({ do: fc.constant("pass" as const), minutes: fc.integer({ min: 0, max: 25 }) }),
);

const laws: Witness = (before, command, happened, pool) => {
  // Never no: whoever asks for a length there is, and is not away, has an answer.
  if (command.do === "ask")
    expect(happened.refused === undefined || before.status === "away").toBe(true);
  for (const event of happened.events) {
    if (event.type !== "started" && event.type !== "afterCall") continue;
    const granted = before.status === "afterCall";
    const room = command.do === "makeRoom";
    const late =
      before.status === "queued" && before.coverBy !== undefined && event.at >= before.coverBy;
    const hard =
      (before.status === "offered" || before.status === "queued") && before.severity === "danger";
    const worsened = command.do === "offerAfterDanger";
    const short = event.length <= minutes(5);
    // The limit holds, but for what the table itself lets go at once.
    if (granted || room || late || !pool.member) continue;
    expect(pool.left).toBeGreaterThan(0);
    if (!hard && !worsened && !short) expect(pool.taken.length).toBeLessThan(pool.limit);
  }
};

it("never no, never over the limit but by the table, never forgotten, and never without an end", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.option(fc.integer({ min: 1, max: 3 })),
      fc.array(step, { maxLength: 40 }),
      (size, limit, steps) => {
        const all = people.slice(0, size);
        const house = new House(all, { witness: laws, ...(limit === null ? {} : { limit }) });
        for (const one of steps) {
          const who = people[("who" in one ? one.who : 0) % size] ?? "ana";
          switch (one.do) {
            case "pass":
              house.passes(one.minutes);
              break;
            case "ask":
              house.asks(who, one.length);
              break;
            case "call":
              if (!house.inCall.delete(who)) house.inCall.add(who);
              break;
            case "shift":
              if (!house.here.delete(who)) house.here.add(who);
              break;
            case "offer":
            case "offerAfterDanger":
              house.when(who, { do: one.do });
              break;
            default:
              house.when(who, { do: one.do }, one.do === "makeRoom" ? "sam" : who);
          }
          for (const person of all) {
            const state = house.of(person);
            expect(state.status === "none").toBe(dueAt(state) === undefined);
            if (state.status === "queued")
              expect(dueAt(state)).toBeLessThanOrEqual(house.now + minutes(1));
          }
        }
        // Calls end, and nobody asks again: everybody who waits goes and is back.
        house.inCall.clear();
        for (let hour = 0; hour < 12; hour++) {
          house.passes(60);
          for (const person of all)
            if (house.of(person).status === "afterCall")
              house.when(person, { do: "callOver" }, person);
        }
        house.passes(60);
        expect(all.map((person) => house.of(person).status)).toEqual(all.map(() => "none"));
      },
    ),
    { numRuns: 1_000 },
  );
});

it("nobody whose turn is later goes first", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("plain", "abuse"), { minLength: 2, maxLength: 5 }),
      (kinds) => {
        const started: string[] = [];
        const house = new House([...people, "guest"], {
          limit: 1,
          witness: (before, _, happened) => {
            if (happened.events.some(({ type }) => type === "started")) started.push(before.person);
          },
        });
        house.asks("guest", 30);
        const waiting = kinds.map((kind, n) => {
          const who = people[n] ?? "";
          if (kind === "abuse") house.when(who, { do: "offer" });
          house.asks(who, 20);
          house.now += 1;
          return { who, kind };
        });
        house.passes(600);
        // As others see them wait: five minutes away come before the wait.
        const inTurn = [
          ...waiting.filter(({ kind }) => kind === "plain"),
          ...waiting.filter(({ kind }) => kind === "abuse"),
        ];
        expect(started).toEqual(["guest", ...inTurn.map(({ who }) => who)]);
      },
    ),
  );
});
