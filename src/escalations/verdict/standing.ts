import { type Request, holderOf } from "../request.ts";
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
