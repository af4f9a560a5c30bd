import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import type { Delivery } from "../../../../src/platform/adapter.ts";
import { literal, msg } from "../../../../src/platform/text.ts";
import type { Board, Card } from "../../../../src/platform/view.ts";
import { validateMessage, validateView } from "../our-blocks.ts";
import { reader, send, world } from "../world.ts";

const page: Card = {
  kind: "card",
  tone: "urgent",
  summary: msg("fact.clock", { time: literal("Ana needs help now. Billing, phone.") }),
  title: msg("fact.clock", { time: literal("Ana needs help") }),
  facts: [],
  lines: [],
  buttons: [
    { action: "escalation.acknowledge", label: msg("common.close"), style: "main", subject: "e1" },
  ],
};
const board: Board = { kind: "board", standing: [], first: page.buttons, sections: [], more: [] };
const post: Delivery = {
  ...{ organisation: "acme", workspace: "T1", account: "U1", view: page, reader },
  ...{ feature: "escalations", name: "page", occasion: "0.1", again: false },
};
const edit: Delivery = { ...post, address: "D1:1700000000.000100" };

describe("a message", () => {
  it("is posted to the person, complete in its text, without previews, name look-ups or metadata", async () => {
    const { adapter, api } = await world();
    expect(await adapter.deliver(post)).toEqual({
      outcome: "shown",
      address: "D1:1700000000.000100",
    });
    const { body } = await api.called("chat.postMessage");
    expect(body).toMatchObject({
      channel: "U1",
      unfurl_links: "false",
      unfurl_media: "false",
      parse: "none",
      link_names: "false",
    });
    expect(body.text).toBe("Ana needs help now. Billing, phone.");
    expect(Object.keys(body).toSorted()).toEqual([
      "blocks",
      "channel",
      "link_names",
      "parse",
      "text",
      "unfurl_links",
      "unfurl_media",
    ]);
    validateMessage(body);
  });

  it("is edited where it stands, with text and blocks", async () => {
    const { adapter, api } = await world();
    expect(await adapter.deliver(edit)).toEqual({ outcome: "shown", address: edit.address });
    const { body } = await api.called("chat.update");
    expect(body).toMatchObject({ channel: "D1", ts: "1700000000.000100" });
    validateMessage(body);
  });

  it("that may be a repeat says so, in small print only", async () => {
    const { adapter, api } = await world();
    await adapter.deliver({ ...post, again: true });
    const { body } = await api.called("chat.postMessage");
    expect(JSON.stringify(body.blocks)).toContain("Sent again, so you may see it twice.");
    expect(body.text).toBe("Ana needs help now. Billing, phone.");
  });

  it("whose chart the workspace does not know is said in its words", async () => {
    const { adapter, api } = await world();
    const chart = {
      ...{
        title: msg("trend.title"),
        alternative: [literal("50–75 %")],
        columns: [literal("1 June")],
      },
      rows: [{ label: literal("Battery"), spans: [{ from: 50, to: 75 }] }],
    };
    const view = { ...page, chart, lines: [literal("Battery: 50–75 %")] };
    expect((await adapter.deliver({ ...post, view })).outcome).toBe("shown");
    validateMessage((await api.called("chat.postMessage")).body);
    expect(JSON.stringify(api.calls)).toContain("data_visualization");
    api.calls.length = 0;
    let refused = 0;
    api.scripts.set("chat.postMessage", (response, body) => {
      const known = !JSON.stringify(body).includes("data_visualization");
      refused += known ? 0 : 1;
      send(
        response,
        known ? { ok: true, channel: "D1", ts: "1.2" } : { ok: false, error: "invalid_blocks" },
      );
    });
    expect(await adapter.deliver({ ...post, view })).toEqual({
      outcome: "shown",
      address: "D1:1.2",
    });
    expect(refused).toBe(1);
  });

  it("is the home page when it is a board", async () => {
    const { adapter, api } = await world();
    expect(await adapter.deliver({ ...post, view: board })).toEqual({
      outcome: "shown",
      address: "home",
    });
    const { body } = await api.called("views.publish");
    expect(body).toMatchObject({ user_id: "U1", view: { type: "home" } });
    validateView(body.view);
  });

  it("that cannot be drawn failed, for sure", async () => {
    const { adapter, api } = await world();
    const broken = { ...reader, timeZone: "Nowhere/Atall" };
    const view = { ...page, title: msg("fact.clock", { time: { time: 0 } }) };
    expect(await adapter.deliver({ ...post, view, reader: broken })).toEqual({
      outcome: "failed",
      code: "render",
    });
    expect(api.calls).toEqual([]);
  });

  it("of another workspace never leaves with this one's token", async () => {
    const { adapter, api } = await world();
    await adapter.start();
    expect(await adapter.workspace()).toBe("T1");
    expect(await adapter.deliver({ ...post, workspace: "T2" })).toEqual({
      outcome: "unreachable",
      code: "other_workspace",
      whose: "workspace",
    });
    expect(await adapter.describe("T2", "U1")).toBeUndefined();
    expect(await Array.fromAsync(adapter.find("T2", ["a@b.test"]))).toEqual([]);
    expect(api.calls.map(({ path }) => path)).toEqual(["auth.test"]);
  });
});

