import { notice } from "../platform/notice.ts";
import { msg } from "../platform/text.ts";
import type { Notice } from "../platform/view.ts";
import type { Feature, Note, Submitted } from "../runtime/feature.ts";
import { alarms, begin, forgotten, tidy } from "./care/store.ts";
import { whatWeDo } from "./form.ts";
import { newestShown } from "./figures.ts";
import { home } from "./home.ts";
import { type Answer, type Command, type Refusal, decide, effects, timers } from "./rules.ts";
import { type Event, type Trends, evolve, theTrend } from "./state.ts";
import {
  type Read,
  type ReadCheckIns,
  type Shown,
  type StoreFacts,
  facts,
  load,
  read,
  readMoreWith,
  readShown,
  write,
} from "./store.ts";
import { answer, picture, reminder } from "./views.ts";

/**
 * Team trends: numbers that show no single person, the same for everybody, and what is being done
 * about them. One for each organisation.
 */
export const trendsOf = (
  readCheckIns: ReadCheckIns,
): Feature<Trends, Command, Event, StoreFacts, Shown, Answer, Refusal, Read> => ({
  name: "trends",
  // Numbers that were shown, and which lead looked when: both are meant to be known.
  journaled: true,
  patient: true,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: (trends) => trends.lastAt,
    idOf: () => theTrend,
  },
  doors: {
    presses: {
      look: (from) => ({ do: "look", from: Number(/^\d{1,4}$/.exec(from ?? "")?.[0] ?? 0) }),
    },
    opens: { doing: whatWeDo },
    forms: { say },
    ticks: { turn: { do: "turn" }, remind: { do: "remind" } },
  },
  store: { load, read, readMore: readMoreWith(readCheckIns), facts, write, show: readShown },
  views: {
    shown: (trends, { doing }) => (doing === undefined ? undefined : { trends, ...doing }),
    show(view, shown, viewer, shell) {
      if (!viewer.posted && !isNews(view, shown.trends, viewer.occasion)) return undefined;
      return view === "picture" ? picture(shown, shell) : reminder(shown, shell);
    },
    answer,
    refusal: (): Notice => notice([msg("trend.notALead")]),
    home,
  },
  care: {
    forgotten,
    begin,
    alarms,
    tidy,
    sealed: [{ table: "trends", column: "doing" }],
  },
});

/** Of a lead who was found late: there is a newer one, or nothing to remind of. */
const isNews = (view: string, trends: Trends, occasion: string): boolean =>
  view === "picture"
    ? occasion === `w${newestShown(trends)?.start}`
    : trends.waiting !== undefined && occasion === `r${trends.window}.${trends.waiting.reminded}`;

/** An empty text about what is being done would open the next round with nothing said. */
function say(values: Note): Submitted<Command> {
  const doing = values["doing"]?.trim() ?? "";
  return doing === ""
    ? { errors: { doing: msg("trend.form.empty") } }
    : { command: { do: "say" }, note: { doing } };
}
