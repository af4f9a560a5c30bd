import { afterEach, beforeEach, expect, test } from "vitest";
import { NotShown, type SlackDouble } from "../../playground/slack.ts";
import {
  actions,
  ANA,
  button,
  handClock,
  plain,
  SAM,
  section,
  startApp,
  startDouble,
  TOKEN,
  type App,
  type Got,
} from "./app.ts";

let slack: SlackDouble;
let app: App;
const clock = handClock();

beforeEach(async () => {
  app = await startApp();
  slack = await startDouble({ deliverTo: app.url, now: clock.now, answerWithin: 1_000 });
});
afterEach(async () => {
  await slack.stop();
  await app.stop();
});

const api = async (method: string, body: unknown): Promise<Record<string, unknown>> => {
  const headers = { "content-type": "application/json", authorization: `Bearer ${TOKEN}` };
  return (
    await fetch(`${slack.url}${method}`, { method: "POST", headers, body: JSON.stringify(body) })
  ).json() as Promise<Record<string, unknown>>;
};
const respond = (url: unknown, body: unknown): Promise<Response> =>
  fetch(String(url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
const lastGot = (): Got => app.got.at(-1) ?? expect.unreachable("the app got nothing");
const texts = (account: string): string[] => slack.desk(account).messages.map((one) => one.text);
const page = async (...elements: unknown[]): Promise<string> => {
  await api("chat.postMessage", {
    channel: SAM,
    text: "Ana needs help now.",
    blocks: [section("Ana"), actions("do", ...elements)],
  });
  return slack.desk(SAM).messages.at(-1)?.id ?? "";
};

test("a command reaches the app signed, as a form with every field, and its answer is shown to that person only", async () => {
  app.answer = () => ({
    json: { response_type: "ephemeral", text: "Asking Sam.", blocks: [section("Asking Sam.")] },
  });
  const sent = await slack.command(ANA, "/escalate a <b> & c");
  expect(sent).toMatchObject({ status: 200, ms: expect.any(Number) });
  expect(lastGot().fields).toMatchObject({
    command: "/escalate",
    text: "a &lt;b&gt; &amp; c",
    user_id: ANA,
    team_id: "T0ACME",
    channel_id: "DU0ANA",
    is_enterprise_install: "false",
    trigger_id: expect.any(String),
    response_url: expect.stringContaining("/response/"),
  });
  expect(slack.desk(ANA)).toMatchObject({
    messages: [{ text: "Asking Sam.", ephemeral: true }],
    rings: [],
  });
  expect(slack.desk(ANA)).not.toHaveProperty("fault");
  expect(texts(SAM)).toEqual([]);
});

test("a plain text answer is a private sentence, an empty one is nothing, an answer in the channel is for all", async () => {
  app.answer = () => ({ text: "Done." });
  await slack.command(ANA, "/handrail");
  app.answer = () => ({});
  await slack.command(ANA, "/handrail");
  expect(texts(ANA)).toEqual(["Done."]);
  app.answer = () => ({ json: { response_type: "in_channel", text: "For all" } });
  await slack.command(ANA, "/handrail", { channel: "C0GENERAL" });
  expect(texts(SAM)).toEqual(["For all"]);
  await expect(slack.command(ANA, "/handrail", { channel: "C0NONE" })).rejects.toThrow(NotShown);
  await expect(slack.command(ANA, "handrail")).rejects.toThrow(NotShown);
});

test.each<readonly [string, App["answer"], string]>([
  ["a 5xx", () => ({ status: 503 }), "dispatch_failed"],
  ["silence", () => undefined, "operation_timeout"],
  [
    "blocks that Slack refuses",
    () => ({ json: { text: "x", blocks: [{ type: "section" }] } }),
    "invalid_blocks",
  ],
])(
  "%s makes Slack say that the command failed, to that person, until their next move",
  async (_, answer, error) => {
    app.answer = answer;
    await slack.command(ANA, "/escalate");
    expect(slack.desk(ANA).fault).toBe(`/escalate failed with the error "${error}"`);
    expect(slack.desk(SAM)).not.toHaveProperty("fault");
    expect(texts(ANA)).toEqual([]);
    app.answer = () => ({});
    await slack.command(ANA, "/escalate");
    expect(slack.desk(ANA)).not.toHaveProperty("fault");
  },
);

test("an app that is not there is a failed command too", async () => {
  await app.stop();
  expect(await slack.command(ANA, "/escalate")).toMatchObject({
    status: 0,
    failure: "connection_failed",
  });
  expect(slack.desk(ANA).fault).toContain("dispatch_failed");
});

test("a press sends what is really shown: the button's value, its message, a fresh trigger", async () => {
  const id = await page(button("escalations.acknowledge", "I've got it", "esc_1"));
  await slack.press(SAM, id, "escalations.acknowledge");
  expect(lastGot().payload).toMatchObject({
    type: "block_actions",
    user: { id: SAM, team_id: "T0ACME" },
    container: { type: "message", channel_id: "DU0SAM", is_ephemeral: false },
    message: { text: "Ana needs help now.", bot_id: "B0HANDRAIL" },
    actions: [
      {
        type: "button",
        action_id: "escalations.acknowledge",
        block_id: "do",
        value: "esc_1",
        text: { text: "I've got it" },
      },
    ],
  });
  const [first, second] = [
    lastGot().payload["trigger_id"],
    (await slack.press(SAM, id, "escalations.acknowledge"), lastGot().payload["trigger_id"]),
  ];
  expect(second).not.toBe(first);
});

test("nobody presses what they do not see: another's message, a button that is gone, one of two alike", async () => {
  const id = await page(button("a", "One", "1"), button("b", "Two", "2"));
  await api("chat.postMessage", {
    channel: SAM,
    text: "x",
    blocks: [actions("x", button("same", "X", "1")), actions("y", button("same", "Y", "2"))],
  });
  const twins = slack.desk(SAM).messages.at(-1)?.id ?? "";
  const [channel, ts] = id.split(":");
  await expect(slack.press(ANA, id, "a")).rejects.toThrow(NotShown);
  await expect(slack.press(SAM, id, "c")).rejects.toThrow(/a "One", b "Two"/);
  await expect(slack.press(SAM, id, "a", { value: "forged" })).rejects.toThrow(NotShown);
  await expect(slack.press(SAM, twins, "same")).rejects.toThrow(/more than one/);
  await expect(slack.press("U0NOBODY", id, "a")).rejects.toThrow(NotShown);
  await api("chat.update", { channel, ts, text: "Closed." });
  await expect(slack.press(SAM, id, "a")).rejects.toThrow(NotShown);
  expect(app.got).toHaveLength(0);
  await slack.press(SAM, twins, "same", { value: "2" });
  await slack.press(SAM, twins, "same", { blockId: "x" });
  expect(app.got.map((got) => got.payload["actions"][0].value)).toEqual(["2", "1"]);
});

test("the escape hatch sends a forged payload, signed like any other; a press nobody answers is a warning", async () => {
  const id = await page(button("a", "One", "1"));
  const payload = slack.pressPayload(SAM, id, "a");
  await slack.pressRaw({
    ...payload,
    actions: [{ type: "button", action_id: "a", block_id: "do", value: "forged" }],
  });
  expect(lastGot().payload["actions"][0].value).toBe("forged");
  app.answer = () => ({ status: 500 });
  await slack.press(SAM, id, "a");
  expect(slack.desk(SAM).fault).toContain("did not answer");
});

test("a response_url works five times in half an hour; it replaces the pressed message, ephemeral ones too", async () => {
  app.answer = () => ({ json: { text: "Sure?", blocks: [actions("do", button("yes", "Yes"))] } });
  await slack.command(ANA, "/handrail");
  const id = slack.desk(ANA).messages[0]?.id ?? "";
  app.answer = () => ({});
  await slack.press(ANA, id, "yes");
  expect(lastGot().payload).toMatchObject({ container: { is_ephemeral: true } });
  expect(lastGot().payload).not.toHaveProperty("message");
  const url = lastGot().payload["response_url"];
  expect((await respond(url, { replace_original: true, text: "Done." })).status).toBe(200);
  expect(slack.desk(ANA).messages).toMatchObject([
    { id, text: "Done.", ephemeral: true, edited: true },
  ]);
  await respond(url, { text: "And more." });
  expect(texts(ANA)).toEqual(["Done.", "And more."]);
  expect((await respond(url, { text: "" })).status).toBe(400);
  await respond(url, { delete_original: true });
  expect(texts(ANA)).toEqual(["And more."]);
  expect((await respond(url, { replace_original: true, text: "x" })).status).toBe(404);
  const late = await respond(url, { text: "a sixth" });
  expect([late.status, await late.json()]).toEqual([404, { ok: false, error: "used_url" }]);
  expect(slack.calls("response_url").map((call) => call.answer)).toEqual([
    "ok",
    "ok",
    "no_text",
    "ok",
    "message_not_found",
    "used_url",
  ]);
});

test("a command's answer cannot be replaced: Slack posts another; after 30 minutes it takes nothing", async () => {
  app.answer = () => ({ text: "Asking Sam." });
  await slack.command(ANA, "/escalate");
  const url = lastGot().fields["response_url"];
  await respond(url, { replace_original: true, text: "Sam has it." });
  expect(texts(ANA)).toEqual(["Asking Sam.", "Sam has it."]);
  clock.pass(30 * 60_000 + 1);
  expect(await (await respond(url, { text: "x" })).json()).toEqual({
    ok: false,
    error: "expired_url",
  });
  expect((await respond(`${String(url)}X`, { text: "x" })).status).toBe(404);
});

test("shortcuts: a global one has no response_url, one on a message has it and the message", async () => {
  const id = await page(button("a", "One"));
  await slack.shortcut(ANA, "escalate");
  expect(lastGot().payload).toMatchObject({
    type: "shortcut",
    callback_id: "escalate",
    user: { id: ANA },
  });
  expect(lastGot().payload).not.toHaveProperty("response_url");
  await slack.shortcut(SAM, "escalate_message", id.split(":")[1]);
  expect(lastGot().payload).toMatchObject({
    type: "message_action",
    message: { text: "Ana needs help now." },
    response_url: expect.any(String),
  });
  await expect(slack.shortcut(ANA, "escalate_message", id)).rejects.toThrow(NotShown);
});

test("a home page is published for one person, replaced as a whole, and its buttons can be pressed", async () => {
  const view = (label: string) => ({
    type: "home",
    blocks: [actions("do", button("help", label))],
  });
  expect(await slack.openHome(ANA)).toMatchObject({ status: 200, attempts: 1 });
  expect(lastGot().payload).toMatchObject({
    type: "event_callback",
    event: { type: "app_home_opened", user: ANA, tab: "home" },
  });
  const { view: first } = (await api("views.publish", {
    user_id: ANA,
    view: view("Get help now"),
  })) as {
    view: { id: string; hash: string };
  };
  await slack.press(ANA, "home", "help");
  expect(lastGot().payload).toMatchObject({
    type: "block_actions",
    container: { type: "view", view_id: first.id },
    view: { type: "home" },
  });
  expect(
    await api("views.publish", { user_id: ANA, view: view("Help"), hash: first.hash }),
  ).toMatchObject({
    ok: true,
    view: { id: first.id },
  });
  expect(
    await api("views.publish", { user_id: ANA, view: view("Late"), hash: first.hash }),
  ).toMatchObject({ error: "hash_conflict" });
  expect(slack.desk(ANA).home).toMatchObject([{ elements: [{ text: { text: "Help" } }] }]);
  expect(slack.desk(SAM)).not.toHaveProperty("home");
  expect(await api("views.publish", { user_id: "U0NOBODY", view: view("x") })).toMatchObject({
    error: "user_not_found",
  });
  expect(
    await api("views.publish", {
      user_id: ANA,
      view: { type: "modal", title: plain("x"), blocks: [] },
    }),
  ).toMatchObject({
    error: "invalid_arguments",
  });
  await expect(slack.press(SAM, "home", "help")).rejects.toThrow(NotShown);
});

test("a select on a message sends the option chosen, and only one that is offered", async () => {
  const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
  const id = await page({
    type: "static_select",
    action_id: "who",
    options: [option("dana"), option("priya")],
  });
  await slack.press(SAM, id, "who", { selected: "priya" });
  expect(lastGot().payload).toMatchObject({
    actions: [{ type: "static_select", selected_option: { value: "priya" } }],
    state: { values: { do: { who: { selected_option: { value: "priya" } } } } },
  });
  await expect(slack.press(SAM, id, "who", { selected: "nobody" })).rejects.toThrow(NotShown);
  await expect(slack.press(SAM, id, "who")).rejects.toThrow(NotShown);
});
