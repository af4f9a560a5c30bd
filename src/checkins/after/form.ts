import type { PersonId } from "../../kernel/ids.ts";
import { notice } from "../../platform/notice.ts";
import { msg } from "../../platform/text.ts";
import type { Field, Form, Notice } from "../../platform/view.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import { helpLines } from "../../people/support.ts";
import type { CheckIns } from "../state.ts";
import { easings, noMore, nows } from "./questions.ts";
import type { Easing } from "./state.ts";

type Read = (tx: Tx, person: PersonId) => Promise<CheckIns | undefined>;

const form = (shell: Shell, by: PersonId, name: string, field: Field): Form => ({
  ...{
    kind: "form",
    form: name,
    title: msg("care.form.title"),
    submit: msg("checkin.form.submit"),
  },
  lines: [msg("care.whoSees"), msg("checkin.recorded"), ...helpLines(shell.organisation, by)],
  fields: [field],
});

/** After a hard call: one tap, in a form, so that no answer stands in a message. */
export const questionForm = async (_tx: Tx, shell: Shell, by: PersonId): Promise<Form> =>
  form(shell, by, "checkins.answerQuestion", {
    ...{ type: "choice", name: "now", label: msg("care.form.now"), required: true },
    options: nows.map((value) => ({ value, label: msg(`care.now.${value}`) })),
  });

/** Whether it is easing (docs/features.md A3). */
export const easingForm =
  (read: Read) =>
  async (tx: Tx, shell: Shell, by: PersonId): Promise<Form | Notice> => {
    const field = easingField((await read(tx, by))?.care?.easing, true);
    return field === undefined
      ? notice([msg("checkin.over"), ...helpLines(shell.organisation, by)])
      : form(shell, by, "checkins.answerEasing", field);
  };

/** Also a field of the ordinary check-in, on a day that has both: one question a day, not two. */
export function easingField(easing: Easing | undefined, required: boolean): Field | undefined {
  if (easing?.asked?.is !== "asked") return undefined;
  const { after } = easing.asked;
  const weekday = Temporal.PlainDate.from(easing.call).dayOfWeek;
  return {
    ...{ type: "choice", name: "easing", required },
    label:
      after === 28
        ? msg("care.form.easing28")
        : msg("care.form.easing", { day: msg(`checkin.day.${weekday as 1}`) }),
    options: [
      ...easings.map((value) => ({ value, label: msg(`care.easing.${value}`) })),
      { value: noMore, label: msg("button.easingStop") },
    ],
  };
}
