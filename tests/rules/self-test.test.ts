import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { msg } from "../../src/platform/text.ts";
import { selfTestFindings } from "../../src/setup/selftest/findings.ts";
import {
  type Seen,
  bound,
  faultIn,
  firstStep,
  isWell,
  mayTake,
  parts,
  standingOf,
  tookOf,
  tooOld,
} from "../../src/setup/selftest/rules.ts";

/* P8: what a self-test proves, and when it is an alarm. */

const events: Seen["events"] = [
  { type: "opened", at: 0 },
  { type: "asked", at: 0, step: 0 },
  { type: "asked", at: firstStep + 90, step: 1 },
  { type: "acknowledged", at: firstStep + 400 },
  { type: "joined", at: firstStep + 700 },
  { type: "resolved", at: firstStep + 1_000 },
];
const whole: Seen = { page: 40, events, waiting: 0 };
const minute = 60_000;

describe("given a self-test", () => {
  test("when all of it happened in time, then nothing is at fault", () => {
    const took = tookOf(whole);
    expect(took).toMatchObject({ page: 40, clock: 90, answer: 310, arrival: 300, end: 300 });
    expect(faultIn(took)).toBeUndefined();
    expect(mayTake(took)).toBe(0);
  });

  test("when it stops somewhere, then the first part that is missing is at fault", () => {
    fc.assert(
      fc.property(fc.nat(events.length - 1), (many) => {
        const fault = faultIn(tookOf({ ...whole, events: events.slice(0, many) }));
        expect(fault).toBe(["call", "call", "clock", "answer", "arrival", "end"][many]);
      }),
    );
  });

  test("when a part is late, then it is at fault though all else came", () => {
    expect(faultIn(tookOf({ ...whole, page: bound + 1 }))).toBe("page");
    expect(faultIn(tookOf({ ...whole, page: undefined }))).toBe("page");
    expect(faultIn(tookOf({ ...whole, waiting: 1 }))).toBe("settled");
    const late = events.map((one) => (one.at > 0 ? { ...one, at: one.at + bound } : one));
    expect(faultIn(tookOf({ ...whole, events: late }))).toBe("clock");
  });

  test("when the clock's turn has come, then it may take the first step longer", () => {
    const asked = tookOf({ page: 1, events: events.slice(0, 2), waiting: 0 });
    expect(mayTake(asked)).toBe(firstStep + bound);
    expect(mayTake({})).toBe(bound);
  });
});

describe("given a process", () => {
  test("when none has come through for two turns and a minute, then it is an alarm", () => {
    const history = { begunAt: 0, goodAt: minute, failures: 0 };
    expect(standingOf(history, minute + tooOld).is).toBe("good");
    expect(standingOf(history, minute + tooOld + 1).is).toBe("missing");
    expect(standingOf({ begunAt: 0, failures: 0 }, tooOld).is).toBe("soon");
    expect(standingOf({ begunAt: 0, failures: 0 }, tooOld + 1).is).toBe("missing");
  });

  test("when one fails, then it waits for the second, whatever came before", () => {
    fc.assert(
      fc.property(fc.nat(9), fc.constantFrom(...parts), fc.boolean(), (failures, failed, was) => {
        const history = { begunAt: 0, goodAt: was ? 1 : undefined, failures, failed };
        expect(isWell(standingOf(history, minute))).toBe(failures < 2);
      }),
    );
  });
});

describe("given several processes", () => {
  const good = { started: 90 * minute, tried: minute, good: minute, failures: 0, failed: null };
  const says = (...all: (typeof good)[]) => selfTestFindings(all).map(({ level }) => level);

  test("when one was killed, then the others speak for all", () => {
    const killed = { ...good, tried: 40 * minute, good: 40 * minute };
    expect(says(killed, good)).toEqual(["good"]);
    expect(says(killed)).toEqual(["wrong"]);
  });

  test("when one fails and others succeed, then it is wrong, and the part is named", () => {
    const failing = { ...good, good: null, failures: 2, failed: "clock" as const };
    const [finding] = selfTestFindings([good, failing]);
    expect(finding).toMatchObject({ level: "wrong" });
    expect(finding?.says).toEqual(msg("doctor.selfTest.failed.clock", { count: 90 }));
  });

  test("when none runs, then nothing is said", () => expect(says()).toEqual([]));
});
