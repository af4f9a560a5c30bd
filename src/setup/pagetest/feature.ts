import type { Feature } from "../../runtime/feature.ts";
import { chosen, openChoose } from "./form.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Facts,
  type PageTest,
  type Refusal,
  decide,
  effects,
  evolve,
  timers,
} from "./rules.ts";
import { erase, facts, forgotten, load, read, readTest, tidy, write } from "./store.ts";
import { answer, refusal, show } from "./views.ts";

/** *Test it now* (docs/features.md P2): a page to a supervisor who agreed, and how it went. */
export const pageTests: Feature<
  PageTest,
  Command,
  Event,
  Facts,
  PageTest,
  Answer,
  Refusal,
  Facts["earlier"]
> = {
  name: "pagetests",
  // It counts nowhere: there is no history of it.
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
      agree: () => ({ do: "agree" }),
      decline: () => ({ do: "decline" }),
      take: () => ({ do: "take" }),
    },
    opens: { choose: openChoose },
    forms: { ask: chosen },
    ticks: { look: { do: "look" } },
    unreachable: (person) => ({ do: "unreachable", person }),
  },
  store: { load, read, facts, write, show: readTest },
  views: {
    shown: (test) => test,
    show,
    answer,
    refusal,
  },
  care: { forgotten, tidy, erase },
};
