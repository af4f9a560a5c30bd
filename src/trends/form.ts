import type { PersonId } from "../kernel/ids.ts";
import { notice } from "../platform/notice.ts";
import { msg } from "../platform/text.ts";
import type { Form, Notice } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Shell } from "../runtime/feature.ts";
import { leadsOf, readShown } from "./store.ts";

/**
 * *You said, we are doing* (docs/features.md K7): a wellbeing lead writes it, everybody reads it.
 */
export async function whatWeDo(tx: Tx, shell: Shell, by: PersonId): Promise<Form | Notice> {
  if (!leadsOf(shell).includes(by)) return notice([msg("trend.notALead")]);
  const doing = (await readShown(tx, shell))?.doing;
  return {
    kind: "form",
    form: "trends.say",
    title: msg("trend.form.title"),
    submit: msg("trend.form.submit"),
    lines: [msg("trend.form.intro")],
    fields: [
      {
        type: "text",
        name: "doing",
        label: msg("trend.form.doing"),
        hint: msg("trend.form.hint"),
        long: true,
        max: 500,
        value: doing,
      },
    ],
  };
}
