import type { PersonId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import { cut } from "../platform/cut.ts";
import {
  type Line,
  type Text,
  dateAndTime,
  literal,
  msg,
  person,
  timeIn,
} from "../platform/text.ts";
import { zoneOf } from "../people/place.ts";
import type { Shell } from "../runtime/feature.ts";
import type { Shown } from "./store.ts";
import type { Proposal } from "./promise.ts";
import type { Words } from "./words.ts";
import { offsetAt } from "./reading/wall-clock.ts";
import { cityOf } from "./zones.ts";

/** On a card this much of the words; all of it behind *Show*. */
const shownOfWords = 600;

/** The words of a promise; nothing where there are none, or their key is gone. */
export const whatLines = (words: Words | undefined): Line[] =>
  words === undefined || words.what === ""
    ? []
    : [msg("promise.what", { words: literal(cut(words.what, shownOfWords)) })];

/** What it is for the customer, where their clock shows another time than the reader's. */
export function customerLines(
  { organisation }: Shell,
  reader: PersonId,
  dueAt: Instant,
  zone: string,
): Text[] {
  const own = zoneOf(organisation, reader);
  return offsetAt(dueAt, own) === offsetAt(dueAt, zone)
    ? []
    : [msg("promise.customer", { time: timeIn(dueAt, zone), city: literal(cityOf(zone)) })];
}

/** What the words mean, before it counts. */
export function proposalLines(
  proposal: Proposal,
  { promised, words }: Shown,
  by: PersonId,
  shell: Shell,
): Line[] {
  const { when, zone } = proposal;
  const hints = proposal.telephone === true ? [msg("promise.telephone")] : [];
  switch (when.is) {
    case "clear":
      return [
        ...backLines(proposal, when.dueAt),
        ...customerLines(shell, by, when.dueAt, zone),
        ...whatLines(words),
        ...(proposal.closed === true
          ? [msg("promise.closed", { team: literal(promised.team ?? "—") })]
          : []),
        ...hints,
        msg("promise.counts"),
      ];
    case "asked":
      return [question(when.choices, when.why, zone), ...whatLines(words), ...hints];
    case "problem":
      return [msg(`promise.problem.${when.problem}`), ...whatLines(words), ...hints];
  }
}

function backLines({ whose, notTheirs }: Proposal, dueAt: Instant): Line[] {
  const when = dateAndTime(dueAt);
  if (whose !== undefined) return [msg("promise.backTheirs", { when, holder: person(whose) })];
  return [msg("promise.back", { when }), ...(notTheirs === true ? [msg("promise.notTheirs")] : [])];
}

function question(choices: readonly Instant[], why: "hour" | "twice", zone: string): Text {
  const [first = 0, second = 0] = choices;
  return why === "twice"
    ? msg("promise.askTwice", { time: timeIn(first, zone) })
    : msg("promise.askHour", { first: timeIn(first, zone), second: timeIn(second, zone) });
}

/** To say where it is not solved: the call itself is what was promised. */
export const sayNotFixed: Text = msg("promise.sayNotFixed");
