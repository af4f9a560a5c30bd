import { createRequire } from "node:module";
import type * as AdaptiveCards from "adaptivecards";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits, weight } from "../../../../adapters/teams/limits.ts";
import { cut } from "../../../../src/platform/cut.ts";
import { message } from "../../../../adapters/teams/deliver/deliver.ts";
import {
  addressOf,
  readAddress,
  readData,
  readRoute,
  routeOf,
} from "../../../../adapters/teams/render/carried-data.ts";
import { clean } from "../../../../adapters/teams/render/escape.ts";
import {
  type Occasion,
  plainNotice,
  render,
  summaryOf,
} from "../../../../adapters/teams/render/render.ts";
import { cardProblems } from "../../../../playground/teams.ts";
import { literal, msg, person, time } from "../../../../src/platform/text.ts";
import type { Button, View } from "../../../../src/platform/view.ts";
import { validateCard, validateCardMessage } from "../our-cards.ts";
import { patience, runs as asked } from "../../../support/runs.ts";
import { boards, cards, forms, hostile, notices } from "../../slack/render/hostile.ts";
import { actionsOf, card, form, notice, reader, textsOf } from "../world.ts";

// Its modules have no file extensions: Node itself reads only the one file of all of it.
const { AdaptiveCard, HostConfig, SerializationContext } = createRequire(import.meta.url)(
  "adaptivecards/dist/adaptivecards.js",
) as typeof AdaptiveCards;

const label = msg("common.close");
const button = (action: string, more: Partial<Button> = {}): Button => ({ action, label, ...more });
const many = (count: number) => Array.from({ length: count }, (_, index) => button(`a.b${index}`));
const frame = { feature: "escalations", view: "page", occasion: "0.1" };

it("a menu of more people than it holds says how many more there are, and keeps who is chosen", () => {
  const options = Array.from({ length: 112 }, (_, n) => ({
    value: `p${n}`,
    label: literal(`P${n}`),
  }));
  const menu = (value?: string) => {
    const field = { type: "choice", name: "who", label, required: true, options } as const;
    const fields = [value === undefined ? field : { ...field, value }];
    return JSON.stringify(render({ ...form, fields }, reader));
  };
  expect(menu()).toContain("And 12 more.");
  expect(menu().match(/"value":"p\d+"/g)).toHaveLength(limits.choices);
  expect(menu()).not.toContain('"value":"p111"');
  expect(menu("p111")).toContain('{"title":"P111","value":"p111"}');
  expect(menu("p111")).toContain("And 12 more.");
});

it.each([60, 400, 3_000])("a timeline with %i people shows how it ended", (count) => {
  const asked = Array.from({ length: count }, (_, n) =>
    literal(`09:00:${n}: Supervisor Number ${n} was asked in Teams, and did not answer.`),
  );
  const lines = [...asked, literal("09:05: No answer."), literal("09:06: Sam took it.")];
  const parts = ["09:00:0: ", "No answer.", "Sam took it."];
  const surfaces = [
    render({ ...form, submit: undefined, fields: [], lines }, reader, { surface: "dialog" }),
    render({ ...notice("x"), lines }, reader),
  ];
  for (const said of surfaces.map((drawn) => JSON.stringify(drawn)))
    for (const part of parts) expect(said).toContain(part);
});

/** The actions of the card itself, and of those folded into it. */
function rows(drawn: object): string[][] {
  const sets = (
    drawn as {
      body: {
        type: string;
        actions: { title: string; verb?: string; card?: { actions: { verb: string }[] } }[];
      }[];
    }
  ).body.filter(({ type }) => type === "ActionSet");
  return sets.map(({ actions }) =>
    actions.map(
      (action) =>
        action.verb ?? `${action.title}: ${action.card?.actions.map(({ verb }) => verb).join(" ")}`,
    ),
  );
}

describe("a notice", () => {
  it("has the one thing to press above its sentences", () => {
    const drawn = render(
      notice("When a call is hard, ask.", { first: [button("a.first")], buttons: [button("a.b")] }),
      reader,
      { frame },
    );
    validateCard(drawn);
    expect(drawn.body.map(({ type }) => type)).toEqual(["ActionSet", "RichTextBlock", "ActionSet"]);
    expect(rows(drawn)).toEqual([["a.first"], ["a.b"]]);
  });
});

