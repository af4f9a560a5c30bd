import type { Instant } from "../../kernel/time.ts";

/*
 * What the two people of a danger see to (docs/features.md C5): the partner on the line, and the
 * caller, who calls the emergency services. Pure. See decisions/0060.
 */

export type Part = "partner" | "caller";

/** Every point of both lists, and whose it is. */
const parts = {
  place: "partner",
  near: "partner",
  words: "partner",
  asked: "partner",
  voice: "partner",
  called: "caller",
  told: "caller",
  offered: "caller",
} as const satisfies Record<string, Part>;
export type Point = keyof typeof parts;

export const points = Object.keys(parts) as readonly Point[];
export const isPoint = (code: string | undefined): code is Point =>
  (points as readonly (string | undefined)[]).includes(code);
export const partOf = (point: Point): Part => parts[point];

/** The points that were seen to, each with its time. */
export type Checked = Readonly<Partial<Record<Point, Instant>>>;
