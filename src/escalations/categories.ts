import type { Level } from "./policy.ts";

/** Why an agent asked, each with the level it moves a request to (docs/features.md E9). */
export const categories = {
  ABU: "abuse",
  HAT: "abuse",
  SEX: "abuse",
  SER: "abuse",
  THR: "danger",
  RSK: "danger",
  SAF: "danger",
  VUL: "help",
  ANG: "help",
  CMP: "help",
  AUT: "help",
  LEG: "help",
  TEC: "question",
  LAN: "question",
  VIP: "help",
  REP: "help",
  FRD: "help",
  OTH: "help",
} as const satisfies Record<string, Level>;

export type Category = keyof typeof categories;

/** The eight that are offered at once, the likeliest first; those that call everyone stand apart. */
export const firstOffered: readonly Category[] = [
  "ABU",
  "SER",
  "ANG",
  "AUT",
  "CMP",
  "OTH",
  "THR",
  "RSK",
];
/** Offered behind More. */
export const moreOffered: readonly Category[] = [
  "HAT",
  "SEX",
  "VUL",
  "LEG",
  "TEC",
  "LAN",
  "VIP",
  "REP",
  "FRD",
  "SAF",
];

export const isCategory = (code: string): code is Category => Object.hasOwn(categories, code);

/**
 * What came of it, asked after Done and never required (docs/features.md E7). Counted by team only.
 */
export const outcomes = [
  "sorted",
  "call-back",
  "ended-call",
  "passed-elsewhere",
  "question",
] as const;
/** How a danger ended: what the agent would like to know (docs/features.md C5). */
export const dangerOutcomes = ["safe", "helped", "unhurt", "personally", "unknown"] as const;
export type DangerOutcome = (typeof dangerOutcomes)[number];
export type Outcome = (typeof outcomes)[number] | DangerOutcome;
export const isDangerOutcome = (code: string): code is DangerOutcome =>
  (dangerOutcomes as readonly string[]).includes(code);
export const isOutcome = (code: string): code is Outcome =>
  (outcomes as readonly string[]).includes(code) || isDangerOutcome(code);
