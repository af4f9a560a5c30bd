import { describe, expect, it } from "vitest";
import { noticeModal, render } from "../../../../adapters/slack/render/render.ts";
import { literal, msg, person, telephone, time } from "../../../../src/platform/text.ts";
import type { Board, Button, Card, Form } from "../../../../src/platform/view.ts";
import { validateView } from "../our-blocks.ts";
import { notice, reader } from "../world.ts";

interface Grouped {
  readonly option_groups?: { readonly options: { readonly value: string }[] }[];
}

const words = (text: string) => msg("fact.clock", { time: literal(text) });
const plain = (text: string) => ({ type: "plain_text", text, emoji: false });
const frame = { feature: "escalations", view: "page", occasion: "0.1" };
const acknowledge: Button = {
  action: "escalation.acknowledge",
  label: words("I've got it"),
  accessible: words("Acknowledge: Ana, Billing"),
  style: "main",
  subject: "e1",
};
const passOn: Button = {
  action: "escalation.pass-on",
  label: words("Pass on"),
  subject: "e1",
  argument: "later",
};

const page: Card = {
  kind: "card",
  tone: "urgent",
  summary: words("Ana needs help now. Billing, phone."),
  title: words("Ana needs help"),
  facts: [
    { label: words("Team"), value: literal("Billing") },
    {
      label: words("Since"),
      value: msg("fact.clock", { time: time(Date.UTC(2026, 10, 20, 9, 0)) }),
    },
    { label: words("Said"), value: literal("*help* <!here>") },
    { label: words("Phone"), value: telephone("44 17"), dial: "4417" },
    { label: words("Ext"), value: literal("<!here>"), dial: "4417" },
  ],
  lines: [msg("fact.clock", { time: literal("0:40") }), literal("He shouts.")],
  buttons: [passOn, acknowledge],
  more: { heading: words("Outcome"), buttons: [{ ...passOn, argument: "solved" }] },
  footer: words("Others stop when you press."),
};

describe("a card", () => {
  it("is read at a glance: title, facts, words, the main button first, small print last", () => {
    expect(render<"card">(page, reader, { frame, again: true })).toEqual({
      text: "Ana needs help now. Billing, phone.",
      blocks: [
        { type: "header", text: plain("● Ana needs help") },
        { type: "context", elements: [plain("Sent again, so you may see it twice.")] },
        {
          type: "section",
          fields: [
            { type: "mrkdwn", text: "*Team*\nBilling", verbatim: true },
            { type: "mrkdwn", text: "*Since*\n09:00", verbatim: true },
            plain("Said\n*help* <!here>"),
            { type: "mrkdwn", text: "*Phone*\n<tel:4417|44\u00a017>", verbatim: true },
            plain("Ext\n<!here>"),
          ],
        },
        { type: "section", text: plain("0:40\nHe shouts.") },
        {
          type: "actions",
          block_id: "o~escalations~page~0.1~1",
          elements: [
            {
              type: "button",
              action_id: "escalation.acknowledge",
              text: plain("I've got it"),
              style: "primary",
              accessibility_label: "Acknowledge: Ana, Billing",
              value: '{"s":"e1"}',
            },
            {
              type: "button",
              action_id: "escalation.pass-on",
              text: plain("Pass on"),
              value: '{"s":"e1","a":"later"}',
            },
          ],
        },
        { type: "context", elements: [plain("Outcome")] },
        {
          type: "actions",
          block_id: "o~escalations~page~0.1~2",
          elements: [
            {
              type: "button",
              action_id: "escalation.pass-on#2",
              text: plain("Pass on"),
              value: '{"s":"e1","a":"solved"}',
            },
          ],
        },
        { type: "context", elements: [plain("Others stop when you press.")] },
      ],
    });
  });

  it.each([
    ["danger", "▲ Ana needs help"],
    ["urgent", "● Ana needs help"],
    ["good", "✓ Ana needs help"],
    ["calm", "Ana needs help"],
    ["closed", "○ Ana needs help"],
  ] as const)("%s has its own shape", (tone, title) => {
    expect(render<"card">({ ...page, tone }, reader).blocks[0]).toEqual({
      type: "header",
      text: plain(title),
    });
  });

  it("has one primary button, however many call themselves the main one", () => {
    const { blocks } = render<"card">(
      { ...page, buttons: [acknowledge, acknowledge], more: undefined },
      reader,
    );
    const [first, second] = blocks.flatMap((block) =>
      block.type === "actions" ? block.elements : [],
    );
    expect(first).toMatchObject({ action_id: "escalation.acknowledge", style: "primary" });
    expect(second).not.toHaveProperty("style", "primary");
    expect(second).toMatchObject({ action_id: "escalation.acknowledge#2" });
  });

  it("speaks the reader's language and shows the reader's time", () => {
    const seen = render<"card">(
      page,
      { ...reader, locale: "es", timeZone: "Asia/Kolkata" },
      { again: true },
    );
    expect(JSON.stringify(seen.blocks)).toContain("Enviado otra vez");
    expect(JSON.stringify(seen.blocks)).toContain("14:30");
  });
});

