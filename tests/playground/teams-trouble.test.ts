import { afterEach, beforeEach, expect, test } from "vitest";
import type { TeamsDouble } from "../../playground/teams.ts";
import { handClock } from "./app.ts";
import {
  ANA,
  type Bot,
  card,
  connector,
  execute,
  SAM,
  startBot,
  startDouble,
  submit,
  withCard,
} from "./teams-bot.ts";

let teams: TeamsDouble;
let bot: Bot;
const clock = handClock();
const waits: number[] = [];

beforeEach(async () => {
  waits.length = 0;
  const wait = async (ms: number): Promise<void> => void waits.push(ms);
  teams = await startDouble({
    now: clock.now,
    wait,
    answerWithin: { message: 1_500, invoke: 400 },
    keep: { messages: 20, calls: 50 },
  });
  bot = await startBot(teams);
});
afterEach(async () => {
  await teams.stop();
  await bot.stop();
});

const say = (
  account = SAM,
  activity: Parameters<typeof withCard>[1] | string = "Ana needs help now.",
) => bot.begin(teams, account, (context) => context.sendActivity(activity));
const texts = (account: string): string[] => teams.desk(account).messages.map((one) => one.text);

/** Opens the chat and posts into it, with no second try. */
const post = async (account = SAM, signal?: AbortSignal) => {
  const call = await connector(teams, signal);
  const chat = await call("POST", "conversations", {
    isGroup: false,
    members: [{ id: account }],
    tenantId: teams.tenant,
  });
  if (chat.status !== 201) return chat;
  return call("POST", `conversations/${encodeURIComponent(String(chat.body["id"]))}/activities`, {
    type: "message",
    text: "Ana needs help now.",
  });
};

/**
 * How each trouble answers (0: not at all), and whether the message is there afterwards all the
 * same.
 */
test.each<
  readonly [Parameters<TeamsDouble["trouble"]>[0]["how"], number, string | undefined, boolean]
>([
  [{ status: 429, retryAfter: 7 }, 429, "Throttled", false],
  [{ status: 412 }, 412, "PreconditionFailed", false],
  [{ status: 502 }, 502, "BadGateway", false],
  [{ error: "BotDisabledByAdmin" }, 403, "BotDisabledByAdmin", false],
  [{ error: "InvalidBotApiHost" }, 403, "InvalidBotApiHost", false],
  [{ error: "SomethingNew" }, 403, "SomethingNew", false],
  ["cut-before", 0, undefined, false],
  ["hang", 0, undefined, false],
  ["cut-after-accept", 0, undefined, true],
  ["hang-after-accept", 0, undefined, true],
  ["error-after-accept", 500, "ServiceError", true],
])(
  "%j is answered with %i %s; the message is there: %s; the next call goes well",
  async (how, status, code, shown) => {
    const trouble = teams.trouble({ method: "sendToConversation", how });
    const patience = new AbortController();
    if (how === "hang" || how === "hang-after-accept")
      void teams
        .until(() => teams.calls().some((call) => call.answer === how))
        .then(() => patience.abort());
    const answer = await post(SAM, patience.signal).catch(() => ({
      status: 0,
      code: undefined,
      retryAfter: null,
    }));
    expect([answer.status, answer.code, answer.retryAfter]).toEqual([
      status,
      code,
      status === 429 ? "7" : null,
    ]);
    expect(texts(SAM)).toHaveLength(shown ? 1 : 0);
    expect(trouble.met).toBe(1);
    expect((await post()).status).toBe(201);
    expect(texts(SAM)).toHaveLength(shown ? 2 : 1);
    expect(teams.calls("sendToConversation").map((call) => call.answer === "ok")).toEqual([
      false,
      true,
    ]);
  },
);

test("trouble can be for one person, some calls, every call, until it is stopped", async () => {
  teams.trouble({ method: "*", how: { status: 503 }, account: SAM, count: 2 });
  expect((await post(ANA)).status).toBe(201);
  for (const status of [503, 503, 201]) expect((await post()).status).toBe(status);
  const always = teams.trouble({
    method: "createConversation",
    how: { status: 503 },
    count: Infinity,
  });
  for (let n = 0; n < 2; n += 1) expect((await post(ANA)).status).toBe(503);
  teams.noTrouble();
  expect((await post(ANA)).status).toBe(201);
  expect(always.met).toBe(2);
});

test("bad cards, too large a message and an empty one are refused as Teams does, and nothing is shown", async () => {
  const bad = { statusCode: 400, code: "BadArgument" };
  await expect(say(SAM, withCard({ ...card(), version: "1.6" }))).rejects.toMatchObject(bad);
  await expect(
    say(SAM, withCard(card({ actions: [{ type: "Action.Execute", title: "x" }] }))),
  ).rejects.toMatchObject(bad);
  await expect(
    say(SAM, withCard(card({ actions: Array.from({ length: 7 }, (_, n) => submit(String(n))) }))),
  ).rejects.toMatchObject(bad);
  await expect(say(SAM, "x".repeat(51_000))).rejects.toMatchObject({
    statusCode: 413,
    code: "MessageSizeTooBig",
  });
  await expect(say(SAM, { type: "message" })).rejects.toMatchObject({
    statusCode: 400,
    code: "BadSyntax",
  });
  await say(SAM, { type: "typing" });
  expect(texts(SAM)).toEqual([]);
  await say(SAM, "x".repeat(50_000));
  expect(texts(SAM)).toHaveLength(1);
});

