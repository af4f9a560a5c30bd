import { expect, test } from "vitest";
import { problemsOfBlocks } from "../../playground/slack/block-kit/blocks.ts";
import { refusalOfView } from "../../playground/slack/block-kit/views.ts";
import { actions, button, plain, section } from "./app.ts";

const long = (length: number): string => "x".repeat(length);
const many = <T>(count: number, one: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => one(index));
const options = (count: number) =>
  many(count, (index) => ({ text: plain(`o${index}`), value: `v${index}` }));
const select = (count: number, more: object = {}) => ({
  type: "static_select",
  action_id: "s",
  options: options(count),
  ...more,
});
const input = (element: object, more: object = {}) => ({
  type: "input",
  label: plain("L"),
  element,
  ...more,
});
const typed = { type: "plain_text_input", action_id: "t" };

/**
 * Each limit of Slack's at its edge: what just fits, and the first that does not (docs/platforms.md
 * S22, S23).
 */
const blockTable: readonly (readonly [string, readonly unknown[], readonly unknown[]])[] = [
  [
    "50 blocks a message",
    many(50, () => ({ type: "divider" })),
    many(51, () => ({ type: "divider" })),
  ],
  ["3,000 characters a section", [section(long(3_000))], [section(long(3_001))]],
  ["text that is not empty", [section("x")], [section("")]],
  ["a section with something in it", [section("x")], [{ type: "section" }]],
  [
    "10 fields",
    [{ type: "section", fields: many(10, () => plain("x")) }],
    [{ type: "section", fields: many(11, () => plain("x")) }],
  ],
  [
    "2,000 characters a field",
    [{ type: "section", fields: [plain(long(2_000))] }],
    [{ type: "section", fields: [plain(long(2_001))] }],
  ],
  [
    "150 characters a header",
    [{ type: "header", text: plain(long(150)) }],
    [{ type: "header", text: plain(long(151)) }],
  ],
  [
    "a plain header",
    [{ type: "header", text: plain("x") }],
    [{ type: "header", text: { type: "mrkdwn", text: "x" } }],
  ],
  [
    "25 actions",
    [actions("a", ...many(25, (i) => button(`b${i}`, "x")))],
    [actions("a", ...many(26, (i) => button(`b${i}`, "x")))],
  ],
  [
    "action ids that differ",
    [actions("a", button("b", "x"), button("c", "x"))],
    [actions("a", button("b", "x"), button("b", "y"))],
  ],
  [
    "block ids that differ",
    [actions("a", button("b", "x")), actions("c", button("b", "x"))],
    [actions("a", button("b", "x")), actions("a", button("b", "x"))],
  ],
  [
    "10 context elements",
    [{ type: "context", elements: many(10, () => plain("x")) }],
    [{ type: "context", elements: many(11, () => plain("x")) }],
  ],
  [
    "75 characters on a button",
    [actions("a", button("b", long(75)))],
    [actions("a", button("b", long(76)))],
  ],
  [
    "2,000 characters in a value",
    [actions("a", button("b", "x", long(2_000)))],
    [actions("a", button("b", "x", long(2_001)))],
  ],
  [
    "75 characters in an accessibility label",
    [actions("a", { ...button("b", "x"), accessibility_label: long(75) })],
    [actions("a", { ...button("b", "x"), accessibility_label: long(76) })],
  ],
  [
    "two button styles",
    [actions("a", { ...button("b", "x"), style: "danger" })],
    [actions("a", { ...button("b", "x"), style: "calm" })],
  ],
  [
    "255 characters in an id",
    [actions(long(255), button(long(255), "x"))],
    [actions(long(256), button("b", "x"))],
  ],
  [
    "255 characters in an action id",
    [actions("a", button(long(255), "x"))],
    [actions("a", button(long(256), "x"))],
  ],
  ["100 options", [actions("a", select(100))], [actions("a", select(101))]],
  [
    "10 radio buttons",
    [actions("a", { ...select(10), type: "radio_buttons" })],
    [actions("a", { ...select(11), type: "radio_buttons" })],
  ],
  [
    "5 in an overflow menu",
    [actions("a", { ...select(5), type: "overflow" })],
    [actions("a", { ...select(6), type: "overflow" })],
  ],
  [
    "an initial option among the options",
    [actions("a", select(2, { initial_option: { text: plain("o1"), value: "v1" } }))],
    [actions("a", select(2, { initial_option: { text: plain("o9"), value: "v9" } }))],
  ],
  [
    "2,000 characters in a label",
    [input(typed, { label: plain(long(2_000)) })],
    [input(typed, { label: plain(long(2_001)) })],
  ],
  [
    "3,000 characters typed",
    [input({ ...typed, max_length: 3_000 })],
    [input({ ...typed, max_length: 3_001 })],
  ],
  ["no button for an input", [input(typed)], [input(button("b", "x"))]],
  [
    "150 characters in a placeholder",
    [input({ ...typed, placeholder: plain(long(150)) })],
    [input({ ...typed, placeholder: plain(long(151)) })],
  ],
  [
    "30 characters to confirm",
    [
      actions("a", {
        ...button("b", "x"),
        confirm: {
          title: plain("t"),
          text: plain("t"),
          confirm: plain(long(30)),
          deny: plain("n"),
        },
      }),
    ],
    [
      actions("a", {
        ...button("b", "x"),
        confirm: {
          title: plain("t"),
          text: plain("t"),
          confirm: plain(long(31)),
          deny: plain("n"),
        },
      }),
    ],
  ],
  [
    "alternative text for an image",
    [{ type: "image", image_url: "https://x.test/a.png", alt_text: "x" }],
    [{ type: "image", image_url: "https://x.test/a.png" }],
  ],
  ["known blocks only", [{ type: "divider" }], [{ type: "spacer" }]],
  [
    "known elements only",
    [actions("a", button("b", "x"))],
    [actions("a", { type: "lever", action_id: "b" })],
  ],
  ["known properties only", [section("x")], [{ ...section("x"), colour: "red" }]],
  ["objects", [section("x")], ["section"]],
];

