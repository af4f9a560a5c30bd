import type { Instant } from "../../kernel/time.ts";

/* What a handover and a note hold besides what was pressed (docs/features.md C6, A1). */

/** What the agent needs from whoever helps, in one tap. */
export const needs = ["approve", "takeOver", "advise", "listen", "endCall"] as const;
export type Need = (typeof needs)[number];
export const isNeed = (code: string | undefined): code is Need =>
  (needs as readonly (string | undefined)[]).includes(code);

/** When it was written last, and what was tapped with it. Kept with the request. */
export interface Noted {
  readonly at: Instant;
  readonly need?: Need;
}

/** The fields of the one form. Each is left out where nothing is written. */
export const written = ["said", "done", "promised"] as const;
export type Written = Readonly<Partial<Record<(typeof written)[number], string>>>;

/** Characters of each. */
export const longestWritten = 500;

/** All that was typed with a request, opened for who may read it. */
export interface Typed {
  /** With the call for help, line by line. */
  readonly words?: string;
  readonly caseReference?: string;
  readonly offer?: string;
  /** Opens the call, where a program told it with the call for help. */
  readonly joinUrl?: string;
  readonly written?: Written;
  /** Some of it cannot be opened any more. */
  readonly unreadable?: true;
}

export function writtenIn(values: Readonly<Record<string, string>>): Written {
  const found = written.flatMap((name) => {
    const text = values[name]?.trim() ?? "";
    return text === "" ? [] : [[name, text] as const];
  });
  return Object.fromEntries(found);
}

/** What the rest of the draft begins from: the field, else what was typed with the call for help. */
export const saidIn = ({ written: text, words }: Typed): string | undefined =>
  text === undefined ? words : text.said;

export const isSameText = (one: Written | undefined, other: Written): boolean =>
  written.every((name) => one?.[name] === other[name]);
