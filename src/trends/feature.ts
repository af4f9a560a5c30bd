import { msg } from "../platform/text.ts";
import type { Notice } from "../platform/view.ts";
import type { Feature } from "../runtime/feature.ts";
import { whatWeDo } from "./form.ts";
import { home } from "./home.ts";
import { type Answer, type Command, type Refusal, decide, effects, timers } from "./rules.ts";
import { type Event, type Trends, evolve, theTrend } from "./state.ts";
import { type ReadCheckIns, type Shown, type StoreFacts, begin, factsWith, forgotten, load, read, save } from "./store.ts";
import { answer, picture } from "./views.ts";

/** Team trends: numbers that nobody can be found in, for everybody alike; and what is being done about them. One for each organisation. */
export const trendsOf = (readCheckIns: ReadCheckIns): Feature<Trends, Command, Event, StoreFacts, Shown, Answer, Refusal> => ({
  name: "trends",
  // Numbers that were shown, and which lead looked when: both are meant to be known.
  journaled: true,
  words: {},
  presses: { look: (from) => ({ do: "look", from: Number(/^\d{1,4}$/.exec(from ?? "")?.[0] ?? 0) }) },
  opens: { doing: whatWeDo },
  forms: { say: (values) => ({ command: { do: "say" }, note: { doing: values["doing"] ?? "" } }) },
  ticks: { turn: { do: "turn" } },

  decide,
  evolve,
  effects,
  timers,
  lastAt: (trends) => trends.lastAt,
  idOf: () => theTrend,

  load,
  facts: factsWith(readCheckIns),
  save,
  read,
  shown: (trends, { doing }) => ({ trends, ...(doing === undefined ? {} : { doing }) }),
  forgotten,
  begin,

  show: (view, shown, _viewer, shell) => (view === "picture" ? picture(shown, shell) : undefined),
  answer,
  refusal: (): Notice => ({ kind: "notice", tone: "calm", lines: [msg("trend.notALead")], buttons: [] }),
  home,
});
