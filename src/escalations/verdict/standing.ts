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
