import { afterEach, beforeEach, expect, test } from "vitest";
import { NotShown, type TeamsDouble } from "../../playground/teams.ts";
import {
  ANA,
  type Bot,
  card,
  execute,
  SAM,
  startBot,
  startDouble,
  submit,
  withCard,
} from "./teams-bot.ts";

let teams: TeamsDouble;
let bot: Bot;

beforeEach(async () => {
  teams = await startDouble();
  bot = await startBot(teams);
});
afterEach(async () => {
  await teams.stop();
  await bot.stop();
});

const CARD = "application/vnd.microsoft.card.adaptive";
const FAILED = "Unable to reach app. Please try again.";
const lastGot = () => bot.got.at(-1) ?? expect.unreachable("the bot got nothing");
const answers = (body: unknown, status = 200) => {
  bot.turn = async () => ({ status, body });
};
/** Shows a card to somebody and tells its message's id. */
const show = async (account: string, content: unknown): Promise<string> => {
  await bot.begin(teams, account, (context) => context.sendActivity(withCard(content)));
  return teams.desk(account).messages.at(-1)?.id ?? "";
};
const shownCard = (account: string, id: string) =>
  teams.desk(account).messages.find((one) => one.id === id)?.card;
const text = (words: string) => ({ type: "TextBlock", text: words });
const input = (id: string, more: object = {}) => ({ type: "Input.Text", id, label: id, ...more });

test("Action.Execute sends its verb, data and inputs with the message it is on; a card in answer is the clicker's alone, until an edit", async () => {
  const content = card({
    body: [text("Ana"), input("words")],
    actions: [execute("ack", "I've got it", { id: "esc_1", version: 3 })],
  });
  let id = "";
  bot.turn = async (context) =>
    void (id = (await context.sendActivity(withCard(content)))?.id ?? "");
  await teams.posts(ANA, "escalate");
  answers({ statusCode: 200, type: CARD, value: card({ body: [text("You have it")] }) });
  expect(
    await teams.press(SAM, id, "I've got it", { inputs: { words: "on my way" } }),
  ).toMatchObject({ status: 200 });
  expect(lastGot()).toMatchObject({
    type: "invoke",
    name: "adaptiveCard/action",
    id: expect.stringMatching(/^f:/),
    replyToId: id,
    from: { aadObjectId: SAM },
    value: {
      trigger: "manual",
      action: {
        type: "Action.Execute",
        verb: "ack",
        data: { id: "esc_1", version: 3, words: "on my way" },
      },
    },
  });
  expect(shownCard(SAM, id)).toMatchObject({ body: [{ text: "You have it" }] });
  expect(shownCard(ANA, id)).toMatchObject({ body: [{ text: "Ana" }, {}] });
  await expect(teams.press(SAM, id, "ack")).rejects.toThrow(NotShown);
  const { conversation } = lastGot();
  await bot.goOn({ ...lastGot(), conversation }, (context) =>
    context.updateActivity({ ...withCard(card({ body: [text("Closed")] })), id }),
  );
  for (const account of [ANA, SAM])
    expect(shownCard(account, id)).toMatchObject({ body: [{ text: "Closed" }] });
});

test.each<readonly [string, unknown, number, string | undefined, readonly string[]]>([
  [
    "a sentence",
    { statusCode: 200, type: "application/vnd.microsoft.activity.message", value: "Sam has it." },
    200,
    undefined,
    ["Sam has it."],
  ],
  [
    "an error",
    {
      statusCode: 403,
      type: "application/vnd.microsoft.error",
      value: { code: "Forbidden", message: "Not yours." },
    },
    200,
    "Not yours.",
    [],
  ],
  [
    "a card that Teams refuses",
    { statusCode: 200, type: CARD, value: { ...card(), version: "1.6" } },
    200,
    FAILED,
    [],
  ],
  ["a shape that Teams does not know", { hello: "there" }, 200, FAILED, []],
  ["nothing at all", undefined, 200, FAILED, []],
  ["a 500", undefined, 500, FAILED, []],
])("a press answered with %s", async (_, body, status, fault, notices) => {
  const id = await show(SAM, card({ actions: [execute("ack", "Take")] }));
  answers(body, status);
  await teams.press(SAM, id, "ack");
  expect(teams.desk(SAM).fault).toBe(fault);
  expect(teams.desk(SAM).messages.flatMap((one) => (one.ephemeral ? [one.text] : []))).toEqual(
    notices,
  );
  expect(teams.desk(ANA).messages).toEqual([]);
});

