import { describe, expect, it } from "vitest";
import { msg } from "../../../../src/platform/text.ts";
import type { Form } from "../../../../src/platform/view.ts";
import { Unavailable } from "../../../../src/platform/errors.ts";
import { validateMessage, validateView } from "../our-blocks.ts";
import { notice, press, type RecordingCore, send, submission, world } from "../world.ts";

const asked = notice("Asking Sam.", {
  buttons: [
    { action: "escalation.danger", label: msg("common.close"), style: "danger", subject: "e1" },
  ],
});
const form: Form = {
  kind: "form",
  form: "note.write",
  subject: "n1",
  title: msg("common.close"),
  submit: msg("common.close"),
  lines: [],
  fields: [{ type: "text", name: "words", label: msg("common.close"), long: true, max: 500 }],
};
const outage = "Handrail cannot be reached right now. Nothing was sent. Call 5000.";
const shortcut = {
  type: "shortcut",
  callback_id: "escalate",
  team: { id: "T1" },
  user: { id: "U1", team_id: "T1" },
  trigger_id: "t.1",
};
const words = { words: { value: { type: "plain_text_input", value: "x" } } };
interface Answered {
  readonly blocks?: readonly { readonly elements?: unknown }[];
  readonly response_action?: string;
  readonly view?: unknown;
}
const bodyOf = async (response: Response) => (await response.json()) as Answered;
const down = (core: RecordingCore) => {
  core.fault = new Unavailable("database");
};

describe("a command", () => {
  it("is answered privately in the response itself, with buttons", async () => {
    const { core, command } = await world();
    core.answer = { notice: asked };
    const response = await command();
    expect(response.headers.get("content-type")).toContain("application/json");
    const body = await bodyOf(response);
    expect(body).toMatchObject({ response_type: "ephemeral", text: "Asking Sam." });
    expect(body.blocks?.at(-1)?.elements).toMatchObject([
      { action_id: "escalation.danger", style: "danger", value: '{"s":"e1"}' },
    ]);
    validateMessage(body);
  });

  it("without words to say is acknowledged empty", async () => {
    const { command } = await world();
    const response = await command();
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  it("that needs answers opens a form with its trigger", async () => {
    const { core, api, command } = await world();
    core.answer = { form };
    expect(await (await command({ trigger_id: "t.7" })).text()).toBe("");
    const { body } = await api.called("views.open");
    expect(body).toMatchObject({
      trigger_id: "t.7",
      view: { type: "modal", private_metadata: '{"form":"note.write","subject":"n1"}' },
    });
    validateView(body.view);
  });

  it("is answered only once the core has committed", async () => {
    const { core, command } = await world();
    const order: string[] = [];
    const commit = Promise.withResolvers<void>();
    const receive = core.receive.bind(core);
    core.receive = async (gesture) => {
      await commit.promise;
      order.push("committed");
      return receive(gesture);
    };
    const answered = command().then(() => order.push("answered"));
    commit.resolve();
    await answered;
    expect(order).toEqual(["committed", "answered"]);
  });

  it("in our outage says so at once", async () => {
    const { core, command } = await world();
    down(core);
    const response = await command();
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ response_type: "ephemeral", text: outage });
  });
});