describe("what is behind More", () => {
  const drawn = (count: number) =>
    render<"card">(
      {
        ...page,
        buttons: [acknowledge],
        behindMore: Array.from({ length: count }, () => passOn),
        more: undefined,
      },
      reader,
      { frame },
    ).blocks.flatMap((block) => (block.type === "actions" ? block.elements : []));
  const value = '{"p":"escalation.pass-on","s":"e1","a":"later"}';

  it("folds into three dots at the end of the row, each option with an action of its own", () =>
    expect(drawn(2)).toMatchObject([
      { action_id: "escalation.acknowledge" },
      {
        type: "overflow",
        action_id: "more",
        options: [{ text: plain("Pass on"), value }, { value }],
      },
    ]));

  it("is a menu with its name where three dots take no more", () =>
    expect(drawn(6)[1]).toMatchObject({
      type: "static_select",
      action_id: "more",
      placeholder: plain("More"),
    }));

  it("is not there without an option", () => expect(drawn(0)).toHaveLength(1));
});

describe("a button that opens an address", () => {
  const open = (url: string): Button => ({ ...acknowledge, url });
  const drawn = (...buttons: Button[]) =>
    render<"notice">(notice("x", { buttons }), reader).blocks.slice(1);
  it("is a link of its own, acknowledged in silence", () => {
    const [row] = drawn(open("https://meet.example/ana"), open("https://meet.example/ben"));
    expect(row).toMatchObject({
      elements: [{ action_id: "link", url: "https://meet.example/ana" }, { action_id: "link#2" }],
    });
    expect(JSON.stringify(row)).not.toContain('"value"');
  });
  it.each([
    "http://meet.example/",
    "javascript:alert(1)",
    "meet.example",
    "",
    `https://a.example/${"x".repeat(3_000)}`,
  ])("is not drawn for %s", (url) => expect(drawn(open(url))).toEqual([]));
});

it("a button whose codes would not fit is not drawn", () => {
  expect(
    render<"notice">(notice("x", { buttons: [{ ...passOn, argument: "x".repeat(2_000) }] }), reader)
      .blocks,
  ).toHaveLength(1);
});

