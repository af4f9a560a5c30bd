import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { HelpGiven } from "../people/requests.ts";

/** Why somebody cannot say something of the help of a request. */
export type Hindrance = "not-yours" | "not-over" | "nobody" | "too-late";

/** `undefined`: they can. Only the agent, after the end, while the card has its buttons. */
export function hindranceOf(
  help: HelpGiven | undefined,
  by: PersonId | undefined,
  at: Instant,
): Hindrance | undefined {
  if (help === undefined || by === undefined || help.requester !== by) return "not-yours";
  if (help.until === undefined) return "not-over";
  if (help.helper === undefined) return "nobody";
  return at >= help.until ? "too-late" : undefined;
}
