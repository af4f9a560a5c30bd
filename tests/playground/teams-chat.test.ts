import { afterEach, beforeEach, expect, test } from "vitest";
import { NotShown, type TeamsDouble } from "../../playground/teams.ts";
import { handClock } from "./app.ts";
import {
  ANA,
  type Bot,
  card,
  connector,
  execute,
  GUEST,
  OTHER_TENANT,
  SAM,
  startBot,
  startDouble,
  STRANGER,
  TeamsInfo,
  TENANT,
  withCard,
} from "./teams-bot.ts";

let teams: TeamsDouble;
let bot: Bot;
const clock = handClock();

beforeEach(async () => {
  teams = await startDouble({ now: clock.now });
  bot = await startBot(teams);
});
afterEach(async () => {
  await teams.stop();
  await bot.stop();
});

const lastGot = () => bot.got.at(-1) ?? expect.unreachable("the bot got nothing");
const texts = (account: string): string[] => teams.desk(account).messages.map((one) => one.text);

test("words in the chat reach the bot signed, with who, where, their zone and client; its answer is shown and rings", async () => {
  bot.turn = (context) => context.sendActivity("Asking Sam.");
  expect(await teams.types(ANA, "escalate a <b> & c")).toMatchObject({ status: 200, attempts: 1 });
  expect(lastGot()).toMatchObject({
    type: "message",
    text: "escalate a <b> & c",
    channelId: "msteams",
    serviceUrl: teams.serviceUrl,
    from: { id: teams.idOf(ANA), name: "Ana Silva", aadObjectId: ANA },
    recipient: { id: expect.stringMatching(/^28:/) },
    conversation: {
      conversationType: "personal",
      tenantId: TENANT,
      id: expect.stringMatching(/^a:/),
    },
    channelData: { tenant: { id: TENANT } },
    localTimezone: "Europe/Lisbon",
    locale: "pt-PT",
    entities: [{ type: "clientInfo", timezone: "Europe/Lisbon", country: "PT", locale: "pt-PT" }],
  });
  expect(teams.desk(ANA).messages).toMatchObject([
    { from: "me", text: "escalate a <b> & c", ephemeral: false },
    { from: "bot", text: "Asking Sam.", edited: false },
  ]);
  expect(teams.desk(ANA).rings).toMatchObject([{ text: "Asking Sam." }]);
  expect(texts(SAM)).toEqual([]);
  expect(teams.calls("sendToConversation").length + teams.calls("replyToActivity").length).toBe(1);
});

test("a first message by object id, edited in place and deleted; the ring is its summary, an edit rings nobody", async () => {
  let id = "";
  const page = card({
    body: [{ type: "TextBlock", text: "Ana" }],
    actions: [execute("ack", "I've got it", { id: "esc_1" })],
  });
  await bot.begin(teams, SAM, async (context) => {
    const sent = await context.sendActivity(
      withCard(page, {
        summary: "Ana needs help now.",
        channelData: { notification: { alert: true } },
      }),
    );
    id = sent?.id ?? "";
    await context.updateActivity({
      ...withCard(card({ body: [{ type: "TextBlock", text: "Closed" }] })),
      id,
    });
  });
  const { messages, rings } = teams.desk(SAM);
  expect(messages).toMatchObject([
    { id, from: "bot", edited: true, card: { body: [{ text: "Closed" }] } },
  ]);
  expect(rings.map((ring) => ring.text)).toEqual(["Ana needs help now."]);
  expect(teams.calls("createConversation")[0]).toMatchObject({
    answer: "ok",
    body: { request: { members: [{ id: SAM }], tenantId: TENANT } },
  });
  await bot.begin(teams, SAM, (context) => context.deleteActivity(id));
  expect(teams.desk(SAM).messages).toEqual([]);
  expect(teams.calls("token")[0]?.body["request"]).not.toHaveProperty(
    "client_secret",
    expect.anything(),
  );
});

