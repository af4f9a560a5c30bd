import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { Chats } from "../../../../adapters/teams/deliver/chats.ts";
import { deliver } from "../../../../adapters/teams/deliver/deliver.ts";
import { Fault } from "../../../../adapters/teams/connector/fault.ts";
import { Places } from "../../../../adapters/teams/deliver/known-chats.ts";
import type { Bot, Place } from "../../../../adapters/teams/sdk.ts";
import { literal, msg } from "../../../../src/platform/text.ts";
import { validateCardMessage } from "../our-cards.ts";
import { answer, refuse, tenant } from "../issuer.ts";
import {
  actionsOf,
  ana,
  card,
  cardOf,
  chat,
  delivery,
  notice,
  textsOf,
  type World,
  world,
} from "../world.ts";

const address = `${encodeURIComponent(chat)} m-7`;
const page = card("Ana needs help now");

/** After somebody spoke: the connector and the chat are known. */
async function met(): Promise<World> {
  const w = await world();
  await w.says("hi");
  await w.core.until(() => w.core.accounts.length > 0);
  w.cloud.calls.length = 0;
  return w;
}

describe("a post", () => {
  it("goes to the person's chat as a card that rings, and tells its address", async () => {
    const w = await met();
    const shown = await w.adapter.deliver(delivery(page));
    const [posted, ...others] = w.cloud.sent;
    expect(others).toEqual([]);
    expect([posted?.method, posted?.path]).toEqual([
      "POST",
      `/teams/v3/conversations/${chat}/activities`,
    ]);
    validateCardMessage(posted?.body);
    expect(posted?.body).toMatchObject({
      summary: "Ana needs help now",
      channelData: { notification: { alert: true } },
    });
    // A fresh message is no answer in an old thread (docs/platforms.md T35).
    expect(posted?.body).not.toHaveProperty("replyToId");
    expect(shown).toEqual({
      outcome: "shown",
      address: expect.stringMatching(/^a%3Achat-of-ana m-\d+$/),
    });
  });

  it.each([
    ["a calm card", card("Receipt", { tone: "calm" })],
    ["a notice", notice("Saved")],
  ])("%s does not ring, and a lock screen reads nothing typed", async (_, view) => {
    const w = await met();
    await w.adapter.deliver(delivery(view));
    expect(w.cloud.sent[0]?.body).not.toHaveProperty("channelData");
    expect(w.cloud.sent[0]?.body["summary"]).toBe(
      view.kind === "card" ? "Receipt" : "Handrail has an answer for you.",
    );
  });

  it("that may repeat one says so", async () => {
    const w = await met();
    await w.adapter.deliver(delivery(page, { again: true }));
    expect(textsOf(w.cloud.sent[0]?.body)).toContain("Sent again, so you may see it twice.");
  });

  it("a chart is a picture in the message itself, with its words for who does not see it; until it is drawn nothing is posted", async () => {
    const w = await met();
    const chart = {
      ...{
        title: msg("trend.title"),
        alternative: [literal("Battery 50–75 %.")],
        columns: [literal("1 June")],
      },
      rows: [{ label: literal("Battery"), spans: [{ from: 50, to: 75 }] }],
    };
    const view = card("A new team trend is there.", {
      tone: "calm",
      chart,
      lines: [literal("Battery: 50–75 %")],
    });
    let outcome = await w.adapter.deliver(delivery(view));
    while (outcome.outcome === "failed" && outcome.code === "picture")
      outcome = await w.adapter.deliver(delivery(view));
    expect(outcome.outcome).toBe("shown");
    expect(w.cloud.sent).toHaveLength(1);
    validateCardMessage(w.cloud.sent[0]?.body);
    const { body } = cardOf(w.cloud.sent[0]?.body ?? {}) as {
      body: { type: string; url: string; altText: string }[];
    };
    const image = body.find(({ type }) => type === "Image");
    expect(image?.altText).toBe("Battery 50–75 %.");
    expect(image?.url).toMatch(/^data:image\/png;base64,/);
  });

  it("a board is the home card", async () => {
    const w = await met();
    const row = {
      tone: "calm" as const,
      line: literal("Ana"),
      buttons: [{ action: "a.b", label: msg("common.close") }],
    };
    await w.adapter.deliver(
      delivery({
        kind: "board",
        standing: [],
        first: [{ action: "escalations.escalate", label: msg("common.close") }],
        sections: [],
        more: [{ heading: msg("common.close"), rows: [row] }],
      }),
    );
    validateCardMessage(w.cloud.sent[0]?.body);
    const drawn = actionsOf(cardOf(w.cloud.sent[0]?.body ?? {})).map(
      ({ type, verb }) => verb ?? type,
    );
    expect(drawn).toEqual(["escalations.escalate", "Action.ShowCard", "a.b"]);
  });

  it("opens the chat by object id when there is none", async () => {
    const w = await met();
    const who = { account: "0b0b0b0b-0000-4000-8000-00000000000b" };
    expect(await w.adapter.deliver(delivery(page, who))).toMatchObject({ outcome: "shown" });
    await w.adapter.deliver(delivery(page, who));
    const [opened, ...posts] = w.cloud.sent;
    expect(opened?.path).toBe("/teams/v3/conversations");
    expect(opened?.body).toMatchObject({
      isGroup: false,
      tenantId: tenant,
      members: [{ id: who.account }],
      channelData: { tenant: { id: tenant } },
    });
    expect(opened?.body["members"]).toEqual([{ id: who.account }]);
    expect(posts.map(({ path }) => path)).toEqual(
      [
        "/teams/v3/conversations/a:opened-2/activities",
        "/teams/v3/conversations/a:opened-2/activities",
      ].map((path) => expect.stringContaining(path.slice(0, 28))),
    );
    expect(new Set(posts.map(({ path }) => path)).size).toBe(1);
  });

  it("finds its way after a restart by the route that the core kept", async () => {
    const before = await met();
    const { route = "" } = before.core.accounts[0]?.[1] ?? {};
    const w = await world({
      cloud: before.cloud.settings,
      serviceHosts: [new URL(before.cloud.url).host],
    });
    before.cloud.calls.length = 0;
    expect(await w.adapter.deliver(delivery(page, { route }))).toMatchObject({ outcome: "shown" });
    expect(before.cloud.sent.map(({ path }) => path)).toEqual([
      `/teams/v3/conversations/${chat}/activities`,
    ]);
  });

  it("to a chat that was deleted opens it once more (T28)", async () => {
    const w = await met();
    w.cloud.scripts.set(
      `POST /teams/v3/conversations/${chat}/`,
      refuse(404, "ConversationNotFound"),
    );
    expect(await w.adapter.deliver(delivery(page))).toEqual({
      outcome: "shown",
      address: expect.stringMatching(/^a%3Aopened-\d+ m-\d+$/),
    });
    expect(w.cloud.sent.map(({ path }) => path.replace(/\d+/g, "n"))).toEqual([
      `/teams/vn/conversations/${chat}/activities`,
      "/teams/vn/conversations",
      "/teams/vn/conversations/a:opened-n/activities",
    ]);
  });

  it("to a chat that is not there even then is over", async () => {
    const w = await met();
    w.cloud.scripts.set("activities", refuse(404, "ConversationNotFound"));
    expect(await w.adapter.deliver(delivery(page))).toEqual({
      outcome: "unreachable",
      code: "ConversationNotFound",
    });
    expect(w.cloud.sent).toHaveLength(3);
  });

  it("without any connector known waits for the first activity", async () => {
    const w = await world();
    expect(await w.adapter.deliver(delivery(page))).toEqual({
      outcome: "failed",
      code: "serviceurl_unknown",
    });
    expect(w.cloud.calls).toEqual([]);
  });

  it("moves to the government's connector when told (T25), and stays there", async () => {
    const asked: string[] = [];
    const send = async ({ serviceUrl }: Place) => {
      asked.push(serviceUrl);
      if (serviceUrl.includes("trafficmanager"))
        throw new Fault("answered", "InvalidBotApiHost", { status: 403 });
      return "m-1";
    };
    const places = new Places();
    const chats = new Chats({
      bots: { of: async () => ({ send }) as unknown as Bot },
      places,
      isServiceUrl: () => true,
      firstServiceUrl: "https://smba.trafficmanager.net/teams/",
    });
    places.chatSeen(tenant, ana, chat);
    for (const _ of [1, 2])
      expect(await deliver(delivery(page), chats, () => false)).toMatchObject({ outcome: "shown" });
    expect(asked.map((url) => new URL(url).host)).toEqual([
      "smba.trafficmanager.net",
      "smba.infra.gcc.teams.microsoft.com",
      "smba.infra.gcc.teams.microsoft.com",
    ]);
  });
});

