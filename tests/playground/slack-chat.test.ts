import { ErrorCode, WebClient, type WebAPIPlatformError } from "@slack/web-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import { controlsOf, type SlackDouble } from "../../playground/slack.ts";
import { actions, ANA, button, handClock, plain, SAM, section, startDouble, TOKEN } from "./app.ts";

let slack: SlackDouble;
let client: WebClient;
const clock = handClock();

beforeEach(async () => {
  slack = await startDouble({ now: clock.now, keep: { messages: 3, calls: 4 } });
  client = clientOf(slack);
});
afterEach(() => slack.stop());

const clientOf = (double: SlackDouble, token = TOKEN): WebClient =>
  new WebClient(token, {
    slackApiUrl: double.url,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });

/** The code that Slack refused a call with. */
async function refused(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => expect.unreachable("the call went well"),
    (thrown: WebAPIPlatformError) => thrown,
  );
  expect(error.code).toBe(ErrorCode.PlatformError);
  return error.data.error;
}

const post = (text = "Ana needs help now.", channel = SAM) =>
  client.chat.postMessage({ channel, text, blocks: [section(text)] });

test("auth.test says which workspace and bot a token belongs to", async () => {
  expect(await client.auth.test()).toMatchObject({
    ok: true,
    team_id: "T0ACME",
    user_id: "U0HANDRAIL",
    bot_id: "B0HANDRAIL",
  });
});

test("a wrong or missing token, an unknown method, a missing scope and an uninstalled app are refused by name", async () => {
  expect(await refused(clientOf(slack, "xoxb-other").auth.test())).toBe("invalid_auth");
  expect(await refused(new WebClient(undefined, { slackApiUrl: slack.url }).auth.test())).toBe(
    "not_authed",
  );
  expect(await refused(client.apiCall("chat.shout"))).toBe("unknown_method");
  expect(await refused(client.conversations.open({ users: ANA }))).toBe("missing_scope");
  slack.setInstalled(false);
  expect(await refused(client.auth.test())).toBe("account_inactive");
});

test("a post to a user id opens the direct chat, is shown to that person only, and rings with its text", async () => {
  const { channel, ts, message } = await post();
  expect(channel).toBe("DU0SAM");
  expect(message).toMatchObject({ text: "Ana needs help now.", bot_id: "B0HANDRAIL" });
  const desk = slack.desk(SAM);
  expect(desk.messages).toMatchObject([
    {
      id: `${channel}:${ts}`,
      channel,
      from: "bot",
      text: "Ana needs help now.",
      edited: false,
      ephemeral: false,
    },
  ]);
  expect(desk.rings).toEqual([{ at: clock.now(), text: "Ana needs help now." }]);
  expect(slack.desk(ANA).messages).toEqual([]);
});

test("an edit changes the message in place and rings nobody; text without blocks takes the blocks away", async () => {
  const { channel = "", ts = "" } = await post();
  await client.chat.update({
    channel,
    ts,
    text: "Priya has it.",
    blocks: [section("Priya has it.")],
  });
  const [first] = slack.desk(SAM).messages;
  expect(first).toMatchObject({ id: `${channel}:${ts}`, text: "Priya has it.", edited: true });
  expect(first?.blocks).toHaveLength(1);
  await client.chat.update({ channel, ts, text: "Closed." });
  expect(slack.desk(SAM).messages).toMatchObject([{ text: "Closed." }]);
  expect(slack.desk(SAM).messages[0]?.blocks).toBeUndefined();
  expect(slack.desk(SAM).rings).toHaveLength(1);
});

test("an edit needs the D… id, the bot's own stored message, and a text of at most 4,000 characters", async () => {
  const { channel = "", ts = "" } = await post();
  expect(await refused(client.chat.update({ channel: SAM, ts, text: "x" }))).toBe(
    "channel_not_found",
  );
  expect(await refused(client.chat.update({ channel, ts: "1.000001", text: "x" }))).toBe(
    "message_not_found",
  );
  expect(await refused(client.chat.update({ channel, ts, text: "x".repeat(4_001) }))).toBe(
    "msg_too_long",
  );
  expect(await refused(client.chat.update({ channel, ts, text: "" }))).toBe("no_text");
  const { message_ts = "" } = await client.chat.postEphemeral({
    channel,
    user: SAM,
    text: "only you",
  });
  expect(await refused(client.chat.update({ channel, ts: message_ts, text: "x" }))).toBe(
    "message_not_found",
  );
  await slack.say(SAM, "hello");
  const mine = slack.desk(SAM).messages.find((one) => one.from === "me");
  expect(
    await refused(client.chat.update({ channel, ts: mine?.id.split(":")[1] ?? "", text: "x" })),
  ).toBe("cant_update_message");
  expect(await refused(client.chat.delete({ channel, ts: mine?.id.split(":")[1] ?? "" }))).toBe(
    "cant_delete_message",
  );
});

