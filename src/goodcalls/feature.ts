import type { Feature } from "../runtime/feature.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Facts,
  type GoodCalls,
  type Refusal,
  decide,
  effects,
  evolve,
  theGoodCalls,
  timers,
} from "./rules.ts";
import { type Read, facts, load, read, readGoodCalls, tidy, write } from "./store.ts";
import { home, logged, refusal, show } from "./views.ts";

/** *Good call*: kind customers are counted too, by team (docs/features.md A6). */
export const goodCalls: Feature<
  GoodCalls,
  Command,
  Event,
  Facts,
  GoodCalls,
  Answer,
  Refusal,
  Read
> = {
  name: "goodcalls",
  // A history would say who logged what.
  journaled: false,
  patient: true,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: (state) => state.lastAt,
    idOf: () => theGoodCalls,
  },
  doors: {
    presses: { log: () => ({ do: "log" }) },
    ticks: { tell: { do: "tell" } },
  },
  store: { load, read, facts, write, show: (tx) => readGoodCalls(tx) },
  views: {
    shown: (state) => state,
    show: (_view, state, viewer, shell) => show(state, viewer, shell),
    answer: logged,
    refusal,
    home,
  },
  care: { tidy },
};
