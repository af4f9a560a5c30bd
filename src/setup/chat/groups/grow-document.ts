import { largest } from "../edit.ts";
import { forgetUnused, type Raw, rawOf, textOf } from "../raw.ts";
import { type SyncedGroup, grow, type Reading } from "./rules.ts";

export interface Growing {
  readonly text: string;
  readonly groups: readonly SyncedGroup[];
  /** One for each of `groups`. */
  readonly readings: readonly (Reading | undefined)[];
}
export interface Grown {
  readonly text: string;
  readonly groups: readonly SyncedGroup[];
  /** The document as plain data. */
  readonly raw: Raw;
}

/** A document and what its teams follow, after a look. One that may not be kept ends the following. */
export function growDocument({ text, groups, readings }: Growing): Grown {
  const raw = rawOf(text);
  const before = textOf(raw);
  const next = grow(raw, groups, readings);
  forgetUnused(raw);
  const after = textOf(raw);
  if (after === before) return { text, groups: next, raw };
  if (after.length <= largest) return { text: after, groups: next, raw };
  return growDocument({ text, groups, readings: readings.map((one) => one && "large") });
}
