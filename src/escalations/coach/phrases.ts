import { type Line, type MessageKey, type Text, msg } from "../../platform/text.ts";
import { type Call, type Card, isAbuse, isDanger } from "./cards.ts";

/* Sentences to say or to write, for a card (docs/features.md C7). Pure. */

/** How the agent's customers reach them, and whether an apology for a fault is to be checked first. */
export interface Saying {
  readonly channel: string;
  readonly checkFirst: boolean;
}

/**
 * With-you line, questions, two strengths of apology, thanks. Nobody apologises to abuse, in a danger
 * or to a fraud, and what is legal is always checked first.
 */
export function phrases(card: Card, call: Call, { channel, checkFirst }: Saying): Line[] {
  const withYou = withYouLine(card, channel);
  const isAbusive = call.abuse || isAbuse(card);
  if (isAbusive || call.danger || isDanger(card) || card === "FRD") return [withYou];
  const fault: Text =
    checkFirst || card === "LEG"
      ? msg("say.sorry.checkFirst")
      : msg("say.sorry.fault", { channel });
  return [
    withYou,
    msg("say.ask", { channel }),
    msg("say.ask.1"),
    msg("say.ask.2"),
    msg("say.ask.3"),
    msg("say.sorry.trouble", { channel }),
    fault,
    msg("say.thanks", { channel }),
  ];
}

function withYouLine(card: Card, channel: string): Text {
  switch (card) {
    // There is nothing to stay for: the boundary ends it, without a warning.
    case "HAT":
    case "SEX":
    case "SER":
      return msg("say.end.serious", { channel });
    case "OTH":
      return lead("say.with.any", channel);
    default:
      return lead(`say.with.${card}`, channel);
  }
}

const lead = (key: MessageKey, channel: string): Text =>
  msg("say.lead", { channel, sentence: msg(key, { channel }) });
