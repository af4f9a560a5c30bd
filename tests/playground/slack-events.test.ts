import { createHmac } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { SlackDouble } from "../../playground/slack.ts";
import { ANA, SAM, SECRET, startApp, startDouble, TOKEN, type App } from "./app.ts";

let slack: SlackDouble;
let app: App;
const waited: number[] = [];

beforeEach(async () => {
  waited.length = 0;
  app = await startApp();
  slack = await startDouble({
    deliverTo: app.url,
    answerWithin: 500,
    wait: async (ms) => void waited.push(ms),
  });
});
afterEach(async () => {
  await slack.stop();
  await app.stop();
});

const post = (text: string): Promise<Response> =>
  fetch(`${slack.url}chat.postMessage`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify({ channel: SAM, text }),
  });

test("an event that is not taken comes again at once, after one minute and after five, the same but for its retry headers", async () => {
  app.answer = () => ({ status: 503 });
  const sent = await slack.event({ type: "user_change", user: { id: ANA } }, { retries: true });
  expect(sent).toMatchObject({ status: 503, attempts: 4 });
  expect(waited).toEqual([0, 60_000, 300_000]);
  expect(
    app.got.map((got) => [got.headers["x-slack-retry-num"], got.headers["x-slack-retry-reason"]]),
  ).toEqual([
    [undefined, undefined],
    ["1", "http_error"],
    ["2", "http_error"],
    ["3", "http_error"],
  ]);
  expect(new Set(app.got.map((got) => got.raw)).size).toBe(1);
});

test("it stops as soon as the event is taken, and when the app asks for no more", async () => {
  app.answer = () => ({ status: app.got.length === 2 ? 200 : 500 });
  expect(await slack.event({ type: "app_uninstalled" }, { retries: true })).toMatchObject({
    status: 200,
    attempts: 2,
  });
  app.answer = () => ({ status: 500, headers: { "x-slack-no-retry": "1" } });
  expect(await slack.event({ type: "app_uninstalled" }, { retries: true })).toMatchObject({
    attempts: 1,
  });
  app.answer = () => undefined;
  expect(await slack.event({ type: "app_uninstalled" }, { retries: true })).toMatchObject({
    status: 0,
    failure: "http_timeout",
    attempts: 4,
  });
  expect(app.got.at(-1)?.headers["x-slack-retry-reason"]).toBe("http_timeout");
  expect(await slack.event({ type: "app_uninstalled" })).toMatchObject({ attempts: 1 });
});

test("every event has an id of its own; a whole envelope goes as it is", async () => {
  await slack.event({ type: "a" });
  await slack.event({ type: "b" });
  const [first, second] = app.got.map((got) => got.payload);
  expect(first).toMatchObject({
    type: "event_callback",
    team_id: "T0ACME",
    event: { type: "a" },
    authorizations: [{ team_id: "T0ACME", is_bot: true }],
  });
  expect(second?.["event_id"]).not.toBe(first?.["event_id"]);
  await slack.event({ ...first, event_id: "EvSAME" });
  expect(app.got.at(-1)?.payload).toMatchObject({ event_id: "EvSAME", event: { type: "a" } });
});

test("announcing somebody tells the app what Slack now knows of them", async () => {
  slack.changePerson(SAM, { tz: "Asia/Kolkata", kind: "deactivated" });
  await slack.announce(SAM, "user_change");
  expect(app.got.at(-1)?.payload["event"]).toMatchObject({
    type: "user_change",
    user: { id: SAM, deleted: true, tz_offset: 19_800 },
  });
  slack.setQuiet(SAM, Date.now() + 60_000);
  await slack.announce(SAM, "dnd_updated_user");
  expect(app.got.at(-1)?.payload["event"]).toMatchObject({
    user: SAM,
    dnd_status: { dnd_enabled: true },
  });
  slack.setQuiet(SAM, undefined);
  await slack.announce(SAM, "dnd_updated_user");
  expect(app.got.at(-1)?.payload["event"]).toMatchObject({ dnd_status: { dnd_enabled: false } });
});

