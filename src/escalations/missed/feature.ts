import { newestOnly } from "../../platform/gone.ts";
import { notice } from "../../platform/notice.ts";
import { type Line, literal, msg, person, time } from "../../platform/text.ts";
import type { Card } from "../../platform/view.ts";
import type { Feature, Shell, Viewer } from "../../runtime/feature.ts";
import { missedButtons } from "../cards/buttons.ts";
import { card } from "../cards/page-parts.ts";
import type { Missed } from "../request.ts";
import {
  type Command,
  type Event,
  type Facts,
  type Looked,
  decide,
  effects,
  evolve,
  missedSubject,
  timers,
} from "./rules.ts";
import { type Read, type Shown, facts, read, readShown } from "./store.ts";

/** At most this many at once, the longest waiting first: a card in Teams holds six buttons. */
const shownAtOnce = 6;

/**
 * What waited while Handrail was away: one card for each supervisor on shift, for any number of
 * requests. It is redrawn when one of them is taken or ends (src/policies.ts). Stored messages and
 * timers have its name, which is therefore still that of version 0.1.0.
 */
export const missed: Feature<Looked, Command, Event, Facts, Shown, never, "closed", Read> = {
  name: "overtaken",
  // The requests' own journals say what became of each.
  journaled: false,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: (looked) => looked.lastAt,
    idOf: () => missedSubject,
  },
  doors: { ticks: { look: { do: "look" } } },
  store: { read, facts, show: readShown },
  // Read when it is drawn: by then more may have been missed, or taken.
  views: {
    show: (_, shown, viewer, shell) =>
      newestOnly(shown.newest ?? "", viewer, (one) => list(shown, one, shell)),
    refusal: () => notice([msg("refused.closed")]),
  },
};

function list({ requests }: Shown, viewer: Viewer, shell: Shell): Card | undefined {
  if (requests.length === 0)
    return viewer.posted ? card("closed", msg("overtaken.over"), []) : undefined;
  const shown = requests.slice(0, shownAtOnce);
  const more = requests.length - shown.length;
  const lines = [
    msg("overtaken.line"),
    ...shown.map(row),
    ...(more === 0 ? [] : [msg("overtaken.more", { count: more })]),
  ];
  const title = msg("overtaken.title", { count: requests.length });
  // A supervisor who takes calls may wait too: their own request is shown without a button.
  const others = shown.filter(({ requester }) => requester !== viewer.person);
  const buttons = others.flatMap((request) => missedButtons(request, shell));
  return card("urgent", title, lines, { buttons });
}

function row(request: Missed): Line {
  const { holder } = request.overtaken;
  const asked = {
    person: person(request.requester),
    team: literal(request.team),
    time: time(request.openedAt),
  };
  return holder === undefined
    ? msg("overtaken.row", asked)
    : msg("overtaken.rowTaken", { ...asked, holder: person(holder) });
}
