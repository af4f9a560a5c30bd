import type { Core, Reply } from "../../../src/platform/adapter.ts";
import type { Arrival } from "../receive/gestures.ts";

/**
 * Whether the private answer with this button may be replaced. A button that only opens something
 * stays, and so does one whose press may not have been accepted.
 */
export function isUsedUp(
  { gesture, onPrivate, stranger }: Arrival,
  { uncertain }: Reply,
  core: Pick<Core, "opens">,
): boolean {
  const opens = gesture?.kind === "press" && core.opens?.(gesture.action) === true;
  return onPrivate !== undefined && !stranger && uncertain !== true && !opens;
}