describe("a notice", () => {
  it("is its sentences, then its buttons", () => {
    expect(
      render<"notice">(notice("Asking Sam.", { tone: "good", buttons: [acknowledge] }), reader),
    ).toMatchObject({
      text: "Asking Sam.",
      blocks: [{ type: "section", text: plain("✓ Asking Sam.") }, { type: "actions" }],
    });
  });
  it("has the one thing to press above its sentences, and says them whole to a screen reader", () => {
    const drawn = render<"notice">(
      notice("When a call is hard, ask.", { first: [acknowledge], buttons: [passOn] }),
      reader,
      { frame },
    );
    expect(drawn.text).toBe("When a call is hard, ask.");
    expect(drawn.blocks.map(({ type }) => type)).toEqual(["actions", "section", "actions"]);
    expect(drawn.blocks[0]).toMatchObject({ elements: [{ action_id: "escalation.acknowledge" }] });
    validateView(
      noticeModal(notice("x", { first: [acknowledge], buttons: [acknowledge] }), reader),
    );
  });
  it("names people, and those who are gone with a dash", () => {
    const gone = { ...reader, nameOf: () => undefined };
    expect(
      render<"notice">(notice("", { lines: [msg("fact.clock", { time: person("p1") })] }), gone)
        .text,
    ).toBe("—");
  });
  it("is called in a dialog what it asks, or what the dialog was called before", () => {
    const titled = notice("Who?", { title: msg("button.sayWhy") });
    expect(noticeModal(titled, reader, "Before").title).toEqual(plain("Say why"));
    expect(noticeModal(notice("Noted."), reader, "Say why").title).toEqual(plain("Say why"));
  });
  it("stands alone as a dialog without inputs", () => {
    const view = noticeModal(notice("Asking Sam."), reader);
    expect(view).toMatchObject({
      type: "modal",
      title: plain("Handrail"),
      close: plain("Close"),
      blocks: [{ type: "section" }],
    });
    validateView(view);
  });
});

describe("a form", () => {
  const form: Form = {
    kind: "form",
    form: "note.write",
    subject: "n1",
    title: words("Say why"),
    submit: words("Send"),
    lines: [words("Only your supervisor reads it.")],
    fields: [
      {
        type: "text",
        name: "words",
        label: words("In one line"),
        hint: words("No customer names"),
        long: true,
        max: 500,
        value: "he *said*",
      },
      {
        type: "choice",
        name: "category",
        label: words("Which?"),
        required: true,
        value: "b",
        options: [
          { value: "a", label: words("A") },
          { value: "b", label: words("B") },
        ],
      },
    ],
  };
  it("keeps ids stable and carries what it is about", () => {
    expect(render<"form">(form, reader)).toMatchObject({
      type: "modal",
      callback_id: "note.write",
      private_metadata: '{"form":"note.write","subject":"n1"}',
      title: plain("Say why"),
      submit: plain("Send"),
      blocks: [
        { type: "section" },
        {
          block_id: "words",
          optional: true,
          element: {
            type: "plain_text_input",
            action_id: "value",
            multiline: true,
            max_length: 500,
            initial_value: "he *said*",
          },
        },
        {
          block_id: "category",
          optional: false,
          element: { type: "radio_buttons", initial_option: { value: "b", text: plain("B") } },
        },
      ],
    });
  });
  it("folds many options into a menu", () => {
    const options = Array.from({ length: 11 }, (_, n) => ({ value: `${n}`, label: words(`${n}`) }));
    const view = render<"form">(
      {
        ...form,
        fields: [{ type: "choice", name: "c", label: words("Which?"), required: false, options }],
      },
      reader,
    );
    expect(view.blocks.at(-1)).toMatchObject({ element: { type: "static_select" } });
  });
  it("of more people than a menu takes offers the last of them too", () => {
    const options = Array.from({ length: 150 }, (_, n) => ({
      value: `${n}`,
      label: words(`P${n}`),
    }));
    const view = render<"form">(
      {
        ...form,
        fields: [{ type: "choice", name: "c", label: words("Whom?"), required: false, options }],
      },
      reader,
    );
    const { option_groups: groups = [] } = (view.blocks.at(-1) as { element: Grouped }).element;
    expect(groups.map(({ options: some }) => some.length)).toEqual([100, 50]);
    expect(groups.at(-1)?.options.at(-1)?.value).toBe("149");
    expect(() => validateView(view)).not.toThrow();
  });
  it.each([60, 400, 3_000])("of a timeline with %i people shows how it ended", (count) => {
    const asked = Array.from({ length: count }, (_, n) =>
      literal(`09:00:${n}: Supervisor Number ${n} was asked on Slack, and did not answer.`),
    );
    const line = [...asked, literal("09:05: No answer."), literal("09:06: Sam took it.")];
    const view = render<"form">({ ...form, submit: undefined, lines: line }, reader);
    const said = JSON.stringify(view);
    for (const part of ["09:00:0: ", `Number ${count - 1} was`, "No answer.", "Sam took it."])
      expect(said).toContain(part);
    expect(() => validateView(view)).not.toThrow();
  });
  it("with one line of 300 names shows the last of them", () => {
    const names = Array.from({ length: 300 }, (_, n) => `Person Number ${n}`).join(", ");
    const view = render<"form">(
      { ...form, submit: undefined, lines: [literal(names), literal("No answer.")] },
      reader,
    );
    const said = view.blocks.map((block) => (block as { text: { text: string } }).text.text);
    expect(said.join(" ").replaceAll("\n", " ")).toBe(`${names} No answer.`);
  });
  it("that only shows has no inputs", () => {
    expect(render<"form">({ ...form, submit: undefined }, reader).blocks).toHaveLength(1);
  });
});