test("nobody presses what they do not see: another's message, a hidden or disabled button, one of two alike, an unknown input", async () => {
  const toggle = {
    type: "Action.ToggleVisibility",
    title: "Show words",
    targetElements: ["words"],
  };
  const hidden = {
    type: "Container",
    id: "words",
    isVisible: false,
    items: [{ type: "ActionSet", actions: [execute("hide", "Hide")] }],
  };
  const nested = {
    type: "Action.ShowCard",
    title: "More",
    card: { type: "AdaptiveCard", body: [input("why")], actions: [execute("more", "Send why")] },
  };
  const twins = [
    execute("to", "Ben", { to: 1 }),
    execute("to", "Ben", { to: 2 }),
    { ...execute("off", "Off"), isEnabled: false },
  ];
  const id = await show(
    SAM,
    card({
      body: [input("line"), hidden, { type: "ActionSet", actions: twins }],
      actions: [toggle, nested],
    }),
  );
  answers({ statusCode: 200, type: "application/vnd.microsoft.activity.message", value: "ok" });
  const refused = (name: string, options?: object, account = SAM) =>
    expect(teams.press(account, id, name, options)).rejects.toThrow(NotShown);
  await refused("more", {}, ANA);
  await refused("nothing");
  await refused("hide");
  await refused("off");
  await refused("to");
  await refused("more", { inputs: { other: "x" } });
  expect(bot.got).toHaveLength(0);
  expect(await teams.press(SAM, id, "Show words")).toBeUndefined();
  await teams.press(SAM, id, "hide");
  await teams.press(SAM, id, "Show words");
  await refused("hide");
  await teams.press(SAM, id, "to", { data: { to: 2 } });
  expect(lastGot().value).toMatchObject({ action: { data: { to: 2, line: "" } } });
  expect(await teams.press(SAM, id, "More")).toBeUndefined();
  await teams.press(SAM, id, "Send why", { inputs: { why: "because", line: "one" } });
  expect(lastGot().value).toMatchObject({ action: { data: { why: "because", line: "one" } } });
  const forged = teams.pressActivity(SAM, id, "more");
  await teams.send({ ...forged, value: { ...(forged["value"] as object), trigger: "forged" } });
  expect(lastGot().value).toMatchObject({ trigger: "forged" });
});

test("the client itself refuses inputs that break their own rules, and says so; choices are only those offered", async () => {
  const choices = ["a", "b"].map((value) => ({ title: value.toUpperCase(), value }));
  const body = [
    input("note", { isRequired: true, errorMessage: "Say something.", maxLength: 5 }),
    { type: "Input.ChoiceSet", id: "pick", choices, value: "a" },
    { type: "Input.Toggle", id: "sure", title: "Sure" },
    { type: "Input.Number", id: "count", min: 1, max: 3, errorMessage: "One to three." },
  ];
  const id = await show(
    SAM,
    card({
      body,
      actions: [execute("send", "Send"), { ...execute("skip", "Skip"), associatedInputs: "none" }],
    }),
  );
  answers({ statusCode: 200, type: "application/vnd.microsoft.activity.message", value: "ok" });
  expect(await teams.press(SAM, id, "send")).toBeUndefined();
  expect(teams.desk(SAM).fault).toBe("Say something.");
  expect(await teams.press(SAM, id, "send", { inputs: { note: "too long" } })).toBeUndefined();
  expect(
    await teams.press(SAM, id, "send", { inputs: { note: "ok", count: "4" } }),
  ).toBeUndefined();
  expect(teams.desk(SAM).fault).toBe("One to three.");
  await expect(teams.press(SAM, id, "send", { inputs: { note: "ok", pick: "c" } })).rejects.toThrow(
    NotShown,
  );
  expect(bot.got).toHaveLength(0);
  await teams.press(SAM, id, "send", { inputs: { note: "ok", pick: "b", count: "2" } });
  expect(lastGot().value.action.data).toEqual({ note: "ok", pick: "b", sure: "false", count: "2" });
  await teams.press(SAM, id, "skip");
  expect(lastGot().value.action.data).toEqual({});
});

