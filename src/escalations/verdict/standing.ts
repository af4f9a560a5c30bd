import { type Request, holderOf } from "../request.ts";
import type { Manner } from "./manners.ts";
import type { LastVerdict } from "./verdicts.ts";

/**
 * The answer that holds: who gave it still has the request, and is not at the agent's side.
 * @returns undefined: there is none
 */
export function standingVerdict(request: Request): LastVerdict | undefined {
  const { status, verdict } = request;
  return status === "joined" && verdict?.by === holderOf(request) ? verdict : undefined;
}

/** The one that holds, where it offers something. */
export function standingOffer(request: Request): LastVerdict | undefined {
  const standing = standingVerdict(request);
  return standing?.verdict === "offer" ? standing : undefined;
}

/** How who has it is with the agent. @returns undefined: they did not say, or are not there */
export function standingManner(request: Request): Manner | undefined {
  const { status, manner } = request;
  return status === "joined" && manner?.by === holderOf(request) ? manner?.manner : undefined;
}