describe("a board", () => {
  const board: Board = {
    kind: "board",
    standing: [words("You are on shift."), words("Ana waits.")],
    first: [{ action: "escalation.escalate", label: words("Get help now"), style: "danger" }],
    sections: [
      {
        heading: words("Open"),
        rows: [
          {
            tone: "urgent",
            line: words("Ana, Billing"),
            detail: words("since 09:00"),
            buttons: [acknowledge],
          },
        ],
      },
    ],
    more: [
      {
        heading: words("Settings"),
        rows: [{ tone: "calm", line: words("Nothing promised."), buttons: [] }],
      },
    ],
  };
  it("says how things stand, what to press first, what goes on, and the rest", () => {
    const { blocks } = render<"board">(board, reader, { frame });
    expect(blocks.map(({ type }) => type)).toEqual([
      "section",
      "actions",
      "header",
      "section",
      "header",
      "section",
    ]);
    expect(blocks[0]).toMatchObject({ text: plain("You are on shift. Ana waits.") });
    expect(blocks[3]).toMatchObject({
      text: plain("● Ana, Billing\nsince 09:00"),
      accessory: { action_id: "escalation.acknowledge" },
      block_id: "o~escalations~page~0.1~2",
    });
    expect(blocks[5]).toMatchObject({ text: plain("Nothing promised.") });
  });
  it("too long for Slack: each section says how many more there are, and what is urgent stays", () => {
    const row = (tone: "calm" | "urgent", text: string) => ({
      tone,
      line: words(text),
      buttons: [],
    });
    const many = (count: number, text: string) =>
      Array.from({ length: count }, (_, n) => row("calm", `${text} ${n}`));
    const sections = [
      { heading: words("Open"), rows: [...many(150, "calm"), row("urgent", "waits")] },
      { heading: words("Mine"), rows: many(3, "mine") },
      { heading: words("Others"), rows: many(60, "other") },
    ];
    const { blocks } = render<"board">({ ...board, sections }, reader);
    expect(blocks).toHaveLength(100);
    expect(blocks[1]?.type).toBe("actions");
    const texts = JSON.stringify(blocks);
    for (const stays of [
      "Settings",
      "Nothing promised.",
      "Open",
      "Mine",
      "Others",
      "waits",
      "mine 2",
      "calm 0",
      "other 0",
    ])
      expect(texts).toContain(stays);
    const kept = (text: string) => texts.split(`${text} `).length - 1;
    const left = [...texts.matchAll(/And (\d+) more\./g)].map(([, count]) => Number(count));
    expect(left).toEqual([150 - kept("calm"), 60 - kept("other")]);
  });
  it("of urgent rows alone still says how many more there are", () => {
    const rows = Array.from({ length: 150 }, () => ({
      tone: "urgent" as const,
      line: words("x"),
      buttons: [],
    }));
    const one = { ...board, first: [], sections: [{ heading: words("Open"), rows }] };
    const { blocks } = render<"board">(one, reader);
    expect(blocks).toHaveLength(100);
    expect(JSON.stringify(blocks)).toMatch(/And \d+ more\./);
    expect(blocks.at(-1)).toMatchObject({ text: plain("Nothing promised.") });
  });
  it("of nothing is a sentence", () =>
    validateView(
      render<"board">({ kind: "board", standing: [], first: [], sections: [], more: [] }, reader),
    ));
});
