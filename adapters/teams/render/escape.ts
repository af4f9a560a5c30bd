import type { Pen } from "../../../src/platform/say.ts";

/*
 * Words that people typed are shown as they are, and nothing in them comes alive. A TextRun
 * interprets nothing, so all text of ours stands in TextRuns; only labels of inputs and choices
 * pass through the client's Markdown.
 */

// Controls and invisible direction marks: an override could make a name read as another.
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;
const marks = /[\u061C\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/** Somebody's words without control characters, direction overrides and halves of characters. */
export function clean(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(controls, "").replace(marks, "");
}

/** For a TextRun, a button and everything else that is shown as it is. */
export const plainPen: Pen = { plain: (text) => text, literal: clean };

/**
 * For labels of inputs and choices: what would make Markdown or a link is taken apart with a
 * zero-width character.
 */
export const labelPen: Pen = {
  plain: (text) => text,
  literal: (text) => takeApart(clean(text).replaceAll("\n", " ")),
};

const joiner = "\u2060";

function takeApart(text: string): string {
  return text
    .replace(/[*_~`[\]()#<>!|\\{}-]/g, `${joiner}$&${joiner}`)
    .replace(/:(?=\S)/g, `:${joiner}`)
    .replace(/(?<=[^\s.])\.(?=[^\s.])/gu, `${joiner}.${joiner}`)
    .replace(/^(\s*\d+)\./, `$1${joiner}.`);
}
