import { weeksAhead } from "../kernel/days.ts";
import { sentence } from "../platform/notice.ts";
import { type Line, msg } from "../platform/text.ts";
import type { Field } from "../platform/view.ts";
import type { Note, Opened, Submitted } from "../runtime/feature.ts";
import type { Command } from "./rules.ts";
import { headsOf, readShown } from "./store.ts";

const longest = { what: 60, doing: 200, reason: 200 } as const;

/** *Take it on*: what it is, what is being done, and by when. */
export const openOwn: Opened = async (tx, shell, by, subject) => {
  const shown = await seenBy(tx, shell, by, subject);
  if (shown === undefined) return sentence(msg("cause.notAHead"));
  if (shown.item.end !== undefined) return sentence(msg("cause.over"));
  const days = weeksAhead(shell.now, shell.organisation.timeZone, [1, 2, 4, 8, 13]);
  return {
    kind: "form",
    form: "causes.own",
    subject: shown.item.id,
    title: msg("cause.form.title"),
    submit: msg("cause.form.submit"),
    lines: [msg("cause.form.intro")],
    fields: [
      text("what", shown.words?.what),
      text("doing", shown.words?.doing),
      {
        type: "choice",
        name: "due",
        label: msg("cause.form.due"),
        required: true,
        options: days.map(({ value, at }) => ({ value, label: msg("plan.day", { date: at }) })),
      },
    ],
  };
};

/** *Decline*, with a reason. */
export const openDecline: Opened = async (tx, shell, by, subject) => {
  const shown = await seenBy(tx, shell, by, subject);
  if (shown === undefined) return sentence(msg("cause.notAHead"));
  if (shown.item.end !== undefined) return sentence(msg("cause.over"));
  return {
    kind: "form",
    form: "causes.decline",
    subject: shown.item.id,
    title: msg("cause.form.decline"),
    submit: msg("cause.form.submit"),
    lines: [msg("cause.form.declineIntro")],
    fields: [text("reason")],
  };
};

async function seenBy(...[tx, shell, by, subject]: Parameters<Opened>) {
  if (subject === undefined || !headsOf(shell.organisation).includes(by)) return undefined;
  return readShown(tx, shell, subject);
}

const text = (name: keyof typeof longest, value?: string): Field => ({
  type: "text",
  name,
  label: msg(`cause.form.${name}`),
  hint: msg(`cause.form.${name}Hint`),
  long: name !== "what",
  max: longest[name],
  value,
});

export function ownFrom(values: Note): Submitted<Command> {
  const what = values["what"]?.trim() ?? "";
  const doing = values["doing"]?.trim() ?? "";
  const { due = "" } = values;
  const errors = { ...wrong("what", what), ...wrong("doing", doing) };
  if (Object.keys(errors).length > 0) return { errors };
  if (due === "") return { errors: { due: msg("cause.noDay") } };
  return { command: { do: "own", due }, note: { what, doing } };
}

export function declineFrom(values: Note): Submitted<Command> {
  const reason = values["reason"]?.trim() ?? "";
  const errors = wrong("reason", reason);
  return Object.keys(errors).length > 0
    ? { errors }
    : { command: { do: "decline" }, note: { reason } };
}

/** One line each: they stand in a sentence. */
function wrong(name: keyof typeof longest, written: string): Readonly<Record<string, Line>> {
  if (written === "") return { [name]: msg("cause.empty") };
  return written.length > longest[name]
    ? { [name]: msg("cause.tooLong", { count: longest[name] }) }
    : {};
}
