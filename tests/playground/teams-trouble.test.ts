import { afterEach, beforeEach, expect, test } from "vitest";
import type { TeamsDouble } from "../../playground/teams.ts";
import { handClock } from "./app.ts";
import { ANA, type Bot, card, execute, SAM, startBot, startDouble, submit, withCard } from "./teams-bot.ts";

let teams: TeamsDouble;
let bot: Bot;
const clock = handClock();
const waits: number[] = [];

beforeEach(async () => {
  waits.length = 0;
  const wait = async (ms: number): Promise<void> => void waits.push(ms);
  teams = await startDouble({ now: clock.now, wait, answerWithin: { message: 80, invoke: 80 }, keep: { messages: 20, calls: 50 } });
  bot = await startBot(teams);
});
afterEach(async () => {
  await teams.stop();
  await bot.stop();
});

const say = (account = SAM, activity: Parameters<typeof withCard>[1] | string = "Ana needs help now.") =>
  bot.begin(teams, account, (context) => context.sendActivity(activity));
const texts = (account: string): string[] => teams.desk(account).messages.map((one) => one.text);

test.each<readonly [Parameters<TeamsDouble["trouble"]>[0]["how"], object, boolean]>([
  [{ status: 429, retryAfter: 7 }, { statusCode: 429, code: "Throttled" }, false],
  [{ status: 412 }, { statusCode: 412, code: "PreconditionFailed" }, false],
  [{ status: 502 }, { statusCode: 502 }, false],
  [{ error: "BotDisabledByAdmin" }, { statusCode: 403, code: "BotDisabledByAdmin" }, false],
  [{ error: "InvalidBotApiHost" }, { statusCode: 403, code: "InvalidBotApiHost" }, false],
  [{ error: "SomethingNew" }, { statusCode: 403, code: "SomethingNew" }, false],
  ["cut-before", { name: "RestError" }, false],
  ["cut-after-accept", { name: "RestError" }, true],
  ["error-after-accept", { statusCode: 500, code: "ServiceError" }, true],
])("%j is met by one call, and the message is there afterwards: %#", async (how, error, shown) => {
  const trouble = teams.trouble({ method: "sendToConversation", how });
  await expect(say()).rejects.toMatchObject(error);
  expect(texts(SAM)).toHaveLength(shown ? 1 : 0);
  expect(trouble.met).toBe(1);
  await say();
  expect(texts(SAM)).toHaveLength(shown ? 2 : 1);
});

test("a call can hang, before or after the message is shown; trouble can be for one person, and it ends", async () => {
  teams.trouble({ method: "sendToConversation", how: "hang-after-accept", account: SAM });
  void say().catch(() => undefined);
  await teams.until(() => texts(SAM).length === 1);
  teams.trouble({ method: "createConversation", how: "hang", account: ANA });
  void say(ANA).catch(() => undefined);
  await say();
  await teams.until(() => teams.calls("createConversation").some((call) => call.answer === "hang"));
  expect([texts(SAM).length, texts(ANA).length]).toEqual([2, 0]);
  const always = teams.trouble({ method: "*", how: { status: 503 }, count: Infinity });
  await expect(say()).rejects.toMatchObject({ statusCode: 503 });
  teams.noTrouble();
  await say(ANA);
  expect(always.met).toBe(1);
});

test("a 429 carries the seconds to wait", async () => {
  await say();
  teams.trouble({ method: "createConversation", how: { status: 429, retryAfter: 7 } });
  const answer = await fetch(`${teams.serviceUrl}v3/conversations`, { method: "POST", body: "{}" });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
});

test("bad cards, too large a message and an empty one are refused as Teams does, and nothing is shown", async () => {
  const bad = { statusCode: 400, code: "BadArgument" };
  await expect(say(SAM, withCard({ ...card(), version: "1.6" }))).rejects.toMatchObject(bad);
  await expect(say(SAM, withCard(card({ actions: [{ type: "Action.Execute", title: "x" }] })))).rejects.toMatchObject(bad);
  await expect(say(SAM, withCard(card({ actions: Array.from({ length: 7 }, (_, n) => submit(String(n))) })))).rejects.toMatchObject(bad);
  await expect(say(SAM, "x".repeat(51_000))).rejects.toMatchObject({ statusCode: 413, code: "MessageSizeTooBig" });
  await expect(say(SAM, { type: "message" })).rejects.toMatchObject({ statusCode: 400, code: "BadSyntax" });
  await say(SAM, { type: "typing" });
  expect(texts(SAM)).toEqual([]);
  await say(SAM, "x".repeat(50_000));
  expect(texts(SAM)).toHaveLength(1);
});

test("only the bot's own messages can be edited, while they are there", async () => {
  await teams.types(ANA, "hi");
  const [{ id = "" } = {}] = teams.desk(ANA).messages;
  const edit = (activity: string) =>
    bot.begin(teams, ANA, (context) => context.updateActivity({ type: "message", id: activity, text: "x" }));
  await expect(edit(id)).rejects.toMatchObject({ statusCode: 403 });
  await expect(edit("1")).rejects.toMatchObject({ statusCode: 404, code: "ActivityNotFoundInConversation" });
});