test("Action.Submit is a message with a value; as messageBack or imBack it also says something", async () => {
  const back = (msteams: object) => submit(String(Object.values(msteams)[1]), { msteams });
  const actions = [
    submit("Plain", { id: 1 }),
    back({ type: "messageBack", displayText: "Help!", text: "escalate", value: { id: 2 } }),
    back({ type: "imBack", value: "break 10" }),
  ];
  const id = await show(SAM, card({ actions }));
  bot.turn = async () => undefined;
  await teams.press(SAM, id, "Plain");
  expect(lastGot()).toMatchObject({ type: "message", value: { id: 1 }, replyToId: id });
  expect(lastGot().text).toBeUndefined();
  await teams.press(SAM, id, "Help!");
  expect(lastGot()).toMatchObject({ text: "escalate", value: { id: 2 }, replyToId: id });
  await teams.press(SAM, id, "break 10");
  expect(lastGot()).toMatchObject({ text: "break 10" });
  expect(teams.desk(SAM).messages.map((one) => one.text)).toEqual(["", "Help!", "break 10"]);
});

test("a dialog opens from a card, stays open with its errors, becomes another, and closes on an empty answer or a sentence", async () => {
  const id = await show(
    SAM,
    card({ actions: [submit("Say why", { msteams: { type: "task/fetch" }, form: "why" })] }),
  );
  const form = (title: string, more: object = {}) => ({
    task: {
      type: "continue",
      value: {
        title,
        card: {
          contentType: CARD,
          content: card({ body: [input("why", more)], actions: [submit("Send", { f: 1 })] }),
        },
      },
    },
  });
  answers(form("Why?", { isRequired: true }));
  await teams.press(SAM, id, "Say why");
  expect(lastGot()).toMatchObject({
    name: "task/fetch",
    value: { data: { form: "why", msteams: { type: "task/fetch" } } },
    replyToId: id,
  });
  const dialog = () =>
    teams.desk(SAM).dialog ?? { id: "none is open", view: undefined, errors: undefined };
  expect(dialog().view).toMatchObject({ title: "Why?", card: { body: [{ id: "why" }] } });
  await expect(teams.press(SAM, id, "Say why")).rejects.toThrow(/dialog lies over/);
  expect(await teams.submit(SAM, dialog().id)).toBeUndefined();
  expect(dialog().errors).toEqual({ why: "This field is required." });
  answers(form("And then?"));
  const first = dialog().id;
  await teams.submit(SAM, first, { why: "loud" });
  expect(lastGot()).toMatchObject({ name: "task/submit", value: { data: { f: 1, why: "loud" } } });
  expect(dialog().view).toMatchObject({ title: "And then?" });
  await expect(teams.submit(SAM, first)).rejects.toThrow(NotShown);
  answers({ task: { type: "message", value: "Thank you." } });
  await teams.submit(SAM, dialog().id, {}, "Send");
  expect(teams.desk(SAM)).not.toHaveProperty("dialog");
  expect(teams.desk(SAM).messages.at(-1)).toMatchObject({ text: "Thank you.", ephemeral: true });
  answers(form("Why?"));
  await teams.press(SAM, id, "Say why");
  answers(undefined, 500);
  await teams.submit(SAM, dialog().id);
  expect([teams.desk(SAM).fault, dialog().view]).toMatchObject([FAILED, { title: "Why?" }]);
  bot.turn = async () => ({ status: 200 });
  await teams.submit(SAM, dialog().id);
  expect(teams.desk(SAM)).not.toHaveProperty("dialog");
  await teams.press(SAM, id, "Say why");
  expect(teams.desk(SAM)).toMatchObject({ fault: FAILED });
  answers(form("Why?"));
  await teams.press(SAM, id, "Say why");
  teams.closeDialog(SAM, dialog().id);
  answers({
    task: {
      type: "continue",
      value: { title: "x", card: { contentType: CARD, content: { ...card(), version: "1.6" } } },
    },
  });
  await teams.press(SAM, id, "Say why");
  expect(teams.desk(SAM).fault).toBe(FAILED);
  expect(teams.desk(SAM)).not.toHaveProperty("dialog");
});

