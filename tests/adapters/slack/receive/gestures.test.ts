import { describe, expect, it } from "vitest";
import { commands } from "../../../../adapters/slack/config.ts";
import { actionId, blockId } from "../../../../adapters/slack/render/carried-data.ts";
import { press, send, signature, submission, world } from "../world.ts";

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

  it("behind More are presses like any other", async () => {
    const { core, interact } = await world();
    const value = '{"p":"escalation.acknowledge","s":"e1","a":"danger"}';
    const chosen = { type: "overflow", action_id: "more#2", block_id, selected_option: { value } };
    await interact(press({}, { ...chosen, value: undefined }));
    expect(core.gestures).toMatchObject([{ ...pressed, subject: "e1", argument: "danger" }]);
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
    ["a link behind More", { action_id: "more", selected_option: { value: "link" } }],
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
    [{ type: "member_joined_channel", user: "U1", channel: "C1", channel_type: "C" }, "C1"],
    [{ type: "member_left_channel", user: "U1", channel: "G1", channel_type: "G" }, "G1"],
    [{ type: "subteam_members_changed", subteam_id: "S1", added_users: ["U1"] }, "S1"],
    [{ type: "subteam_updated", subteam: { id: "S1", date_delete: 5, users: [] } }, "S1"],
  ])("who is in a channel or a user group: $type", async (payload, id) => {
    const { core, event } = await world();
    expect((await event(payload)).status).toBe(200);
    expect(core.moved).toEqual([["T1", id]]);
    // Slack sends it again while nothing is stored.
    core.fault = new Error("away");
    expect((await event(payload)).status).toBe(503);
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
  ])(
    "%s %j is believed where Slack refuses our token, and only there",
    async (type, more, gone) => {
      const { core, api, event } = await world();
      expect((await event({ type, ...more })).status).toBe(200);
      expect(core.gone).toEqual([]);
      api.scripts.set("auth.test", (response) =>
        send(response, { ok: false, error: "account_inactive" }),
      );
      expect((await event({ type, ...more })).status).toBe(200);
      expect(core.gone).toEqual(gone);
    },
  );
});

/** What Slack says of an account when it is asked. */
const slackSays = (w: Awaited<ReturnType<typeof world>>, user: object | string) =>
  w.api.scripts.set("users.info", (response) =>
    send(response, typeof user === "string" ? { ok: false, error: user } : { ok: true, user }),
  );
const asked = (w: Awaited<ReturnType<typeof world>>) =>
  w.api.calls.filter(({ path }) => path === "users.info").length;

describe("strangers get one sentence and reach nothing", () => {
  const sentence = "Handrail is for members of this workspace only.";
  const home = { type: "app_home_opened", user: "U1", tab: "home" };
  const stranger = { id: "U1", team_id: "T2", is_stranger: true };

  it.each([
    ["a command from a shared channel", { is_ext_shared_channel: "true" }],
    ["a command by somebody of another workspace", { user_team: "T2" }],
  ])("%s", async (_, fields) => {
    const w = await world();
    slackSays(w, stranger);
    expect(await (await w.command(fields)).json()).toMatchObject({
      response_type: "ephemeral",
      text: sentence,
    });
    expect(w.core.gestures).toEqual([]);
    expect(w.core.refusals).toEqual(["outside"]);
  });

  it("a press, a shortcut and a form", async () => {
    const w = await world();
    const { core, api, interact } = w;
    slackSays(w, stranger);
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
    expect(core.gestures).toEqual([]);
    // Once for all of it.
    expect(asked(w)).toBe(1);
  });

  it("their home page stays as it is", async () => {
    const w = await world();
    slackSays(w, stranger);
    await w.event({ ...home, user_team: "T2" });
    await w.event(home, { is_ext_shared_channel: true });
    await w.event(home, { team_id: "T2", authorizations: [{ team_id: "T1" }] });
    expect(w.core.gestures).toEqual([]);
  });

  it.each([
    ["an account of the same id in another company", { id: "U1", team_id: "T1" }],
    ["one that Slack does not show us", "user_not_visible"],
    ["one that Slack does not know", "user_not_found"],
  ])("%s", async (_, user) => {
    const w = await world();
    slackSays(w, user);
    expect(JSON.stringify(await (await w.command({ user_team: "T2" })).json())).toContain(sentence);
    expect(w.core.gestures).toEqual([]);
  });

  it("who cannot be looked up is asked to try again, and is no stranger then", async () => {
    const w = await world();
    slackSays(w, "internal_error");
    const words = JSON.stringify(await (await w.command({ user_team: "T2" })).json());
    expect([words.includes(sentence), words.includes("again")]).toEqual([false, true]);
    expect(w.core.refusals).toEqual(["account_not_looked_up"]);
    slackSays(w, { id: "U1", team_id: "T2", enterprise_user: { teams: ["T1", "T2"] } });
    await w.command({ user_team: "T2" });
    expect(w.core.gestures).toMatchObject([{ sender: ana }]);
  });
});

