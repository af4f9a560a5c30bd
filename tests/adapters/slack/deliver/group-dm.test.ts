import { describe, expect, it } from "vitest";
import type { Delivery } from "../../../../src/platform/adapter.ts";
import { literal, msg } from "../../../../src/platform/text.ts";
import type { Card } from "../../../../src/platform/view.ts";
import { validateMessage } from "../our-blocks.ts";
import { reader, send, world } from "../world.ts";

const card: Card = {
  kind: "card",
  tone: "good",
  summary: msg("fact.clock", { time: literal("Ana and Ben") }),
  title: msg("fact.clock", { time: literal("Ana and Ben") }),
  ...{ facts: [], lines: [], buttons: [], company: ["U1"] },
};
const delivery: Delivery = {
  ...{ organisation: "acme", workspace: "T1", account: "U2", view: card, reader },
  ...{ feature: "debriefs", name: "both", occasion: "e.1", again: false },
};
const opens = (error?: string) => (response: Parameters<typeof send>[0]) =>
  send(response, error === undefined ? { ok: true, channel: { id: "G7" } } : { ok: false, error });

/** An adapter, with what Slack says to the opening of a conversation. */
async function opening(error?: string) {
  const made = await world();
  made.api.scripts.set("conversations.open", opens(error));
  return made;
}

describe("a message for several people at once", () => {
  it("opens their conversation and is posted there; its address is there too", async () => {
    const { adapter, api } = await opening();
    expect(await adapter.deliver(delivery)).toMatchObject({ outcome: "shown" });
    expect(api.calls.map(({ path }) => path)).toEqual(["conversations.open", "chat.postMessage"]);
    // Whoever stands first: the same people are asked for in the same words.
    expect(api.calls[0]?.body).toMatchObject({ users: "U1,U2" });
    expect(api.calls[1]?.body).toMatchObject({
      channel: "G7",
      parse: "none",
      unfurl_links: "false",
    });
    validateMessage(api.calls[1]?.body);
  });

  it("is edited where it stands, and opens nothing", async () => {
    const { adapter, api } = await opening();
    expect(await adapter.deliver({ ...delivery, address: "G7:1700000000.000100" })).toMatchObject({
      outcome: "shown",
    });
    expect(api.calls.map(({ path }) => path)).toEqual(["chat.update"]);
  });

  it.each([
    "missing_scope",
    "not_allowed_token_type",
    "no_permission",
    "user_disabled",
    "cannot_dm_bot",
    "user_not_found",
    "channel_not_found",
  ])("%s: there is none, and the reader is not taken for unreachable", async (code) => {
    const { adapter, api } = await opening(code);
    expect(await adapter.deliver(delivery)).toEqual({ outcome: "gone", code });
    expect(api.calls).toHaveLength(1);
  });

  it.each(["token_revoked", "account_inactive"])(
    "%s is the whole workspace's, and said as it is",
    async (code) => {
      const { adapter } = await opening(code);
      expect(await adapter.deliver(delivery)).toEqual({
        outcome: "unreachable",
        code,
        whose: "workspace",
      });
    },
  );

  it.each([
    "internal_error",
    "request_timeout",
    "service_unavailable",
    "method_not_supported_for_channel_type",
  ])(
    "%s while it is opened: nothing was posted for sure, so the next post is no repeat",
    async (code) => {
      const { adapter } = await opening(code);
      expect(await adapter.deliver(delivery)).toEqual({ outcome: "failed", code });
    },
  );

  it("waits as long as Slack says", async () => {
    const { adapter, api } = await world();
    api.scripts.set("conversations.open", (response) =>
      send(response, { ok: false }, 429, { "retry-after": "17" }),
    );
    expect(await adapter.deliver(delivery)).toEqual({ outcome: "throttled", retryAfter: 17_000 });
  });

  it("an opening without a conversation failed", async () => {
    const { adapter, api } = await world();
    api.scripts.set("conversations.open", (response) => send(response, { ok: true }));
    expect(await adapter.deliver(delivery)).toEqual({
      outcome: "failed",
      code: "unreadable_answer",
    });
  });

  it("a post whose answer was lost may be there: nobody can know", async () => {
    const { adapter, api } = await opening();
    api.scripts.set("chat.postMessage", (response) => response.destroy());
    expect(await adapter.deliver(delivery)).toMatchObject({ outcome: "unsure" });
  });

  it("a post that is refused in it ends it, and marks nobody", async () => {
    const { adapter, api } = await opening();
    api.scripts.set("chat.postMessage", (response) =>
      send(response, { ok: false, error: "is_archived" }),
    );
    expect(await adapter.deliver(delivery)).toEqual({ outcome: "gone", code: "is_archived" });
  });

  it(
    "both calls hang: it ends within the five seconds of a delivery",
    { timeout: 10_000 },
    async () => {
      const { adapter, api } = await world();
      const started = performance.now();
      api.scripts.set("conversations.open", () => undefined);
      expect(await adapter.deliver(delivery)).toEqual({ outcome: "failed", code: "timeout" });
      api.scripts.set("conversations.open", opens());
      api.scripts.set("chat.postMessage", () => undefined);
      expect(await adapter.deliver(delivery)).toEqual({ outcome: "unsure", code: "timeout" });
      expect(performance.now() - started).toBeLessThan(5_000);
    },
  );
});
