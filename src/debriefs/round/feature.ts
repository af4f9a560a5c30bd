import { notice } from "../../platform/notice.ts";
import { type Line, type Text, msg, people } from "../../platform/text.ts";
import type { Button, Card } from "../../platform/view.ts";
import type { ReadHardCalls } from "../../people/requests.ts";
import type { Feature, Shell, Viewer } from "../../runtime/feature.ts";
import { chatWith, wishesButton } from "../buttons.ts";
import {
  type Command,
  type Event,
  type Facts,
  type Rounds,
  decide,
  effects,
  evolve,
  occasion,
  roundsSubject,
  timers,
} from "./rules.ts";
import {
  type Read,
  type Shown,
  facts,
  forgotten,
  kept,
  load,
  readShown,
  readWith,
  write,
} from "./store.ts";

/** Regular rounds: two peers who opted in, every second week. Nobody presses anything: the clock draws. */
export const roundsWith = (
  hardCalls: ReadHardCalls,
): Feature<Rounds, Command, Event, Facts, Shown, never, "too-early", Read> => ({
  name: "rounds",
  journaled: false,
  patient: true,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: (state) => state.lastAt,
    idOf: () => roundsSubject,
  },
  doors: { ticks: { begin: { do: "begin" }, draw: { do: "draw" } } },
  store: { load, read: readWith(hardCalls), facts, write, show: readShown },
  views: {
    // Who meets whom is read afresh, unsealed for the one who looks.
    show: (_, shown, viewer, shell) => roundCard(shown, viewer, shell),
    refusal: () => notice([msg("debrief.refused.early")]),
  },
  care: {
    forgotten,
    kept,
    sealed: [{ table: "debrief_rounds", column: "groups" }],
  },
});

function roundCard(
  { rounds: state, groups }: Shown,
  viewer: Viewer,
  shell: Shell,
): Card | undefined {
  // Also where the groups do not open: nobody can say then whom it was with.
  if (viewer.occasion !== occasion(state.number) || groups === undefined)
    return viewer.posted ? card("closed", msg("debrief.closed"), [], []) : undefined;
  const others =
    groups
      .find((group) => group.includes(viewer.person))
      ?.filter((person) => person !== viewer.person) ?? [];
  const [other] = others;
  if (other === undefined)
    return card("calm", msg("round.nobody"), [msg("round.nobodyLine")], [wishesButton]);
  const lines = [
    msg("round.line"),
    ...(others.length > 1 ? [msg("round.three")] : []),
    msg("debrief.guide.before"),
  ];
  const chat = others.length > 1 ? [] : chatWith(other, viewer, shell);
  return card("good", msg("round.title", { people: people(others) }), lines, [
    ...chat,
    wishesButton,
  ]);
}

const card = (
  tone: Card["tone"],
  title: Text,
  lines: readonly Line[],
  buttons: readonly Button[],
): Card => ({
  ...{ kind: "card", tone, summary: title, title, facts: [], lines, buttons },
});
