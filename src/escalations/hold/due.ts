import { type Instant, type Millis, minutes, seconds } from "../../kernel/time.ts";
import type { OnTheCall } from "../on-the-call.ts";

/** On hold for so long, the agent is told to go back (docs/features.md C4). */
export const goBackAfter: readonly Millis[] = [seconds(45), minutes(2)];

/** When the agent is told next; `undefined`: not on hold, or told as often as it helps. */
export function goBackAt({ onHold }: OnTheCall): Instant | undefined {
  const after = onHold === undefined ? undefined : goBackAfter[onHold.told];
  return after === undefined || onHold === undefined ? undefined : onHold.since + after;
}
