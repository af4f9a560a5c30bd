import { localWeek } from "./week.ts";

/** What may come back from the form, checked again: a value that is not offered is not kept. */
export interface Answers {
  /** 1 empty … 5 full. */
  readonly energy?: number;
  /** 1 not at all … 5 very. */
  readonly strain?: number;
  readonly help?: Help;
  /** The rotating question's number, and what was said to it. */
  readonly turn?: { readonly question: number; readonly said: Turn };
  /** In their own words, if they like. Nobody else reads it. */
  readonly note?: string;
  /**
   * How they were after a hard call, and whether it eased since: their own alone, in no trend and
   * in no threshold.
   */
  readonly now?: "steady" | "wobbly" | "shaken";
  readonly easing?: { readonly after: 1 | 3 | 28; readonly said: "yes" | "same" | "harder" };
}
export const helps = ["always", "mostly", "sometimes", "rarely", "not-needed"] as const;
export type Help = (typeof helps)[number];
export const turns = ["yes", "partly", "no"] as const;
export type Turn = (typeof turns)[number];
export const scale = [1, 2, 3, 4, 5] as const;
/** Six statements, one a week (docs/features.md K2). */
const rotating = 6;
export const longestNote = 500;

/** Which statement this week has: the same for everybody, so that a trend can be made of it. */
export const turnOf = (day: string): number => localWeek(day) % rotating;

/** @returns `undefined` when nothing was answered at all. */
export function readAnswers(values: Readonly<Record<string, string>>): Answers | undefined {
  const number = (name: string) => {
    const value = Number(values[name]);
    return scale.find((one) => one === value);
  };
  const [energy, strain, help] = [
    number("energy"),
    number("strain"),
    helps.find((one) => one === values["help"]),
  ];
  const [question = "", said] = (values["turn"] ?? "").split(".");
  const turn = turns.find((one) => one === said);
  const note = (values["note"] ?? "").trim().slice(0, longestNote);
  const answers: Answers = {
    ...(energy === undefined ? {} : { energy }),
    ...(strain === undefined ? {} : { strain }),
    ...(help === undefined ? {} : { help }),
    ...(turn === undefined || !/^[0-5]$/.test(question)
      ? {}
      : { turn: { question: Number(question), said: turn } }),
    ...(note === "" ? {} : { note }),
  };
  return Object.keys(answers).length === 0 ? undefined : answers;
}

/** Whether the answers say more than how it was after a call: only then are they a check-in. */
export const isCheckIn = (answers: Answers): boolean =>
  Object.keys(answers).some((key) => key !== "now" && key !== "easing");
