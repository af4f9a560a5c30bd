import { describe, expect, it } from "vitest";
import { validateMessage, validateView } from "./our-blocks.ts";

/* The rules that are ours. Slack's own: tests/playground/block-kit.test.ts. */

const text = (length: number) => ({ type: "plain_text", text: "x".repeat(length) });
const button = (more: object = {}) => ({ type: "button", action_id: "a", text: text(1), ...more });
const actions = (...elements: object[]) => ({ type: "actions", elements });
const message = (...blocks: object[]) => ({ text: "x", blocks });
const input = (element: object) => ({ type: "input", block_id: "f", label: text(1), element });
const modal = (...blocks: object[]) => ({ type: "modal", title: text(1), submit: text(1), blocks });
const section = { type: "section", text: text(1) };
const typed = (more: object) => input({ type: "plain_text_input", action_id: "v", ...more });

it("what we draw passes", () => {
  const header = { type: "header", text: text(150) };
  const small = { type: "context", elements: [text(1)] };
  const buttons = actions(button({ style: "primary", value: "v", url: "https://a.example" }));
  expect(() => validateMessage(message(header, section, small, buttons))).not.toThrow();
  const form = modal(section, typed({ max_length: 10, initial_value: "x" }));
  expect(() => validateView(form)).not.toThrow();
  expect(() => validateView({ type: "home", blocks: [section] })).not.toThrow();
});

describe("what Slack would not take does not pass", () => {
  it.each([
    ["a long header", () => validateMessage(message({ type: "header", text: text(151) })), "151"],
    ["a long title", () => validateView({ ...modal(section), title: text(25) }), "25 characters"],
    [
      "too much",
      () => validateMessage(message(...Array.from({ length: 51 }, () => section))),
      "50",
    ],
  ])("%s", (_, validate, said) => expect(validate).toThrow(said));
});

describe("what we do not send does not pass", () => {
  it.each([
    ["no text", { text: "", blocks: [section] }, "/text"],
    ["more text than an edit takes", { text: "x".repeat(4_001), blocks: [section] }, "4001"],
    ["no blocks", message(), "none"],
    ["an unknown block", message({ type: "banner" }), "banner"],
    ["a picture", message({ type: "image", image_url: "x", alt_text: "x" }), "we draw no image"],
    ["an input", message(typed({ max_length: 1 })), "an input in a message"],
    ["one id in two blocks", message(actions(button()), actions(button())), "a twice"],
    ["a button without an id", message(actions(button({ action_id: undefined }))), "action_id"],
    ["an empty value", message(actions(button({ value: "" }))), "value"],
    ["a plain http link", message(actions(button({ url: "http://a.example" }))), "not https"],
    [
      "two primary buttons",
      message(actions(button({ style: "primary" }), button({ action_id: "b", style: "primary" }))),
      "2 primary",
    ],
    [
      "a menu beside a text",
      message({ ...section, accessory: { type: "timepicker" } }),
      "timepicker",
    ],
    [
      "half a character",
      message({ type: "section", text: { type: "plain_text", text: "\uD83D" } }),
      "half a character",
    ],
  ])("%s", (_, whole, said) => expect(() => validateMessage(whole)).toThrow(said));

  it.each([
    ["another type", { type: "workflow_step", blocks: [] }, "workflow_step is no view"],
    ["a title on the home page", { ...modal(section), type: "home" }, "title"],
    ["no blocks", modal(), "none"],
    ["an input without a length", modal(typed({})), "max_length"],
    [
      "a first value too long",
      modal(typed({ max_length: 10, initial_value: "x".repeat(11) })),
      "initial_value",
    ],
  ])("%s", (_, view, said) => expect(() => validateView(view)).toThrow(said));
});
