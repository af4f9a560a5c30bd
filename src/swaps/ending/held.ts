import { type Text, msg, time } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import type { PromiseHeld } from "../../people/promises.ts";

/** More than these are on nobody's card: the next come first. */
const most = 4;

/** Calls that are due, with a button each to give it to a colleague. */
export const toGive = (held: readonly PromiseHeld[]): { lines: Text[]; buttons: Button[] } => {
  const next = held.slice(0, most);
  const at = (due: number) => ({ time: time(due) });
  return {
    lines: next.map(({ due_at: due }) => msg("ending.promise", at(due))),
    buttons: next.map(({ promise, due_at: due }) => ({
      ...{ action: "promises.give", label: msg("ending.give", at(due)), subject: promise },
    })),
  };
};
