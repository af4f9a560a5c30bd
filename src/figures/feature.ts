import { sentence } from "../platform/notice.ts";
import { msg } from "../platform/text.ts";
import type { Feature } from "../runtime/feature.ts";
import { show } from "./digest/view.ts";
import { pageWith } from "./page.ts";
import { readState } from "./read/store.ts";
import { type Command, type Refusal, decide, effects, timers } from "./rules.ts";
import { type Event, type FiguresState, evolve, theFigures } from "./state.ts";
import {
  type Read,
  type Sources,
  type StoreFacts,
  begin,
  facts,
  forgotten,
  load,
  readMoreWith,
  tidy,
  write,
} from "./store.ts";
import { home, showWith } from "./view.ts";

/** Figures of teams and finished weeks (docs/features.md I1), and the digest of each (I3). */
export const figuresWith = (
  sources: Sources,
): Feature<
  FiguresState,
  Command,
  Event,
  StoreFacts,
  FiguresState,
  never,
  Refusal,
  Read | undefined
> => ({
  name: "figures",
  // They are made from the journal, and can be again.
  journaled: false,
  patient: true,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: ({ lastAt }) => lastAt,
    idOf: () => theFigures,
  },
  doors: {
    opens: { show: showWith(sources.weeks) },
    ticks: { count: { do: "count" }, tell: { do: "tell" }, rebuild: { do: "rebuild" } },
  },
  store: {
    load,
    read: async () => undefined,
    readMore: readMoreWith(sources),
    facts,
    write,
    show: (tx) => readState(tx),
  },
  views: {
    shown: (state) => state,
    show: (_view, state, viewer, shell) => show(state, viewer, shell),
    refusal: () => sentence(msg("common.noted")),
    home,
  },
  pages: { figures: pageWith(sources.weeks) },
  care: { forgotten, begin, tidy },
});