test("a message extension opens a dialog from the compose box, or on a message with what it says, and submits to its command", async () => {
  bot.turn = async () => undefined;
  await teams.posts(ANA, "help");
  const { id = "" } = teams.desk(SAM).messages[0] ?? {};
  const content = card({ body: [input("words")], actions: [submit("Escalate", { f: 1 })] });
  answers({
    task: { type: "continue", value: { title: "Escalate", card: { contentType: CARD, content } } },
  });
  await teams.extension(SAM, "escalate", { message: id });
  expect(lastGot()).toMatchObject({
    name: "composeExtension/fetchTask",
    conversation: { conversationType: "channel" },
    value: {
      commandId: "escalate",
      commandContext: "message",
      messagePayload: {
        id,
        body: { content: "@Handrail help" },
        from: { user: { id: ANA, displayName: "Ana Silva" } },
      },
    },
  });
  const { id: dialog = "" } = teams.desk(SAM).dialog ?? {};
  answers({ composeExtension: { type: "message", text: "Asking Sam." } });
  await teams.submit(SAM, dialog, { words: "now" });
  expect(lastGot()).toMatchObject({
    name: "composeExtension/submitAction",
    value: { commandId: "escalate", data: { f: 1, words: "now" } },
  });
  expect(teams.desk(SAM).messages.at(-1)).toMatchObject({ text: "Asking Sam.", ephemeral: true });
  answers({
    composeExtension: {
      type: "result",
      attachmentLayout: "list",
      attachments: [{ contentType: CARD, content }],
    },
  });
  await teams.extension(ANA, "escalate");
  expect(lastGot()).toMatchObject({
    conversation: { conversationType: "personal" },
    value: { commandContext: "compose" },
  });
  expect(teams.desk(ANA).messages.at(-1)).toMatchObject({
    ephemeral: true,
    card: { actions: [{ title: "Escalate" }] },
  });
});

test("a refreshing card asks for each named reader's own view; after an edit it does so with the old card's data", async () => {
  const content = (version: number) =>
    card({
      body: [text(`v${version}`)],
      refresh: { action: execute("view", "", { version }), userIds: [teams.idOf(SAM)] },
    });
  let id = "";
  bot.turn = async (context) =>
    void (id = (await context.sendActivity(withCard(content(1))))?.id ?? "");
  await teams.posts(ANA, "escalate");
  const thread = lastGot();
  answers({ statusCode: 200, type: CARD, value: card({ body: [text("Sam's view")] }) });
  expect(await teams.look(ANA, id)).toBeUndefined();
  await teams.look(SAM, id);
  expect(lastGot()).toMatchObject({
    from: { aadObjectId: SAM },
    value: { trigger: "automatic", action: { verb: "view", data: { version: 1 } } },
  });
  expect([shownCard(SAM, id), shownCard(ANA, id)]).toMatchObject([
    { body: [{ text: "Sam's view" }] },
    { body: [{ text: "v1" }] },
  ]);
  bot.turn = async () => ({
    status: 200,
    body: { statusCode: 200, type: CARD, value: content(7) },
  });
  await teams.look(SAM, id);
  teams.refreshes = true;
  await bot.goOn(thread, (context) => context.updateActivity({ ...withCard(content(2)), id }));
  await teams.until(() => bot.got.filter((one) => one.value?.trigger === "automatic").length === 3);
  expect(lastGot().value.action.data).toEqual({ version: 7 });
});

test("the page plays the same gestures: words, a press with inputs, a dialog, home", async () => {
  bot.turn = async () => undefined;
  await teams.play({ do: "command", as: SAM, text: "escalate" });
  expect(lastGot()).toMatchObject({ text: "escalate", from: { aadObjectId: SAM } });
  await teams.play({ do: "home", as: SAM });
  expect(lastGot()).toMatchObject({ text: "handrail" });
  const id = await show(
    SAM,
    card({
      body: [input("why")],
      actions: [
        execute("a", "Go", { n: 1 }),
        execute("a", "Go", { n: 2 }),
        submit("Form", { msteams: { type: "task/fetch" } }),
      ],
    }),
  );
  const press = { do: "press", as: SAM, where: "message", id, blockId: "-" } as const;
  await expect(teams.play({ ...press, actionId: "Go" })).rejects.toThrow(NotShown);
  answers({ statusCode: 200, type: "application/vnd.microsoft.activity.message", value: "ok" });
  await teams.play({ ...press, actionId: "Go", value: `{"n":2}`, inputs: { why: "x" } });
  expect(lastGot().value.action.data).toEqual({ n: 2, why: "x" });
  answers({
    task: {
      type: "continue",
      value: {
        title: "F",
        card: {
          contentType: CARD,
          content: card({ body: [input("why")], actions: [submit("Send")] }),
        },
      },
    },
  });
  await teams.play({ ...press, actionId: "Form" });
  await teams.play({
    do: "submit",
    as: SAM,
    id: teams.desk(SAM).dialog?.id ?? "",
    values: { form: { why: "y" } },
  });
  expect(lastGot()).toMatchObject({ name: "task/submit", value: { data: { why: "y" } } });
  await teams.play({ do: "close", as: SAM, id: teams.desk(SAM).dialog?.id ?? "" });
  await teams.play({ do: "shortcut", as: SAM, callbackId: "escalate" });
  expect(lastGot()).toMatchObject({ name: "composeExtension/fetchTask" });
});
