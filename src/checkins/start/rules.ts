import { type Instant, hours, minutes } from "../../kernel/time.ts";
import type { ShiftStart, StartEvent } from "./state.ts";

/**
 * Two starts this close are one shift: hours with a pause at noon, or `/shift on` within them. Rest
 * between shifts is longer.
 */
const oneShift = hours(8);
/** In a call or a request as it begins: looked at again after this, and let be in the end. */
const lookAgain = minutes(5);
const startLasts = minutes(30);

export interface StartFacts {
  readonly free: boolean;
  /** When their teams' hours last began, within the last half hour. */
  readonly began?: Instant;
  /** When they begin next. */
  readonly begins?: Instant;
}

/** How long a beginning still counts as one: what `StartFacts.began` looks back. */
export const justBegan = startLasts;

/** They said that they are there. */
export function said(start: ShiftStart | undefined, at: Instant, facts: StartFacts): StartEvent[] {
  return start !== undefined && facts.free && !came(start, at)
    ? [{ type: "started", at, ...next(facts) }]
    : [];
}

/** Their teams' hours may have begun. */
export function byHours(
  start: ShiftStart | undefined,
  at: Instant,
  facts: StartFacts,
): StartEvent[] {
  if (start === undefined || at < (start.lookAt ?? start.next ?? 0)) return [];
  const moved: StartEvent[] = [{ type: "startMoved", at, ...next(facts) }];
  if (facts.began === undefined || came(start, at)) return moved;
  if (facts.free) return [{ type: "started", at, ...next(facts) }];
  const lookAt = at + lookAgain;
  return lookAt < facts.began + startLasts ? [{ type: "startHeld", at, lookAt }] : moved;
}

/** The file was applied: the hours may be others than they were. */
export const newHours = (
  start: ShiftStart | undefined,
  at: Instant,
  facts: StartFacts,
): StartEvent[] =>
  start === undefined || start.next === facts.begins
    ? []
    : [{ type: "startMoved", at, ...next(facts) }];

const came = (start: ShiftStart, at: Instant) => start.at !== undefined && at - start.at < oneShift;
const next = ({ begins }: StartFacts) => (begins === undefined ? {} : { next: begins });