test("posts that Slack would not take are refused: strangers, bots, leavers, channels without the bot, nothing to say, bad blocks", async () => {
  expect(await refused(post("x", "U0NOBODY"))).toBe("channel_not_found");
  expect(await refused(post("x", "U0ROBOT"))).toBe("cannot_dm_bot");
  expect(await refused(post("x", "U0GONE"))).toBe("channel_not_found");
  expect(await refused(post("x", "C0GENERAL"))).toBe("not_in_channel");
  expect(await refused(client.chat.postMessage({ channel: SAM, text: "" }))).toBe("no_text");
  expect(
    await refused(
      client.chat.postMessage({
        channel: SAM,
        text: "x",
        blocks: Array.from({ length: 51 }, () => ({ type: "divider" })),
      }),
    ),
  ).toBe("invalid_blocks");
  expect(
    await refused(
      client.apiCall("chat.postMessage", { channel: SAM, text: "x", blocks: "not json" }),
    ),
  ).toBe("invalid_blocks_format");
  expect(slack.desk(SAM).messages).toEqual([]);
});

test("a deleted message is gone; an ephemeral one rings nobody and is gone after a reload", async () => {
  const { channel = "", ts = "" } = await post();
  await client.chat.postEphemeral({ channel, user: SAM, text: "only you" });
  expect(slack.desk(SAM).messages.map((one) => [one.text, one.ephemeral])).toEqual([
    ["Ana needs help now.", false],
    ["only you", true],
  ]);
  await client.chat.delete({ channel, ts });
  expect(slack.desk(SAM).messages).toHaveLength(1);
  slack.reload(SAM);
  expect(slack.desk(SAM).messages).toEqual([]);
  expect(slack.desk(SAM).rings).toHaveLength(1);
  expect(await refused(client.chat.postEphemeral({ channel, user: ANA, text: "x" }))).toBe(
    "user_not_in_channel",
  );
});

test("JSON bodies are taken like forms, and blocks get the ids that the app left out", async () => {
  const answer = await fetch(`${slack.url}chat.postMessage`, {
    method: "POST",
    headers: {
      "content-type": "application/json; charset=utf-8",
      authorization: `Bearer ${TOKEN}`,
    },
    body: JSON.stringify({
      channel: SAM,
      text: "Hi",
      blocks: [actions("who", { type: "button", text: plain("Go") }), section("x")],
    }),
  });
  expect(await answer.json()).toMatchObject({ ok: true, channel: "DU0SAM" });
  expect(slack.desk(SAM).messages[0]?.blocks).toMatchObject([
    { block_id: "who", elements: [{ action_id: expect.any(String) }] },
    { block_id: expect.any(String) },
  ]);
  const broken = await fetch(`${slack.url}chat.postMessage`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{",
  });
  expect(await broken.json()).toEqual({ ok: false, error: "invalid_json" });
});

test("a group chat of the same people is the same chat, and every one of them sees and hears it", async () => {
  const other = await startDouble({ scopes: ["chat:write", "im:write", "mpim:write"] });
  const api = clientOf(other);
  const first = await api.conversations.open({ users: `${ANA},${SAM}` });
  const second = await api.conversations.open({ users: `${SAM},${ANA}` });
  expect(second.channel?.id).toBe(first.channel?.id);
  await api.chat.postMessage({ channel: first.channel?.id ?? "", text: "You two" });
  for (const account of [ANA, SAM])
    expect(other.desk(account).rings).toMatchObject([{ text: "You two" }]);
  expect((await api.conversations.open({ users: SAM })).channel?.id).toBe("DU0SAM");
  expect(await refused(api.conversations.open({ users: "U0GONE" }))).toBe("user_disabled");
  await other.stop();
});

