import { figuresData } from "../platform/figures-data.ts";
import { sentence } from "../platform/notice.ts";
import { msg } from "../platform/text.ts";
import type { Feature } from "../runtime/feature.ts";
import { show } from "./digest/view.ts";
import { pageWith } from "./page.ts";
import { readFigures } from "./read/figures.ts";
import { readState } from "./read/store.ts";
import { everything } from "./readers.ts";
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

/** Figures of teams and finished weeks, and the digest of each (docs/features.md I1, I3). */
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
  api: {
    async figures(tx, shell, wish) {
      const figures = await readFigures(sources.weeks, tx, shell, everything, wish);
      return figures && figuresData(figures);
    },
  },
  pages: { figures: pageWith(sources.weeks) },
  care: { forgotten, begin, tidy },
});
