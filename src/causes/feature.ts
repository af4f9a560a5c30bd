import type { Feature } from "../runtime/feature.ts";
import { declineFrom, openDecline, openOwn, ownFrom } from "./form.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Facts,
  type Item,
  type Refusal,
  decide,
  effects,
  evolve,
  timers,
} from "./rules.ts";
import {
  type Read,
  type Shown,
  eraseOwner,
  facts,
  forgotten,
  itemsOf,
  load,
  read,
  readShown,
  tidy,
  write,
} from "./store.ts";
import { answer, home, refusal, show } from "./views.ts";
import { openWeeks } from "./weeks/view.ts";

/** Causes that somebody fixes (docs/features.md A5). The subject is an item. */
export const causes: Feature<Item, Command, Event, Facts, Shown, Answer, Refusal, Read> = {
  name: "causes",
  // The item says all that is needed, as long as it is there.
  journaled: false,
  patient: true,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: (item) => item.lastAt,
    idOf: (item) => item.id,
  },
  doors: {
    presses: { finish: () => ({ do: "finish" }) },
    opens: { take: openOwn, no: openDecline, weeks: openWeeks },
    forms: { own: ownFrom, decline: declineFrom },
    ticks: { look: { do: "look" }, remind: { do: "remind" } },
  },
  store: { load, read, facts, write, show: readShown },
  views: {
    show: (_view, shown, viewer, shell) => show(shown, viewer, shell),
    answer,
    refusal,
    home,
  },
  care: {
    sealed: [{ table: "cause_items", column: "words" }],
    forgotten,
    tidy,
    kept: itemsOf,
    erase: async (_tx, _shell, person) => [eraseOwner(person)],
  },
};
