import { type Line, type Text, literal, msg, person, time } from "../../platform/text.ts";
import type { Button, Card } from "../../platform/view.ts";
import type { Feature, Viewer } from "../../runtime/feature.ts";
import { takeButtons } from "../buttons.ts";
import type { Exhausted } from "../request.ts";
import {
  type Command,
  type Event,
  type Facts,
  type Looked,
  decide,
  effects,
  evolve,
  overtakenSubject,
  timers,
} from "./rules.ts";
import { type Read, type Shown, facts, read, readShown } from "./store.ts";

/** At most this many at once, the longest waiting first: a card in Teams holds six buttons. */
const shownAtOnce = 6;

/**
 * What waited while Handrail was away, as one card for each supervisor who is there, however many requests there are.
 * It follows what becomes of them (src/policies.ts), and each is one press away.
 */
export const overtaken: Feature<Looked, Command, Event, Facts, Shown, never, "closed", Read> = {
  name: "overtaken",
  // The requests' own journals say what became of each.
  journaled: false,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: (looked) => looked.lastAt,
    idOf: () => overtakenSubject,
  },
  doors: { ticks: { look: { do: "look" } } },
  store: { read, facts, show: readShown },
  // Read when it is drawn: by then more may have been overtaken, or taken.
  views: {
    show: (_, shown, viewer) => list(shown, viewer),
    refusal: () => ({ kind: "notice", tone: "calm", lines: [msg("refused.closed")], buttons: [] }),
  },
};

function list({ requests, newest }: Shown, viewer: Viewer): Card | undefined {
  const over = requests.length === 0;
  if (!viewer.posted && over) return undefined;
  if (over || viewer.occasion !== newest)
    return card("closed", msg(over ? "overtaken.over" : "page.newerBelow"), [], []);
  const shown = requests.slice(0, shownAtOnce);
  const more = requests.length - shown.length;
  const lines = [
    msg("overtaken.line"),
    ...shown.map(row),
    ...(more === 0 ? [] : [msg("overtaken.more", { count: more })]),
  ];
  const title = msg("overtaken.title", { count: requests.length });
  // Somebody who supervises and takes calls may wait themselves; of their own they are shown that it waits.
  const others = shown.filter(({ requester }) => requester !== viewer.person);
  return card("urgent", title, lines, others.flatMap(take));
}

function row(request: Exhausted): Line {
  const holder = request.overtaken?.holder;
  const asked = {
    person: person(request.requester),
    team: literal(request.team),
    time: time(request.openedAt),
  };
  return holder === undefined
    ? msg("overtaken.row", asked)
    : msg("overtaken.rowTaken", { ...asked, holder: person(holder) });
}

const take = (request: Exhausted): Button[] =>
  takeButtons(request, false).map((button) => ({
    ...button,
    label: msg("overtaken.take", { person: person(request.requester) }),
  }));

const card = (
  tone: Card["tone"],
  title: Text,
  lines: readonly Line[],
  buttons: readonly Button[],
): Card => ({
  ...{ kind: "card", tone, summary: title, title, facts: [], lines, buttons },
});
