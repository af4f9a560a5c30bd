import { type Line, type Text, msg, people } from "../../platform/text.ts";
import type { Button, Card } from "../../platform/view.ts";
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
import { type Shown, facts, forgotten, kept, load, read, save } from "./store.ts";

/** Regular rounds: two peers who opted in, every second week (PRODUCT D5). Nobody presses anything: the clock draws. */
export const rounds: Feature<Rounds, Command, Event, Facts, Shown, never, "too-early"> = {
  name: "rounds",
  journaled: false,
  patient: true,
  words: {},
  presses: {},
  opens: {},
  forms: {},
  ticks: { begin: { do: "begin" }, draw: { do: "draw" } },
  decide,
  evolve,
  effects,
  timers,
  lastAt: (state) => state.lastAt,
  idOf: () => roundsSubject,
  load,
  facts,
  save,
  read,
  // Who meets whom is read afresh, unsealed for the one who looks.
  shown: () => undefined,
  forgotten,
  kept,
  show: (_, shown, viewer, shell) => roundCard(shown, viewer, shell),
  answer: () => undefined,
  refusal: () => ({
    kind: "notice",
    tone: "calm",
    lines: [msg("debrief.refused.early")],
    buttons: [],
  }),
};

function roundCard(
  { rounds: state, groups }: Shown,
  viewer: Viewer,
  shell: Shell,
): Card | undefined {
  if (viewer.occasion !== occasion(state.number))
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
