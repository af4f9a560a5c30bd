import { type OwnOrder, type Reason, reasons } from "../../kernel/coaching.ts";
import type { SubjectId } from "../../kernel/ids.ts";
import { msg } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import type { Card } from "./cards.ts";

/** The same four lines in every call and without one, so it is about none. */
export const breatheButton: Button = {
  action: "escalations.breathe",
  label: msg("button.breathe"),
};

export const sayButton = (subject: SubjectId): Button => ({
  action: "escalations.say",
  label: msg("button.say"),
  subject,
});

/** The nine reasons, all in sight; the one that the agent sees most often is the first. */
export const reasonTiles = (own: Reason | undefined, subject: SubjectId | undefined): Button[] =>
  [...new Set([...(own === undefined ? [] : [own]), ...reasons])].map((reason) => ({
    action: "escalations.say",
    label: msg(`reason.${reason}`),
    subject,
    argument: reason,
  }));

/** Other calls, those of the agent's hard calls first. Reasons are tiles already. */
export const otherCalls = ({ cards }: OwnOrder): Card[] =>
  cards.filter((card) => !(reasons as readonly string[]).includes(card));

export const cardTiles = (cards: readonly Card[], subject: SubjectId | undefined): Button[] =>
  cards.map((card) => ({
    action: "escalations.say",
    label: msg(`coach.${card}`),
    subject,
    argument: card,
  }));
