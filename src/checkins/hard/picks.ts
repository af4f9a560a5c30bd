import {
  type CardName,
  type OwnOrder,
  type Reason,
  cardForReason,
  cards,
  reasons,
} from "../../kernel/coaching.ts";

/*
 * "Which calls cost you most?" (docs/features.md K9): kinds of calls and never a customer. A
 * private pick; what a team picked is shown by `trends/poll/`, behind the gate.
 */

export const kinds = [
  "loud",
  "swearing",
  "silence",
  "persistent",
  "condescending",
  "crying",
  "interrupting",
  "hurried",
  "unclear",
  "complaint",
  "personal",
  "other",
] as const;
export type Kind = (typeof kinds)[number];

/** "What helps you?" Small things that can be done at a desk. */
export const helps = [
  "breath",
  "water",
  "stand",
  "words",
  "colleague",
  "minute",
  "ending",
  "note",
] as const;
type Help = (typeof helps)[number];

/** So many kinds, and so many things that help. */
const places = [1, 2, 3] as const;
export const fieldsOf = (name: "kind" | "help"): readonly string[] =>
  places.map((place) => `${name}${place}`);

export interface Picks {
  readonly kinds: readonly Kind[];
  /** "What might be going on for them?" */
  readonly why?: Reason;
  readonly helps: readonly Help[];
}

/** From a form, so untrusted. @returns `undefined` when no kind was picked. */
export function readPicks(values: Readonly<Record<string, string>>): Picks | undefined {
  const picked = <T extends string>(name: "kind" | "help", list: readonly T[]): T[] => [
    ...new Set(fieldsOf(name).flatMap((field) => list.filter((one) => one === values[field]))),
  ];
  const chosen = picked("kind", kinds);
  const why = reasons.find((one) => one === values["why"]);
  return chosen.length === 0
    ? undefined
    : { kinds: chosen, helps: picked("help", helps), ...(why === undefined ? {} : { why }) };
}

/** Which card helps with which kind of call. */
const cardFor: Readonly<Record<Kind, CardName>> = {
  ...{
    loud: "ANG",
    swearing: "ABU",
    silence: "any",
    persistent: "REP",
    condescending: "CMP",
    crying: "ANG",
  },
  ...{
    interrupting: "any",
    hurried: "noTime",
    unclear: "LAN",
    complaint: "CMP",
    personal: "ABU",
    other: "any",
  },
};
/**
 * My cards: those of my hard calls first, in the order I picked them; all others behind, none lost.
 */
export function orderOf(picks: Picks | undefined): OwnOrder {
  const { kinds: picked = [], why: reason } = picks ?? {};
  const first = [
    ...picked.map((kind) => cardFor[kind]),
    ...(reason === undefined ? [] : [cardForReason(reason)]),
  ];
  return { cards: [...new Set([...first, ...cards])], reason };
}