describe("a card", () => {
  const view = card("Ana needs help", {
    facts: [
      { label, value: literal("B 12") },
      { label, value: literal("4417"), dial: "4417" },
      { label, value: literal("4418"), dial: "javascript:4418" },
    ],
    lines: [
      literal("first\nsecond"),
      msg("fact.clock", { time: time(Date.parse("2026-11-20T12:00:00Z")) }),
      msg("fact.clock", { time: person("Ana") }),
    ],
    buttons: [
      button("a.other"),
      button("a.main", { style: "main", accessible: msg("common.nothing") }),
      button("a.danger", { style: "danger" }),
    ],
    more: { heading: msg("common.more"), buttons: [button("a.more")] },
    footer: msg("common.nothing"),
  });
  const drawn = render(view, reader, { frame });

  it("is drawn whole, in order", () => {
    validateCard(drawn);
    expect(textsOf(drawn)).toEqual([
      "● Ana needs help",
      "Close: ",
      "B 12",
      "Close: ",
      "4417",
      "Close: ",
      "4418",
      "first",
      "second",
      "12:00",
      "Ana",
      "More",
      "Nothing here.",
    ]);
    const dials = JSON.stringify(drawn).match(/"selectAction":[^}]*}/g);
    expect(dials).toEqual(['"selectAction":{"type":"Action.OpenUrl","url":"tel:4417"}']);
    expect(rows(drawn)).toEqual([["a.main", "a.other", "a.danger"], ["a.more"]]);
    const pressed = actionsOf(drawn).filter(({ type }) => type !== "Action.OpenUrl");
    expect(pressed.map(({ style }) => style)).toEqual([
      "positive",
      undefined,
      "destructive",
      undefined,
    ]);
    expect(pressed[0]?.["tooltip"]).toBe("Nothing here.");
  });

  it.each(["danger", "urgent", "good", "calm", "closed"] as const)(
    "says %s in shape, not by colour alone",
    (tone) => {
      const shape = { danger: "▲ ", urgent: "● ", good: "✓ ", calm: "", closed: "○ " }[tone];
      expect(textsOf(render(card("x", { tone }), reader))[0]).toBe(`${shape}x`);
    },
  );

  it("carries only codes in its buttons", () => {
    const [action] = actionsOf(
      render(card("Ana", { buttons: [button("a.b", { subject: "e1", argument: "x" })] }), reader, {
        frame,
      }),
    );
    expect(readData(action?.["data"])).toEqual({
      kind: "press",
      action: "a.b",
      subject: "e1",
      argument: "x",
      frame,
      stamp: expect.stringMatching(/^[\w-]{8}$/),
    });
    expect(JSON.stringify(action)).not.toContain("Ana");
  });

  it("opens addresses over https only", () => {
    const urls = [
      "https://call.example/x",
      "http://call.example",
      "javascript:alert(1)",
      "nonsense",
    ];
    const actions = actionsOf(
      render(card("x", { buttons: urls.map((url) => button("a.b", { url })) }), reader),
    );
    expect(actions).toEqual([
      { type: "Action.OpenUrl", title: "Close", url: "https://call.example/x" },
    ]);
  });
});

