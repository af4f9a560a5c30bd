import { describe, expect, it } from "vitest";
import { commands } from "../../../../adapters/slack/config.ts";
import { actionId, blockId } from "../../../../adapters/slack/render/carried-data.ts";
import { press, signature, submission, world } from "../world.ts";

const ana = { platform: "slack", workspace: "T1", account: "U1" };
const foreign = { user: { id: "U1", team_id: "T2" } };

describe("commands", () => {
  it.each([...commands.map(({ command }) => command), "/Escalate", "/something-else"])(
    "%s is a word",
    async (command) => {
      const { core, command: types } = await world();
      expect((await types({ command, text: "  a caller shouts " })).status).toBe(200);
      expect(core.gestures).toEqual([
        {
          kind: "word",
          sender: ana,
          delivery: "cmd:13345224609.738474920.8088930838d88f008e0",
          word: command.slice(1).toLowerCase(),
          text: "a caller shouts",
          seen: false,
        },
      ]);
    },
  );

  it.each([
    ["&lt;!here&gt; &amp;amp; more", "<!here> &amp; more"],
    ["ask <@U012ABC|sam> in <#C012|billing> or <@U9>", "ask @sam in #billing or @U9"],
    [
      "see <https://a.example/x|a.example/x> <https://b.example>",
      "see a.example/x https://b.example",
    ],
  ])("%s was typed as %s", async (sent, typed) => {
    const { core, command } = await world();
    await command({ text: sent });
    expect(core.gestures).toMatchObject([{ text: typed }]);
  });
});

describe("shortcuts", () => {
  it.each([
    ["shortcut", "escalate"],
    ["message_action", "escalate_message"],
  ])("%s %s is a bare escalate", async (type, callback_id) => {
    const { core, interact } = await world();
    const message = { user: "U2", text: "not ours to read" };
    expect(
      (
        await interact({
          type,
          callback_id,
          team: { id: "T1" },
          user: { id: "U1", team_id: "T1" },
          trigger_id: "t.9",
          message,
        })
      ).status,
    ).toBe(200);
    expect(core.gestures).toEqual([
      { kind: "word", sender: ana, delivery: "cmd:t.9", word: "escalate", text: "", seen: false },
    ]);
  });
});

describe("presses", () => {
  const frame = { feature: "escalations", view: "page", occasion: "1~2 é%" };
  const block_id = blockId(frame, 1);
  const pressed = {
    kind: "press",
    sender: ana,
    delivery: "act:t.1",
    action: "escalation.acknowledge",
  };

  it("carry subject, argument and where they came from", async () => {
    const { core, interact } = await world();
    const action = {
      action_id: actionId("escalation.acknowledge", 2),
      block_id,
      value: '{"s":"e1","a":"danger"}',
    };
    await interact(press({}, action));
    expect(core.gestures).toEqual([
      {
        ...pressed,
        subject: "e1",
        argument: "danger",
        from: { ...frame, address: "D1:1700000000.000100" },
      },
    ]);
  });

  it("on the home page come from home", async () => {
    const { core, interact } = await world();
    await interact(
      press(
        { container: { type: "view", view_id: "V1" }, view: { id: "V1", type: "home" } },
        { block_id },
      ),
    );
    expect(core.gestures).toMatchObject([{ from: { ...frame, address: "home" } }]);
  });

  it.each([
    [
      "in a private answer",
      { container: { type: "message", channel_id: "C1", message_ts: "1", is_ephemeral: true } },
      { block_id },
    ],
    ["of a block that names nothing", {}, { block_id: "o~a~b" }],
    ["of a block with a broken escape", {}, { block_id: "o~%~b~c~1" }],
    ["with a value that is not ours", {}, { value: '["x"]' }],
  ])("%s come from nowhere known", async (_, more, action) => {
    const { core, interact } = await world();
    await interact(press(more, action));
    expect(core.gestures).toEqual([pressed]);
  });

  it.each([
    ["a link", { action_id: "link#2" }],
    ["a menu", { type: "static_select" }],
  ])("of %s are acknowledged in silence", async (_, action) => {
    const { core, interact } = await world();
    const response = await interact(press({}, action));
    expect([response.status, await response.text(), core.gestures]).toEqual([200, "", []]);
  });
});

describe("submissions", () => {
  const typed = (value: string | null) => ({
    words: { value: { type: "plain_text_input", value } },
  });

  it("bring every value under its field's name", async () => {
    const { core, interact } = await world();
    const chosen = {
      value: {
        type: "radio_buttons",
        selected_option: { value: "abuse", text: { type: "plain_text", text: "Abuse" } },
      },
    };
    const none = { value: { type: "static_select", selected_option: null } };
    await interact(
      submission({ ...typed("He <shouts> & swears"), category: chosen, other: none, odd: null }),
    );
    expect(core.gestures).toEqual([
      {
        kind: "submit",
        sender: ana,
        delivery: expect.stringMatching(/^view:V1:h1:[\w-]{16}$/),
        form: "note.write",
        subject: "n1",
        values: { words: "He <shouts> & swears", category: "abuse" },
      },
    ]);
  });

  it("are one when sent twice, and another one when corrected", async () => {
    const { core, interact } = await world();
    for (const value of ["a", "a", "b"]) await interact(submission(typed(value)));
    const [first, again, corrected] = core.gestures.map(({ delivery }) => delivery);
    expect(again).toBe(first);
    expect(corrected).not.toBe(first);
  });

  it("of a view that is not ours are acknowledged", async () => {
    const { core, interact } = await world();
    expect((await interact(submission({}, { private_metadata: "{" }))).status).toBe(200);
    expect(core.gestures).toEqual([]);
  });
});

