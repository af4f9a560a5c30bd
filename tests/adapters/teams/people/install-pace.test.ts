import fc from "fast-check";
import { expect, test } from "vitest";
import { InstallPace } from "../../../../adapters/teams/people/install-pace.ts";

/* A thousand installs at once are taken in one by one; a few are taken in as they come. */

const never = new AbortController().signal;

test("a thousand at once: ten now, then ten a second; another tenant does not wait", () => {
  const pace = new InstallPace(never, () => 0);
  const waits = Array.from({ length: 1_000 }, () => pace.waitOf("acme"));
  expect(waits.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 0));
  expect(waits.at(10)).toBe(100);
  expect(waits.at(-1)).toBe(99_000);
  expect(pace.waitOf("bravo")).toBe(0);
});

test("whatever comes and when: in any second twenty at most are taken in, and in their order", () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 400 }), { maxLength: 200 }), (gaps) => {
      let now = 0;
      const pace = new InstallPace(never, () => now);
      const turns = gaps.map((gap) => (now += gap) + pace.waitOf("acme"));
      for (const [at, turn] of turns.entries()) {
        expect(turn).toBeGreaterThanOrEqual(turns[at - 1] ?? 0);
        expect(turns.filter((one) => one >= turn && one < turn + 1_000).length).toBeLessThan(21);
      }
    }),
  );
});

test("one who comes when nobody else does waits for nothing", () => {
  let now = 0;
  const pace = new InstallPace(never, () => now);
  for (let times = 0; times < 50; times++, now += 100) expect(pace.waitOf("acme")).toBe(0);
});

test("what waits when we stop is not taken in", async () => {
  const stopping = new AbortController();
  const pace = new InstallPace(stopping.signal, () => 0);
  const turns = Array.from({ length: 12 }, () => pace.turn("acme"));
  stopping.abort();
  expect((await Promise.all(turns)).slice(10)).toEqual([false, false]);
});