describe("more buttons than six", () => {
  const folded = (buttons: number, more: number) =>
    rows(
      render(
        card("x", {
          buttons: many(buttons),
          more: { heading: msg("common.nothing"), buttons: many(more) },
        }),
        reader,
      ),
    );
  it.each([
    [6, 0, [6]],
    [3, 3, [3, 3]],
    [4, 3, ["4 + 3"]],
    [5, 6, ["5 + 6"]],
    [6, 1, ["4 + 2 + 1"]],
    [7, 0, ["5 + 2"]],
    [11, 0, ["5 + 6"]],
    [12, 0, ["4 + 6 + 2"]],
    [5, 12, ["3 + 2 + 6 + 6"]],
  ])("%i and %i", (buttons, more, expected) => {
    const counts = folded(buttons, more).map((row) => {
      const open = row.filter((action) => !action.includes(":")).length;
      const folds = row
        .filter((action) => action.includes(":"))
        .map((action) => action.split(": ")[1]?.split(" ").length);
      return folds.length === 0 ? open : [open, ...folds].join(" + ");
    });
    expect(counts).toEqual(expected);
  });

  it("none is lost up to thirty", () => {
    for (let count = 1; count <= 30; count++) {
      const verbs = actionsOf(render(card("x", { buttons: many(count) }), reader)).flatMap(
        ({ verb }) => (verb === undefined ? [] : [verb]),
      );
      expect(new Set(verbs)).toEqual(new Set(many(count).map(({ action }) => action)));
      expect(verbs).toHaveLength(count);
    }
  });

  it("a home card says how things stand, shows what goes on, and folds the rest under More", () => {
    const section = (name: string, tone: "calm" | "good", count: number) => ({
      heading: msg("fact.clock", { time: literal(name) }),
      rows: [{ tone, line: literal(`${name} line`), buttons: many(count) }],
    });
    const drawn = render(
      {
        kind: "board",
        standing: [literal("You are on shift."), literal("Ana waits.")],
        first: many(3),
        sections: [section("Break", "good", 2)],
        more: ["a", "b", "c"].map((name) => section(name, "calm", 1)),
      },
      reader,
    );
    validateCard(drawn);
    const sets = drawn.body.flatMap(({ type, actions }) =>
      type === "ActionSet" ? [(actions as { title: string }[]).map(({ title }) => title)] : [],
    );
    expect(sets[0]).toHaveLength(3);
    expect(sets[1]).toEqual(["a", "b", "c"]);
    const texts = textsOf(drawn.body);
    expect(texts.slice(0, 3)).toEqual(["You are on shift. Ana waits.", "Break", "✓ Break line"]);
    expect(texts.slice(-4)).toEqual(["More", "a line", "b line", "c line"]);
    expect(actionsOf(drawn).filter(({ type }) => type !== "Action.ShowCard")).toHaveLength(
      3 + 2 + 3,
    );
  });

  it("a home card of somebody with everything folds too, and stays a message", () => {
    const rows = (count: number, words: number) =>
      Array.from({ length: count }, (_, at) => ({
        tone: "calm" as const,
        line: literal(`${at} ${"w".repeat(words)}`),
        buttons: many(3),
      }));
    for (const [first, words, titles] of [
      [3, 20, ["a", "b", "c"]],
      [4, 20, ["a", "More"]],
      [5, 20, ["More"]],
      [3, 3_000, ["a", "b", "c"]],
    ] as const) {
      const drawn = render(
        {
          ...{ kind: "board", standing: [literal("You are on shift.")], first: many(first) },
          sections: [],
          more: ["a", "b", "c"].map((name) => ({
            heading: msg("fact.clock", { time: literal(name) }),
            rows: rows(7, words),
          })),
        },
        reader,
      );
      validateCard(drawn);
      expect(drawn.body.filter(({ type }) => type === "Container")).toEqual([]);
      const sets = drawn.body.filter(({ type }) => type === "ActionSet");
      const folds = sets[1]?.["actions"] as { title: string; card: unknown }[];
      expect(folds.map(({ title }) => title)).toEqual(titles);
      expect(weight(drawn)).toBeLessThan(limits.message);
      // What is too much are words: every press is there.
      expect(actionsOf(drawn).filter(({ type }) => type !== "Action.ShowCard")).toHaveLength(
        first + 63,
      );
    }
  });

  it("a list's rows are pressed as rows", () => {
    const row = { tone: "calm" as const, line: literal("Ana"), buttons: many(2) };
    const drawn = render(
      {
        kind: "board",
        standing: [],
        first: many(6),
        more: [],
        sections: [{ heading: label, rows: Array.from({ length: 9 }, () => row) }],
      },
      reader,
    );
    validateCard(drawn);
    expect(actionsOf(drawn)).toHaveLength(24);
  });
});

describe("tiles, and what is behind More", () => {
  const drawn = render(
    { ...notice("x"), tiles: many(3), buttons: many(1), behindMore: many(10) },
    reader,
    { surface: "dialog" },
  );

  it("tiles stand two beside each other, and are no buttons of the card", () => {
    validateCard(drawn, "dialog");
    const sets = drawn.body.filter(({ type }) => type === "ColumnSet");
    expect(sets.map((set) => (set["columns"] as object[]).length)).toEqual([2, 1]);
  });

  it("many fold into rows behind one button with its name", () => {
    const set = drawn.body.find(({ type }) => type === "ActionSet") ?? { actions: [] };
    const [, more] = set["actions"] as {
      type: string;
      title: string;
      card: { body: object[] };
    }[];
    expect(more).toMatchObject({ type: "Action.ShowCard", title: "More" });
    expect(more?.card.body).toHaveLength(10);
  });
});

