import { describe, expect, it } from "vitest";
import { answer, member, tenant } from "../issuer.ts";
import {
  actionsOf,
  ana,
  card,
  cardOf,
  chat,
  delivery,
  form,
  notice,
  textsOf,
  type World,
  world,
} from "../world.ts";

const sender = { platform: "teams", workspace: tenant, account: ana };
const page = card("Ana", {
  buttons: [
    {
      action: "escalations.acknowledge",
      label: { key: "common.close" },
      subject: "e1",
      argument: "x",
    },
  ],
});

/** Posts the page to Ana's chat, and gives what its button carries. */
async function posted(w: World): Promise<Record<string, unknown>> {
  await w.says("hi");
  await w.adapter.deliver(delivery(page));
  const [button] = actionsOf(cardOf(w.cloud.sent.at(-1)?.body ?? {}));
  w.core.gestures = [];
  return button ?? {};
}

const pressed = (w: World, button: Record<string, unknown>, more: object = {}) =>
  w.invoke(
    "adaptiveCard/action",
    {
      action: { type: "Action.Execute", verb: button["verb"], data: button["data"] },
      trigger: "manual",
    },
    more,
  );

describe("words", () => {
  it("in the personal chat", async () => {
    const w = await world();
    await w.says("/Escalate he shouts");
    expect(w.core.gestures).toEqual([
      {
        kind: "word",
        sender,
        delivery: expect.stringMatching(/^msg:.{32}$/),
        word: "escalate",
        text: "he shouts",
        seen: false,
      },
    ]);
  });

  it("in a channel are seen by others; those of a slash command are not", async () => {
    const w = await world();
    const channel = {
      conversation: {
        id: "19:general@thread.tacv2;messageid=1",
        conversationType: "channel",
        tenantId: tenant,
        isGroup: true,
      },
    };
    await w.says("escalate", channel);
    await w.says("escalate", { ...channel, recipient: { id: "28:bot", isTargeted: true } });
    await w.says("escalate", {
      conversation: { id: "19:group", conversationType: "groupChat", tenantId: tenant },
    });
    expect(w.core.gestures).toMatchObject([{ seen: true }, { seen: false }, { seen: true }]);
  });

  it("that come again are the same delivery, others are not", async () => {
    const w = await world();
    await w.says("escalate", { id: "1" });
    await w.says("escalate", { id: "1" });
    await w.says("escalate", { id: "2" });
    await w.says("escalate", {
      id: "1",
      conversation: { id: "a:other", conversationType: "personal", tenantId: tenant },
    });
    await w.says("escalate", { id: undefined });
    await w.says("escalate", { id: undefined });
    const [first, again, ...others] = w.core.gestures.map(({ delivery }) => delivery);
    expect(again).toBe(first);
    expect(new Set([first, ...others]).size).toBe(5);
  });
});