test("a mention in the channel carries the bot's name and entity and begins a thread, in which the answer lands", async () => {
  bot.turn = (context) => context.sendActivity("Here.");
  await teams.posts(ANA, "escalate @Sam");
  const { id: root = "" } = teams.desk(ANA).messages[0] ?? {};
  expect(lastGot()).toMatchObject({
    text: "<at>Handrail</at>\u00a0escalate @Sam",
    entities: [
      { type: "mention", text: "<at>Handrail</at>", mentioned: { id: lastGot().recipient.id } },
      { type: "clientInfo" },
    ],
    conversation: {
      isGroup: true,
      conversationType: "channel",
      id: `${teams.channel};messageid=${root}`,
    },
    channelData: {
      channel: { id: teams.channel },
      team: { id: expect.any(String) },
      tenant: { id: TENANT },
    },
  });
  await teams.posts(SAM, "handrail", { thread: root });
  expect(lastGot().conversation.id).toBe(`${teams.channel};messageid=${root}`);
  expect(texts(SAM)).toEqual([
    "Ana Silva: @Handrail escalate @Sam",
    "Here.",
    "@Handrail handrail",
    "Here.",
  ]);
  expect(teams.desk(SAM).rings).toEqual([]);
  await expect(teams.posts(ANA, "x", { thread: "1" })).rejects.toThrow(NotShown);
  const heard = bot.got.length;
  expect(await teams.posts(ANA, "just talk", { mention: false })).toBeUndefined();
  expect(bot.got).toHaveLength(heard);
});

test("a slash command is a targeted message; a targeted answer is for one member, can be edited without a recipient and lasts a day", async () => {
  await teams.slash(ANA, "/escalate");
  expect(lastGot()).toMatchObject({
    text: "/escalate",
    recipient: { isTargeted: true },
    conversation: { conversationType: "channel" },
  });
  expect(teams.desk(ANA).messages).toMatchObject([
    { text: "/escalate", from: "me", ephemeral: true },
  ]);
  expect(texts(SAM)).toEqual([]);
  const ask = await connector(teams);
  const call = (method: "POST" | "PUT", path: string, body: unknown) =>
    ask(
      method,
      `conversations/${encodeURIComponent(teams.group)}/activities${path}?isTargetedActivity=true`,
      body,
    );
  const to = { recipient: { id: teams.idOf(ANA) } };
  const posted = await call("POST", "", { type: "message", text: "Private", ...to });
  expect(posted.status).toBe(201);
  const own = String(posted.body["id"]);
  const seen = (account: string) => teams.desk(account).messages.find((one) => one.id === own);
  expect([seen(ANA), seen(SAM)]).toMatchObject([{ text: "Private", ephemeral: true }, undefined]);
  expect((await call("PUT", `/${own}`, { type: "message", text: "Changed", ...to })).code).toBe(
    "BadArgument",
  );
  expect((await call("PUT", `/${own}`, { type: "message", text: "Changed" })).status).toBe(200);
  expect(seen(ANA)).toMatchObject({ text: "Changed" });
  expect((await call("POST", "", { type: "message", text: "x" })).code).toBe("BadArgument");
  clock.pass(86_400_000);
  expect(seen(ANA)).toBeUndefined();
  expect((await call("PUT", `/${own}`, { type: "message", text: "Late" })).code).toBe(
    "ActivityNotFoundInConversation",
  );
});

test("installs, upgrades and removals are told as Teams does: no zone, remove-upgrade removes nothing", async () => {
  const told = async (work: Promise<unknown>) => {
    const before = bot.got.length;
    await work;
    return bot.got
      .slice(before)
      .map((one) => [one.type, (one as { action?: string }).action, one.membersAdded?.[0]?.id]);
  };
  const self = lastId();
  expect(await told(teams.uninstall(ANA, { upgrade: true }))).toEqual([
    ["installationUpdate", "remove-upgrade", undefined],
  ]);
  expect(lastGot()).not.toHaveProperty("localTimezone");
  await bot.begin(teams, ANA, (context) => context.sendActivity("still here"));
  expect(await told(teams.uninstall(ANA))).toEqual([["installationUpdate", "remove", undefined]]);
  await expect(bot.begin(teams, ANA, async () => undefined)).rejects.toMatchObject({
    statusCode: 403,
    code: "BotNotInConversationRoster",
  });
  const gone = { statusCode: 403, code: "BotNotInConversationRoster" };
  await expect(bot.goOn(lastGot(), (context) => context.sendActivity("x"))).rejects.toMatchObject(
    gone,
  );
  await expect(teams.types(ANA, "hi")).rejects.toThrow(NotShown);
  expect(await told(teams.install(ANA))).toEqual([
    ["conversationUpdate", undefined, self],
    ["installationUpdate", "add", undefined],
  ]);
  expect(await told(teams.install(ANA, { upgrade: true }))).toEqual([
    ["installationUpdate", "add-upgrade", undefined],
  ]);
  await teams.types(ANA, "hi");
  expect(texts(ANA)).toEqual(["still here", "hi"]);
  const zoe = {
    account: "aaaaaaaa-0000-4000-8000-000000000009",
    name: "Zoe",
    email: "zoe@acme.test",
  };
  expect(await told(teams.joins(zoe))).toEqual([
    ["conversationUpdate", undefined, teams.idOf(zoe.account)],
  ]);
  expect(lastGot()).toMatchObject({
    channelData: { eventType: "teamMemberAdded", team: { id: expect.any(String) } },
  });
  expect(await told(teams.share(ANA, false))).toEqual([
    ["installationUpdate", "remove", undefined],
  ]);
  await expect(teams.posts(ANA, "hi")).rejects.toThrow(NotShown);
});