describe("what is too much", () => {
  it("loses texts from its middle, and keeps its title, its end and its buttons", () => {
    const long = card("Ana", {
      lines: Array.from({ length: 60 }, () => literal("x".repeat(4_000))),
      buttons: many(6),
    });
    const sent = message(long, reader, { frame });
    validateCardMessage(sent);
    expect(weight(sent)).toBeLessThanOrEqual(limits.message);
    expect(textsOf(sent).at(0)).toBe("● Ana");
    expect(textsOf(sent)).toContain("…");
    expect(textsOf(sent).at(-1)).not.toBe("…");
    expect(actionsOf(sent)).toHaveLength(6);
  });

  it("counts what escapes cost", () =>
    validateCardMessage(message(notice('\u0001\u2028"\\'.repeat(60_000)), reader, {})));
});

describe("whatever people type", { timeout: patience(250) }, () => {
  const runs = { numRuns: asked(250) };
  const occasions: fc.Arbitrary<Occasion> = fc.record({
    frame: fc.record({
      feature: fc.constant("escalations"),
      view: fc.constant("page"),
      occasion: hostile.map((text) => text.slice(0, 200)),
    }), // ours, and repeated in every button
    again: fc.boolean(),
    opens: fc.constant((action: string) => action === "note.open"),
  });
  const views: readonly (readonly [string, fc.Arbitrary<View>])[] = [
    ["a notice", notices],
    ["a card", cards],
    ["a form", forms],
    ["a board", boards],
  ];

  it.each(views)(
    "%s stays within Teams' limits, and nothing in it comes alive",
    (_, some) => {
      fc.assert(
        fc.property(some, occasions, (view, occasion) => {
          validateCardMessage(message(view, reader, occasion));
          validateCard(render(view, reader, { ...occasion, surface: "dialog" }), "dialog");
        }),
        runs,
      );
    },
    60_000,
  );

  it.each(views)(
    "%s is taken by Microsoft's own library, and by our double, without a complaint",
    (_, some) => {
      fc.assert(
        fc.property(some, occasions, (view, occasion) => {
          const context = new SerializationContext();
          const parsed = new AdaptiveCard();
          parsed.hostConfig = new HostConfig({ actions: { maxActions: 6 } });
          const drawn = render(view, reader, occasion);
          parsed.parse(drawn, context);
          const complaints = Array.from(
            { length: context.eventCount },
            (_, index) => context.getEventAt(index).message,
          );
          // The library's own pattern for `lang` is stateful, and refuses every second card.
          const meant = complaints.filter(
            (complaint) => complaint !== `Invalid value "en" for property "lang".`,
          );
          expect([
            ...meant,
            ...parsed.validateProperties().validationEvents.map(({ message }) => message),
          ]).toEqual([]);
          expect(cardProblems(drawn)).toEqual([]);
        }),
        { numRuns: 60 },
      );
    },
    60_000,
  );

  it("addresses and routes come back as they left", () => {
    fc.assert(
      fc.property(hostile, hostile, (a, b) => {
        const [conversation, activity] = [`c${a.toWellFormed()}`, `m${b.toWellFormed()}`];
        expect(readAddress(addressOf(conversation, activity))).toEqual({ conversation, activity });
        expect(readRoute(routeOf(conversation, activity))).toEqual({
          serviceUrl: conversation,
          conversation: activity,
        });
      }),
      runs,
    );
    expect(readRoute(routeOf("https://a/", undefined))).toEqual({ serviceUrl: "https://a/" });
    expect([readRoute(undefined), readRoute("%E0%A4%A x"), readAddress("")]).toEqual([
      {},
      {},
      undefined,
    ]);
  });

  it("what is cut is whole", () => {
    expect([cut("abc", 3), cut("ab😀d", 4)]).toEqual(["abc", "ab…"]);
    expect(clean("a\u0000b\u202Ec\r\nd\te 👩‍👩‍👧 \uD83D")).toBe("abc\nd\te 👩‍👩‍👧 \uFFFD");
  });
});

describe("a form to read", () => {
  const row = { tone: "calm", line: literal("They read this."), buttons: [] } as const;
  const sections = [{ heading: literal("Who"), rows: [{ ...row, detail: literal("And why.") }] }];
  it("has each part under its heading, and its picture above them", () => {
    const picture = { png: new Uint8Array([1, 2]), alternative: "four, then five" };
    const drawn = render(
      { ...form, submit: undefined, fields: [], lines: [], sections } as unknown as View,
      reader,
      { surface: "dialog", picture },
    );
    expect(textsOf(drawn)).toEqual(["Who", "They read this.", "And why."]);
    expect(drawn.body[0]).toMatchObject({ type: "Image", altText: "four, then five" });
  });
});

