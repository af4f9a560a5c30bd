import {
  type CardName,
  type OwnOrder,
  cardForReason,
  cards,
  reasons,
} from "../../kernel/coaching.ts";
import { type Line, msg } from "../../platform/text.ts";
import { type Category, categories, isCategory } from "../categories.ts";

/* Three bullets for a call, listening first (docs/features.md C2). Pure. */

export type Card = CardName | Category;

/** People who are cross with the problem. Abuse is never among them. */
const frustration: readonly Card[] = [
  "ANG",
  "CMP",
  "AUT",
  "letDown",
  "noTime",
  "passedAround",
  "heard",
];

export const isDanger = (card: Card): boolean => levelOf(card) === "danger";
export const isAbuse = (card: Card): boolean => levelOf(card) === "abuse";
const levelOf = (card: Card) => (isCategory(card) ? categories[card] : undefined);

/** What a press asks for: a reason, a card, or nothing. @returns `undefined`: nobody drew that. */
export function cardFrom(argument: string): Card | undefined {
  const reason = reasons.find((one) => one === argument);
  if (reason !== undefined) return cardForReason(reason);
  return cards.find((one) => one === argument);
}

/** What is known of a call. Without a request nothing is. */
export interface Call {
  readonly danger: boolean;
  /** Abuse by its level, or by a step of the boundary. */
  readonly abuse: boolean;
  /** By its category or by what the customer does. */
  readonly card: Card | undefined;
}

/**
 * The card that helps: the one asked for, else that of the call, else that of the agent's first hard
 * call. In a danger only what keeps people safe: no card says to hang up.
 */
export function cardOf(call: Call, asked: Card | undefined, order: OwnOrder): Card {
  if (!call.danger) return asked ?? call.card ?? order.cards[0] ?? "any";
  return [asked, call.card].find((card) => card !== undefined && isDanger(card)) ?? "any";
}

export const bullets = (card: Card): Line[] =>
  ([1, 2, 3] as const).map((n) => msg(`coach.${card}.${n}`));

/** What a danger asks for besides the three bullets (docs/features.md C5). */
export const dangerBullet = (card: Card): Line[] =>
  card === "RSK" || card === "THR" ? [msg(`danger.also.${card}`)] : [];

/** The card with its title, and what it says of the agent. */
export function cardLines(card: Card, call: Call): Line[] {
  const isFrustration = frustration.includes(card) && !call.abuse && !call.danger;
  return [
    msg(`coach.${card}`),
    ...bullets(card),
    ...dangerBullet(card),
    ...(isFrustration ? [msg("coach.notPersonal")] : []),
    ...(card === "ABU" ? [msg("boundary.notYourFault")] : []),
  ];
}