describe("an edit", () => {
  it("puts the card in the message's place, and rings nobody", async () => {
    const w = await met();
    expect(await w.adapter.deliver(delivery(page, { address }))).toEqual({
      outcome: "shown",
      address,
    });
    const [edited, ...others] = w.cloud.sent;
    expect([others, edited?.method, edited?.path, edited?.body["id"]]).toEqual([
      [],
      "PUT",
      `/teams/v3/conversations/${chat}/activities/m-7`,
      "m-7",
    ]);
    validateCardMessage(edited?.body);
    expect(edited?.body).not.toHaveProperty("channelData");
  });

  it("of a message that is gone is over, and opens no chat", async () => {
    const w = await met();
    w.cloud.scripts.set("PUT", refuse(404, "ActivityNotFoundInConversation"));
    expect(await w.adapter.deliver(delivery(page, { address }))).toEqual({
      outcome: "gone",
      code: "ActivityNotFoundInConversation",
    });
    expect(w.cloud.sent).toHaveLength(1);
  });

  it.each(["", "x", "%E0%A4%A x"])("at %j, which is no address, is over", async (address) => {
    const w = await met();
    expect(await w.adapter.deliver(delivery(page, { address }))).toEqual({
      outcome: "gone",
      code: "address",
    });
  });
});