test.each(blockTable)("%s", (_, fits, tooMuch) => {
  expect(problemsOfBlocks(fits, "message")).toEqual([]);
  expect(problemsOfBlocks(tooMuch, "message")).not.toEqual([]);
});

const modal = (more: object = {}) => ({
  type: "modal",
  title: plain("T"),
  blocks: [section("x")],
  ...more,
});
const viewTable: readonly (readonly [string, object, object])[] = [
  [
    "24 characters in a title",
    modal({ title: plain(long(24)) }),
    modal({ title: plain(long(25)) }),
  ],
  ["a title", modal(), modal({ title: undefined })],
  [
    "24 characters to submit",
    modal({ submit: plain(long(24)) }),
    modal({ submit: plain(long(25)) }),
  ],
  ["24 characters to close", modal({ close: plain(long(24)) }), modal({ close: plain(long(25)) })],
  [
    "submit where there are inputs",
    modal({ submit: plain("S"), blocks: [input(typed)] }),
    modal({ blocks: [input(typed)] }),
  ],
  [
    "3,000 characters of metadata",
    modal({ private_metadata: long(3_000) }),
    modal({ private_metadata: long(3_001) }),
  ],
  [
    "255 characters in a callback id",
    modal({ callback_id: long(255) }),
    modal({ callback_id: long(256) }),
  ],
  [
    "100 blocks",
    modal({ blocks: many(100, () => ({ type: "divider" })) }),
    modal({ blocks: many(101, () => ({ type: "divider" })) }),
  ],
  ["nothing that only Slack may write", modal(), modal({ hash: "1.2" })],
];

test.each(viewTable)("a view: %s", (_, fits, tooMuch) => {
  expect(refusalOfView({ ...fits }, "modal")).toBeUndefined();
  expect(refusalOfView({ ...tooMuch }, "modal")).toMatchObject({ error: "invalid_arguments" });
});

test("a view may be of 250,000 characters in all", () => {
  const big = (fields: number) =>
    modal({
      blocks: many(fields, () => ({ type: "section", fields: many(10, () => plain(long(1_900))) })),
    });
  expect(refusalOfView(big(10), "modal")).toBeUndefined();
  expect(refusalOfView(big(14), "modal")).toEqual({ error: "view_too_large" });
});

test("what Slack objects to is named by its place", () => {
  expect(problemsOfBlocks([section("x"), actions("a", button("b", long(76)))], "message")).toEqual([
    "[ERROR] must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]",
  ]);
});