test("do-not-disturb keeps a message from ringing, not from being shown, and ends by the clock", async () => {
  slack.setQuiet(SAM, clock.now() + 60_000);
  await post("one");
  expect(await client.dnd.info({ user: SAM })).toMatchObject({
    dnd_enabled: true,
    next_dnd_end_ts: (clock.now() + 60_000) / 1_000,
  });
  expect(slack.desk(SAM)).toMatchObject({ messages: [{ text: "one" }], rings: [] });
  clock.pass(60_000);
  await post("two");
  expect(slack.desk(SAM).rings).toMatchObject([{ text: "two" }]);
  const team = await client.dnd.teamInfo({ users: `${SAM},${ANA},U0NOBODY` });
  expect(team.users).toEqual({
    [SAM]: expect.objectContaining({ dnd_enabled: false }),
    [ANA]: expect.objectContaining({ dnd_enabled: false }),
  });
});

test("only the newest messages and calls are kept", async () => {
  for (const text of ["1", "2", "3", "4", "5", "6", "7", "8", "9"]) await post(text);
  expect(slack.desk(SAM).messages.map((one) => one.text)).toEqual(["7", "8", "9"]);
  expect(slack.desk(SAM).rings.map((one) => one.text)).toEqual(["7", "8", "9"]);
  expect(slack.calls("chat.postMessage").map((call) => call.body["text"])).toEqual([
    "6",
    "7",
    "8",
    "9",
  ]);
  expect(slack.calls()[0]).toMatchObject({
    method: "chat.postMessage",
    at: clock.now(),
    answer: "ok",
  });
});

test("users.info tells each kind of account apart; locale and e-mail come only when asked for and granted", async () => {
  const info = async (user: string, include_locale = false) =>
    (await client.users.info({ user, include_locale })).user;
  expect(await info(ANA, true)).toMatchObject({
    real_name: "Ana Silva",
    tz: "Europe/London",
    locale: "pt-PT",
    deleted: false,
    profile: { email: "ana@acme.test" },
  });
  expect(await info(SAM)).toMatchObject({ tz: "Europe/Madrid", tz_offset: 3_600 });
  expect(await info(SAM)).not.toHaveProperty("locale");
  expect(await info("U0GUEST")).toMatchObject({ is_restricted: true });
  expect(await info("U0ROBOT")).toMatchObject({ is_bot: true });
  expect(await info("U0GONE")).toMatchObject({ deleted: true });
  expect(await info("U0OTHER")).toMatchObject({ is_stranger: true, team_id: "T0ACMEEXT" });
  expect((await info("U0OTHER"))?.profile).not.toHaveProperty("email");
  expect(await refused(client.users.info({ user: "U0NOBODY" }))).toBe("user_not_found");
  slack.changePerson(ANA, { name: "Ana Reis" });
  expect(await info(ANA)).toMatchObject({ real_name: "Ana Reis" });
  slack.addPerson({ account: "U0NEW", name: "New", email: "new@acme.test" });
  expect(await info("U0NEW")).toMatchObject({ real_name: "New" });
});

test("an e-mail finds members and guests, whatever its case, and nobody else", async () => {
  expect((await client.users.lookupByEmail({ email: "ANA@acme.test" })).user?.id).toBe(ANA);
  for (const email of ["gone@acme.test", "robot@acme.test", "ola@other.test", "nobody@acme.test"])
    expect(await refused(client.users.lookupByEmail({ email }))).toBe("users_not_found");
});

test("users.list pages through everybody", async () => {
  const seen: string[] = [];
  for await (const page of client.paginate("users.list", { limit: 4 })) {
    const { members } = page as unknown as { members: { id: string }[] };
    seen.push(...members.map((one) => one.id));
  }
  expect(seen).toEqual([ANA, SAM, "U0GUEST", "U0ROBOT", "U0GONE", "U0OTHER"]);
});

test("a button that a message shows can be found by its label", async () => {
  await client.chat.postMessage({
    channel: SAM,
    text: "x",
    blocks: [actions("b", button("escalations.acknowledge", "I've got it"))],
  });
  expect(controlsOf(slack.desk(SAM).messages[0]?.blocks)).toMatchObject([
    { label: "I've got it", actionId: "escalations.acknowledge", blockId: "b" },
  ]);
});