/**
 * docs/platforms.md T25 and T26: [status, code, headers, outcome of a post, of an edit, of opening
 * a chat].
 */
const table: readonly (readonly [
  number,
  string | undefined,
  Record<string, string>,
  object,
  object,
  object,
])[] = [
  [429, undefined, { "retry-after": "7" }, throttled(7_000), throttled(7_000), throttled(7_000)],
  [429, "TooManyRequests", {}, throttled(1_000), throttled(1_000), throttled(1_000)],
  [429, undefined, { "retry-after": "soon" }, throttled(1_000), throttled(1_000), throttled(1_000)],
  [
    412,
    undefined,
    {},
    is("failed", "http_412"),
    is("failed", "http_412"),
    is("failed", "http_412"),
  ],
  [
    502,
    undefined,
    {},
    is("unsure", "http_502"),
    is("unsure", "http_502"),
    is("failed", "http_502"),
  ],
  [
    503,
    undefined,
    {},
    is("unsure", "http_503"),
    is("unsure", "http_503"),
    is("failed", "http_503"),
  ],
  [
    504,
    undefined,
    {},
    is("unsure", "http_504"),
    is("unsure", "http_504"),
    is("failed", "http_504"),
  ],
  [
    500,
    "ServiceError",
    {},
    is("unsure", "ServiceError"),
    is("unsure", "ServiceError"),
    is("failed", "ServiceError"),
  ],
  [
    408,
    undefined,
    {},
    is("unsure", "http_408"),
    is("unsure", "http_408"),
    is("failed", "http_408"),
  ],
  [
    400,
    "BadArgument",
    {},
    is("failed", "BadArgument"),
    is("failed", "BadArgument"),
    is("failed", "BadArgument"),
  ],
  [
    401,
    undefined,
    {},
    is("failed", "http_401"),
    is("failed", "http_401"),
    is("failed", "http_401"),
  ],
  [
    413,
    "MessageSizeTooBig",
    {},
    is("failed", "MessageSizeTooBig"),
    is("failed", "MessageSizeTooBig"),
    is("failed", "MessageSizeTooBig"),
  ],
  [403, "BotNotInConversationRoster", {}, ...anew("BotNotInConversationRoster")],
  [403, "ForbiddenOperationException", {}, ...anew("ForbiddenOperationException")],
  [404, "ConversationNotFound", {}, ...anew("ConversationNotFound")],
  [404, "ActivityNotFoundInConversation", {}, ...anew("ActivityNotFoundInConversation")],
  [403, "ConversationBlockedByUser", {}, ...always("unreachable", "ConversationBlockedByUser")],
  [403, "MessageWritesBlocked", {}, ...always("unreachable", "MessageWritesBlocked")],
  // Single ones come for people whose other messages work.
  [403, "ServiceError", {}, ...always("failed", "ServiceError")],
  [403, "Unknown", {}, ...always("failed", "Unknown")],
  [403, "Forbidden", {}, ...always("failed", "Forbidden")],
  [403, "NotEnoughPermissions", {}, ...always("failed", "NotEnoughPermissions")],
  [403, undefined, {}, ...always("failed", "http_403")],
  [403, "not a code, but prose <b>", {}, ...always("failed", "http_403")],
  // A gateway's: Teams names what is not there.
  [404, undefined, {}, ...always("failed", "http_404")],
];

function is(outcome: string, code: string): object {
  return { outcome, code };
}