describe("a press", () => {
  it("is acknowledged empty, and answered beside it without touching the message", async () => {
    const { core, api, interact } = await world();
    core.answer = { notice: asked };
    const response = await interact(press({ response_url: `${api.url}/hooks/1` }));
    expect([response.status, await response.text()]).toEqual([200, ""]);
    const { body } = await api.called("/hooks/1");
    expect(body).toMatchObject({
      response_type: "ephemeral",
      replace_original: false,
      text: "Asking Sam.",
    });
    validateMessage(body);
  });

  const privately = {
    container: { type: "message", channel_id: "C1", message_ts: "1", is_ephemeral: true },
  };

  it("on a private answer: what is said takes its place, and nothing to say takes it away", async () => {
    const { core, api, interact } = await world();
    core.answer = { notice: asked };
    await interact(press({ ...privately, response_url: `${api.url}/hooks/1` }));
    expect((await api.called("/hooks/1")).body).toMatchObject({
      replace_original: true,
      text: "Asking Sam.",
    });
    core.answer = {};
    await interact(press({ ...privately, trigger_id: "t.2", response_url: `${api.url}/hooks/2` }));
    expect((await api.called("/hooks/2")).body).toMatchObject({ delete_original: true });
  });

  it("on a message that stays never replaces it, nor takes it away", async () => {
    const { core, api, interact, adapter } = await world();
    const stays = {
      container: { type: "message", channel_id: "D1", message_ts: "1", is_ephemeral: false },
    };
    core.answer = { notice: asked };
    await interact(press({ ...stays, response_url: `${api.url}/hooks/1` }));
    expect((await api.called("/hooks/1")).body).toMatchObject({ replace_original: false });
    core.answer = {};
    await interact(press({ ...stays, trigger_id: "t.2", response_url: `${api.url}/hooks/2` }));
    await adapter.stop();
    expect(api.calls.map(({ path }) => path)).toEqual(["/hooks/1"]);
  });

  it("on a private answer that is gone, or whose address is used up: the answer comes all the same", async () => {
    const { core, api, interact, logged } = await world();
    core.answer = { notice: asked };
    api.scripts.set("/hooks/1", (response, { body }) =>
      send(response, {}, body["replace_original"] === true ? 404 : 200),
    );
    await interact(press({ ...privately, response_url: `${api.url}/hooks/1` }));
    await expect
      .poll(() => api.calls.map(({ body }) => body["replace_original"]))
      .toEqual([true, false]);
    api.scripts.set("/hooks/2", (response) => send(response, {}, 404));
    await interact(press({ ...privately, trigger_id: "t.2", response_url: `${api.url}/hooks/2` }));
    expect(JSON.stringify(await api.called("views.open"))).toContain("Asking Sam.");
    expect(logged.join()).not.toContain("answer not shown");
  });

  it("on a private answer: what only opens, and what nobody can know of, leaves its buttons", async () => {
    const { core, api, interact } = await world();
    core.answer = { notice: asked, uncertain: true };
    await interact(press({ ...privately, response_url: `${api.url}/hooks/1` }));
    expect((await api.called("/hooks/1")).body).toMatchObject({ replace_original: false });
    core.answer = { notice: asked };
    Object.assign(core, { opens: () => true });
    await interact(press({ ...privately, trigger_id: "t.2", response_url: `${api.url}/hooks/2` }));
    expect((await api.called("/hooks/2")).body).toMatchObject({ replace_original: false });
  });

  it("on a private answer in our outage leaves its buttons: they are wanted again", async () => {
    const { core, api, interact } = await world();
    down(core);
    await interact(press({ ...privately, response_url: `${api.url}/hooks/1` }));
    expect((await api.called("/hooks/1")).body).toMatchObject({
      replace_original: false,
      text: outage,
    });
  });

  it("in a dialog is answered in that dialog", async () => {
    const { core, api, interact } = await world();
    core.answer = { notice: asked };
    await interact(
      press({ container: { type: "view", view_id: "V7" }, view: { id: "V7", type: "modal" } }),
    );
    const { body } = await api.called("views.update");
    expect(body.view_id).toBe("V7");
    validateView(body.view);
  });

  it("on the home page is answered in a dialog", async () => {
    const { core, api, interact } = await world();
    core.answer = { notice: asked };
    await interact(
      press({ container: { type: "view", view_id: "V1" }, view: { id: "V1", type: "home" } }),
    );
    expect((await api.called("views.open")).body).toMatchObject({ trigger_id: "t.1" });
  });

  it("whose form does not open says so", async () => {
    const { core, api, interact, logged } = await world();
    core.answer = { form };
    api.scripts.set("views.open", (response) =>
      send(response, { ok: false, error: "expired_trigger_id" }),
    );
    await interact(press({ response_url: `${api.url}/hooks/1` }));
    expect((await api.called("/hooks/1")).body).toMatchObject({
      text: "That did not open. Please press again.",
    });
    expect(logged.join()).toContain("expired_trigger_id");
  });

  it("in our outage is told so", async () => {
    const { core, api, interact } = await world();
    down(core);
    expect((await interact(press({ response_url: `${api.url}/hooks/1` }))).status).toBe(200);
    expect((await api.called("/hooks/1")).body).toMatchObject({
      text: outage,
      replace_original: false,
    });
  });

  it("never calls a response_url that is not Slack's, nor writes it down", async () => {
    const { core, api, interact, logged, adapter } = await world();
    core.answer = { notice: asked };
    await interact(press({ response_url: "https://hooks.slack.com.evil.example/T1/secret" }));
    await api.called("views.open");
    await adapter.stop();
    expect(api.calls.map(({ path }) => path)).toEqual(["views.open"]);
    expect(logged.join()).not.toContain("secret");
  });
});

