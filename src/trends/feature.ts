import { msg } from "../platform/text.ts";
import type { Notice } from "../platform/view.ts";
import type { Feature, Note } from "../runtime/feature.ts";
import { whatWeDo } from "./form.ts";
import { home } from "./home.ts";
import { type Answer, type Command, type Refusal, decide, effects, timers } from "./rules.ts";
import { type Event, type Trends, evolve, theTrend } from "./state.ts";
import {
  type ReadCheckIns,
  type Shown,
  type StoreFacts,
  alarms,
  begin,
  factsWith,
  forgotten,
  load,
  read,
  save,
  tidy,
} from "./store.ts";
import { answer, picture, reminder } from "./views.ts";

/** Team trends: numbers that nobody can be found in, for everybody alike; and what is being done about them. One for each organisation. */
export const trendsOf = (
  readCheckIns: ReadCheckIns,
): Feature<Trends, Command, Event, StoreFacts, Shown, Answer, Refusal> => ({
  name: "trends",
  // Numbers that were shown, and which lead looked when: both are meant to be known.
  journaled: true,
  patient: true,
  words: {},
  presses: {
    look: (from) => ({ do: "look", from: Number(/^\d{1,4}$/.exec(from ?? "")?.[0] ?? 0) }),
  },
  opens: { doing: whatWeDo },
  forms: { say },
  ticks: { turn: { do: "turn" }, remind: { do: "remind" } },

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
  shown: (trends, { doing }) => (doing === undefined ? undefined : { trends, ...doing }),
  forgotten,
  begin,
  alarms,
  tidy,

  show: (view, shown, _viewer, shell) =>
    view === "picture" ? picture(shown, shell) : reminder(shown, shell),
  answer,
  refusal: (): Notice => ({
    kind: "notice",
    tone: "calm",
    lines: [msg("trend.notALead")],
    buttons: [],
  }),
  home,
});

/** An empty word about what is being done would open the next round with nothing said. */
function say(values: Note): ReturnType<ReturnType<typeof trendsOf>["forms"][string]> {
  const doing = values["doing"]?.trim() ?? "";
  return doing === ""
    ? { errors: { doing: msg("trend.form.empty") } }
    : { command: { do: "say" }, note: { doing } };
}