describe("events", () => {
  const at = 1_700_000_000_000;
  it("opening the home page", async () => {
    const { core, event } = await world();
    await event({ type: "app_home_opened", user: "U1", tab: "home" });
    await event({ type: "app_home_opened", user: "U1", tab: "messages" });
    expect(core.gestures).toEqual([{ kind: "home", sender: ana, delivery: "evt:Ev1" }]);
  });

  it("a changed account", async () => {
    const { core, event } = await world();
    const profile = { display_name: "Ana", email: "Ana@Acme.test" };
    await event({
      type: "user_change",
      user: { id: "U1", team_id: "T1", deleted: true, tz: "Europe/Lisbon", profile },
    });
    await event(
      { type: "user_change", user: { id: "U2", team_id: "T2", name: "guest" } },
      { team_id: "T2", authorizations: [{ team_id: "T1" }] },
    );
    expect(core.accounts).toEqual([
      [
        "T1",
        {
          account: "U1",
          name: "Ana",
          email: "ana@acme.test",
          timeZone: "Europe/Lisbon",
          kind: "deactivated",
        },
      ],
      ["T1", { account: "U2", name: "guest", kind: "external" }],
    ]);
  });

  it.each([
    [
      "holding now",
      { dnd_enabled: true, next_dnd_start_ts: at / 1_000 - 60, next_dnd_end_ts: at / 1_000 + 60 },
      at + 60_000,
    ],
    [
      "later today",
      { dnd_enabled: true, next_dnd_start_ts: at / 1_000 + 60, next_dnd_end_ts: at / 1_000 + 120 },
      undefined,
    ],
    [
      "over",
      { dnd_enabled: true, next_dnd_start_ts: at / 1_000 - 60, next_dnd_end_ts: at / 1_000 },
      undefined,
    ],
    ["switched off", { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 }, undefined],
  ])("do-not-disturb %s", async (_, dnd_status, until) => {
    const { core, post } = await world({ now: () => at });
    const body = JSON.stringify({
      type: "event_callback",
      team_id: "T1",
      event_id: "Ev1",
      event: { type: "dnd_updated_user", user: "U1", dnd_status },
    });
    expect((await post(body, signature(body, at))).status).toBe(200);
    expect(core.quiet).toEqual([["T1", "U1", until]]);
  });

  it.each([
    ["app_uninstalled", {}, ["T1"]],
    ["tokens_revoked", { tokens: { bot: ["U0"] } }, ["T1"]],
    ["tokens_revoked", { tokens: { oauth: ["U1"], bot: [] } }, []],
    ["tokens_revoked", {}, ["T1"]],
  ])("%s %j", async (type, more, gone) => {
    const { core, event } = await world();
    expect((await event({ type, ...more })).status).toBe(200);
    expect(core.gone).toEqual(gone);
  });
});

describe("strangers get one sentence and reach nothing", () => {
  const sentence = "Handrail is for members of this workspace only.";
  const home = { type: "app_home_opened", user: "U1", tab: "home" };

  it.each([
    ["a command from a shared channel", { is_ext_shared_channel: "true" }],
    ["a command by somebody of another workspace", { user_team: "T2" }],
  ])("%s", async (_, fields) => {
    const { core, command } = await world();
    expect(await (await command(fields)).json()).toMatchObject({
      response_type: "ephemeral",
      text: sentence,
    });
    expect(core.gestures).toEqual([]);
  });

  it("a press, a shortcut and a form", async () => {
    const { core, api, interact } = await world();
    await interact(press({ ...foreign, response_url: `${api.url}/hooks/1` }));
    expect(await api.called("/hooks/1")).toMatchObject({
      body: { text: sentence, replace_original: false },
    });
    await interact({
      type: "shortcut",
      callback_id: "escalate",
      team: { id: "T1" },
      ...foreign,
      trigger_id: "t.1",
    });
    expect(JSON.stringify(await api.called("views.open"))).toContain(sentence);
    const answer = await interact({ ...submission({}), ...foreign });
    expect(JSON.stringify(await answer.json())).toContain(sentence);
    const across = await interact(submission({}, { app_installed_team_id: "T2" }));
    expect(JSON.stringify(await across.json())).toContain(sentence);
    expect(core.gestures).toEqual([]);
  });

  it("their home page stays as it is", async () => {
    const { core, event } = await world();
    await event({ ...home, user_team: "T2" });
    await event(home, { is_ext_shared_channel: true });
    await event(home, { team_id: "T2", authorizations: [{ team_id: "T1" }] });
    expect(core.gestures).toEqual([]);
  });

  it("an organisation-wide install names the workspace by the person", async () => {
    const { core, command, interact } = await world();
    await interact(press({ team: null, enterprise: { id: "E1" }, is_enterprise_install: true }));
    await command({ is_enterprise_install: "false", enterprise_id: "E1" });
    expect(core.gestures).toMatchObject([{ sender: ana }, { sender: ana }]);
  });
});
