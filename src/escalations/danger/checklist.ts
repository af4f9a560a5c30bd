import type { Instant } from "../../kernel/time.ts";
import type { Request } from "../request.ts";
import { type Part, type Point, points } from "./points.ts";

/* What is left of the two lists, and what was seen to (docs/features.md C5). Pure. */

const lists: Readonly<Record<"threat" | "harm", Readonly<Record<Part, readonly Point[]>>>> = {
  threat: { partner: ["words", "asked", "voice"], caller: ["called", "told"] },
  harm: { partner: ["place", "near", "words"], caller: ["called", "told", "offered"] },
};

/** What is left of somebody's list. */
export const openPoints = (request: Request, part: Part): readonly Point[] =>
  lists[isThreat(request) ? "threat" : "harm"][part].filter(
    (point) => request.checked?.[point] === undefined,
  );

/** What was seen to, in order of time. */
export const checkedPoints = ({ checked = {} }: Request): (readonly [Point, Instant])[] =>
  points
    .flatMap((point) => {
      const at = checked[point];
      return at === undefined ? [] : [[point, at] as const];
    })
    .toSorted(([, one], [, other]) => one - other);

/**
 * A danger that comes from the customer. Nobody hangs up on it, and nobody puts it on hold. Where no
 * reason was said, what the customer does tells.
 */
export function isThreat({ level, category, boundary }: Request): boolean {
  if (level !== "danger") return false;
  const does = boundary?.behaviour;
  return (
    category === "THR" || (category === undefined && (does === "threat" || does === "serious"))
  );
}
