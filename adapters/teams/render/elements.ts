import { say } from "../../../src/platform/say.ts";
import type { Line, Reader } from "../../../src/platform/text.ts";
import type { Tone } from "../../../src/platform/view.ts";
import { labelPen, plainPen } from "./escape.ts";
import { limits } from "../limits.ts";
import { cut, cutMiddle, inTexts } from "../../../src/platform/cut.ts";

/*
 * The few elements of an Adaptive Card 1.5 that we draw with. Never a TextBlock: it would read
 * Markdown in people's words.
 */

export interface TextRun {
  readonly type: "TextRun";
  readonly text: string;
  readonly weight?: "Bolder";
  readonly size?: "Small" | "Large" | "ExtraLarge";
  readonly isSubtle?: true;
  readonly color?: "Attention" | "Accent";
  readonly selectAction?: { readonly type: "Action.OpenUrl"; readonly url: string };
}

export interface Element {
  readonly type:
    | "RichTextBlock"
    | "Image"
    | "Container"
    | "ColumnSet"
    | "ActionSet"
    | "Input.Text"
    | "Input.ChoiceSet";
  readonly [property: string]: unknown;
}

export type Look = Omit<TextRun, "type" | "text">;

/**
 * A tone as a shape, for those who see no colour and need no words; the title says it in words.
 * None of them is an emoji.
 */
export const shapes: Readonly<Record<Tone, string>> = {
  danger: "▲ ",
  urgent: "● ",
  good: "✓ ",
  calm: "",
  closed: "○ ",
};
export const styles: Readonly<Record<Tone, string>> = {
  danger: "attention",
  urgent: "warning",
  good: "good",
  calm: "default",
  closed: "default",
};

export function run(text: string, look: Look = {}): TextRun {
  return { type: "TextRun", text: cut(text === "" ? "–" : text, limits.text), ...look };
}

export function rich(inlines: readonly TextRun[], more: object = {}): Element {
  return { type: "RichTextBlock", inlines, ...more };
}

/** A line on one line, in the reader's language. */
export function written(line: Line, reader: Reader): string {
  return say(line, reader, plainPen).replaceAll("\n", " ");
}

/** What stands on a button; never empty, because no client draws that. */
export function onButton(text: string): string {
  const label = cut(text.trim(), limits.buttonLabel);
  return label === "" ? "–" : label;
}

/** The same, for a label that the client reads as Markdown. */
export function labelled(line: Line, reader: Reader, max: number): string {
  const text = cut(say(line, reader, labelPen).trim(), max);
  return text === "" ? "–" : text;
}

/** Lines as they are; each of their own line breaks begins a block, because a run has none. */
export function paragraphs(lines: readonly Line[], reader: Reader, look: Look = {}): Element[] {
  const drawn = lines.flatMap((line) => {
    const parts = say(line, reader, plainPen).split("\n");
    return parts
      .flatMap((part) => inTexts([part], limits.text))
      .filter((text) => text.trim() !== "")
      .map((text, at) => ({ text, more: at === 0 ? {} : { spacing: "None" } }));
  });
  return cutMiddle(drawn, limits.lines, { text: "…", more: {} }).map(({ text, more }) =>
    rich([run(text, look)], more),
  );
}

export function heading(text: string): Element {
  return rich([run(cut(text, limits.title), { weight: "Bolder" })], { separator: true });
}

/** Small print. */
export function aside(text: string): Element {
  return rich([run(text, { isSubtle: true, size: "Small" })]);
}
