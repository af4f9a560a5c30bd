import type { PersonId } from "../kernel/ids.ts";
import { mayOpenDesk } from "../people/desk.ts";
import { isAdminOf, supportOf } from "../people/support.ts";
import { type MessageKey, msg } from "../platform/text.ts";
import type { Button, Notice } from "../platform/view.ts";
import type { Organisation, Team } from "../runtime/directory/organisation.ts";
import type { HomePart, HomeRow, Shell } from "../runtime/feature.ts";

const contactMe: Button = { action: "contacts.ask", label: msg("button.contactMe") };
const say: Button = { action: "escalations.say", label: msg("button.say") };
const practise: Button = { action: "practice.practise", label: msg("button.practise") };
const openDesk: Button = { action: "desk.open", label: msg("button.openDesk") };
const myData: Button = { action: "mydata.menu", label: msg("button.myData") };

/** What everybody has on their home page, in a team or in none. */
export function everybodys({ organisation, address }: Shell, person: PersonId): HomePart {
  const contact = { under: "forYou", tone: "calm", line: msg("home.contact") } as const;
  const data = { under: "settings", tone: "calm", line: msg("home.myData") } as const;
  const { agentOf = [], supervises = [] } = organisation.people.get(person) ?? {};
  const contacts: HomeRow[] = !namesContacts(organisation)
    ? []
    : agentOf.length + supervises.length === 0
      ? // In no team there is nobody else to ask.
        [{ ...contact, first: [contactMe], buttons: [] }]
      : [{ ...contact, buttons: [contactMe] }];
  const desk: HomeRow[] = hasDesk(organisation, address, person)
    ? [{ under: "team", tone: "calm", line: msg("web.home"), buttons: [openDesk] }]
    : [];
  return { rows: [...contacts, ...desk, { ...data, buttons: [myData] }] };
}

/** The one thing to press, first, whatever else was asked. */
export function helpFor({ organisation, address }: Shell, person: PersonId | undefined): Notice {
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
      ...(namesContacts(organisation) ? [contactMe] : []),
      say,
      ...(teams.length > 0 ? [practise] : []),
      ...(isAdminOf(organisation, person) ? setUp : []),
      ...(hasDesk(organisation, address, person) ? [openDesk] : []),
      myData,
    ],
  };
}

/** Who sets Handrail up looks here for it. */
const setUp: readonly Button[] = [
  { action: "setup.open", label: msg("button.setUp") },
  { action: "setup.check", label: msg("button.checkSetUp") },
];

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
    ...(teams.length > 0 ? (["help.promise"] as const) : []),
    "help.debrief",
    ...(checkIns ? (["help.checkin"] as const) : []),
    "help.shift",
  ];
}

/** The pages are served, and something on them is for this person. */
const hasDesk = (
  organisation: Organisation,
  address: string | undefined,
  person: PersonId | undefined,
): boolean => address !== undefined && person !== undefined && mayOpenDesk(organisation, person);

/** Then they are one tap away from here too (docs/features.md K3). */
const namesContacts = (organisation: Organisation): boolean =>
  supportOf(organisation).contacts.length > 0;