describe("Slack's named errors", () => {
  const unreachable = [
    ...[
      "user_not_found",
      "users_not_found",
      "user_not_visible",
      "user_disabled",
      "user_is_bot",
      "user_is_restricted",
    ],
    ...[
      "user_is_ultra_restricted",
      "cannot_dm_bot",
      "invalid_user_id",
      "channel_not_found",
      "not_in_channel",
      "is_archived",
    ],
    ...["messages_tab_disabled", "not_enabled", "restricted_action"],
    ...["restricted_action_read_only_channel", "restricted_action_thread_locked"],
  ];
  const ofWorkspace = [
    ...[
      "account_inactive",
      "access_denied",
      "app_not_installed",
      "ekm_access_denied",
      "enterprise_is_restricted",
      "invalid_auth",
    ],
    ...[
      "missing_scope",
      "no_permission",
      "not_allowed_token_type",
      "not_authed",
      "org_login_required",
      "team_access_not_granted",
    ],
    ...["token_expired", "token_revoked"],
  ];
  it.each(ofWorkspace)("%s is the workspace's fault, and marks nobody", async (code) => {
    const { adapter, api } = await world();
    api.scripts.set("chat.update", (response) => send(response, { ok: false, error: code }));
    expect(await adapter.deliver(edit)).toEqual({
      outcome: "unreachable",
      code,
      whose: "workspace",
    });
  });

  it.each([
    ...unreachable.map((code) => [code, "unreachable"]),
    ...["message_not_found", "edit_window_closed", "cant_update_message"].map((code) => [
      code,
      "gone",
    ]),
    ...["internal_error", "fatal_error", "request_timeout"].map((code) => [code, "unsure"]),
    ...[
      "service_unavailable",
      "team_added_to_org",
      "invalid_blocks",
      "never_heard_of",
      "constructor",
    ].map((code) => [code, "failed"]),
  ])("%s: %s", async (code, outcome) => {
    const { adapter, api } = await world();
    api.scripts.set("chat.update", (response) => send(response, { ok: false, error: code }));
    expect(await adapter.deliver(edit)).toEqual({ outcome, code });
    expect(api.calls).toHaveLength(1);
  });

  it.each(["ratelimited", "rate_limited"])(
    "%s waits a second when it does not say how long",
    async (error) => {
      const { adapter, api } = await world();
      api.scripts.set("chat.postMessage", (response) => send(response, { ok: false, error }));
      expect(await adapter.deliver(post)).toEqual({ outcome: "throttled", retryAfter: 1_000 });
    },
  );
});

describe("what the line does", () => {
  it.each([
    [
      "429 with Retry-After",
      429,
      { "retry-after": "17" },
      { outcome: "throttled", retryAfter: 17_000 },
    ],
    ["429 without", 429, {}, { outcome: "throttled", retryAfter: 1_000 }],
    ["500", 500, {}, { outcome: "unsure", code: "http_500" }],
    ["503", 503, {}, { outcome: "unsure", code: "http_503" }],
    ["403", 403, {}, { outcome: "failed", code: "http_403" }],
  ])("%s", async (_, status, headers, outcome) => {
    const { adapter, api } = await world();
    api.scripts.set("chat.postMessage", (response) => send(response, {}, status, headers));
    expect(await adapter.deliver(post)).toEqual(outcome);
    expect(api.calls).toHaveLength(1);
  });

  it("a page of HTML says nothing, and is not kept as a code", async () => {
    const { adapter, api } = await world();
    api.scripts.set("chat.postMessage", (response) => response.end("<html>Ana needs help</html>"));
    expect(await adapter.deliver(post)).toEqual({ outcome: "unsure", code: "unreadable_answer" });
  });

  it("an answer without an address says nothing either", async () => {
    const { adapter, api } = await world();
    api.scripts.set("chat.postMessage", (response) => send(response, { ok: true }));
    expect(await adapter.deliver(post)).toEqual({ outcome: "unsure", code: "unreadable_answer" });
  });

  it("cut after the request left: nobody can know", async () => {
    const { adapter, api } = await world();
    api.scripts.set("chat.postMessage", (response) => response.destroy());
    expect(await adapter.deliver(post)).toMatchObject({ outcome: "unsure" });
  });

  it("refused: certainly not sent", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const { adapter } = await world({ apiUrl: `http://127.0.0.1:${port}/api/` });
    expect(await adapter.deliver(post)).toEqual({ outcome: "failed", code: "econnrefused" });
  });

  it("no such host: certainly not sent", async () => {
    const { adapter } = await world({ apiUrl: "http://nowhere.invalid/api/" });
    expect(await adapter.deliver(post)).toMatchObject({
      outcome: "failed",
      code: expect.stringMatching(/^(enotfound|eai_again)$/),
    });
  });

  it("silence ends after five seconds, and says nothing", { timeout: 10_000 }, async () => {
    const { adapter, api } = await world();
    api.scripts.set("chat.postMessage", () => undefined);
    const started = performance.now();
    expect(await adapter.deliver(post)).toEqual({ outcome: "unsure", code: "timeout" });
    expect(performance.now() - started).toBeLessThan(6_000);
  });
});
