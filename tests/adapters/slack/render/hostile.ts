import fc from "fast-check";
import { literal, msg, person, type Reader, type Text } from "../../../../src/platform/text.ts";
import type { Board, Button, Card, Form, Notice, Tone } from "../../../../src/platform/view.ts";

/* Views whose every word, name and address was chosen by somebody who means harm. */

const pieces = [
  ...[
    "<!here>",
    "<!channel>",
    "<!subteam^S1>",
    "<@U1>",
    "<#C1|x>",
    "<https://evil.example|Acknowledge>",
    "@here",
    "@channel",
    "#general",
  ],
  ...[
    "https://evil.example/x",
    "evil.example",
    "mailto:a@evil.example",
    "*bold*",
    "_it_",
    "~gone~",
    "`code`",
    "```block```",
    ":fire:",
    ":+1:",
    "> quote",
  ],
  ...[
    "&lt;!here&gt;",
    "&amp;",
    "&",
    "<",
    ">",
    "\u202Egnp.exe",
    "\u2066x\u2069",
    "\u0000",
    "\u001b[31m",
    "\uD83D",
    "\uDE00",
    "👩‍👩‍👧",
    "\n",
    "\r\n",
    "\t",
    " ",
  ],
  ...[
    "[a](https://evil.example)",
    "<at>Ana</at>",
    "{people}",
    "'{'",
    "x".repeat(5_000),
    "é",
    "漢字",
  ],
];

const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
export const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join("")),
  fc
    .array(fc.constantFrom(...pieces, "a", "b", "1"), { maxLength: 20 })
    .map((parts) => parts.join("")),
  fc.string({ unit: anyUnit, maxLength: 300 }),
  fc.string({ unit: "grapheme", maxLength: 100 }),
);

const said: fc.Arbitrary<Text> = hostile.map((text) => msg("fact.clock", { time: literal(text) }));
const named: fc.Arbitrary<Text> = hostile.map((id) => msg("fact.clock", { time: person(id) }));
const line = fc.oneof(hostile.map(literal), said, named);
const dial = fc.oneof(hostile, fc.constantFrom(undefined, "4417", "+4420", "1|<!here>"));
const tone = fc.constantFrom<Tone>("danger", "urgent", "good", "calm", "closed");
const url = fc.oneof(
  fc.webUrl(),
  hostile,
  fc.constantFrom(
    "javascript:alert(1)",
    "http://a.example",
    "https://a.example/x y",
    "data:text/html,x",
  ),
);
const button: fc.Arbitrary<Button> = fc.record(
  {
    action: fc.constantFrom("escalation.acknowledge", "escalation.pass-on", "note.open"),
    label: said,
    accessible: said,
    style: fc.constantFrom("main", "danger"),
    subject: fc.uuid(),
    argument: hostile,
    url,
  },
  { requiredKeys: ["action", "label"] },
);
const buttons = fc.array(button, { maxLength: 30 });

export const notices: fc.Arbitrary<Notice> = fc.record(
  {
    kind: fc.constant("notice"),
    tone,
    lines: fc.array(line, { minLength: 1, maxLength: 20 }),
    tiles: fc.array(button, { maxLength: 12 }),
    buttons: buttons.map((some) => [{ action: "a.b", label: msg("common.close") }, ...some]),
    behindMore: buttons,
  },
  { requiredKeys: ["kind", "tone", "lines", "buttons"] },
);

export const cards: fc.Arbitrary<Card> = fc.record(
  {
    kind: fc.constant("card"),
    tone,
    summary: said,
    title: said,
    facts: fc.array(fc.record({ label: said, value: line, dial }), { maxLength: 50 }),
    lines: fc.array(line, { maxLength: 20 }),
    buttons,
    behindMore: buttons,
    more: fc.record({ heading: said, buttons }),
    footer: said,
  },
  { requiredKeys: ["kind", "tone", "summary", "title", "facts", "lines", "buttons"] },
);

