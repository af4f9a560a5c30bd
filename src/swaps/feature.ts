import type { Feature } from "../runtime/feature.ts";
import { peoplePage } from "./page.ts";
import { askedFor, changeForm, changed, swapForm } from "./forms.ts";
import {
  type Answer,
  type Command,
  type Facts,
  type Refusal,
  decide,
  effects,
  timers,
} from "./rules.ts";
import { type Read, facts, forgotten, load, read, readSwap, tidy, write } from "./store.ts";
import { type Event, type Swap, evolve } from "./swap.ts";
import { answer, refusal, show } from "./views.ts";

/** *Swap…*, *Take my place* and *Change a shift* (docs/features.md P1). */
export const swaps: Feature<Swap, Command, Event, Facts, Swap, Answer, Refusal, Read> = {
  name: "swaps",
  // Who asked whom, and how often, is no history for anybody.
  journaled: false,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: ({ lastAt }) => lastAt,
    idOf: ({ id }) => id,
  },
  doors: {
    presses: {
      place: () => ({ do: "place" }),
      accept: () => ({ do: "accept" }),
      decline: () => ({ do: "decline" }),
      withdraw: () => ({ do: "withdraw" }),
    },
    opens: { form: swapForm, changeForm },
    forms: { ask: askedFor, change: changed },
    ticks: { look: { do: "look" } },
  },
  store: { load, read, facts, write, show: readSwap },
  views: {
    shown: (swap) => swap,
    show,
    answer,
    refusal,
  },
  pages: { people: peoplePage },
  care: { forgotten, tidy },
};
