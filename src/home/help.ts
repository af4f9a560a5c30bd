import type { PersonId } from "../kernel/ids.ts";
import { type MessageKey, msg } from "../platform/text.ts";
import type { Notice } from "../platform/view.ts";
import type { Organisation, Team } from "../runtime/directory/organisation.ts";

/** The one thing to press, first, whatever else was asked. */
export function helpFor(organisation: Organisation, person: PersonId | undefined): Notice {
  const known = organisation.people.get(person ?? "");
  const teams = [...(known?.agentOf ?? []), ...(known?.supervises ?? [])].map((name) =>
    organisation.teams.get(name),
  );
  return {
    kind: "notice",
    tone: "calm",
    first: [{ action: "escalations.escalate", label: msg("button.getHelp"), style: "danger" }],
    lines: wordsOf(teams.filter((team) => team !== undefined)).map((key) => msg(key)),
    buttons: [
      ...(namesContacts(organisation)
        ? [{ action: "contacts.ask", label: msg("button.contactMe") }]
        : []),
      { action: "mydata.menu", label: msg("button.myData") },
    ],
  };
}

/** Only what this person can use: a word that is answered with "not for you" helps nobody. */
function wordsOf(teams: readonly Team[]): readonly MessageKey[] {
  const checkIns = teams.some(
    ({ settings }) => ((settings["checkIns"] as readonly unknown[] | undefined) ?? []).length > 0,
  );
  return [
    "help.title",
    // Without a team nobody could be asked.
    ...(teams.length > 0 ? (["help.words"] as const) : []),
    "help.break",
    "help.debrief",
    ...(checkIns ? (["help.checkin"] as const) : []),
    "help.shift",
  ];
}

/**
 * Where the organisation names people to turn to, they are one tap away from here too
 * (docs/features.md K3).
 */
const namesContacts = ({ teams }: Organisation): boolean =>
  [...teams.values()].some(
    ({ settings }) =>
      (
        (settings["support"] as { readonly contacts?: readonly unknown[] } | undefined)?.contacts ??
        []
      ).length > 0,
  );
