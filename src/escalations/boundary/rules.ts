import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { type Decided, type Facts, type Press, nothing, refuse } from "../commands.ts";
import type { Live } from "../request.ts";
import { standingVerdict } from "../verdict/standing.ts";
import { nextStep, usualLadder } from "./ladder.ts";

/** The next step. An old card, or the second of two clicks, takes none: it showed fewer steps. */
export function takeStep(
  request: Live,
  { step }: Press & { do: "boundary" },
  by: PersonId,
  at: Instant,
  { ladder = usualLadder }: Facts,
): Decided {
  if (by !== request.requester) return refuse("not-yours");
  const { boundary } = request;
  if (step?.after !== (boundary?.steps.length ?? 0))
    return boundary === undefined ? refuse("not-open") : nothing("boundary");
  // Who answered from afar does not hear the customer.
  const isAttended = request.status === "joined" && standingVerdict(request) === undefined;
  const next = nextStep(boundary, step.behaviour, ladder, isAttended);
  if (next === "listen") return nothing("listen");
  if (next === "stands") return nothing("boundary");
  return { events: [{ type: "boundary", at, by, ...next }], answer: "boundary" };
}

/** The agent ends the call. Nobody is asked, and it is always within policy. */
export function endCall(request: Live, by: PersonId, at: Instant): Decided {
  if (by !== request.requester) return refuse("not-yours");
  if (request.boundary?.stage !== "end") return refuse("no-end-yet");
  return {
    events: [{ type: "resolved", at, by, how: "within-policy", assisted: request.attended }],
    answer: "ended",
  };
}
