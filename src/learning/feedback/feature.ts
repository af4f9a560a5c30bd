import type { ReadHelp } from "../../people/requests.ts";
import type { Feature } from "../../runtime/feature.ts";
import { read, sent, write as writeForm } from "./form.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Feedback,
  type Refusal,
  decide,
  effects,
  evolve,
  timers,
} from "./rules.ts";
import {
  type Read,
  type Shown,
  type StoreFacts,
  erase,
  facts,
  feedbackOf,
  forgotten,
  load,
  readMore,
  readShown,
  readWith,
  tidy,
  write,
} from "./store.ts";
import { answer, notNow, refusal, show } from "./views.ts";

/** Feedback, only when an agent asks for it, and for that agent alone. The subject is the request. */
export const feedbackWith = (
  readHelp: ReadHelp,
): Feature<Feedback, Command, Event, StoreFacts, Shown, Answer, Refusal, Read> => ({
  name: "feedback",
  // Who asked whom is between the two.
  journaled: false,
  patient: true,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: ({ lastAt }) => lastAt,
    idOf: ({ request }) => request,
  },
  doors: {
    presses: { ask: () => ({ do: "ask" }), pass: () => ({ do: "pass" }) },
    opens: { write: writeForm, read },
    forms: { send: sent },
    ticks: { close: { do: "close" } },
  },
  store: { load, read: readWith(readHelp), readMore, facts, write, show: readShown },
  views: {
    shown: (feedback, { free }) => ({ feedback, free }),
    show,
    notNow,
    answer,
    refusal,
  },
  care: {
    sealed: [{ table: "feedback", column: "sealed" }],
    kept: feedbackOf,
    ...{ erase, tidy, forgotten },
  },
});
