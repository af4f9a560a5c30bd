import { expect, test } from "vitest";
import { backoff, settlementOf } from "../../src/runtime/messages/settlement.ts";
import type { Claimed } from "../../src/runtime/messages/claims.ts";

const claimed = (failures: number, priority: number) =>
  ({ failures, priority, address: null }) as unknown as Claimed;
const failures = Array.from({ length: 101 }, (_, count) => count);

test("a page is never more than 5 s from its next try, however often it failed", () => {
  for (const count of failures) {
    expect(backoff(claimed(count, 0))).toBeLessThanOrEqual(5_000);
    expect(backoff(claimed(count, 0))).toBeGreaterThanOrEqual(1_500);
  }
});

test("what can wait backs off to a minute", () => {
  expect(failures.map((count) => backoff(claimed(count, 2))).at(-1)).toBe(60_000);
});

test("what the platform asks us to wait is waited, for a page too", () => {
  const throttled = { outcome: "throttled", retryAfter: 30_000 } as const;
  expect(settlementOf(claimed(3, 0), throttled, "")).toMatchObject({ wait: 30_000 });
});

test("an idle connection that was closed costs no pause, once", () => {
  const closed = { outcome: "unsure", code: "econnreset", soon: true } as const;
  expect(settlementOf(claimed(0, 0), closed, "")).toMatchObject({ wait: 0, unsure: true });
  expect(settlementOf(claimed(1, 0), closed, "")).toMatchObject({ wait: 3_000 });
});
