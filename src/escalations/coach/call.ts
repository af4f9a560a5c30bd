import { type Behaviour, sawAbuse } from "../boundary/ladder.ts";
import type { Live } from "../request.ts";
import { type Call, type Card, isAbuse } from "./cards.ts";

const cardForBehaviour: Readonly<Record<Behaviour, Card>> = {
  swearing: "ANG",
  insults: "ABU",
  threat: "ABU",
  serious: "SER",
  crisis: "VUL",
};

/** What is known of this call: what was said of it last comes before what it was about. */
export function callOf(request: Live | undefined): Call {
  if (request === undefined) return { danger: false, abuse: false, card: undefined };
  const { level, category, boundary } = request;
  const said = boundary === undefined ? undefined : cardForBehaviour[boundary.behaviour];
  return {
    danger: level === "danger",
    abuse: level === "abuse" || sawAbuse(request),
    card: category !== undefined && isAbuse(category) ? category : (said ?? category),
  };
}