describe("a press", () => {
  it("names what was pressed, where, and who", async () => {
    const w = await world();
    const button = await posted(w);
    expect(button["verb"]).toBe("escalations.acknowledge");
    await pressed(w, button, { replyToId: "m-7" });
    const from = {
      feature: "escalations",
      view: "page",
      occasion: "0.1",
      address: `${encodeURIComponent(chat)} m-7`,
    };
    expect(w.core.gestures).toEqual([
      {
        kind: "press",
        sender,
        delivery: expect.stringMatching(/^act:.{32}:\d+$/),
        action: "escalations.acknowledge",
        subject: "e1",
        argument: "x",
        from,
      },
    ]);
  });

  it("comes from the address that the delivery told", async () => {
    const w = await world();
    await w.says("hi");
    const shown = await w.adapter.deliver(delivery(page));
    const [button] = actionsOf(cardOf(w.cloud.sent.at(-1)?.body ?? {}));
    const id = shown.outcome === "shown" ? (shown.address.split(" ")[1] ?? "") : "";
    await pressed(w, button ?? {}, { replyToId: id });
    expect(w.core.gestures.at(-1)).toMatchObject({
      from: { address: shown.outcome === "shown" ? shown.address : "" },
    });
  });

  it("is known by the person of the activity, whatever the card says", async () => {
    const w = await world();
    const button = await posted(w);
    const forged = {
      ...button,
      data: { ...(button["data"] as object), from: "boss", aadObjectId: "boss" },
    };
    await pressed(w, forged, { from: { id: "29:ben", aadObjectId: "BEN" } });
    expect(w.core.gestures[0]?.sender.account).toBe("ben");
  });

  it("delivered again under another id is the same one, for ten seconds", async () => {
    let at = Date.now();
    const w = await world({ now: () => at });
    const button = await posted(w);
    await pressed(w, button, { id: "one" });
    at += 5_000;
    await pressed(w, button, { id: "two" });
    at += 4_999;
    await pressed(w, button, { id: "three" });
    at += 1;
    await pressed(w, button, { id: "four" });
    const [one, two, three, four] = w.core.gestures.map(({ delivery }) => delivery);
    expect([two, three]).toEqual([one, one]);
    expect(four).not.toBe(one);
  });

  it("of somebody else, on another drawing, of another button or message is another", async () => {
    const w = await world({ now: () => 1_800_000_000_000 });
    const button = await posted(w);
    await w.adapter.deliver(delivery(page));
    const [redrawn] = actionsOf(cardOf(w.cloud.sent.at(-1)?.body ?? {}));
    await pressed(w, button);
    await pressed(w, button, { from: { id: "29:ben", aadObjectId: "ben" } });
    await pressed(w, button, { replyToId: "m-9" });
    await pressed(w, redrawn ?? {});
    expect(new Set(w.core.gestures.map(({ delivery }) => delivery)).size).toBe(4);
  });

  it("from an older client is a message with the same data", async () => {
    const w = await world();
    const button = await posted(w);
    const fallback = button["fallback"] as { data: object };
    await w.send(w.activity({ value: fallback.data, replyToId: "m-1" }));
    await pressed(w, button);
    expect(w.core.gestures).toHaveLength(2);
    expect(w.core.gestures[0]).toEqual(w.core.gestures[1]);
  });

  it("in a channel is no ghost to adopt", async () => {
    const w = await world();
    const button = await posted(w);
    await pressed(w, button, {
      conversation: { id: "19:x", conversationType: "channel", tenantId: tenant },
    });
    expect(w.core.gestures[0]).not.toHaveProperty("from");
  });

  it.each([
    ["nothing", {}],
    ["no data", { action: { verb: "x" } }],
    ["data of others", { action: { verb: "x", data: { other: 1 } } }],
    ["broken data", { action: { verb: "x", data: { handrail: { k: "press", action: 7 } } } }],
    ["a list", { action: { verb: "x", data: { handrail: [] } } }],
    [
      "an automatic refresh",
      {
        action: {
          verb: "escalations.acknowledge",
          data: { handrail: { k: "press", action: "escalations.acknowledge" } },
        },
        trigger: "automatic",
      },
    ],
  ])("of %s leads to nothing, and is answered", async (_, value) => {
    const w = await world();
    expect(await w.invoke("adaptiveCard/action", value)).toEqual({
      statusCode: 200,
      type: "application/vnd.microsoft.activity.message",
      value: "",
    });
    expect(w.core.gestures).toEqual([]);
  });
});

describe("a form", () => {
  it("brings its values, and names the form", async () => {
    const w = await world();
    w.core.answer = { form };
    w.core.opening = new Set(["note.open"]);
    const opened = await w.invoke("task/fetch", {
      data: {
        handrail: { k: "press", action: "note.open", s: "n1", n: "s" },
        msteams: { type: "task/fetch" },
      },
    });
    const [submit] = actionsOf(opened);
    w.core.answer = {};
    const data = { ...(submit?.["data"] as object), words: "he shouts", why: "", odd: 7 };
    await w.invoke("task/submit", { data });
    await w.invoke("task/submit", { data });
    await w.invoke("task/submit", { data: { ...data, words: "other" } });
    const [, first, again, other] = w.core.gestures;
    expect(first).toEqual({
      kind: "submit",
      sender,
      delivery: expect.stringMatching(/^form:/),
      form: "note.write",
      subject: "n1",
      values: { words: "he shouts" },
    });
    expect(again).toEqual(first);
    expect(other?.delivery).not.toBe(first?.delivery);
  });
});

