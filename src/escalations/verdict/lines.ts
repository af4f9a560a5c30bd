import { channelOf } from "../../people/place.ts";
import { type Line, literal, msg, person, telephone, time } from "../../platform/text.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Live } from "../request.ts";
import type { Offered } from "./offers.ts";
import type { LastVerdict } from "./verdicts.ts";

/** Below the answer, on the agent's card: what is offered, what to say, and since when. */
export function verdictLines(
  request: Live,
  { verdict, by, at }: LastVerdict,
  shell: Shell,
  offer: Offered,
): Line[] {
  const times = { asked: time(request.openedAt), answered: time(at) };
  const since = msg("receipt.answeredSince", { ...times, holder: person(by) });
  // The danger's own lines say what to do now.
  if (request.level === "danger") return [since];
  const toSay = msg(`say.${verdict}`, {
    channel: channelOf(shell.organisation, request.requester),
  });
  switch (verdict) {
    case "offer":
      return [...offerLines(offer), toSay, since];
    case "callBack":
      return [toSay, msg("receipt.nameATime"), since];
    case "takeOver":
      return [toSay, ...extensionOf(shell, by), since];
    case "approve":
      return [toSay, since];
  }
}

/** As it was typed or picked: literal, so nothing in it comes alive. */
const offerLines = (offer: Offered): Line[] =>
  offer === undefined ? [] : offer === "unreadable" ? [msg("words.unreadable")] : lines(offer.text);

const lines = (text: string): Line[] => text.split("\n").map(literal);

function extensionOf({ organisation }: Shell, by: string): Line[] {
  const extension = organisation.people.get(by)?.extension;
  return extension === undefined
    ? []
    : [msg("receipt.takenExtension", { holder: person(by), extension: telephone(extension) })];
}