function always(outcome: string, code: string): [object, object, object] {
  return [is(outcome, code), is(outcome, code), is(outcome, code)];
}

/** A new chat is opened at once, and if that says the same the route is over. */
function anew(code: string): [object, object, object] {
  return [is("unreachable", code), is("gone", code), is("unreachable", code)];
}

function throttled(retryAfter: number): object {
  return { outcome: "throttled", retryAfter };
}

describe("a refusal", () => {
  it.each(table)("%i %s %j: once, no more", async (status, code, headers, post, edit, opening) => {
    const w = await met();
    w.cloud.scripts.set("activities", refuse(status, code, headers));
    expect(await w.adapter.deliver(delivery(page))).toEqual(post);
    // The SDK would try again by itself; our row is the retry. Only a chat that is gone is opened
    // once more.
    const opensAnew = "outcome" in edit && edit.outcome === "gone";
    expect(w.cloud.sent).toHaveLength(opensAnew ? 3 : status === 401 ? 2 : 1);
    expect(await w.adapter.deliver(delivery(page, { address }))).toEqual(edit);
    w.cloud.scripts.clear();
    w.cloud.scripts.set("POST /teams/v3/conversations", refuse(status, code, headers));
    w.cloud.calls.length = 0;
    expect(await w.adapter.deliver(delivery(page, { account: "stranger" }))).toEqual(opening);
    expect(w.cloud.sent).toHaveLength(status === 401 ? 2 : 1);
    expect(w.logged.join()).not.toContain("secret words");
  });

  it("by an administrator ends a route when it repeats, and marks nobody", async () => {
    const w = await met();
    const blocked = refuse(403, "BotDisabledByAdmin");
    const over = { ...is("unreachable", "BotDisabledByAdmin"), whose: "workspace" };
    w.cloud.scripts.set("activities", blocked);
    expect(await w.adapter.deliver(delivery(page))).toEqual(is("failed", "BotDisabledByAdmin"));
    expect(await w.adapter.deliver(delivery(page))).toEqual(over);
    w.cloud.scripts.clear();
    expect(await w.adapter.deliver(delivery(page))).toMatchObject({ outcome: "shown" });
    w.cloud.scripts.set("activities", blocked);
    expect(await w.adapter.deliver(delivery(page))).toEqual(is("failed", "BotDisabledByAdmin"));
  });

  it.each([
    ["a chat that we are not in", 403, "BotNotInConversationRoster"],
    ["a message that is not there", 404, "ActivityNotFoundInConversation"],
  ])("because of %s opens a new chat, and posts there", async (_, status, code) => {
    const w = await met();
    w.cloud.scripts.set(`POST /teams/v3/conversations/${chat}/`, refuse(status, code));
    expect(await w.adapter.deliver(delivery(page))).toMatchObject({ outcome: "shown" });
    expect(w.cloud.sent).toHaveLength(3);
  });

  it.each([
    ["beside the code", { error: { code: "Forbidden", subCode: "MessageWritesBlocked" } }],
    ["alone", { errorCode: 209, subCode: "MessageWritesBlocked" }],
    [
      "inside a message",
      { errorCode: 209, message: JSON.stringify({ subCode: "MessageWritesBlocked" }) },
    ],
  ])("is known by its sub-code %s", async (_, body) => {
    const w = await met();
    w.cloud.scripts.set("activities", (response) => answer(response, 403, body));
    expect(await w.adapter.deliver(delivery(page))).toEqual(
      is("unreachable", "MessageWritesBlocked"),
    );
  });

  it("of our token has another fetched at once, and one only", async () => {
    const w = await met();
    const asked = w.cloud.tokensAsked;
    w.cloud.tokenAnswer = { status: 200, body: { access_token: "ours-2", expires_in: 3_600 } };
    w.cloud.scripts.set("activities", (response, { authorization }) =>
      authorization === "Bearer ours-2"
        ? answer(response, 201, { id: "m-1" })
        : answer(response, 401, {}),
    );
    expect(await w.adapter.deliver(delivery(page))).toMatchObject({ outcome: "shown" });
    expect([
      w.cloud.tokensAsked - asked,
      w.cloud.sent.map(({ authorization }) => authorization),
    ]).toEqual([1, ["Bearer ours-1", "Bearer ours-2"]]);
  });
});

