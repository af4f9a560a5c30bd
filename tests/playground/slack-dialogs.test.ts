import { afterEach, beforeEach, expect, test } from "vitest";
import { NotShown, type SlackDouble } from "../../playground/slack.ts";
import {
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

interface Opened {
  readonly error?: string;
  readonly view: { readonly id: string; readonly hash: string };
}
const api = async (method: string, body: unknown): Promise<Opened> => {
  const headers = { "content-type": "application/json", authorization: `Bearer ${TOKEN}` };
  return (
    await fetch(`${slack.url}${method}`, { method: "POST", headers, body: JSON.stringify(body) })
  ).json() as Promise<Opened>;
};

const option = (value: string) => ({ text: plain(value), value });
const why = {
  type: "input",
  block_id: "why",
  label: plain("Why"),
  element: { type: "static_select", action_id: "v", options: [option("billing"), option("tech")] },
};
const note = {
  type: "input",
  block_id: "note",
  label: plain("Note"),
  optional: true,
  element: { type: "plain_text_input", action_id: "v", max_length: 10 },
};
const form = (more: object = {}) => ({
  type: "modal",
  callback_id: "escalations.why",
  title: plain("Say why"),
  submit: plain("Send"),
  blocks: [why, note],
  ...more,
});
const open = (more: object = {}, account = ANA) =>
  api("views.open", { trigger_id: slack.trigger(account), view: form(more) });
const dialog = () => slack.desk(ANA).dialog ?? expect.unreachable("no dialog is open");

test("a trigger opens one dialog, within three seconds; after that, twice, or made up, it does not", async () => {
  const trigger_id = slack.trigger(ANA);
  clock.pass(3_000);
  expect(await api("views.open", { trigger_id, view: form() })).toMatchObject({ ok: true });
  expect(await api("views.open", { trigger_id, view: form() })).toMatchObject({
    error: "exchanged_trigger_id",
  });
  const late = slack.trigger(ANA);
  clock.pass(3_001);
  expect(await api("views.open", { trigger_id: late, view: form() })).toMatchObject({
    error: "expired_trigger_id",
  });
  expect(await api("views.open", { trigger_id: "1.2.x", view: form() })).toMatchObject({
    error: "invalid_trigger_id",
  });
  expect(slack.desk(SAM)).not.toHaveProperty("dialog");
  expect(dialog().view).toMatchObject({ title: { text: "Say why" } });
});

test("a submission carries what was entered in Slack's form; an empty answer closes the dialog", async () => {
  const { view } = await open({ private_metadata: "esc_1" });
  await slack.submit(ANA, view.id, { why: { v: "tech" }, note: { v: { value: "a note" } } });
  expect(app.got.at(-1)?.payload).toMatchObject({
    type: "view_submission",
    user: { id: ANA },
    view: {
      id: view.id,
      hash: view.hash,
      callback_id: "escalations.why",
      private_metadata: "esc_1",
      state: {
        values: {
          why: { v: { type: "static_select", selected_option: option("tech") } },
          note: { v: { type: "plain_text_input", value: "a note" } },
        },
      },
    },
  });
  expect(slack.desk(ANA)).not.toHaveProperty("dialog");
});

test("Slack's own client keeps back what is empty or too long, and nobody enters what is not offered", async () => {
  const { view } = await open();
  expect(await slack.submit(ANA, view.id, { note: { v: "far too long" } })).toBeUndefined();
  expect(dialog().errors).toEqual({
    why: expect.stringContaining("required"),
    note: expect.stringContaining("10"),
  });
  await expect(slack.submit(ANA, view.id, { why: { v: "other" } })).rejects.toThrow(NotShown);
  await expect(slack.submit(ANA, view.id, { who: { v: "x" } })).rejects.toThrow(NotShown);
  await expect(slack.submit(SAM, view.id, { why: { v: "tech" } })).rejects.toThrow(NotShown);
  expect(app.got).toHaveLength(0);
  expect(await slack.submit(ANA, view.id, { why: { v: "tech" }, note: { v: "" } })).toMatchObject({
    status: 200,
  });
});

test("errors stay with their fields and the entries are kept; the next submission clears them", async () => {
  const { view } = await open();
  app.answer = () => ({
    json: { response_action: "errors", errors: { note: "Please leave names out." } },
  });
  await slack.submit(ANA, view.id, { why: { v: "tech" }, note: { v: "Bob" } });
  expect(dialog()).toMatchObject({ id: view.id, errors: { note: "Please leave names out." } });
  app.answer = () => ({});
  await slack.submit(ANA, view.id, { note: { v: "nothing" } });
  expect(app.got.at(-1)?.payload["view"].state.values.why.v.selected_option.value).toBe("tech");
});

test.each([
  [
    "errors for a block that is not an input",
    { response_action: "errors", errors: { nowhere: "x" } },
  ],
  ["errors for nothing", { response_action: "errors", errors: {} }],
  ["an unknown action", { response_action: "open" }],
  [
    "a view that Slack refuses",
    { response_action: "update", view: form({ title: plain("x".repeat(25)) }) },
  ],
])("%s is not taken: the dialog stays and says so", async (_, json) => {
  const { view } = await open();
  app.answer = () => ({ json });
  await slack.submit(ANA, view.id, { why: { v: "tech" } });
  expect(slack.desk(ANA)).toMatchObject({
    dialog: { id: view.id },
    fault: expect.stringContaining("trouble connecting"),
  });
});

test("silence and 5xx leave the dialog open with what was entered", async () => {
  const { view } = await open();
  app.answer = () => undefined;
  expect(await slack.submit(ANA, view.id, { why: { v: "tech" } })).toMatchObject({
    status: 0,
    failure: "http_timeout",
  });
  expect(slack.desk(ANA).fault).toContain("trouble connecting");
  expect(dialog().view).toMatchObject({
    state: { values: { why: { v: { selected_option: { value: "tech" } } } } },
  });
});

test("update, push and clear: a stack of at most three", async () => {
  const { view } = await open();
  app.answer = () => ({ json: { response_action: "update", view: form({ title: plain("Two") }) } });
  await slack.submit(ANA, view.id, { why: { v: "tech" } });
  expect(dialog()).toMatchObject({ id: view.id, view: { title: { text: "Two" } } });
  app.answer = () => ({ json: { response_action: "push", view: form({ title: plain("Three") }) } });
  await slack.submit(ANA, view.id, { why: { v: "tech" } });
  expect(dialog().id).not.toBe(view.id);
  await expect(slack.submit(ANA, view.id)).rejects.toThrow(NotShown);
  await api("views.push", { trigger_id: slack.trigger(ANA), view: form() });
  expect(await api("views.push", { trigger_id: slack.trigger(ANA), view: form() })).toMatchObject({
    error: "push_limit_reached",
  });
  app.answer = () => ({ json: { response_action: "clear" } });
  await slack.submit(ANA, dialog().id, { why: { v: "tech" } });
  expect(slack.desk(ANA)).not.toHaveProperty("dialog");
});

test("views.update minds the hash, keeps entries under unchanged ids, and finds no closed view", async () => {
  const { view } = await open({ external_id: "one" });
  await slack.submit(ANA, view.id, { why: { v: "tech" }, note: { v: "far too long" } });
  const { view: second } = await api("views.update", {
    view_id: view.id,
    hash: view.hash,
    view: form({ blocks: [why], external_id: "one" }),
  });
  expect(second.hash).not.toBe(view.hash);
  expect(
    await api("views.update", { view_id: view.id, hash: view.hash, view: form() }),
  ).toMatchObject({ error: "hash_conflict" });
  expect(dialog().view).toMatchObject({
    state: { values: { why: { v: { selected_option: { value: "tech" } } } } },
  });
  expect(
    await api("views.update", { external_id: "one", view: form({ external_id: "one" }) }),
  ).toMatchObject({ ok: true });
  expect(await open({ external_id: "one" }, SAM)).toMatchObject({ error: "duplicate_external_id" });
  await slack.closeDialog(ANA, view.id);
  expect(await api("views.update", { view_id: view.id, view: form() })).toMatchObject({
    error: "not_found",
  });
});

test("closing tells the app only when it asked to hear of it", async () => {
  const quiet = await open();
  expect(await slack.closeDialog(ANA, quiet.view.id)).toBeUndefined();
  const { view } = await open({ notify_on_close: true });
  await slack.closeDialog(ANA, view.id);
  expect(app.got.map((got) => got.payload["type"])).toEqual(["view_closed"]);
  expect(app.got[0]?.payload).toMatchObject({ is_cleared: false, view: { id: view.id } });
  await expect(slack.closeDialog(ANA, view.id)).rejects.toThrow(NotShown);
});

test("a button in a dialog can be pressed; a dialog that only shows something cannot be sent", async () => {
  const { view } = await open({
    submit: undefined,
    blocks: [{ ...section("Look"), accessory: button("more", "More", "1") }],
  });
  await slack.press(ANA, view.id, "more");
  expect(app.got.at(-1)?.payload).toMatchObject({
    container: { type: "view", view_id: view.id },
    actions: [{ value: "1" }],
  });
  await expect(slack.submit(ANA, view.id)).rejects.toThrow(NotShown);
});
