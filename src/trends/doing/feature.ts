import { notice } from "../../platform/notice.ts";
import { msg } from "../../platform/text.ts";
import type { Notice } from "../../platform/view.ts";
import type { Feature } from "../../runtime/feature.ts";
import { type Shown, readShown } from "../store.ts";
import { weAreDoing } from "../views.ts";
import {
  type Command,
  type Event,
  type Facts,
  type Heard,
  decide,
  effects,
  evolve,
  timers,
} from "./rules.ts";
import { type Read, facts, forgotten, load, read, tidy, write } from "./store.ts";

/**
 * *You said, we are doing*, as each person who is asked how it was receives it. The subject is the
 * person.
 */
export const doing: Feature<Heard, Command, Event, Facts, Shown, never, "not-due", Read> = {
  name: "doing",
  // It waits until somebody is at work: a history would be one of presence.
  journaled: false,
  patient: true,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: (heard) => heard.lastAt,
    idOf: (heard) => heard.person,
  },
  doors: { ticks: { tell: { do: "tell" } } },
  store: { load, read, facts, write, show: (tx, shell) => readShown(tx, shell) },
  views: {
    show: (_view, shown, _viewer, shell) => weAreDoing(shown, shell),
    // Only a timer asks for it: nobody reads this.
    refusal: (): Notice => notice([msg("common.noted")]),
  },
  care: { forgotten, tidy },
};
