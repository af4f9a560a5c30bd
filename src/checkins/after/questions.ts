import { type Answers, readAnswers } from "../questions.ts";
import type { Command } from "../rules.ts";
import type { CheckIns } from "../state.ts";
import type { EasingDay } from "./state.ts";

/** How somebody is after a hard call (docs/features.md K2). */
export const nows = ["steady", "wobbly", "shaken"] as const;
export type Now = (typeof nows)[number];
/** Whether it is easing (docs/features.md A3). */
export const easings = ["yes", "same", "harder"] as const;
/** Stands beside them in the form, and is no answer. */
export const noMore = "stop";

/**
 * What is kept of a form: the answers of a check-in, of the question after a hard call, or of a
 * follow-up.
 */
export function answersIn(
  command: Command,
  note: Readonly<Record<string, string>> | undefined,
  state: CheckIns,
): Answers | undefined {
  if (note === undefined) return undefined;
  if (command.do === "answerQuestion") return kept({ now: readNow(note) });
  const after = state.care?.easing?.asked?.after;
  if (command.do === "answerEasing") return kept({ easing: readEasing(note, after) });
  return command.do === "answer"
    ? kept({ ...readAnswers(note), easing: readEasing(note, after) })
    : undefined;
}

export const readNow = (values: Readonly<Record<string, string>>): Now | undefined =>
  nows.find((one) => one === values["now"]);

export function readEasing(
  values: Readonly<Record<string, string>>,
  after: EasingDay | undefined,
): Answers["easing"] {
  const said = easings.find((one) => one === values["easing"]);
  return said === undefined || after === undefined ? undefined : { after, said };
}

/** @returns `undefined` when nothing was answered at all. */
function kept({
  now,
  easing,
  ...answers
}: { [key in keyof Answers]?: Answers[key] | undefined }): Answers | undefined {
  const all = {
    ...(answers as Answers),
    ...(now === undefined ? {} : { now }),
    ...(easing === undefined ? {} : { easing }),
  };
  return Object.keys(all).length === 0 ? undefined : all;
}