test("only the bot's own messages can be edited, while they are there", async () => {
  await teams.types(ANA, "hi");
  const id = teams.desk(ANA).messages[0]?.id ?? "";
  const edit = (activity: string) =>
    bot.begin(teams, ANA, (context) =>
      context.updateActivity({ type: "message", id: activity, text: "x" }),
    );
  await expect(edit(id)).rejects.toMatchObject({ statusCode: 403 });
  await expect(edit("1")).rejects.toMatchObject({
    statusCode: 404,
    code: "ActivityNotFoundInConversation",
  });
});

test("object ids belong in `id`; groups, missing tenants and other tenants are refused", async () => {
  await say();
  const call = await connector(teams);
  const create = async (body: object): Promise<unknown> => {
    const { status, code } = await call("POST", "conversations", body);
    return code === undefined ? status : [status, code];
  };
  const good = { isGroup: false, members: [{ id: SAM }], tenantId: teams.tenant };
  expect(await create(good)).toBe(201);
  expect(await create({ ...good, members: [{ id: teams.idOf(SAM) }] })).toBe(201);
  expect(await create({ ...good, activity: { type: "message", text: "first" } })).toBe(201);
  expect(
    await create({
      isGroup: true,
      channelData: { channel: { id: teams.channel } },
      activity: { type: "message", text: "thread" },
    }),
  ).toBe(201);
  expect(texts(SAM).slice(-2)).toEqual(["first", "thread"]);
  expect(await create({ ...good, members: [{ id: SAM, aadObjectId: SAM }] })).toEqual([
    400,
    "BadArgument",
  ]);
  expect(await create({ ...good, members: [{ id: SAM }, { id: ANA }] })).toEqual([
    400,
    "BadSyntax",
  ]);
  expect(await create({ ...good, isGroup: true })).toEqual([400, "BadSyntax"]);
  expect(await create({ ...good, tenantId: undefined })).toEqual([400, "BadArgument"]);
  expect(await create({ ...good, tenantId: "22222222-0000-4000-8000-000000000002" })).toEqual([
    400,
    "BadArgument",
  ]);
});

test("a message that is not answered comes again under its own id; an invoke twice more under new ones", async () => {
  const never = () => new Promise(() => undefined);
  bot.turn = () => (bot.got.length === 1 ? never() : Promise.resolve());
  expect(await teams.types(ANA, "escalate")).toMatchObject({ status: 200, attempts: 2 });
  const [first, second] = bot.got;
  expect(second).toMatchObject({ id: first?.id, text: "escalate" });
  expect(teams.desk(ANA)).toMatchObject({ messages: [{ text: "escalate" }] });
  expect(teams.desk(ANA)).not.toHaveProperty("fault");
  await say(SAM, withCard(card({ actions: [execute("ack", "Take")] })));
  const id = teams.desk(SAM).messages[0]?.id ?? "";
  bot.got.length = 0;
  bot.turn = never;
  expect(await teams.press(SAM, id, "ack")).toMatchObject({
    status: 0,
    failure: "http_timeout",
    attempts: 3,
  });
  expect(teams.desk(SAM).fault).toBe("Unable to reach app. Please try again.");
  expect(new Set(bot.got.map((one) => one.id)).size).toBe(3);
  expect(new Set(bot.got.map((one) => JSON.stringify([one.replyToId, one.value]))).size).toBe(1);
  expect(waits).toHaveLength(3);
});

test("an app that is not there is tried again too, and the client says that it failed", async () => {
  teams.deliverTo = "http://127.0.0.1:9/api/messages";
  expect(await teams.types(ANA, "escalate")).toMatchObject({
    status: 0,
    failure: "connection_failed",
    attempts: 2,
  });
  expect(teams.desk(ANA).fault).toBe("Unable to reach app. Please try again.");
});

test("with real limits a thread takes seven sends a second, and a tenant fifty calls", async () => {
  await say(ANA);
  clock.pass(60_000);
  teams.limits = { perThread: true };
  const call = await connector(teams);
  const { channel = "" } = teams.desk(ANA).messages[0] ?? {};
  const path = `conversations/${encodeURIComponent(channel)}/activities`;
  const post = async (): Promise<number> =>
    (await call("POST", path, { type: "message", text: "x" })).status;
  for (let n = 0; n < 7; n += 1) expect(await post()).toBe(201);
  expect(await post()).toBe(429);
  clock.pass(1_000);
  expect([await post(), await post()]).toEqual([201, 429]);
  await say(SAM);
  teams.limits = { perTenant: true };
  clock.pass(60_000);
  const statuses = await Promise.all(Array.from({ length: 51 }, post));
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
});

test("a double keeps the latest messages, rings and calls, and no more", async () => {
  await say();
  const call = await connector(teams);
  const { channel = "" } = teams.desk(SAM).messages[0] ?? {};
  const path = `conversations/${encodeURIComponent(channel)}/activities`;
  for (let n = 0; n < 120; n += 1) await call("POST", path, { type: "message", text: `m${n}` });
  expect(teams.desk(SAM).messages.map((one) => one.text)).toEqual(
    Array.from({ length: 20 }, (_, n) => `m${n + 100}`),
  );
  expect(teams.desk(SAM).rings).toHaveLength(20);
  expect(teams.calls()).toHaveLength(50);
});
