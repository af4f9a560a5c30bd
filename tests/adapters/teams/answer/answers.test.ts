import { describe, expect, it } from "vitest";
import { literal, msg, type Text } from "../../../../src/platform/text.ts";
import { validateCard, validateCardMessage } from "../our-cards.ts";
import { refuse, tenant } from "../issuer.ts";
import {
  actionsOf,
  ana,
  card,
  cardOf,
  chat,
  form,
  notice,
  textsOf,
  type World,
  world,
} from "../world.ts";

const label = msg("common.close");
const press = (action: string, more: object = {}) => ({
  handrail: {
    k: "press",
    action,
    s: "n1",
    n: "stamp",
    f: "escalations",
    v: "page",
    o: "0.1",
    ...more,
  },
});
const onCard = (w: World, data: object, more: object = {}) =>
  w.invoke("adaptiveCard/action", { action: { verb: "x", data }, trigger: "manual" }, more);
const words = (value: string) => ({
  statusCode: 200,
  type: "application/vnd.microsoft.activity.message",
  value,
});
const cardType = "application/vnd.microsoft.card.adaptive";
const outage = "Handrail cannot be reached right now. Nothing was sent. Call 5000.";

/** The card of a dialog's answer. */
const inDialog = (body: unknown) =>
  (
    body as {
      task: {
        type: string;
        value: { title: string; card: { contentType: string; content: unknown } };
      };
    }
  ).task;

