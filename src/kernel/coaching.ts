/*
 * Which coaching cards there are, and which helps with which reason (docs/features.md C2). What is
 * on them is in `src/locales/`.
 */

/** Why a customer may be like this, as the agent sees it. */
export const reasons = [
  "letDown",
  "noTime",
  "worried",
  "money",
  "lost",
  "passedAround",
  "heard",
  "hurt",
  "unknown",
] as const;
export type Reason = (typeof reasons)[number];

/** For any call, for what a call is about, and for reasons; in everybody's order. */
export const cards = [
  "any",
  "ANG",
  "ABU",
  "CMP",
  "AUT",
  "REP",
  "letDown",
  "noTime",
  "passedAround",
  "heard",
  "worried",
  "money",
  "lost",
  "LAN",
  "TEC",
  "HAT",
  "SEX",
  "THR",
  "RSK",
  "SAF",
  "VUL",
  "LEG",
  "VIP",
  "FRD",
] as const;
export type CardName = (typeof cards)[number];

/** Who wants to hurt is abusive, whatever the reason; who does not know starts as with any call. */
export function cardForReason(reason: Reason): CardName {
  if (reason === "hurt") return "ABU";
  return reason === "unknown" ? "any" : reason;
}

/** The cards in a person's own order, and the reason they see most often. */
export interface OwnOrder {
  readonly cards: readonly CardName[];
  readonly reason: Reason | undefined;
}