describe("a member of several workspaces of one organisation", () => {
  const grid = {
    id: "U1",
    team_id: "T2",
    enterprise_user: { id: "U1", enterprise_id: "E1", teams: ["T2", "T1"] },
  };
  const home = { type: "app_home_opened", user: "U1", tab: "home" };
  type Acts = (w: Awaited<ReturnType<typeof world>>) => Promise<unknown>;
  const acts: [string, Acts][] = [
    ["a press: team T1, user's team T2", (w) => w.interact(press(foreign))],
    [
      "a press from T2 on the app of T1",
      (w) => w.interact(press({ ...foreign, team: { id: "T2" }, enterprise: { id: "E1" } })),
    ],
    [
      "a press: no team, the organisation as the user's",
      (w) =>
        w.interact(
          press({ team: null, enterprise: { id: "E1" }, user: { id: "U1", team_id: "E1" } }),
        ),
    ],
    ["a form: team T1, user's team T2", (w) => w.interact({ ...submission({}), ...foreign })],
    [
      "a form of T1's app in T2",
      (w) =>
        w.interact({
          ...submission({}, { app_installed_team_id: "T1" }),
          ...foreign,
          team: { id: "T2" },
        }),
    ],
    [
      "a form whose view names T2",
      (w) => w.interact(submission({}, { app_installed_team_id: "T2" })),
    ],
    ["a command from a shared channel", (w) => w.command({ is_ext_shared_channel: "true" })],
    [
      "a command from T2",
      (w) => w.command({ team_id: "T2", enterprise_id: "E1", is_enterprise_install: "true" }),
    ],
    ["the home page, in a shared context", (w) => w.event(home, { is_ext_shared_channel: true })],
    [
      "the home page, opened in T2",
      (w) => w.event(home, { team_id: "T2", authorizations: [{ team_id: "T1" }] }),
    ],
    [
      "the home page, with T2's authorization first",
      (w) =>
        w.event(home, {
          team_id: "T2",
          context_team_id: "T2",
          authorizations: [{ team_id: "T2" }, { team_id: "T1" }],
        }),
    ],
  ];

  it.each(acts)("%s", async (_, act) => {
    const w = await world();
    await w.adapter.start();
    await w.adapter.workspace();
    slackSays(w, grid);
    await act(w);
    await act(w);
    expect(w.core.gestures).toHaveLength(2);
    expect(w.core.gestures).toMatchObject([{ sender: ana }, { sender: ana }]);
    expect(asked(w)).toBeLessThanOrEqual(1);
  });

  it.each([
    ["a stranger", { is_stranger: true }],
    ["a member of T2 alone", { enterprise_user: { enterprise_id: "E1", teams: ["T2"] } }],
  ])("%s is none", async (_, more) => {
    for (const [name, act] of acts) {
      // It names T1 as the person's: what the core keeps of the account decides.
      if (name === "a form whose view names T2") continue;
      const w = await world();
      await w.adapter.start();
      await w.adapter.workspace();
      slackSays(w, { ...grid, ...more });
      await act(w);
      expect(w.core.gestures).toEqual([]);
    }
  });

  it("who acts with one id in all places is not looked up", async () => {
    const w = await world();
    await w.command();
    await w.interact(press({}));
    expect(asked(w)).toBe(0);
  });
});

describe("an organisation-wide install", () => {
  it("an organisation-wide install names the workspace by the person", async () => {
    const { core, command, interact } = await world();
    await interact(press({ team: null, enterprise: { id: "E1" }, is_enterprise_install: true }));
    await command({ is_enterprise_install: "false", enterprise_id: "E1" });
    expect(core.gestures).toMatchObject([{ sender: ana }, { sender: ana }]);
  });
});
