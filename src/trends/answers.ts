import type { PersonId } from "../kernel/ids.ts";
import type { Question } from "./questions.ts";
import type { Answer } from "./source.ts";

/**
 * A check-in as check-ins hand it over, opened in this process. It goes into the gate and nowhere
 * else.
 */
export interface CheckIn {
  readonly person: PersonId;
  /** `2026-11-27`, where the person was. */
  readonly day: string;
  readonly answers: {
    readonly energy?: number;
    readonly strain?: number;
    readonly help?: string;
    readonly turn?: { readonly question: number; readonly said: string };
  };
}

/** The statements that rotate, in the order of the form (docs/features.md K2). */
const statements: readonly Question[] = [
  "switchOff",
  "say",
  "breaks",
  "noticed",
  "mattered",
  "ending",
];

/**
 * What counts towards which share (docs/features.md K2): 4 or 5; help that was there, of those who
 * wanted it; a plain yes.
 */
export function answersFrom({
  person,
  day,
  answers: { energy, strain, help, turn },
}: CheckIn): readonly Answer[] {
  const at = noonOf(day);
  const made: Answer[] = [];
  if (energy !== undefined) made.push({ person, at, question: "energy", counts: energy >= 4 });
  if (strain !== undefined) made.push({ person, at, question: "strain", counts: strain >= 4 });
  if (help !== undefined && help !== "not-needed")
    made.push({ person, at, question: "help", counts: help === "always" || help === "mostly" });
  const statement = turn === undefined ? undefined : statements[turn.question];
  if (turn !== undefined && statement !== undefined)
    made.push({ person, at, question: statement, counts: turn.said === "yes" });
  return made;
}

/** An answer belongs to the window of its date, which is that date somewhere at noon UTC. */
const noonOf = (day: string) => Date.parse(`${day}T12:00:00Z`);
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
