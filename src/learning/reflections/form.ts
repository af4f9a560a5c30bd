import { sentence } from "../../platform/notice.ts";
import { type Line, literal, msg } from "../../platform/text.ts";
import type { Section } from "../../platform/view.ts";
import type { Note, Opened, Submitted } from "../../runtime/feature.ts";
import { noonOf } from "./days.ts";
import { longest, reflected, reflectionIn } from "./lines.ts";
import type { Command } from "./rules.ts";
import { readOwn } from "./store.ts";

/** One thing to keep, one to change: for oneself. */
export const writeForm: Opened = async () => ({
  ...{ kind: "form", form: "reflections.keep", title: msg("reflect.form.title") },
  submit: msg("checkin.form.submit"),
  lines: [msg("reflect.whoReads"), msg("reflect.noNames")],
  fields: reflected.map(
    (name) =>
      ({ type: "text", name, label: msg(`reflect.${name}`), long: false, max: longest }) as const,
  ),
});

export function written(values: Note): Submitted<Command> {
  if (reflectionIn(values) !== undefined) return { command: { do: "write" }, note: values };
  const long = reflected.filter((name) => (values[name]?.trim().length ?? 0) > longest);
  const errors: [string, Line][] =
    long.length === 0
      ? [["keep", msg("reflect.nothing")]]
      : long.map((name) => [name, msg("reflect.tooLong", { count: longest })]);
  return { errors: Object.fromEntries(errors) };
}

/** The newest of them, in a dialog: a chat may be exported. */
const atOnce = 10;

export const mine: Opened = async (tx, shell, by) => {
  const all = await readOwn(tx, shell, by);
  if (all.length === 0) return sentence(msg("reflect.none"));
  const sections = all.slice(0, atOnce).map(({ day, ...lines }): Section => {
    const rows = reflected.flatMap((name) => {
      const line = lines[name];
      return line === undefined
        ? []
        : [
            {
              tone: "calm",
              line: msg(`reflect.${name}`),
              detail: literal(line),
              buttons: [],
            } as const,
          ];
    });
    return { heading: msg("reflect.of", { date: noonOf(shell.organisation, by, day) }), rows };
  });
  return {
    ...{ kind: "form", form: "reflections.mine", title: msg("reflect.form.title") },
    ...{ lines: [msg("reflect.whoReads")], sections, fields: [] },
  };
};
