import { expect, test, vi } from "vitest";
import type { Claimed } from "../../src/runtime/messages/claims.ts";
import { Deadline } from "../../src/runtime/command/deadline.ts";
import { GestureSlots } from "../../src/runtime/gestures/slots.ts";
import { SendQueue } from "../../src/runtime/messages/send-queue.ts";

const message = (organisation: string, priority: number, view = "page") =>
  ({ organisation_id: organisation, priority, view }) as unknown as Claimed;

test("a page overtakes everything that is not one; among pages, organisations take turns", () => {
  const turns = new SendQueue();
  turns.add(Array.from({ length: 100 }, () => message("stormy", 0)));
  turns.add([message("quiet", 2, "edit"), message("quiet", 0), message("calm", 0)]);
  const order = Array.from({ length: turns.count }, () => turns.next()?.claimed.organisation_id);
  expect(order.slice(0, 5)).toEqual(["stormy", "quiet", "calm", "stormy", "stormy"]);
  expect(order.at(-1)).toBe("quiet");
  expect(order).toHaveLength(103);
  expect(turns.next()).toBeUndefined();
});

test("giving back empties every line", () => {
  const turns = new SendQueue();
  turns.add([message("a", 0), message("b", 3), message("a", 1)]);
  expect(turns.empty()).toHaveLength(3);
  expect([turns.count, turns.next()]).toEqual([0, undefined]);
});

/** Work that ends when it is told to. */
function heldWork() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name);
      ends.push(() => resolve(name));
    });
  return { begun, ends, work };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("a storm of gestures in one organisation: a quiet one's is the next to begin, and no more than six are under way", async () => {
  const { begun, ends, work } = heldWork();
  const turns = new GestureSlots();
  const storm = Array.from({ length: 50 }, (_, n) =>
    turns.within("stormy", new Deadline(), work(`s${n}`)),
  );
  const quiet = turns.within("quiet", new Deadline(), work("q"));
  await settle();
  expect(begun).toEqual(["s0", "s1", "s2", "s3", "s4", "s5"]);
  ends[0]?.();
  ends[1]?.();
  await settle();
  expect(begun.slice(6)).toEqual(["s6", "q"]);
  for (let n = 2; n < 51; n++) {
    ends[n]?.();
    await settle();
  }
  expect(await quiet).toBe("q");
  expect(await Promise.all(storm)).toHaveLength(50);
});

test("whoever waited too long is passed over, and a fault gives the place on", async () => {
  const { begun, ends, work } = heldWork();
  const turns = new GestureSlots();
  const held = Array.from({ length: 6 }, (_, n) =>
    turns.within("a", new Deadline(), work(`h${n}`)),
  );
  const late = turns.within("a", { mayBegin: () => false } as Deadline, work("late"));
  const bad = turns.within("a", new Deadline(), () => Promise.reject(new Error("fault")));
  const last = turns.within("a", new Deadline(), work("last"));
  await settle();
  ends[0]?.();
  await expect(late).rejects.toThrow("too slow");
  await expect(bad).rejects.toThrow("fault");
  await settle();
  expect(begun).toEqual(["h0", "h1", "h2", "h3", "h4", "h5", "last"]);
  for (const end of ends) end();
  await Promise.all([...held, last]);
});

test("who had to wait for no turn is carried out while anybody waits for it, however late it begins: a platform was asked who it is", async () => {
  const slow = (isOver: boolean) => ({ mayBegin: () => false, isOver }) as unknown as Deadline;
  expect(await new GestureSlots().within("a", slow(false), async () => "done")).toBe("done");
  await expect(new GestureSlots().within("a", slow(true), async () => "done")).rejects.toThrow(
    "too slow",
  );
});

test("a gesture may begin while there is time to carry it out: not shortly before its person is told", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  try {
    const deadline = new Deadline();
    vi.advanceTimersByTime(1_400);
    expect(deadline.mayBegin()).toBe(true);
    vi.advanceTimersByTime(200);
    expect(deadline.mayBegin()).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

test("in a storm that nobody could serve those who are served are in time, and there are as many as can be", async () => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  try {
    const turns = new GestureSlots();
    let [served, wasted] = [0, 0];
    const asked = Array.from({ length: 500 }, () => {
      const deadline = new Deadline();
      const done = turns.within("stormy", deadline, async () => {
        await new Promise((resolve) => setTimeout(resolve, 60));
        if (deadline.mayCommit()) served += 1;
        else wasted += 1;
      });
      return deadline.bound(done).catch(() => undefined);
    });
    await vi.advanceTimersByTimeAsync(4_000);
    await Promise.all(asked);
    // Six at once, 60 ms each: a hundred a second while one may begin.
    expect(served).toBeGreaterThan(140);
    expect(wasted).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});