const field = fc.oneof(
  fc.record({
    type: fc.constant("text" as const),
    label: said,
    hint: said,
    long: fc.boolean(),
    max: fc.integer({ min: 0, max: 9_999 }),
    value: hostile,
  }),
  fc.record({
    type: fc.constant("choice" as const),
    label: said,
    options: fc.array(
      fc.record({ value: fc.string({ minLength: 1, maxLength: 200 }), label: line }),
      { maxLength: 120 },
    ),
    required: fc.boolean(),
    value: hostile,
  }),
);

const row = fc.record(
  { tone, line, detail: line, buttons: fc.array(button, { maxLength: 4 }) },
  { requiredKeys: ["tone", "line", "buttons"] },
);
const part = fc.record({ heading: said, rows: fc.array(row, { minLength: 1, maxLength: 40 }) });
export const forms: fc.Arbitrary<Form> = fc.record(
  {
    kind: fc.constant("form"),
    form: fc.constant("note.write"),
    subject: fc.uuid(),
    title: said,
    submit: said,
    lines: fc.array(line, { maxLength: 10 }),
    sections: fc.array(part, { maxLength: 6 }),
    fields: fc
      .array(field, { maxLength: 20 })
      .map((fields) => fields.map((one, index) => ({ ...one, name: `field-${index}` }))),
  },
  { requiredKeys: ["kind", "form", "title", "lines", "fields"] },
);

export const boards: fc.Arbitrary<Board> = fc.record({
  kind: fc.constant("board"),
  standing: fc.array(line, { maxLength: 3 }),
  first: buttons,
  sections: fc.array(part, { maxLength: 6 }),
  more: fc.array(part, { maxLength: 6 }),
});

/** A reader for whom every person is called by their id, however hostile. */
export const readers: fc.Arbitrary<Reader> = fc.record({
  platform: fc.constant("slack"),
  locale: fc.constantFrom("en", "es"),
  timeZone: fc.constantFrom("Europe/London", "Asia/Kolkata"),
  nameOf: fc.constant((id: string) => id),
});

/** Every way in which something drawn could come alive; empty when nothing can. */
export function livingThings(drawn: unknown): string[] {
  if (Array.isArray(drawn)) return drawn.flatMap(livingThings);
  if (typeof drawn !== "object" || drawn === null) return [];
  const it = drawn as Readonly<Record<string, unknown>>;
  const inner = Object.values(it).flatMap(livingThings);
  if (it.type === "mrkdwn")
    return [
      ...inner,
      // A number to dial is the one link there is: figures, and the same to read.
      ...alive(
        String(it.text)
          .replace(/^\*[^*\n]+\*\n/, "")
          .replace(/^<tel:\+?\d{2,15}\|([^|<>]*)>$/, "$1"),
      ),
      ...(it.verbatim === true ? [] : ["not verbatim"]),
    ];
  if (it.type === "plain_text")
    return [...inner, ...(it.emoji === false ? [] : ["emoji are on"]), ...unseen(String(it.text))];
  if (it.type === "button" && it.url !== undefined && !String(it.url).startsWith("https://"))
    return [...inner, `address ${String(it.url)}`];
  // A message's own text, which Slack always reads as mrkdwn.
  return typeof it.text === "string" ? [...inner, ...alive(it.text)] : inner;
}

const living: readonly [string, RegExp][] = [
  ["a mention or link", /[<>]/],
  ["an escape that is none", /&(?!(?:amp|lt|gt);)/],
  ["a name called", /(?:^|[^\u2060])@\w/],
  ["a channel named", /(?:^|[^\u2060])#\w/],
  ["bold, italic, struck or code", /(?<!\u2060)[*_~`]|[*_~`](?!\u2060)/],
  ["an emoji", /:[\p{L}\p{N}_+'-]+:/u],
  ["a link without brackets", /:\/\/|[\p{L}\p{N}]\.[\p{L}]/u],
];

function alive(text: string): string[] {
  const found = living
    .filter(([, sign]) => sign.test(text))
    .map(([name]) => `${name} in ${JSON.stringify(text.slice(0, 200))}`);
  return [...found, ...unseen(text)];
}

function unseen(text: string): string[] {
  return /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(text)
    ? [`a control in ${JSON.stringify(text.slice(0, 200))}`]
    : [];
}
