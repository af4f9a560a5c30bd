import { describe, expect, it } from "vitest";
import { validateMessage, validateView } from "../../world/block-kit.ts";

const text = (length: number, type = "plain_text") => ({ type, text: "x".repeat(length) });
const button = (more: object = {}) => ({ type: "button", action_id: "a", text: text(75), ...more });
const actions = (...elements: object[]) => ({ type: "actions", elements });
const message = (...blocks: object[]) => ({ text: "x", blocks });
const input = (element: object, more: object = {}) => ({
  type: "input",
  block_id: "f",
  label: text(10),
  element,
  ...more,
});
const option = (value: string) => ({ value, text: text(75) });
const radio = (more: object) => ({ type: "radio_buttons", action_id: "v", ...more });
const modal = (more: object, ...blocks: object[]) => ({
  type: "modal",
  title: text(24),
  submit: text(24),
  blocks,
  ...more,
});
const sections = (length: number) =>
  Array.from({ length }, () => ({ type: "section", text: text(3_000) }));

describe("what Slack takes", () => {
  it.each([
    ["fifty blocks", message(...sections(50))],
    [
      "a header, fields, small print",
      message(
        { type: "header", text: text(150) },
        { type: "section", fields: [text(2_000, "mrkdwn")] },
        { type: "context", elements: [text(1)] },
      ),
    ],
    [
      "buttons to the brim",
      message(
        actions(
          button({
            value: "v".repeat(2_000),
            style: "primary",
            accessibility_label: "l".repeat(75),
          }),
        ),
      ),
    ],
  ])("%s", (_, whole) => expect(() => validateMessage(whole)).not.toThrow());

  it("a form with everything", () => {
    const typed = input({ type: "plain_text_input", action_id: "v", max_length: 3_000 });
    const chosen = input(radio({ options: [option("1")], initial_option: option("1") }), {
      block_id: "g",
    });
    expect(() =>
      validateView(modal({ private_metadata: "m".repeat(3_000) }, typed, chosen)),
    ).not.toThrow();
  });
});

describe("what Slack refuses in a message", () => {
  it.each([
    ["no text", { text: "", blocks: sections(1) }, "text: 0 characters"],
    [
      "more text than an edit takes",
      { text: "x".repeat(4_001), blocks: sections(1) },
      "text: 4001 characters",
    ],
    ["51 blocks", message(...sections(51)), "blocks: 51 pieces"],
    [
      "a long header",
      message({ type: "header", text: text(151) }),
      "blocks[0].text.text: 151 characters",
    ],
    [
      "a header in mrkdwn",
      message({ type: "header", text: text(1, "mrkdwn") }),
      "blocks[0].text.type: is not plain_text",
    ],
    [
      "an empty text",
      message({ type: "section", text: text(0) }),
      "blocks[0].text.text: 0 characters",
    ],
    ["a section without anything", message({ type: "section" }), "has neither text nor fields"],
    [
      "11 fields",
      message({ type: "section", fields: Array.from({ length: 11 }, () => text(1)) }),
      "blocks[0].fields: 11 pieces",
    ],
    [
      "a long field",
      message({ type: "section", fields: [text(2_001)] }),
      "blocks[0].fields[0].text: 2001 characters",
    ],
    [
      "emoji on mrkdwn",
      message({ type: "section", text: { ...text(1, "mrkdwn"), emoji: false } }),
      "emoji: does not belong here",
    ],
    [
      "26 buttons",
      message(actions(...Array.from({ length: 26 }, (_, n) => button({ action_id: `a${n}` })))),
      "elements: 26 pieces",
    ],
    ["two buttons of one id", message(actions(button()), actions(button())), "a is there twice"],
    [
      "two blocks of one id",
      message({ ...sections(1)[0], block_id: "b" }, { ...sections(1)[0], block_id: "b" }),
      "b is there twice",
    ],
    [
      "a long block id",
      message({ ...sections(1)[0], block_id: "b".repeat(256) }),
      "block_id: 256 characters",
    ],
    [
      "a long action id",
      message(actions(button({ action_id: "a".repeat(256) }))),
      "action_id: 256 characters",
    ],
    ["a long label", message(actions(button({ text: text(76) }))), "text.text: 76 characters"],
    [
      "a long value",
      message(actions(button({ value: "v".repeat(2_001) }))),
      "value: 2001 characters",
    ],
    [
      "a long spoken label",
      message(actions(button({ accessibility_label: "l".repeat(76) }))),
      "accessibility_label: 76 characters",
    ],
    [
      "a plain http link",
      message(actions(button({ url: "http://a.example" }))),
      "url: is not https",
    ],
    [
      "two primary buttons",
      message(actions(button({ style: "primary" }), button({ action_id: "b", style: "primary" }))),
      "2 primary",
    ],
    ["an unheard-of style", message(actions(button({ style: "main" }))), "main is no style"],
    ["an input", message(input({})), "an input stands in no message"],
    ["an unknown block", message({ type: "banner" }), "banner is not known"],
    [
      "half a character",
      message({ type: "section", text: { type: "plain_text", text: "\uD83D" } }),
      "has half a character",
    ],
  ])("%s", (_, whole, said) => expect(() => validateMessage(whole)).toThrow(said));
});

describe("what Slack refuses in a view", () => {
  const typed = (more: object) =>
    input({ type: "plain_text_input", action_id: "v", max_length: 10, ...more });
  it.each([
    ["another type", { type: "workflow_step", blocks: [] }, "workflow_step is no view"],
    ["a long title", modal({ title: text(25) }, ...sections(1)), "title.text: 25 characters"],
    ["a long submit", modal({ submit: text(25) }, ...sections(1)), "submit.text: 25 characters"],
    ["a long close", modal({ close: text(25) }, ...sections(1)), "close.text: 25 characters"],
    [
      "a title on the home page",
      { type: "home", title: text(1), blocks: sections(1) },
      "title: does not belong here",
    ],
    ["101 blocks", modal({}, ...sections(101)), "blocks: 101 pieces"],
    ["no blocks", modal({}), "blocks: 0 pieces"],
    ["inputs without submit", modal({ submit: undefined }, typed({})), "submit: required"],
    [
      "long metadata",
      modal({ private_metadata: "m".repeat(3_001) }, ...sections(1)),
      "private_metadata: 3001 characters",
    ],
    [
      "a long callback id",
      modal({ callback_id: "c".repeat(256) }, ...sections(1)),
      "callback_id: 256 characters",
    ],
    ["a text input past 3,000", modal({}, typed({ max_length: 3_001 })), "max_length: 3001"],
    [
      "a first value too long",
      modal({}, typed({ initial_value: "x".repeat(11) })),
      "initial_value: 11 characters",
    ],
    [
      "11 radio buttons",
      modal({}, input(radio({ options: Array.from({ length: 11 }, (_, n) => option(`${n}`)) }))),
      "options: 11 pieces",
    ],
    [
      "101 in a menu",
      modal(
        {},
        input({
          ...radio({ options: Array.from({ length: 101 }, (_, n) => option(`${n}`)) }),
          type: "static_select",
        }),
      ),
      "options: 101 pieces",
    ],
    ["no options", modal({}, input(radio({ options: [] }))), "options: 0 pieces"],
    [
      "a long option",
      modal({}, input(radio({ options: [{ value: "1", text: text(76) }] }))),
      "text.text: 76 characters",
    ],
    [
      "a first option from elsewhere",
      modal({}, input(radio({ options: [option("1")], initial_option: option("2") }))),
      "is none of the options",
    ],
  ])("%s", (_, view, said) => expect(() => validateView(view)).toThrow(said));
});