describe("a notification", () => {
  it("says a card's summary, and of anything else only whose it is", () => {
    expect(summaryOf(card("Ana needs help now. Billing, phone."), reader)).toBe(
      "Ana needs help now. Billing, phone.",
    );
    expect(summaryOf(notice("what a customer said"), reader)).toBe(
      "Handrail has an answer for you.",
    );
    expect(summaryOf(form, reader)).toBe("Handrail has an answer for you.");
    const board = { kind: "board", standing: [], first: [], sections: [], more: [] } as const;
    expect(summaryOf(board, reader)).toBe("Your Handrail page is here.");
  });

  it("a notice is said in plain words where no card can be", () =>
    expect(plainNotice(notice("", { lines: [literal("a"), msg("common.close")] }), reader)).toBe(
      "a\nClose",
    ));
});

describe("the validator sees", () => {
  const good = () =>
    JSON.parse(JSON.stringify(render(card("x", { buttons: many(2) }), reader, { frame })));
  const button0 = (drawn: { body: { type: string; actions: Record<string, unknown>[] }[] }) =>
    drawn.body.find(({ type }) => type === "ActionSet")?.actions[0] ?? {};
  it.each<[string, (drawn: ReturnType<typeof good>) => void]>([
    ["is not 1.5", (drawn) => (drawn.version = "1.6")],
    ["is empty", (drawn) => (drawn.body = [])],
    [
      "TextBlock is not drawn here",
      (drawn) => drawn.body.push({ type: "TextBlock", text: "**x**" }),
    ],
    ["FactSet is not drawn here", (drawn) => drawn.body.push({ type: "FactSet", facts: [] })],
    [
      "7 actions",
      (drawn) =>
        drawn.body.push({
          type: "ActionSet",
          actions: Array.from({ length: 7 }, () => button0(drawn)),
        }),
    ],
    [
      "stand open",
      (drawn) =>
        drawn.body.push({
          type: "ActionSet",
          actions: Array.from({ length: 5 }, () => button0(drawn)),
        }),
    ],
    ["fallback", (drawn) => delete button0(drawn)["fallback"]],
    [
      "does not mean the same",
      (drawn) => ((button0(drawn)["fallback"] as Record<string, unknown>)["data"] = {}),
    ],
    ["verb", (drawn) => (button0(drawn)["verb"] = "")],
    [
      "only one that asks for a dialog",
      (drawn) =>
        drawn.body.push({
          type: "ActionSet",
          actions: [{ type: "Action.Submit", title: "x", data: {} }],
        }),
    ],
    [
      "is not https",
      (drawn) =>
        drawn.body.push({
          type: "ActionSet",
          actions: [{ type: "Action.OpenUrl", title: "x", url: "http://x" }],
        }),
    ],
    [
      "heavier than 80 KB",
      (drawn) =>
        (drawn.body = Array.from({ length: 12 }, () => ({
          type: "RichTextBlock",
          inlines: [{ type: "TextRun", text: "x".repeat(4_000) }],
        }))),
    ],
    [
      "holds a control",
      (drawn) =>
        drawn.body.push({
          type: "RichTextBlock",
          inlines: [{ type: "TextRun", text: "a\u202Eb" }],
        }),
    ],
    [
      "could come alive",
      (drawn) =>
        drawn.body.push({
          type: "Input.Text",
          id: "a",
          label: "[x](https://evil.example)",
          maxLength: 1,
        }),
    ],
    [
      "two inputs have the id",
      (drawn) =>
        [0, 1].forEach(() =>
          drawn.body.push({ type: "Input.Text", id: "a", label: "x", maxLength: 1 }),
        ),
    ],
    [
      "is taken",
      (drawn) => drawn.body.push({ type: "Input.Text", id: "handrail", label: "x", maxLength: 1 }),
    ],
    ["is not known", (drawn) => (drawn.speak = "x")],
  ])("what %s", (said, spoil) => {
    const drawn = good();
    validateCard(drawn);
    spoil(drawn);
    expect(() => validateCard(drawn)).toThrow(said);
  });
});
