import { type Line, msg, time } from "../../platform/text.ts";
import type { Shell } from "../../runtime/feature.ts";
import { type Request, isLive, stillAsked } from "../request.ts";
import { closingLine } from "./receipt-closed.ts";
import { advice } from "./receipt-details.ts";
import { crowd, isUnanswered, statusLine } from "./receipt-status.ts";

/**
 * How it stands at this time, and where to read on: for an answer that stays on the screen after
 * the request is over.
 * @param again how many know, to who asked again: they have read the rest
 */
export function lastingLines(request: Request, shell: Shell, again: readonly Line[]): Line[] {
  if (!isLive(request)) return [closingLine(request)];
  // The same to a command that is delivered again.
  const at = time(request.lastAt);
  const then =
    request.status === "open" && !isUnanswered(request)
      ? [msg("answer.askedAt", { time: at, people: crowd(stillAsked(request)) })]
      : [msg("common.at", { time: at }), statusLine(request)];
  if (again.length > 0) return [...again, ...then];
  const isAdvised = request.status === "open" || request.status === "exhausted";
  return [...then, ...(isAdvised ? advice(request, shell) : []), msg("answer.follow")];
}
