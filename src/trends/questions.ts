import type { Millis } from "../kernel/time.ts";
import { hours } from "../kernel/time.ts";

/**
 * What a trend can be about: shares only, never a sum score (docs/features.md K2). A `number` needs
 * five people. A `theme`, the statement that rotates each week and is easily traced to somebody,
 * needs ten (docs/features.md K5).
 */
export const questions = {
  energy: "number",
  strain: "number",
  help: "number",
  switchOff: "theme",
  say: "theme",
  breaks: "theme",
  noticed: "theme",
  mattered: "theme",
  ending: "theme",
} as const;

export type Question = keyof typeof questions;
export type Kind = (typeof questions)[Question];

/** How many people a number and a theme need (docs/features.md K5). */
export const minimum: Readonly<Record<Kind, number>> = { number: 5, theme: 10 };

/** Four weeks, always the same ones for everybody (docs/features.md K5). */
export const windowLasts: Millis = hours(24 * 28);
/** Windows begin on a Monday at noon UTC, when the date is the same nearly everywhere. */
const firstWindow = Date.UTC(2024, 0, 1, 12);

/** The start of the window that an instant lies in. */
export const windowOf = (at: number): number =>
  firstWindow + Math.floor((at - firstWindow) / windowLasts) * windowLasts;