test("object ids belong in `id`; groups, missing tenants and other tenants are refused", async () => {
  await say();
  const { authorization = "" } = await bearer();
  const create = async (body: object): Promise<unknown> => {
    const answer = await fetch(`${teams.serviceUrl}v3/conversations`, {
      method: "POST",
      headers: { authorization },
      body: JSON.stringify(body),
    });
    const read = (await answer.json()) as { id?: string; error?: { code: string } };
    return read.id === undefined ? [answer.status, read.error?.code] : answer.status;
  };
  const good = { isGroup: false, members: [{ id: SAM }], tenantId: teams.tenant };
  expect(await create(good)).toBe(201);
  expect(await create({ ...good, members: [{ id: teams.idOf(SAM) }] })).toBe(201);
  expect(await create({ ...good, activity: { type: "message", text: "first" } })).toBe(201);
  expect(
    await create({ isGroup: true, channelData: { channel: { id: teams.channel } }, activity: { type: "message", text: "thread" } }),
  ).toBe(201);
  expect(texts(SAM).slice(-2)).toEqual(["first", "thread"]);
  expect(await create({ ...good, members: [{ id: SAM, aadObjectId: SAM }] })).toEqual([400, "BadArgument"]);
  expect(await create({ ...good, members: [{ id: SAM }, { id: ANA }] })).toEqual([400, "BadSyntax"]);
  expect(await create({ ...good, isGroup: true })).toEqual([400, "BadSyntax"]);
  expect(await create({ ...good, tenantId: undefined })).toEqual([400, "BadArgument"]);
  expect(await create({ ...good, tenantId: "22222222-0000-4000-8000-000000000002" })).toEqual([400, "BadArgument"]);
});

test("a message that is not answered comes again under its own id; an invoke twice more under new ones", async () => {
  bot.deaf = true;
  const sent = await teams.types(ANA, "escalate");
  expect(sent).toMatchObject({ status: 0, failure: "http_timeout", attempts: 2 });
  expect([bot.requests, waits.length, teams.desk(ANA).fault]).toEqual([2, 1, "Unable to reach app. Please try again."]);
  bot.deaf = false;
  await say(SAM, withCard(card({ actions: [execute("ack", "Take")] })));
  const [{ id = "" } = {}] = teams.desk(SAM).messages;
  const ids: string[] = [];
  bot.turn = async (context) => {
    ids.push(context.activity.id ?? "");
    // Answers when nobody waits any more, as a bot that is too slow does.
    await teams.until(() => waits.length >= ids.length + 1);
    return { status: 200, body: {} };
  };
  expect(await teams.press(SAM, id, "ack")).toMatchObject({ status: 0, attempts: 3 });
  expect(new Set(ids).size).toBe(3);
  const messages: unknown[] = [];
  bot.turn = async (context) => {
    messages.push(context.activity.id);
    if (messages.length === 1) await teams.until(() => messages.length === 2);
  };
  expect(await teams.types(ANA, "again")).toMatchObject({ status: 200, attempts: 2 });
  expect(new Set(messages).size).toBe(1);
});

test("with real limits a thread takes seven sends a second, and a tenant fifty calls", async () => {
  await say(ANA);
  clock.pass(60_000);
  teams.limits = { perThread: true };
  const { authorization = "" } = await bearer();
  const { channel = "" } = teams.desk(ANA).messages[0] ?? {};
  const url = `${teams.serviceUrl}v3/conversations/${encodeURIComponent(channel)}/activities`;
  const post = async (): Promise<number> =>
    (await fetch(url, { method: "POST", headers: { authorization }, body: JSON.stringify({ type: "message", text: "x" }) })).status;
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
  const { authorization = "" } = await bearer();
  const { channel = "" } = teams.desk(SAM).messages[0] ?? {};
  const url = `${teams.serviceUrl}v3/conversations/${encodeURIComponent(channel)}/activities`;
  for (let n = 0; n < 120; n += 1)
    await fetch(url, { method: "POST", headers: { authorization }, body: JSON.stringify({ type: "message", text: `m${n}` }) });
  expect(teams.desk(SAM).messages.map((one) => one.text)).toEqual(Array.from({ length: 20 }, (_, n) => `m${n + 100}`));
  expect(teams.desk(SAM).rings).toHaveLength(20);
  expect(teams.calls()).toHaveLength(50);
});

/** Headers with a token of the app's own. */
async function bearer(): Promise<Record<string, string>> {
  const env = teams.env();
  const form = {
    grant_type: "client_credentials",
    client_id: env["MicrosoftAppId"] ?? "",
    client_secret: env["MicrosoftAppPassword"] ?? "",
  };
  const body = new URLSearchParams({ ...form, scope: `${env["ToChannelFromBotOAuthScope"]}/.default` });
  const answer = await fetch(`${env["ToChannelFromBotLoginUrl"]}/oauth2/v2.0/token`, { method: "POST", body });
  return { authorization: `Bearer ${((await answer.json()) as { access_token: string }).access_token}` };
}
