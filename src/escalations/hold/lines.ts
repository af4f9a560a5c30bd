import { channelOf } from "../../people/place.ts";
import { type Line, type Text, msg, time } from "../../platform/text.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Live, Request } from "../request.ts";

/** The title of the agent's message, once they were told to go back. */
export const goBackTitle = ({ onHold }: Request): Text | undefined =>
  onHold === undefined || onHold.told === 0 ? undefined : msg("hold.goBack", { told: onHold.told });

/** Since when, and what to say on the way there or back. */
export function holdLines(request: Live, shell: Shell): Line[] {
  if (request.onHold === undefined) return [];
  const channel = channelOf(shell.organisation, request.requester);
  return [
    msg(request.onHold.told === 0 ? "hold.say" : "hold.sayBack", { channel }),
    ...heldSince(request),
  ];
}

export const heldSince = ({ onHold }: Request): Line[] =>
  onHold === undefined ? [] : [msg("hold.since", { time: time(onHold.since) })];