describe("words are answered", () => {
  it("in the chat, with a card", async () => {
    const w = await world();
    w.core.answer = {
      notice: notice("Asked Sam", {
        buttons: [{ action: "escalations.danger", label, subject: "e1", style: "danger" }],
      }),
    };
    expect(await (await w.says("escalate")).text()).toBe("");
    const posted = await w.cloud.called("POST /teams");
    expect(posted.path).toBe(`/teams/v3/conversations/${chat}/activities`);
    expect(posted.authorization).toBe("Bearer ours-1");
    validateCardMessage(posted.body);
    expect(textsOf(posted.body)).toEqual(["Asked Sam"]);
    expect(posted.body).not.toHaveProperty("replyToId");
    expect(actionsOf(cardOf(posted.body))[0]).toMatchObject({
      type: "Action.Execute",
      verb: "escalations.danger",
      style: "destructive",
    });
  });

  it("privately when they were said among others", async () => {
    const w = await world();
    w.core.answer = { notice: notice("Asked Sam") };
    await w.says("escalate", {
      conversation: {
        id: "19:x@thread.tacv2;messageid=1",
        conversationType: "channel",
        tenantId: tenant,
      },
    });
    const [opened, posted] = w.cloud.sent;
    expect([opened?.path, opened?.body["members"], opened?.body["tenantId"]]).toEqual([
      "/teams/v3/conversations",
      [{ id: ana }],
      tenant,
    ]);
    expect(posted?.path).toBe("/teams/v3/conversations/a:opened-1/activities");
  });

  const channel = {
    conversation: {
      id: "19:x@thread.tacv2;messageid=1",
      conversationType: "channel",
      tenantId: tenant,
    },
  };

  it("where they were said, for one person's eyes, when that person has no chat with us", async () => {
    const w = await world();
    w.cloud.scripts.set(
      "isTargetedActivity",
      (response) => void response.writeHead(201).end('{"id":"m"}'),
    );
    w.cloud.scripts.set("POST /teams/v3/conversations", refuse(403, "BotNotInConversationRoster"));
    w.core.answer = { notice: notice("Asked Sam"), followed: card("Asked Sam") };
    await w.says("escalate", channel);
    const [, posted] = w.cloud.sent;
    expect(posted?.path).toBe(
      "/teams/v3/conversations/19:x@thread.tacv2;messageid=1/activities?isTargetedActivity=true",
    );
    expect([posted?.authorization, posted?.body["recipient"]]).toEqual([
      "Bearer ours-1",
      { id: "29:ana", isTargeted: true },
    ]);
    // The whole answer: the card that was to follow has nowhere to go.
    expect(textsOf(posted?.body)).toEqual([
      "Asked Sam",
      expect.stringContaining("open Apps, choose Handrail and press Add."),
    ]);
    expect(w.cloud.sent).toHaveLength(2);
  });

  it("before everybody only with how to get a chat, when nothing private goes at all", async () => {
    const w = await world();
    w.cloud.scripts.set("isTargetedActivity", refuse(400, "BadArgument"));
    w.cloud.scripts.set("19:x@", (response) => void response.writeHead(201).end('{"id":"m"}'));
    w.cloud.scripts.set("POST /teams/v3/conversations", refuse(403, "BotNotInConversationRoster"));
    w.core.answer = { notice: notice("Asked Sam") };
    await w.says("escalate", channel);
    expect(textsOf(w.cloud.sent.at(-1)?.body)).toEqual([
      expect.stringContaining("open Apps, choose Handrail and press Add."),
    ]);
    expect(w.cloud.sent.map(({ path }) => path.includes("isTargetedActivity"))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it("in our chat only, whatever else goes wrong there", async () => {
    const w = await world();
    w.cloud.scripts.set("POST /teams/v3/conversations", refuse(500));
    w.core.answer = { notice: notice("Asked Sam") };
    await w.says("escalate", channel);
    expect(w.cloud.sent.filter(({ path }) => path.includes("19:x@"))).toEqual([]);
  });

  it("by the card that follows alone, but for what it leaves unsaid, which has no buttons", async () => {
    const w = await world();
    const button = { action: "escalations.danger", label };
    w.core.answer = {
      notice: notice("Asked Sam", { buttons: [button] }),
      followed: card("Asked Sam", { buttons: [button] }),
    };
    await w.says("escalate");
    w.core.answer = {
      notice: notice("", {
        lines: [literal("Asked Sam"), literal("One minute.")],
        buttons: [button],
      }),
      followed: card("Asked Sam"),
    };
    await w.says("escalate");
    await w.cloud.called("POST /teams");
    const posted = w.cloud.sent.filter(({ method }) => method === "POST");
    expect(posted.map(({ body }) => [textsOf(body), actionsOf(cardOf(body))])).toEqual([
      [["One minute."], []],
    ]);
  });

  it("not at all where there is nothing to say", async () => {
    const w = await world();
    await w.says("escalate");
    await w.core.until(() => w.core.accounts.length > 0);
    expect(w.cloud.sent.filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("with the home card as well, when somebody asks for us by name in our chat, and not among others", async () => {
    const w = await world();
    w.core.answer = { notice: notice("Hello") };
    await w.says("handrail");
    await w.says("handrail", {
      conversation: {
        id: "19:x@thread.tacv2;messageid=1",
        conversationType: "channel",
        tenantId: tenant,
      },
    });
    await w.says("escalate");
    await w.says("hello there");
    expect(w.core.gestures.map(({ kind }) => kind)).toEqual([
      "word",
      "home",
      "word",
      "word",
      "word",
    ]);
    expect(w.core.gestures[1]).toMatchObject({
      anew: true,
      delivery: `${w.core.gestures[0]?.delivery}:home`,
    });
  });

  it("with a form, which can be sent in from the chat", async () => {
    const w = await world();
    w.core.answer = { form };
    await w.says("promise");
    const drawn = cardOf(w.cloud.sent.at(0)?.body ?? {});
    validateCard(drawn);
    const [submit] = actionsOf(drawn);
    expect(submit).toMatchObject({ type: "Action.Execute", verb: "note.write" });
    w.core.answer = { notice: notice("Kept") };
    const answered = await onCard(w, { ...(submit?.["data"] as object), words: "x" });
    expect(w.core.gestures.at(-1)).toMatchObject({
      kind: "submit",
      form: "note.write",
      values: { words: "x" },
    });
    expect([answered?.["type"], textsOf(answered)]).toEqual([cardType, ["Kept"]]);
  });
});

describe("a press on a card is answered", () => {
  it.each([
    ["nothing to say: a word, so that nobody wonders", {}, words("Noted.")],
    ["a notice: its words", { notice: notice("Sam has it") }, words("Sam has it")],
    [
      "a notice in two lines",
      { notice: notice("", { lines: [literal("Sam has it"), literal("Since 9\u202E:00")] }) },
      words("Sam has it\nSince 9:00"),
    ],
    [
      "an error without a form to show it in",
      { errors: { words: msg("common.nothing") } },
      words("Nothing here."),
    ],
  ])("%s", async (_, answer, body) => {
    const w = await world();
    w.core.answer = answer;
    expect(await onCard(w, press("escalations.acknowledge"))).toEqual(body);
    expect(w.cloud.sent.filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("the card as it is now, which can be pressed and adopted like the first", async () => {
    const w = await world();
    w.core.answer = {
      card: card("Sam has it", {
        buttons: [{ action: "escalations.joined", label, subject: "n1" }],
      }),
    };
    const answered = await onCard(w, press("escalations.acknowledge"));
    expect(answered).toMatchObject({ statusCode: 200, type: cardType });
    validateCard(answered?.["value"]);
    const [button] = actionsOf(answered?.["value"]);
    w.core.answer = {};
    await onCard(w, button?.["data"] as object);
    expect(w.core.gestures.at(-1)).toMatchObject({
      action: "escalations.joined",
      from: { feature: "escalations", view: "page", occasion: "0.1" },
    });
  });

  it("a notice with buttons: as a message, because words cannot be pressed", async () => {
    const w = await world();
    w.core.answer = {
      notice: notice("Asked Sam", { buttons: [{ action: "escalations.danger", label }] }),
    };
    expect(await onCard(w, press("escalations.escalate"))).toEqual(
      words("The answer is further down."),
    );
    const posted = await w.cloud.called("POST /teams");
    expect([posted.path, textsOf(posted.body)]).toEqual([
      `/teams/v3/conversations/${chat}/activities`,
      ["Asked Sam"],
    ]);
  });

  it("on a private answer of ours: in its place, and that one only, which is kept nowhere", async () => {
    const w = await world();
    w.core.answer = { notice: notice("Off shift", { buttons: [{ action: "shifts.on", label }] }) };
    const pressed = { ...press("shifts.off", { f: undefined, v: undefined, o: undefined }) };
    expect(await onCard(w, pressed, { replyToId: "m7" })).toEqual(words(""));
    const put = await w.cloud.called("PUT /teams");
    expect([put.path, textsOf(put.body)]).toEqual([
      `/teams/v3/conversations/${chat}/activities/m7`,
      ["Off shift"],
    ]);
    expect(w.cloud.sent.filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("on a private answer whose press may not have been accepted: below, and that one stays", async () => {
    const w = await world();
    w.core.answer = {
      notice: notice("Perhaps", { buttons: [{ action: "shifts.on", label }] }),
      uncertain: true,
    };
    const pressed = { ...press("shifts.off", { f: undefined, v: undefined, o: undefined }) };
    expect(await onCard(w, pressed, { replyToId: "m7" })).toEqual(
      words("The answer is further down."),
    );
    expect(w.cloud.sent.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  it("a notice with buttons that cannot be posted: its words after all", async () => {
    const w = await world();
    w.cloud.scripts.set("POST /teams", refuse(403, "MessageWritesBlocked"));
    w.core.answer = {
      notice: notice("Asked Sam", { buttons: [{ action: "escalations.danger", label }] }),
    };
    expect(await onCard(w, press("escalations.escalate"))).toEqual(words("Asked Sam"));
    expect(w.logged.join()).not.toContain("secret words");
  });

  it("a form: in the card's place, where no dialog was asked for", async () => {
    const w = await world();
    w.core.answer = { form };
    const answered = await onCard(w, press("note.open"));
    expect(answered).toMatchObject({ statusCode: 200, type: cardType });
    validateCard(answered?.["value"]);
  });
});

describe("a dialog is answered", () => {
  it("a button that opens a form asks for one", async () => {
    const w = await world();
    w.core.opening = new Set(["note.open"]);
    w.core.answer = {
      notice: notice("x", {
        buttons: [
          { action: "note.open", label },
          { action: "note.other", label },
        ],
      }),
    };
    await w.says("hi");
    const [asks, other] = actionsOf(cardOf(w.cloud.sent.at(0)?.body ?? {}));
    expect([asks?.["type"], other?.["type"]]).toEqual(["Action.Submit", "Action.Execute"]);
    expect(asks?.["data"]).toMatchObject({ msteams: { type: "task/fetch" } });
  });

  it("with the form", async () => {
    const w = await world();
    w.core.answer = { form };
    const task = inDialog(
      await w.invoke("task/fetch", {
        data: { ...press("note.open"), msteams: { type: "task/fetch" } },
      }),
    );
    expect([task.type, task.value.title, task.value.card.contentType]).toEqual([
      "continue",
      "Close",
      cardType,
    ]);
    validateCard(task.value.card.content, "dialog");
  });

  it("with a question's own name, and else with ours", async () => {
    const w = await world();
    const opened = async (title?: Text) => {
      w.core.answer = { notice: notice("Who?", { title }) };
      return inDialog(await w.invoke("task/fetch", { data: press("note.open") })).value.title;
    };
    expect(await opened(msg("button.sayWhy"))).toBe("Say why");
    expect(await opened()).toBe("Handrail");
  });

  it("with what is wrong beneath each field, and what was entered kept", async () => {
    const w = await world();
    w.core.answer = { form };
    const opened = await w.invoke("task/fetch", { data: press("note.open", { a: "arg" }) });
    const [submit] = actionsOf(opened);
    const wrong = { words: msg("common.nothing"), other: literal("Somewhere else") };
    w.core.answer = (gesture) => (gesture.kind === "submit" ? { errors: wrong } : { form });
    const again = inDialog(
      await w.invoke("task/submit", {
        data: { ...(submit?.["data"] as object), words: "he shouts", why: "a" },
      }),
    );
    const drawn = again.value.card.content as { body: { id?: string; value?: string }[] };
    validateCard(drawn, "dialog");
    expect(textsOf(drawn)).toEqual(["▲ Somewhere else", "▲ Nothing here."]);
    expect(drawn.body.flatMap(({ id, value }) => (id === undefined ? [] : [[id, value]]))).toEqual([
      ["words", "he shouts"],
      ["why", "a"],
    ]);
    // The form is opened again as it was, by a press that changes nothing.
    expect(w.core.gestures.at(-1)).toMatchObject({
      kind: "press",
      action: "note.open",
      subject: "n1",
      argument: "arg",
    });
    // What is sent in next is a new form, and knows its opener still.
    const [corrected] = actionsOf(drawn);
    w.core.answer = {};
    expect(
      await w.invoke("task/submit", {
        data: { ...(corrected?.["data"] as object), words: "he shouts", why: "a" },
      }),
    ).toBeUndefined();
    const submitted = w.core.gestures
      .filter(({ kind }) => kind === "submit")
      .map(({ delivery }) => delivery);
    expect(new Set(submitted).size).toBe(2);
  });

  it.each([
    ["with a notice", { notice: notice("Kept") }, ["Kept"]],
    [
      "with errors, when the form does not open again",
      { errors: { words: msg("common.nothing") } },
      ["Nothing here."],
    ],
  ])("%s", async (_, answer, texts) => {
    const w = await world();
    w.core.answer = answer;
    const task = inDialog(
      await w.invoke("task/submit", {
        data: { handrail: { k: "form", form: "note.write", n: "1", pa: "note.open" } },
      }),
    );
    validateCard(task.value.card.content, "dialog");
    expect(textsOf(task)).toEqual(texts);
  });

  it("closes when there is nothing more to say; one just opened says something", async () => {
    const w = await world();
    expect(
      await w.invoke("task/submit", {
        data: { handrail: { k: "form", form: "note.write", n: "1" } },
      }),
    ).toBeUndefined();
    expect(textsOf(await w.invoke("task/fetch", { data: press("note.open") }))).toEqual(["Noted."]);
  });
});

describe("our own outage", () => {
  it("is said in the chat, through the connector", async () => {
    const w = await world();
    w.core.fault = new Error("secret words of a driver");
    expect((await w.says("escalate")).status).toBe(200);
    expect(textsOf(w.cloud.sent.at(0)?.body)).toEqual([`▲ `, outage]);
    expect(w.logged.join()).toContain("gesture not accepted");
    expect(w.logged.join()).not.toContain("secret words");
  });

  it("is an error of ours when not even that could be said", async () => {
    const w = await world();
    w.core.fault = new Error("down");
    w.cloud.scripts.set("POST /teams", refuse(500));
    const response = await w.says("escalate");
    expect([response.status, await response.text()]).toEqual([503, "unavailable"]);
  });

  it("is said in the answer to a press, and in a dialog", async () => {
    const w = await world();
    w.core.fault = new Error("down");
    expect(await onCard(w, press("escalations.acknowledge"))).toEqual(words(outage));
    expect(
      textsOf(
        await w.invoke("task/submit", {
          data: { handrail: { k: "form", form: "note.write", n: "1" } },
        }),
      ),
    ).toEqual(["▲ ", outage]);
    expect(
      textsOf(await w.invoke("composeExtension/fetchTask", { commandId: "escalate" })),
    ).toEqual(["▲ ", outage]);
  });

  it("is not claimed when only the drawing of an accepted answer fails", async () => {
    const w = await world();
    const reader = {
      platform: "teams" as const,
      locale: "en",
      timeZone: "Nowhere/Atall",
      nameOf: () => undefined,
    };
    w.core.receive = async () => ({
      notice: notice("", { lines: [{ key: "fact.clock", values: { time: { time: 0 } } }] }),
      reader,
    });
    expect(await onCard(w, press("escalations.acknowledge"))).toEqual(words(""));
    expect((await w.says("escalate")).status).toBe(200);
    expect(w.logged.join()).toContain("answer not drawn");
    expect(w.cloud.sent.filter(({ method }) => method === "POST")).toEqual([]);
  });

  it("of the connector does not keep a turn: it is answered within five seconds", async () => {
    const w = await world();
    w.core.answer = { notice: notice("Asked Sam") };
    w.cloud.scripts.set("POST /teams", () => undefined);
    const started = performance.now();
    expect((await w.says("escalate")).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});

it("a press that is answered with a card and words has the words on the card, once", async () => {
  const w = await world();
  const shown = card("Sam has it", { lines: [literal("Since nine")] });
  w.core.answer = { card: shown, notice: notice("Sam has it already") };
  const told = await onCard(w, press("escalations.acknowledge"));
  validateCard((told as { value: unknown }).value);
  expect(textsOf(told)).toEqual(expect.arrayContaining(["Sam has it already", "Since nine"]));
  w.core.answer = { card: shown, notice: notice("Since nine") };
  const again = await onCard(w, press("escalations.passOn"));
  expect(textsOf(again).filter((text) => text === "Since nine")).toHaveLength(1);
});