test("who joins a channel or a user group is told as Slack tells it, where the app may know", async () => {
  const events = () => app.got.map(({ payload }) => payload["event"]);
  slack.channel("C0ORDERS", [ANA], { isWithoutApp: true });
  const before = app.got.length;
  expect(await slack.moves(SAM, "C0ORDERS", "joins")).toBeUndefined();
  expect(app.got).toHaveLength(before);
  await slack.moves("U0HANDRAIL", "C0ORDERS", "joins");
  await slack.moves(SAM, "C0ORDERS", "leaves");
  expect(events().slice(before)).toMatchObject([
    { type: "member_joined_channel", user: "U0HANDRAIL", channel: "C0ORDERS", channel_type: "C" },
    { type: "member_left_channel", user: SAM, channel: "C0ORDERS" },
  ]);
  slack.userGroup("returns", [ANA]);
  await slack.groupBecomes("returns", [SAM]);
  await slack.groupBecomes("returns", undefined);
  const [changed, updated, off] = events().slice(before + 2) as Record<string, unknown>[];
  expect(changed).toMatchObject({
    ...{ type: "subteam_members_changed", added_users: [SAM], removed_users: [ANA] },
  });
  expect(updated).toMatchObject({ type: "subteam_updated", subteam: { users: [SAM] } });
  expect(off).toMatchObject({ subteam: { id: changed?.["subteam_id"] } });
});

test("what a person writes is shown as theirs and told to the app", async () => {
  await slack.say(ANA, "hello");
  expect(slack.desk(ANA)).toMatchObject({ messages: [{ from: "me", text: "hello" }], rings: [] });
  expect(app.got.at(-1)?.payload["event"]).toMatchObject({
    type: "message",
    channel_type: "im",
    user: ANA,
    text: "hello",
  });
});

test("the signature is Slack's own, over the raw body; any other secret or time is refused by Bolt's check", async () => {
  const body = "command=%2Fescalate";
  const headers = slack.sign(body, { timestamp: 1_700_000_000 });
  const digest = createHmac("sha256", SECRET).update(`v0:1700000000:${body}`).digest("hex");
  expect(headers).toEqual({
    "x-slack-request-timestamp": "1700000000",
    "x-slack-signature": `v0=${digest}`,
  });
  const send = (signed: Record<string, string>, sent = body) =>
    slack.sendRaw({
      headers: { "content-type": "application/x-www-form-urlencoded", ...signed },
      body: sent,
    });
  expect((await send(slack.sign(body))).status).toBe(200);
  expect((await send(headers)).status).toBe(401);
  expect((await send(slack.sign(body, { secret: "another" }))).status).toBe(401);
  expect((await send(slack.sign(body), `${body}x`)).status).toBe(401);
});

test("a request can be sent again exactly, and to another path of the app", async () => {
  const { request } = await slack.command(ANA, "/escalate");
  await slack.sendRaw(request);
  await slack.sendRaw({ ...request, path: "/elsewhere?x=1" });
  expect(app.got.map((got) => got.path)).toEqual([
    "/slack/events",
    "/slack/events",
    "/elsewhere?x=1",
  ]);
  expect(new Set(app.got.map((got) => got.fields["trigger_id"])).size).toBe(1);
});

test("until waits for changes, returns what it found, and says what did not come true", async () => {
  const found = slack.until(() => slack.desk(SAM).messages.find((one) => one.text === "two"));
  await post("one");
  await post("two");
  expect((await found)?.text).toBe("two");
  expect(await slack.until(() => slack.calls("chat.postMessage").length)).toBe(2);
  await expect(slack.until(() => slack.desk(SAM).messages.length > 9, 20)).rejects.toThrow(
    /after 20 ms.*length > 9/,
  );
  await expect(slack.until(() => slack.desk("U0NOBODY").home)).rejects.toThrow(/U0NOBODY/);
});

test("listeners hear of every change until they stop listening", async () => {
  let heard = 0;
  const off = slack.onChange(() => (heard += 1));
  await post("one");
  expect(heard).toBeGreaterThan(0);
  const before = heard;
  off();
  await post("two");
  expect(heard).toBe(before);
});

test("two workspaces know nothing of one another", async () => {
  const other = await startDouble({
    workspace: "T0OTHER",
    botToken: "xoxb-other",
    deliverTo: app.url,
  });
  expect(
    await (
      await fetch(`${other.url}auth.test`, {
        method: "POST",
        headers: { authorization: `Bearer ${TOKEN}` },
      })
    ).json(),
  ).toMatchObject({ error: "invalid_auth" });
  await post("here");
  await other.command(ANA, "/escalate");
  expect(app.got.at(-1)?.fields["team_id"]).toBe("T0OTHER");
  expect(other.desk(SAM).messages).toEqual([]);
  const eventOf = async (double: SlackDouble) => (
    await double.event({ type: "a" }),
    app.got.at(-1)?.payload["event_id"]
  );
  expect(await eventOf(slack)).not.toBe(await eventOf(other));
  await other.stop();
});
