import { msg } from "../../platform/text.ts";
import type { Feature, Note } from "../../runtime/feature.ts";
import { readPicks } from "./picks.ts";
import { type Answer, type Command, type Event, type HardCalls, decide, evolve } from "./rules.ts";
import { load, readOwn, save, tidy } from "./store.ts";
import { answer, cardsPage, form, home } from "./views.ts";

/** *My hard calls*: a private pick that puts my cards in order (PRODUCT K9). The subject is the person. */
export const hardCalls: Feature<
  HardCalls,
  Command,
  Event,
  undefined,
  HardCalls,
  Answer,
  "not-yours"
> = {
  name: "hardcalls",
  journaled: false,
  words: {},
  presses: { forget: () => ({ do: "forget" }) },
  opens: { open: form, cards: cardsPage(0), moreCards: cardsPage(1), lastCards: cardsPage(2) },
  forms: { pick: picked },
  ticks: {},

  decide,
  evolve,
  effects: (event) => [{ do: "refreshHome", people: [event.person] }],
  timers: () => [],
  lastAt: (state) => state.lastAt,
  idOf: (state) => state.person,

  load,
  facts: async () => undefined,
  save,
  read: async (_tx, _shell, person, now) => ({ person, lastAt: now }),
  shown: (state) => state,
  forgotten: async () => [],
  tidy,
  async kept(tx, shell, person): Promise<Readonly<Record<string, unknown>>> {
    const picks = await readOwn(tx, shell, person);
    return picks === undefined ? {} : { picks };
  },

  show: () => undefined,
  answer: (code, _shown, by, shell) => answer(code, by, shell),
  refusal: () => ({ kind: "notice", tone: "calm", lines: [msg("refused.notYours")], buttons: [] }),
  home,
};

function picked(values: Note): ReturnType<(typeof hardCalls.forms)[string]> {
  return readPicks(values) === undefined
    ? { errors: { kind1: msg("common.choose") } }
    : { command: { do: "pick" }, note: values };
}
