import type { Feature } from "../../runtime/feature.ts";
import { mine, writeForm, written } from "./form.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Reflections,
  type Refusal,
  decide,
  effects,
  evolve,
  timers,
} from "./rules.ts";
import {
  type Read,
  type StoreFacts,
  erase,
  facts,
  forgotten,
  load,
  read,
  readOwn,
  readReflections,
  tidy,
  write,
} from "./store.ts";
import { answer, home, refusal, show } from "./views.ts";

/** *Keep one, change one*: for oneself, on the next working day. The subject is the person. */
export const reflections: Feature<
  Reflections,
  Command,
  Event,
  StoreFacts,
  Reflections,
  Answer,
  Refusal,
  Read
> = {
  name: "reflections",
  // Who wanted, wrote or skipped it is for nobody to read.
  journaled: false,
  patient: true,
  rules: {
    ...{ decide, evolve, effects, timers },
    lastAt: ({ lastAt }) => lastAt,
    idOf: ({ person }) => person,
  },
  doors: {
    presses: {
      want: () => ({ do: "want" }),
      stop: () => ({ do: "stop" }),
      skip: () => ({ do: "skip" }),
    },
    opens: { write: writeForm, mine },
    forms: { keep: written },
    ticks: { look: { do: "look" } },
  },
  store: {
    ...{ load, read, facts, write },
    show: (tx, _shell, person) => readReflections(tx, person),
  },
  views: {
    shown: (state) => state,
    show: (_view, state, viewer) => show(state, viewer),
    ...{ answer, refusal, home },
  },
  care: {
    ...{ erase, tidy, forgotten },
    ownKey: true,
    kept: async (tx, shell, person) => ({ lines: await readOwn(tx, shell, person) }),
  },
};
