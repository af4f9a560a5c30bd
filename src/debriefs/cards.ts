import { dialFor } from "../people/place.ts";
import { newestOnly } from "../platform/gone.ts";
import { type Line, type Text, literal, msg, person, telephone, time } from "../platform/text.ts";
import type { Button, Card, Fact, Gone } from "../platform/view.ts";
import type { PersonId } from "../kernel/ids.ts";
import type { Person } from "../runtime/directory/directory.ts";
import type { Shell, Viewer } from "../runtime/feature.ts";
import { aftercare, again, answers, choices, mayEnd, talking, withdraw } from "./buttons.ts";
import { beside } from "./conversation.ts";
import { type Debrief, type Idle, offerOccasion, ownOccasion } from "./debrief.ts";
import { guideForBoth, guideForSeeker, guideForSupporter } from "./guide.ts";
import { assistance } from "../people/support.ts";
import { contactMe, whoHelps } from "./support.ts";

/** What the one who wants to talk sees: where it stands, and nothing of who was asked. */
export function ownCard(debrief: Debrief, viewer: Viewer, shell: Shell): Card | Gone | undefined {
  if (debrief.status === "idle" || !viewer.occasion.startsWith(debrief.episode))
    return viewer.posted ? closed(msg("debrief.closed")) : undefined;
  return newestOnly(ownOccasion(debrief), viewer, (one) => current(debrief, one, shell));
}

function current(debrief: Exclude<Debrief, Idle>, viewer: Viewer, shell: Shell): Card {
  const { person: self } = debrief;
  switch (debrief.status) {
    case "asked":
      return card(
        "calm",
        msg("debrief.offerTitle"),
        [msg("debrief.offerLine"), msg("debrief.offerPrivate")],
        choices(self),
        msg("debrief.nameLater"),
      );
    case "searching":
    case "offered": {
      const title = msg(debrief.resumed === true ? "debrief.findingElse" : "debrief.finding");
      return card(
        "calm",
        title,
        [msg("debrief.findingLine")],
        [withdraw(self)],
        msg("debrief.nameLater"),
      );
    }
    case "accepted": {
      const { partner } = debrief;
      const title = msg("debrief.with", { person: person(partner) });
      return {
        ...card("good", title, guideForSeeker, talking(debrief, viewer, shell)),
        facts: whereIs(partner, viewer, shell),
      };
    }
    case "done":
      return debrief.how === "stopped"
        ? card("calm", msg("debrief.stopTitle"), whoHelps(shell, self), contactMe(shell))
        : card("closed", msg("debrief.talked"), [], []);
    case "unmatched": {
      const or = debrief.kind === "supervisor" ? [] : [msg("debrief.orSupervisor")];
      const lines = [...or, ...assistance(shell.organisation), msg("debrief.later")];
      return card("calm", msg("debrief.nobody"), lines, again(self, debrief.kind));
    }
  }
}

/**
 * What somebody who is asked to listen sees: a name only after their yes, and nothing once it is no
 * longer theirs.
 */
export function offerCard(debrief: Debrief, viewer: Viewer, shell: Shell): Card | undefined {
  const theirs =
    debrief.status !== "idle" && viewer.occasion === `${debrief.episode}.${debrief.tried.length}`;
  const self = debrief.person;
  if (theirs && debrief.status === "offered" && debrief.to === viewer.person) {
    const lines = [
      msg("debrief.canYouLine"),
      msg("debrief.canYouUntil", { time: time(debrief.until) }),
    ];
    return card("calm", msg("debrief.canYou"), lines, answers(self), msg("debrief.canYouQuiet"));
  }
  if (theirs && debrief.status === "accepted" && debrief.partner === viewer.person) {
    const who = { person: person(self) };
    return {
      ...card("good", msg("debrief.you", who), guideForSupporter, talking(debrief, viewer, shell)),
      ...{ summary: msg("debrief.youSummary", who), facts: whereIs(self, viewer, shell) },
    };
  }
  if (theirs && debrief.status === "done" && debrief.partner === viewer.person) {
    const { after } = debrief;
    const stopped = debrief.how === "stopped" ? whoHelps(shell, viewer.person) : [];
    if (after !== undefined)
      return card(
        "closed",
        msg("debrief.cared"),
        [...(after === "pause" ? [msg("debrief.paused")] : []), ...stopped],
        [],
      );
    return card(
      "calm",
      msg("debrief.thanks"),
      [...stopped, msg("debrief.howAreYou")],
      aftercare(self),
    );
  }
  return viewer.posted ? closed(msg("debrief.notNeeded")) : undefined;
}

/**
 * What both see at once, in a conversation of their own. Only on Slack, where both are in one
 * workspace; elsewhere there are two chats and a link.
 */
export function bothCard(debrief: Debrief, viewer: Viewer, shell: Shell): Card | undefined {
  const theirs = debrief.status !== "idle" && viewer.occasion === offerOccasion(debrief);
  if (theirs && debrief.status === "accepted") {
    const { person: self, partner } = debrief;
    const pair = beside(partner, viewer, shell);
    if (pair?.here.platform !== "slack") return undefined;
    const who = { person: person(self), partner: person(partner) };
    const title = msg("debrief.both", who);
    return {
      ...card("good", title, guideForBoth(who), mayEnd(self), msg("debrief.bothFooter")),
      ...{ summary: msg("debrief.bothSummary"), company: [pair.there.account] },
    };
  }
  if (!viewer.posted) return undefined;
  // Those who left or needed more than a colleague are told so in their own chats.
  if (!theirs || debrief.status !== "done") return closed(msg("debrief.closed"));
  return closed(msg(debrief.how === "stopped" ? "debrief.bothStopped" : "debrief.bothTalked"));
}

/**
 * Where to find them: where there is no chat that both could open, and no place and no number,
 * there is always an address.
 */
function whereIs(id: PersonId, viewer: Viewer, shell: Shell): Fact[] {
  const known = shell.organisation.people.get(id);
  const places = placesOf(known, shell);
  if (places.length > 0 || known === undefined || beside(id, viewer, shell) !== undefined)
    return places;
  return [{ label: msg("debrief.email"), value: literal(known.email ?? known.name) }];
}

function placesOf(known: Person | undefined, { organisation }: Shell): Fact[] {
  return [
    ...(known?.extension === undefined
      ? []
      : [
          {
            label: msg("debrief.extension"),
            value: telephone(known.extension),
            dial: dialFor(organisation, known.id),
          },
        ]),
    ...(known?.desk === undefined || known.remote
      ? []
      : [{ label: msg("debrief.desk"), value: literal(known.desk) }]),
  ];
}

const closed = (title: Text): Card => card("closed", title, [], []);

const card = (
  tone: Card["tone"],
  title: Text,
  lines: readonly Line[],
  buttons: readonly Button[],
  footer?: Text,
): Card => ({
  ...{ kind: "card", tone, summary: title, title, facts: [], lines, buttons },
  ...(footer === undefined ? {} : { footer }),
});
