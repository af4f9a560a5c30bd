import { notice } from "../../platform/notice.ts";
import { msg } from "../../platform/text.ts";
import type { Feature, Note, Submitted } from "../../runtime/feature.ts";
import { readPicks } from "./picks.ts";
import { type Answer, type Command, type Event, type HardCalls, decide, evolve } from "./rules.ts";
import { load, read, readOwn, tidy, write } from "./store.ts";
import { answer, cardsPage, form, home } from "./views.ts";

/** *My hard calls*: a private pick that puts my cards in order. The subject is the person. */
export const hardCalls: Feature<
  HardCalls,
  Command,
  Event,
  string | undefined,
  HardCalls,
  Answer,
  "not-yours",
  string | undefined
> = {
  name: "hardcalls",
  journaled: false,
  rules: {
    decide,
    evolve,
    effects: (event) => [{ do: "refreshHome", people: [event.person] }],
    lastAt: (state) => state.lastAt,
    idOf: (state) => state.person,
  },
  doors: {
    presses: { forget: () => ({ do: "forget" }) },
    opens: { open: form, cards: cardsPage(0), moreCards: cardsPage(1), lastCards: cardsPage(2) },
    forms: { pick: picked },
  },
  store: {
    load,
    read,
    facts: (_shell, _locked, key) => key,
    write,
    show: async (_tx, _shell, person, now) => ({ person, lastAt: now }),
  },
  views: {
    shown: (state) => state,
    answer: (code, _shown, by, shell) => answer(code, by, shell),
    refusal: () => notice([msg("refused.notYours")]),
    home,
  },
  care: {
    tidy,
    ownKey: true,
    async kept(tx, shell, person): Promise<Readonly<Record<string, unknown>>> {
      const picks = await readOwn(tx, shell, person);
      return picks === undefined ? {} : { picks };
    },
  },
};

function picked(values: Note): Submitted<Command> {
  return readPicks(values) === undefined
    ? { errors: { kind1: msg("common.choose") } }
    : { command: { do: "pick" }, note: values };
}
