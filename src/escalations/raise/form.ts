import { isId } from "../../kernel/ids.ts";
import { sentence } from "../../platform/notice.ts";
import { literal, msg } from "../../platform/text.ts";
import type { Button } from "../../platform/view.ts";
import type { Note, Opened, Submitted } from "../../runtime/feature.ts";
import type { Command } from "../commands.ts";
import { isColleague } from "./colleague.ts";

/** On the home page. */
export const forColleagueButton: Button = {
  action: "escalations.forColleague",
  label: msg("button.forColleague"),
};

/** A colleague who takes calls in a team of theirs. */
export const forColleague: Opened = async (_tx, { organisation }, by) => {
  const agents = [...organisation.people.values()].filter((one) =>
    isColleague(organisation, by, one),
  );
  if (agents.length === 0) return sentence(msg("raise.nobody"));
  return {
    kind: "form",
    form: "escalations.raise",
    title: msg("raise.title"),
    submit: msg("raise.submit"),
    lines: [msg("raise.intro")],
    fields: [
      {
        type: "choice",
        name: "for",
        label: msg("raise.for"),
        required: true,
        options: agents
          .toSorted((a, b) => a.name.localeCompare(b.name))
          .map(({ id, name }) => ({ value: id, label: literal(name) })),
      },
    ],
  };
};

export function raiseFrom(values: Note): Submitted<Command> {
  const person = values["for"] ?? "";
  return isId(person)
    ? { command: { do: "raise", worded: false, colleague: { person } } }
    : { errors: { for: msg("raise.pick") } };
}
