import type { PersonId } from "../kernel/ids.ts";
import { helpLines, supportOf } from "../people/support.ts";
import { type Line, msg, people } from "../platform/text.ts";
import type { Button } from "../platform/view.ts";
import type { Shell } from "../runtime/feature.ts";

/** A person at work, one press away, where the organisation names somebody. */
export const contactMe = ({ organisation }: Shell): Button[] =>
  supportOf(organisation).contacts.length === 0
    ? []
    : [{ action: "contacts.ask", label: msg("button.contactMe") }];

/**
 * _Stop and get help_: who to call where they are. Immediate danger first, then a line, then the
 * employer's help, then a person at work (docs/features.md K4).
 */
export function whoHelps({ organisation }: Shell, self: PersonId): Line[] {
  const contacts = supportOf(organisation).contacts.filter((person) => person !== self);
  return [
    ...helpLines(organisation, self),
    ...(contacts.length === 0 ? [] : [msg("debrief.stopPeople", { people: people(contacts) })]),
  ];
}