describe("a fault on the way", () => {
  it("no answer to a post: nobody can know, within five seconds", async () => {
    const w = await met();
    w.cloud.scripts.set("activities", () => undefined);
    const started = performance.now();
    expect(await w.adapter.deliver(delivery(page))).toEqual({ outcome: "unsure", code: "timeout" });
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it("no answer to the opening of a chat: nothing was shown", async () => {
    const w = await met();
    w.cloud.scripts.set("POST /teams/v3/conversations", () => undefined);
    expect(await w.adapter.deliver(delivery(page, { account: "stranger" }))).toEqual({
      outcome: "failed",
      code: "timeout",
    });
  });

  it("a line that is cut: nobody can know", async () => {
    const w = await met();
    w.cloud.scripts.set("activities", (response) => void response.socket?.destroy());
    expect(await w.adapter.deliver(delivery(page))).toMatchObject({ outcome: "unsure" });
  });

  it("an answer that cannot be read: nobody can know", async () => {
    const w = await met();
    w.cloud.scripts.set(
      "activities",
      (response) => void response.writeHead(201, { "content-type": "application/json" }).end("{"),
    );
    expect(await w.adapter.deliver(delivery(page))).toMatchObject({ outcome: "unsure" });
    w.cloud.scripts.set("activities", (response) => answer(response, 201, {}));
    expect(await w.adapter.deliver(delivery(page))).toEqual({
      outcome: "unsure",
      code: "unreadable_answer",
    });
  });

  it("a connector that does not listen: certainly not shown", async () => {
    const nobody = createServer();
    await new Promise<void>((resolve) => nobody.listen(0, "127.0.0.1", resolve));
    const { port } = nobody.address() as AddressInfo;
    await new Promise((resolve) => nobody.close(resolve));
    const w = await world({ serviceHosts: [`127.0.0.1:${port}`] });
    const route = `${encodeURIComponent(`http://127.0.0.1:${port}/teams/`)} a%3Achat`;
    expect(await w.adapter.deliver(delivery(page, { route }))).toEqual({
      outcome: "failed",
      code: "econnrefused",
    });
  });

  it.each([
    [
      "refused",
      { status: 401, body: { error: "invalid_client", error_description: "secret words" } },
      "token_invalid_client",
    ],
    ["without a token", { status: 200, body: {} }, "token_200"],
    ["out of order", { status: 500, body: {} }, "token_500"],
  ])("no token of our own, %s: certainly not shown", async (_, tokenAnswer, code) => {
    const w = await world();
    w.cloud.tokenAnswer = tokenAnswer;
    await w.says("hi");
    expect(await w.adapter.deliver(delivery(page))).toEqual({ outcome: "failed", code });
    expect(w.cloud.sent).toEqual([]);
    expect(w.logged.join()).not.toContain("secret words");
  });

  it("a view that cannot be drawn: certainly not shown", async () => {
    const w = await met();
    const reader = {
      platform: "teams" as const,
      locale: "en",
      timeZone: "Nowhere/Atall",
      nameOf: () => undefined,
    };
    const view = card("x", { lines: [{ key: "fact.clock", values: { time: { time: 0 } } }] });
    expect(await w.adapter.deliver(delivery(view, { reader }))).toEqual({
      outcome: "failed",
      code: "render",
    });
    expect(w.cloud.sent).toEqual([]);
  });
});

describe("our token", () => {
  it("is asked for once by everybody who waits, and renewed five minutes ahead", async () => {
    let at = Date.now();
    const w = await world({ now: () => at });
    await w.says("hi");
    w.core.answer = {};
    await Promise.all(Array.from({ length: 20 }, () => w.adapter.deliver(delivery(page))));
    expect(w.cloud.tokensAsked).toBe(1);
    at += 54 * 60_000;
    await w.adapter.deliver(delivery(page));
    expect(w.cloud.tokensAsked).toBe(1);
    at += 2 * 60_000;
    await w.adapter.deliver(delivery(page));
    expect(w.cloud.tokensAsked).toBe(2);
    expect(w.cloud.calls.find(({ path }) => path.startsWith("/login"))?.body).toMatchObject({
      grant_type: "client_credentials",
      client_id: expect.any(String),
      scope: "https://api.botframework.com/.default",
    });
    expect(w.logged.join()).not.toContain("our-secret");
  });

  it("never comes over an open line", async () => {
    const w = await world();
    const cloud = { ...w.cloud.settings, ToChannelFromBotLoginUrl: "http://login.example" };
    await expect(world({ cloud })).rejects.toThrow("https");
  });
});

it(`the person is ${ana}'s own, in any letters`, async () => {
  const w = await met();
  expect(await w.adapter.describe(tenant.toUpperCase(), ana.toUpperCase())).toMatchObject({
    account: ana,
  });
});
