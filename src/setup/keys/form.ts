import { scopes } from "../../platform/api.ts";
import type { PageForm } from "../../platform/page.ts";
import { literal, msg } from "../../platform/text.ts";
import type { Form, Notice } from "../../platform/view.ts";
import type { Note, Opened, Submitted } from "../../runtime/feature.ts";
import { newRandom } from "../../runtime/secrets.ts";
import { isAdminOf } from "../../people/support.ts";
import type { Command } from "./rules.ts";
import { readKey } from "./store.ts";
import { mays, refusal } from "./views.ts";

/** In days. */
const spans = ["30", "90", "365"] as const;
const longestName = 60;

/** *New key*: each scope says what it lets a program do. */
export const makeForm: PageForm = {
  kind: "form",
  heading: msg("keys.new"),
  lines: [msg("keys.newLine")],
  form: "keys.make",
  submit: msg("button.keyMake"),
  fields: [
    {
      ...{ type: "text", name: "name", label: msg("keys.name"), hint: msg("keys.nameHint") },
      ...{ long: false, max: longestName, required: msg("keys.noName") },
    },
    ...scopes.map((scope, index) => ({
      ...{ type: "check" as const, name: `may-${scope}`, label: msg(mays[scope]) },
      ...(index === 0 ? { heading: msg("keys.mayDo") } : {}),
    })),
    {
      ...{ type: "choice", name: "days", label: msg("keys.ends"), required: true },
      options: [
        ...spans.map((value) => ({ value, label: msg("keys.days", { count: Number(value) }) })),
        { value: "none", label: msg("keys.never") },
      ],
      value: "90",
    },
  ],
};

/**
 * The secret is made here and travels as typed words do: to the store, which keeps its hash, and to
 * the answer. Neither the journal nor the stored answer has it.
 */
export function madeFrom(values: Note): Submitted<Command> {
  const name = (values["name"] ?? "").replaceAll(/[\p{Cc}\p{Cf}]/gu, "").trim();
  const chosen = scopes.filter((scope) => values[`may-${scope}`] === "yes");
  const days = spans.find((span) => span === values["days"]);
  if (name === "" || name.length > longestName) return { errors: { name: msg("keys.noName") } };
  if (chosen.length === 0) return { errors: { [`may-${scopes[0]}`]: msg("keys.noScope") } };
  if (days === undefined && values["days"] !== "none")
    return { errors: { days: msg("common.choose") } };
  return {
    command: { do: "make", scopes: chosen, days: days === undefined ? undefined : Number(days) },
    note: { name, random: newRandom() },
  };
}

/** *Revoke…* asks once more: a program stops at once. */
export const openRevoke: Opened = async (tx, shell, by, subject): Promise<Form | Notice> => {
  if (!isAdminOf(shell.organisation, by)) return refusal("not-an-admin");
  const key = subject === undefined ? undefined : await readKey(tx, shell, subject);
  if (subject === undefined || key === undefined) return refusal("gone");
  return {
    ...{ kind: "form", form: "keys.revoke", subject, title: msg("keys.revoke") },
    submit: msg("button.keyRevoke"),
    lines: [msg("keys.revokeWhich", { name: literal(key.name) }), msg("keys.revokeWhat")],
    fields: [],
  };
};
