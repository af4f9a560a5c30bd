import type { Pen } from "../../../src/platform/say.ts";
import { cut } from "../../../src/platform/cut.ts";

/*
 * Words that people typed are shown as they are. Nothing in them becomes a mention, a link, an emoji
 * or mark-up. In blocks `plain_text` does that: Slack does not interpret it. But Slack always reads
 * a message's top-level `text` as mrkdwn.
 */

// Controls and invisible direction marks: an override could make a name read as another.
const controls = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu;
const marks = /[\u061C\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/** Somebody's words without control characters, direction overrides and halves of characters. */
export function clean(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(controls, "").replace(marks, "");
}

/** For `plain_text`: nothing is interpreted, so nothing needs escaping. */
export const plainPen: Pen = { plain: (text) => text, literal: clean };

/**
 * For the top-level `text`: escaped, and with an invisible character inside everything that would
 * become mark-up, a mention, an emoji or a link.
 */
export const textPen: Pen = { plain: escape, literal: (text) => escape(takeApart(clean(text))) };

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const joiner = "\u2060";

// A zero-width character before and behind each: neither `*bold*`, `:smile:`, `@here` nor
// `a.example` stays in one piece.
function takeApart(text: string): string {
  return text
    .replace(/[*_~`@#]/g, `${joiner}$&${joiner}`)
    .replace(/:(?!\s)/g, `:${joiner}`)
    .replace(/(?<=[^\s.])\.(?=[^\s.])/gu, `${joiner}.${joiner}`);
}

/** An escaped text at most `max` long; an escape is never cut in two. */
export function cutEscaped(text: string, max: number): string {
  return text.length <= max
    ? text
    : `${cut(text, max)
        .slice(0, -1)
        .replace(/&[a-z]{0,4}$/, "")}…`;
}

/**
 * Whether plain text may stand in mrkdwn as it is: letters, figures and quiet punctuation, nothing
 * that could come alive.
 */
export function isQuiet(text: string): boolean {
  const quiet = /^[\p{L}\p{M}\p{N} ,.;!?'’()"–—+%/·-]*$/u;
  // A clock time may stand; "10:11:12" may not, because an emoji can be called ":11:".
  const withoutTimes = text.replace(/(?<=\d):(?=\d)(?!\d+:)/g, "");
  return quiet.test(withoutTimes) && !/\p{L}\.\p{L}|\/\/|^\s|\s$/u.test(text);
}

/**
 * A command's text as it was typed: with `should_escape` Slack sends ids for mentions and escapes
 * for `&`, `<`, `>`.
 */
export function asTyped(text: string): string {
  return text
    .replace(
      /<([@#])([^|<>]*)(?:\|([^<>]*))?>/g,
      (_, mark: string, id: string, label: string | undefined) => mark + (label || id),
    )
    .replace(
      /<([^|<>]*)(?:\|([^<>]*))?>/g,
      (_, link: string, label: string | undefined) => label || link,
    )
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