describe("a shortcut", () => {
  it("from anywhere is answered in a small dialog without inputs", async () => {
    const { core, api, interact } = await world();
    core.answer = { notice: asked };
    expect(await (await interact(shortcut)).text()).toBe("");
    const { body } = await api.called("views.open");
    expect(body.trigger_id).toBe("t.1");
    expect(JSON.stringify(body.view)).toContain("Asking Sam.");
    expect(body.view).not.toHaveProperty("submit");
    validateView(body.view);
  });

  it("on a message is answered beside the message", async () => {
    const { core, api, interact } = await world();
    core.answer = { notice: asked };
    await interact({
      ...shortcut,
      type: "message_action",
      callback_id: "escalate_message",
      response_url: `${api.url}/hooks/1`,
    });
    expect((await api.called("/hooks/1")).body).toMatchObject({ text: "Asking Sam." });
  });

  it("in our outage opens the sentence", async () => {
    const { core, api, interact } = await world();
    down(core);
    expect((await interact(shortcut)).status).toBe(200);
    expect(JSON.stringify(await api.called("views.open"))).toContain(outage);
  });
});

describe("a submission", () => {
  const cases = {
    "closes everything when there is nothing to say": [{}, { response_action: "clear" }],
    "shows what there is to say": [
      { notice: asked },
      { response_action: "update", view: { type: "modal", callback_id: "notice" } },
    ],
    "asks on": [
      { form },
      { response_action: "update", view: { type: "modal", callback_id: "note.write" } },
    ],
    "stays open with a sentence under the field": [
      { errors: { words: msg("common.nothing") } },
      { response_action: "errors", errors: { words: "Nothing here." } },
    ],
    "has errors of unknown fields under the first": [
      { errors: { other: msg("common.nothing") } },
      { response_action: "errors", errors: { words: "Nothing here." } },
    ],
  } as const;
  it.each(Object.entries(cases))("%s", async (_, [answer, expected]) => {
    const { core, interact } = await world();
    core.answer = answer;
    const body = await bodyOf(await interact(submission(words)));
    expect(body).toMatchObject(expected);
    if (body.view !== undefined) validateView(body.view);
  });

  it("in our outage keeps what was typed", async () => {
    const { core, interact } = await world();
    down(core);
    const response = await interact(submission(words));
    expect([response.status, await response.json()]).toEqual([
      200,
      { response_action: "errors", errors: { words: outage } },
    ]);
  });

  it("in our outage without fields shows the sentence", async () => {
    const { core, interact } = await world();
    down(core);
    const body = await bodyOf(await interact(submission({})));
    expect(body.response_action).toBe("update");
    expect(JSON.stringify(body.view)).toContain(outage);
  });
});
