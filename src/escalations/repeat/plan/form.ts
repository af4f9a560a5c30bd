import type { Day } from "../../../kernel/days.ts";
import { sentence } from "../../../platform/notice.ts";
import { literal, msg } from "../../../platform/text.ts";
import type { Field, Form, Notice } from "../../../platform/view.ts";
import type { Note, Opened, Shell, Submitted } from "../../../runtime/feature.ts";
import { mayLook } from "../../forms.ts";
import { openTyped, readSealed } from "../../words/store.ts";
import { beforeEnd, lastDays, reviewDays } from "./dates.ts";
import type { Command } from "./rules.ts";
import { type Shown, mayReview, readShown } from "./store.ts";

/** Characters of a plan: it is read while a customer waits. */
const longestPlan = 300;

/** *Set a plan*: by who may help with the request, or is asked to review the plan. */
export const openPlanForm: Opened = async (tx, shell, by, subject): Promise<Form | Notice> => {
  const seen = await mayLook(tx, shell, by, subject);
  const request = seen?.requester === by ? undefined : seen;
  const found = subject === undefined ? undefined : await readShown(tx, shell, subject);
  const isOwn =
    found !== undefined &&
    found.plan.id === subject &&
    mayReview(shell.organisation, found.plan, by);
  // By a request only where its reference was looked up: nobody tries which ones have a plan.
  const shown = isOwn || request?.repeat !== undefined ? found : undefined;
  if (request === undefined && !isOwn) return sentence(msg("refused.notYours"));
  if (shown?.plan.ended === true) return sentence(msg("plan.over"));
  const { caseReference } =
    request === undefined
      ? { caseReference: shown?.reference }
      : await openTyped(shell, request.id, await readSealed(tx, request.id));
  if (shown === undefined && (request?.repeat === undefined || caseReference === undefined))
    return sentence(msg("plan.noCase"));
  return {
    kind: "form",
    form: "plans.set",
    subject: request?.id ?? shown?.plan.id,
    title: msg("plan.form.title"),
    submit: msg("plan.form.submit"),
    lines: [
      ...(caseReference === undefined ? [] : [msg("words.case"), literal(caseReference)]),
      msg("plan.intro"),
    ],
    fields: fieldsFor(shell, shown),
  };
};

function fieldsFor({ now, organisation: { timeZone } }: Shell, shown: Shown | undefined): Field[] {
  const options = (all: readonly Day[]) =>
    all.map(({ value, at }) => ({ value, label: msg("plan.day", { date: at }) }));
  return [
    {
      type: "text",
      name: "words",
      label: msg("plan.words"),
      hint: msg("plan.wordsHint"),
      long: true,
      max: longestPlan,
      value: shown?.text.words,
    },
    {
      type: "choice",
      name: "until",
      label: msg("plan.until"),
      required: true,
      options: options(lastDays(now, timeZone)),
    },
    {
      type: "choice",
      name: "review",
      label: msg("plan.review"),
      hint: msg("plan.reviewHint"),
      required: true,
      options: [
        { value: beforeEnd, label: msg("plan.beforeEnd") },
        ...options(reviewDays(now, timeZone)),
      ],
      value: beforeEnd,
    },
  ];
}

/** Words go to the store alone. The rules see two days. */
export function planFrom(values: Note): Submitted<Command> {
  const words = values["words"]?.trim() ?? "";
  const { until = "", review = "" } = values;
  if (words === "") return { errors: { words: msg("plan.empty") } };
  if (words.length > longestPlan)
    return { errors: { words: msg("plan.tooLong", { count: longestPlan }) } };
  if (until === "") return { errors: { until: msg("plan.noDay") } };
  if (review === "") return { errors: { review: msg("plan.noDay") } };
  if (review !== beforeEnd && review >= until)
    return { errors: { review: msg("plan.reviewLate") } };
  return { command: { do: "set", until, review }, note: { words } };
}
