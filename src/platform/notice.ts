import type { Line } from "./text.ts";
import type { Button, Notice } from "./view.ts";

/** A calm answer: a sentence or a few, and what may be pressed beside them. */
export const notice = (lines: readonly Line[], buttons: readonly Button[] = []): Notice => ({
  kind: "notice",
  tone: "calm",
  lines,
  buttons,
});

/** The same of sentences alone. */
export const sentence = (...lines: readonly Line[]): Notice => notice(lines);
