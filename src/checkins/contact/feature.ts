import { newestOnly } from "../../platform/gone.ts";
import { notice } from "../../platform/notice.ts";
import { type Line, type Text, literal, msg, person, time } from "../../platform/text.ts";
import type { Button, Card } from "../../platform/view.ts";
import type { Feature, Shell, Viewer } from "../../runtime/feature.ts";
import { helpLines } from "../../people/support.ts";
import { type Contact, type Event, evolve, isLive, newestAsked } from "./request.ts";
import {
  type Answer,
  type Command,
  type Facts,
  type Refusal,
  decide,
  effects,
  timers,
} from "./rules.ts";
import {
  type Read,
  eraseContacts,
  facts,
  forgotten,
  load,
  read,
  readContact,
  tidy,
  unanswered,
  untaken,
  write,
} from "./store.ts";

/** *Ask a person to contact me now*: a named contact, then the second, then an alarm. No reason is asked or written. */
export const contacts: Feature<Contact, Command, Event, Facts, Contact, Answer, Refusal, Read> = {
  name: "contacts",
  // Who asked for somebody is no history for anybody; the row goes after a day.
  journaled: false,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: (contact) => contact.lastAt,
    idOf: (contact) => contact.id,
  },
  doors: {
    presses: {
      ask: () => ({ do: "ask" }),
      take: () => ({ do: "take" }),
      pass: () => ({ do: "pass" }),
      withdraw: () => ({ do: "withdraw" }),
    },
    ticks: { look: { do: "look" } },
    unreachable: (id) => ({ do: "unreachable", person: id }),
  },
  store: { load, read, facts, write, show: readContact },
  views: {
    shown: (contact) => contact,
    show: (view, contact, viewer, shell) =>
      view === "receipt"
        ? newestOnly(contact.receipt, viewer, (one) => receipt(contact, one, shell))
        : newestOnly(contact.pages[viewer.person] ?? "", viewer, (one) => page(contact, one)),
    answer: (code, contact, by, shell) => {
      if (code === "taken" || code === "passed")
        return notice([msg(`contact.${code}`, { person: person(contact.person) })]);
      if (code === "withdrawn")
        return notice([msg("contact.withdrawn"), ...helpLines(shell.organisation, by)]);
      return notice([...standing(contact, shell), ...helpLines(shell.organisation, by)]);
    },
    refusal: (code, _contact, shell, by) =>
      notice([
        msg(code === "not-yours" ? "refused.notYours" : "contact.over"),
        ...(by === undefined ? [] : helpLines(shell.organisation, by)),
      ]),
  },
  care: { forgotten, alarms: unanswered, unanswered: untaken, erase: eraseContacts, tidy },
};

/** What the person who asked is told, exactly as it is. */
function standing(contact: Contact, shell: Shell): Line[] {
  const asked = newestAsked(contact);
  switch (contact.status) {
    case "open":
      return [
        asked === undefined
          ? msg("contact.asking")
          : msg("contact.askingWhom", { person: person(asked) }),
      ];
    case "taken":
      return [msg("contact.comes", { person: person(contact.by) })];
    case "withdrawn":
      return [msg("contact.withdrawn")];
    case "unanswered": {
      const phone = shell.organisation.dutyPhone;
      const now = msg(contact.order.length === 0 ? "contact.nobody" : "contact.noAnswer");
      return [
        now,
        ...(phone === undefined ? [] : [msg("contact.dutyPhone", { phone: literal(phone) })]),
      ];
    }
  }
}

function receipt(contact: Contact, viewer: Viewer, shell: Shell): Card {
  const [title = msg("contact.asking"), ...lines] = standing(contact, shell);
  const buttons: Button[] = isLive(contact)
    ? [{ action: "contacts.withdraw", label: msg("button.contactNotNow"), subject: contact.id }]
    : [];
  const tone =
    contact.status === "unanswered" ? "urgent" : contact.status === "taken" ? "good" : "calm";
  return card(
    tone,
    title as Text,
    [...lines, ...helpLines(shell.organisation, viewer.person)],
    buttons,
  );
}

/** Who asked, and since when. Never why, and nothing that was written. */
function page(contact: Contact, viewer: Viewer): Card | undefined {
  const who = { person: person(contact.person) };
  if (isLive(contact)) {
    const press = (action: string, label: Text): Button => ({ action, label, subject: contact.id });
    const take: Button = {
      ...press("contacts.take", msg("button.contactTake", who)),
      style: "main",
    };
    const pass =
      contact.status === "open" ? [press("contacts.pass", msg("button.contactPass"))] : [];
    return card(
      "urgent",
      msg("contact.page", who),
      [msg("contact.pageHow", { time: time(contact.openedAt) })],
      [take, ...pass],
      // Neither who asks nor what for: others may stand beside the screen.
      msg("contact.pageSummary"),
    );
  }
  if (contact.status === "taken") {
    const mine = contact.by === viewer.person;
    return card(
      "closed",
      mine
        ? msg("contact.pageMine", who)
        : msg("contact.pageTaken", { holder: person(contact.by) }),
      [],
      [],
    );
  }
  return viewer.posted ? card("closed", msg("contact.pageOver"), [], []) : undefined;
}

const card = (
  tone: Card["tone"],
  title: Text,
  lines: readonly Line[],
  buttons: readonly Button[],
  summary: Text = msg("contact.summary"),
): Card => ({ kind: "card", tone, summary, title, facts: [], lines, buttons });
