import { msg } from "../../platform/text.ts";
import type { Notice } from "../../platform/view.ts";
import type { Feature } from "../../runtime/feature.ts";
import { type Shown, read } from "../store.ts";
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
import { facts, forgotten, load, save, tidy } from "./store.ts";

/** *You said, we are doing*, as it comes to everybody who is asked how it was. The subject is the person. */
export const doing: Feature<Heard, Command, Event, Facts, Shown, never, "not-due"> = {
  name: "doing",
  // It waits until somebody is at work: a history would be one of presence.
  journaled: false,
  patient: true,
  words: {},
  presses: {},
  opens: {},
  forms: {},
  ticks: { tell: { do: "tell" } },

  decide,
  evolve,
  effects,
  timers,
  lastAt: (heard) => heard.lastAt,
  idOf: (heard) => heard.person,

  load,
  facts,
  save,
  read: (tx, shell) => read(tx, shell),
  shown: () => undefined,
  forgotten,
  tidy,

  show: (_view, shown, _viewer, shell) => weAreDoing(shown, shell),
  answer: () => undefined,
  // Only a timer asks for it: nobody reads this.
  refusal: (): Notice => ({
    kind: "notice",
    tone: "calm",
    lines: [msg("common.noted")],
    buttons: [],
  }),
};
