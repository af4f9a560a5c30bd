import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { sentence } from "../../platform/notice.ts";
import { type Line, literal, msg, person, time } from "../../platform/text.ts";
import type { Form, Notice, Section } from "../../platform/view.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Note, Shell, Submitted } from "../../runtime/feature.ts";
import { linesIn, longest } from "./lines.ts";
import type { Command } from "./rules.ts";
import { readFeedback, readLines } from "./store.ts";
import { refusal } from "./views.ts";

type Open = (tx: Tx, shell: Shell, by: PersonId, about?: SubjectId) => Promise<Form | Notice>;

/** One line that worked well, and one for next time. */
export const write: Open = async (tx, _shell, by, about) => {
  const feedback = about === undefined ? undefined : await readFeedback(tx, about);
  if (feedback === undefined || feedback.helper !== by) return refusal("not-yours");
  if (feedback.status === "over") return refusal("over");
  if (feedback.status !== "asked") return refusal("answered");
  const field = (name: "worked" | "next") =>
    ({ type: "text", name, label: msg(`feedback.${name}`), long: false, max: longest }) as const;
  return {
    ...{ kind: "form", form: "feedback.send", subject: feedback.request },
    ...{ title: msg("feedback.form.title"), submit: msg("feedback.form.submit") },
    lines: [msg("feedback.whoReads", { person: person(feedback.agent) }), msg("feedback.kind")],
    fields: [field("worked"), field("next")],
  };
};

export function sent(values: Note): Submitted<Command> {
  if (linesIn(values) !== undefined) return { command: { do: "send" }, note: values };
  const problem = (name: "worked" | "next"): Line | undefined => {
    const { length } = values[name]?.trim() ?? "";
    if (length === 0) return msg("feedback.nothing");
    return length > longest ? msg("feedback.tooLong", { count: longest }) : undefined;
  };
  const found = (["worked", "next"] as const).flatMap((name) => {
    const line = problem(name);
    return line === undefined ? [] : [[name, line] as const];
  });
  return { errors: Object.fromEntries(found) };
}

/** In a dialog and in no message: a chat may be exported. */
export const read: Open = async (tx, shell, by, about) => {
  const feedback = about === undefined ? undefined : await readFeedback(tx, about);
  if (about === undefined || feedback === undefined || feedback.agent !== by)
    return sentence(msg("feedback.gone"));
  const lines = await readLines(tx, shell, about);
  if (lines === undefined) return sentence(msg("feedback.gone"));
  const section = (name: "worked" | "next"): Section => ({
    heading: msg(`feedback.${name}`),
    rows: [{ tone: "calm", line: literal(lines[name]), buttons: [] }],
  });
  return {
    ...{ kind: "form", form: "feedback.read", title: msg("feedback.form.title") },
    lines: [msg("feedback.from", { holder: person(feedback.helper), time: time(feedback.about) })],
    sections: [section("worked"), section("next")],
    fields: [],
  };
};
