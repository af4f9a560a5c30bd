import { channelOf } from "../../people/place.ts";
import { type Line, type Text, msg, time } from "../../platform/text.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Live, Request } from "../request.ts";
import { standingVerdict } from "../verdict/standing.ts";

/** The title of the agent's message, once they were told to go back. */
export const goBackTitle = ({ onHold }: Request): Text | undefined =>
  onHold === undefined || onHold.told === 0 ? undefined : msg("hold.goBack", { told: onHold.told });

/** Since when, and what to say on the way there or back. */
export function holdLines(request: Live, shell: Shell): Line[] {
  if (request.onHold === undefined) return [];
  if (request.level === "danger") return [msg("hold.inDanger"), ...heldSince(request)];
  // The answer is there: nobody has to be fetched, and what to say is the answer's.
  if (standingVerdict(request) !== undefined) return heldSince(request);
  const channel = channelOf(shell.organisation, request.requester);
  return [
    msg(request.onHold.told === 0 ? "hold.say" : "hold.sayBack", { channel }),
    ...heldSince(request),
  ];
}

export const heldSince = ({ onHold }: Request): Line[] =>
  onHold === undefined ? [] : [msg("hold.since", { time: time(onHold.since) })];
