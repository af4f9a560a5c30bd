import { expect, test } from "vitest";
import { KeptTokens } from "../../../../adapters/slack/install/kept-tokens.ts";
import { Unavailable } from "../../../../src/platform/errors.ts";
import type { Access, Installs } from "../../../../src/platform/installs.ts";

/* Tokens of workspaces that were added, as one instance keeps and renews them. */

const hour = 3_600_000;
const renewable = (token: string, left: number, version = 1): Access => ({
  token,
  version,
  renewal: { refreshToken: `next of ${token}`, until: Date.now() + left },
});

/** What is stored, and what this instance did with it. */
function house(first: Access | undefined) {
  const done: string[] = [];
  const state = { stored: first, mayRenew: true, isAway: false, failsToStore: 0 };
  const installs = {
    async read() {
      done.push("read");
      if (state.isAway) throw new Unavailable("away");
      return state.stored;
    },
    mayRenew: async () => state.mayRenew,
    async renew(_workspace: string, version: number, tokens: Access) {
      if (state.failsToStore-- > 0) throw new Unavailable("away");
      state.stored = { ...tokens, version: version + 1 };
    },
    endingBefore: async () => ["T1"],
  } as unknown as Installs;
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  let asked = 0;
  const kept = new KeptTokens({
    installs,
    log,
    async ask(refreshToken) {
      done.push(`ask with ${refreshToken}`);
      asked++;
      if (refreshToken.includes("dead")) throw new Error("invalid_refresh_token");
      return renewable(`new ${asked}`, 12 * hour);
    },
  });
  const asks = () => done.filter((one) => one.startsWith("ask"));
  return { kept, state, done, asks };
}

test("what many ask for at once is read once, and then for seconds not at all", async () => {
  const { kept, done } = house({ token: "a", version: 1 });
  const all = await Promise.all([1, 2, 3].map(() => kept.of("T1", false)));
  expect(all.map((one) => one?.token)).toEqual(["a", "a", "a"]);
  expect((await kept.of("T1", false))?.token).toBe("a");
  expect(done).toEqual(["read"]);
});

test("that there are none is asked again at once, but where the settings have one", async () => {
  const { kept, state } = house(undefined);
  expect(await kept.of("T1", false)).toBeUndefined();
  state.stored = { token: "a", version: 1 };
  expect(await kept.of("T1", true)).toBeUndefined();
  expect((await kept.of("T1", false))?.token).toBe("a");
});

test("a token that ends soon is still used, and renewed once beside it", async () => {
  const { kept, asks } = house(renewable("old", hour));
  const used = await Promise.all([1, 2, 3].map(() => kept.of("T1", false)));
  expect(used.map((one) => one?.token)).toEqual(["old", "old", "old"]);
  await expect.poll(async () => (await kept.of("T1", false))?.token).toBe("new 1");
  expect(asks()).toEqual(["ask with next of old"]);
});

test("a token that has ended is waited for", async () => {
  const { kept, asks } = house(renewable("old", -hour));
  const used = await Promise.all([1, 2].map(() => kept.of("T1", false)));
  expect(used.map((one) => one?.token)).toEqual(["new 1", "new 1"]);
  expect(asks()).toHaveLength(1);
});

test("where another instance renews it, its answer is waited for", async () => {
  const { kept, state, asks } = house(renewable("old", -hour));
  state.mayRenew = false;
  const waiting = kept.of("T1", false);
  state.stored = renewable("theirs", 12 * hour, 2);
  expect((await waiting)?.token).toBe("theirs");
  expect(asks()).toEqual([]);
});

test("new tokens that cannot be stored at once are used, and stored later", async () => {
  const { kept, state, asks } = house(renewable("old", -hour));
  state.failsToStore = 2;
  const renewed = kept.of("T1", false);
  await expect.poll(asks).toHaveLength(1);
  expect((await kept.of("T1", false))?.token).toBe("new 1");
  expect((await renewed)?.token).toBe("new 1");
  expect(state.stored?.token).toBe("new 1");
});

test("a renewal that Slack refuses leaves the token as it is, and is not tried with every use", async () => {
  const { kept, asks } = house(renewable("dead", hour));
  for (let use = 0; use < 5; use++) expect((await kept.of("T1", false))?.token).toBe("dead");
  expect(asks()).toHaveLength(1);
});

test("while nobody can read it the last one counts, and without one nobody guesses", async () => {
  const { kept, state } = house({ token: "a", version: 1 });
  state.isAway = true;
  await expect(kept.of("T1", false)).rejects.toThrow(Unavailable);
  state.isAway = false;
  await kept.of("T1", false);
  state.isAway = true;
  expect((await kept.of("T1", false))?.token).toBe("a");
});

test("the look through all renews what ends soon, and nothing that was renewed meanwhile", async () => {
  const ending = house(renewable("old", hour));
  await ending.kept.renewAll(new AbortController().signal);
  expect(ending.state.stored?.token).toBe("new 1");
  await ending.kept.renewAll(new AbortController().signal);
  expect(ending.asks()).toHaveLength(1);
});