test("delete chat makes the old id a 404 and a new one by object id works; a block is a 403; a stranger's id is refused", async () => {
  await teams.types(ANA, "hi");
  const old = lastGot();
  teams.deleteChat(ANA);
  expect(texts(ANA)).toEqual([]);
  await expect(bot.goOn(old, (context) => context.sendActivity("lost"))).rejects.toMatchObject({
    statusCode: 404,
    code: "ConversationNotFound",
  });
  await bot.begin(teams, ANA, (context) => context.sendActivity("found"));
  await expect(bot.goOn(old, (context) => context.sendActivity("lost"))).rejects.toMatchObject({
    statusCode: 404,
  });
  expect(texts(ANA)).toEqual(["found"]);
  teams.block(ANA);
  const blocked = { statusCode: 403, code: "ConversationBlockedByUser" };
  await expect(bot.begin(teams, ANA, (context) => context.sendActivity("x"))).rejects.toMatchObject(
    blocked,
  );
  await expect(teams.types(ANA, "x")).rejects.toThrow(NotShown);
  teams.block(ANA, false);
  await bot.begin(teams, ANA, (context) => context.sendActivity("again"));
  const wrong = { statusCode: 400, code: "BadArgument" };
  await expect(bot.begin(teams, STRANGER, async () => undefined)).rejects.toMatchObject(wrong);
  await expect(
    bot.begin(teams, "cccccccc-0000-4000-8000-000000000000", async () => undefined),
  ).rejects.toMatchObject(wrong);
});

test("guests look like anybody until the roster is asked; a federated stranger has a tenant of their own, at home and here", async () => {
  await teams.types(GUEST, "hi");
  expect(lastGot()).toMatchObject({
    conversation: { tenantId: TENANT },
    from: { aadObjectId: GUEST },
  });
  expect(JSON.stringify(lastGot())).not.toContain("guest");
  let asked: unknown;
  bot.turn = async (context) => {
    asked = await TeamsInfo.getMember(context, context.activity.from.aadObjectId ?? "");
  };
  await teams.types(GUEST, "hi");
  expect(asked).toMatchObject({ userRole: "guest", email: "gus@elsewhere.test", tenantId: TENANT });
  await teams.types(STRANGER, "hi");
  expect(lastGot()).toMatchObject({
    conversation: { tenantId: OTHER_TENANT },
    channelData: { tenant: { id: OTHER_TENANT } },
  });
  await teams.posts(STRANGER, "hi");
  expect(lastGot()).toMatchObject({
    conversation: { tenantId: TENANT },
    channelData: { tenant: { id: TENANT } },
  });
  expect(asked).toMatchObject({ tenantId: OTHER_TENANT, userRole: "user" });
});

test("the roster comes in pages of at least fifty, by Teams id or object id, members only", async () => {
  for (let n = 0; n < 60; n += 1)
    await teams.joins({
      account: `aaaaaaaa-0000-4000-8000-0000000001${String(n).padStart(2, "0")}`,
      name: `P ${n}`,
      email: `p${n}@acme.test`,
    });
  const seen: string[] = [];
  bot.turn = async (context) => {
    let token: string | undefined;
    do {
      const page = await TeamsInfo.getPagedMembers(context, 1, token);
      seen.push(...page.members.map((one) => one.aadObjectId ?? ""));
      token = page.continuationToken;
    } while (token);
  };
  await teams.posts(ANA, "handrail");
  expect(new Set(seen).size).toBe(64);
  expect(teams.calls("getPagedMembers")).toHaveLength(2);
  bot.turn = (context) => TeamsInfo.getMember(context, "nobody");
  expect(await teams.posts(ANA, "x")).toMatchObject({ status: 500 });
  expect(teams.calls("getMember").at(-1)?.answer).toBe("MemberNotFoundInConversation");
});

const lastId = (): string => `28:${teams.env()["MicrosoftAppId"]}`;
