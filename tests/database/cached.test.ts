import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Cached } from "../../src/runtime/directory/cached.ts";

/** Readings that end when the test says so. */
function readings() {
  const begun: PromiseWithResolvers<string>[] = [];
  const cached = new Cached(() => {
    const reading = Promise.withResolvers<string>();
    begun.push(reading);
    return reading.promise;
  });
  return { begun, cached };
}

/** Read once, `seconds` ago. */
async function known(seconds: number) {
  const it = readings();
  const first = it.cached.get();
  it.begun[0]?.resolve("old");
  expect(await first).toBe("old");
  vi.advanceTimersByTime(seconds * 1_000);
  return it;
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

describe("what is kept in memory", () => {
  it("is read once for all who want it", async () => {
    const { begun, cached } = readings();
    const all = [cached.get(), cached.get(), cached.within(1)];
    begun[0]?.resolve("value");
    expect(await Promise.all(all)).toEqual(["value", "value", "value"]);
    expect(begun).toHaveLength(1);
  });

  it("is not read again while it is fresh", async () => {
    const { begun, cached } = await known(9);
    expect(await cached.get()).toBe("old");
    expect(begun).toHaveLength(1);
  });

  it("is read again beside those who use it, and nobody waits", async () => {
    const { begun, cached } = await known(11);
    expect(await cached.get()).toBe("old");
    expect(begun).toHaveLength(2);
    begun[1]?.resolve("new");
    await begun[1]?.promise;
    expect(await cached.get()).toBe("new");
  });

  it("is waited for when it is older than a change may go unseen", async () => {
    const { begun, cached } = await known(16);
    const asked = cached.get();
    begun[1]?.resolve("new");
    expect(await asked).toBe("new");
  });

  it("serves as it was while it cannot be read, and is asked for again", async () => {
    const { begun, cached } = await known(16);
    const asked = cached.get();
    begun[1]?.reject(new Error("away"));
    expect(await asked).toBe("old");
    void cached.get();
    expect(begun).toHaveLength(3);
  });

  it("fails when it never was read, and when it must be newer than it is", async () => {
    const { begun, cached } = readings();
    const first = cached.get();
    begun[0]?.reject(new Error("away"));
    await expect(first).rejects.toThrow("away");
    const old = await known(2);
    const newer = old.cached.within(1_000);
    old.begun[1]?.reject(new Error("away"));
    await expect(newer).rejects.toThrow("away");
  });

  it("does not keep what was being read when it changed", async () => {
    const { begun, cached } = await known(11);
    await cached.get();
    cached.expire();
    begun[1]?.resolve("from before the change");
    await begun[1]?.promise;
    const asked = cached.get();
    begun[2]?.resolve("new");
    expect(await asked).toBe("new");
  });

  it("is renewed by a reading that begins after the change, one for all who want it", async () => {
    const { begun, cached } = await known(11);
    await cached.get();
    const all = Promise.all([cached.renew(), cached.renew(), cached.renew()]);
    expect([await cached.get(), begun.length]).toEqual(["old", 2]);
    begun[1]?.resolve("from before the change");
    await vi.waitFor(() => expect(begun).toHaveLength(3));
    expect(await cached.get()).toBe("from before the change");
    begun[2]?.resolve("new");
    await all;
    expect([await cached.get(), begun.length]).toEqual(["new", 3]);
  });

  it("is what it was when it cannot be renewed, and says so", async () => {
    const { begun, cached } = await known(1);
    const renewed = cached.renew();
    await vi.waitFor(() => expect(begun).toHaveLength(2));
    begun[1]?.reject(new Error("away"));
    await expect(renewed).rejects.toThrow("away");
    expect(await cached.get()).toBe("old");
  });
});
