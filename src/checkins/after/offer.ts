import type { PersonId } from "../../kernel/ids.ts";
import { type Instant, hours, minutes } from "../../kernel/time.ts";
import type { Aftercare, CareEvent, Offer } from "./state.ts";

/*
 * For somebody without check-ins: after a hard call they are offered to be asked whether it is
 * easing (docs/features.md A3, decisions/0084).
 */

/** Behind the break and the talk (docs/features.md D1), which are offered first. */
const settle = minutes(30);
const afterBreak = minutes(10);
/** Not free just now: looked at again after this. */
const lookAgain = minutes(15);
/** Until the second of the three days is over: later than that, it would be of one day only. */
const lasts = hours(72);
/** Of a danger it is offered each time, of abuse not more often than this. */
const week = hours(7 * 24);
/** Hard calls this close are one: an answer to the offer is final for all of them. */
const close = hours(12);

export function dueOffer(
  { offer, easing }: Aftercare,
  { person, danger, call }: { person: PersonId; danger: boolean; call: string },
  at: Instant,
): readonly CareEvent[] {
  // With its last day alone left, a newer call begins anew.
  const runs = easing?.next !== undefined && easing.next.after !== 28;
  const had = offer !== undefined && offer.is !== "waiting";
  if (runs || (had && at - offer.at < (danger ? close : week))) return [];
  return [{ type: "offerDue", at, person, call, offerAt: at + settle, until: at + lasts }];
}

/** They are back from a break: an offer to talk is in front of them first. */
export const afterTheBreak = (offer: Offer | undefined, at: Instant): readonly CareEvent[] =>
  offer?.is === "waiting"
    ? [{ type: "offerMoved", at, offerAt: Math.max(offer.at, at + afterBreak) }]
    : [];

/** The clock: offered once, when it disturbs nobody; then silence. */
export function lookAtOffer(
  offer: Offer | undefined,
  at: Instant,
  free: boolean,
): readonly CareEvent[] {
  if (offer === undefined || offer.is === "over") return [];
  if (at >= offer.until) return [{ type: "offerOver", at }];
  if (offer.is === "offered" || at < offer.at) return [];
  return free
    ? [{ type: "offered", at }]
    : [{ type: "offerMoved", at, offerAt: Math.min(at + lookAgain, offer.until) }];
}

/** The call that *Yes, ask me* is about: of an open offer, else of the question after a call. */
export const callToFollow = ({ offer, question }: Aftercare): string | undefined =>
  offer?.is === "offered" ? offer.call : question?.call;