describe("the message extension", () => {
  it.each(["escalate"])(
    "%s summons at once, once, and shows the answer in its dialog",
    async (commandId) => {
      const w = await world({ now: () => 1_800_000_000_000 });
      w.core.answer = {
        notice: notice("Asked Sam", {
          buttons: [
            { action: "escalations.danger", label: { key: "common.close" }, subject: "e1" },
          ],
        }),
      };
      const value = {
        commandId,
        commandContext: "message",
        messagePayload: { id: "1", body: { content: "words of a customer" } },
      };
      const opened = await w.invoke("composeExtension/fetchTask", value);
      await w.invoke("composeExtension/fetchTask", value);
      expect(w.core.gestures[0]).toEqual({
        kind: "word",
        sender,
        delivery: expect.stringMatching(/^act:/),
        word: "escalate",
        text: "",
        seen: false,
      });
      expect(w.core.gestures[1]?.delivery).toBe(w.core.gestures[0]?.delivery);
      expect(textsOf(opened)).toEqual(["Asked Sam"]);
      const [button] = actionsOf(opened);
      expect(button?.["type"]).toBe("Action.Submit");
      await w.invoke("composeExtension/submitAction", { commandId, data: button?.["data"] });
      expect(w.core.gestures[2]).toMatchObject({
        kind: "press",
        action: "escalations.danger",
        subject: "e1",
      });
    },
  );

  it("an unknown command leads to nothing", async () => {
    const w = await world();
    expect(await w.invoke("composeExtension/fetchTask", { commandId: "other" })).toBeUndefined();
    expect(w.core.gestures).toEqual([]);
  });
});

describe("who is not one of us", () => {
  it.each([
    ["no object id", { from: { id: "29:x" } }],
    ["an object id that is no text", { from: { id: "29:x", aadObjectId: { a: 1 } } }],
    [
      "another tenant's",
      { from: { id: "29:x", aadObjectId: "x", tenantId: "bbbbbbbb-0000-4000-8000-000000000002" } },
    ],
    ["a guest by role", { from: { id: "29:x", aadObjectId: "x", userRole: "guest" } }],
  ])("%s: one sentence, and the core is not asked", async (_, more) => {
    const w = await world();
    expect((await w.says("escalate", more)).status).toBe(200);
    expect(w.core.gestures).toEqual([]);
    expect(textsOf(w.cloud.sent.at(-1)?.body)).toEqual([
      "Handrail is for members of this workspace only.",
    ]);
    expect(
      await w.invoke(
        "adaptiveCard/action",
        { action: { verb: "x", data: { handrail: { k: "press", action: "a.b" } } } },
        more,
      ),
    ).toMatchObject({
      value: "Handrail is for members of this workspace only.",
    });
  });

  it("a bot is not answered", async () => {
    const w = await world();
    await w.says("escalate", { from: { id: "28:other", role: "bot", aadObjectId: "x" } });
    expect([w.core.gestures, w.cloud.sent]).toEqual([[], []]);
  });

  it("a guest of the roster is told to the core as one", async () => {
    const w = await world();
    w.cloud.scripts.set("/members/", (response) =>
      answer(response, 200, member(ana, { userRole: "guest" })),
    );
    await w.says("escalate");
    await w.core.until(() => w.core.accounts.length > 0);
    expect(w.core.accounts[0]?.[1].kind).toBe("guest");
  });
});

it.each([
  "messageReaction",
  "messageUpdate",
  "messageDelete",
  "typing",
  "event",
  "endOfConversation",
  "handoff",
  "somethingNew",
])("%s is acknowledged", async (type) => {
  const w = await world();
  expect((await w.says("escalate", { type })).status).toBe(200);
  expect(w.core.gestures).toEqual([]);
});

it.each([
  "signin/verifyState",
  "fileConsent/invoke",
  "composeExtension/query",
  "tab/fetch",
  "",
  "constructor",
])("invoke %s is acknowledged", async (name) => {
  const w = await world();
  expect(await w.invoke(name, {})).toBeUndefined();
  expect(w.core.gestures).toEqual([]);
});
