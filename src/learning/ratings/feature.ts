import type { HelpGiven, ReadHelp } from "../../people/requests.ts";
import type { Feature } from "../../runtime/feature.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Facts,
  type Rated,
  type Refusal,
  decide,
  effects,
  evolve,
  isRating,
} from "./rules.ts";
import { facts, load, readWith, tidy, write } from "./store.ts";
import { askWith, counted, home, refusal } from "./views.ts";

/** How useful help was, counted by week for the whole organisation. The subject is the request. */
export const ratingsWith = (
  readHelp: ReadHelp,
): Feature<Rated, Command, Event, Facts, Rated, Answer, Refusal, HelpGiven | undefined> => ({
  name: "ratings",
  // A history would say who said what.
  journaled: false,
  patient: true,
  rules: {
    decide,
    evolve,
    effects,
    lastAt: ({ lastAt }) => lastAt,
    idOf: ({ request }) => request,
  },
  doors: {
    presses: { rate: (text) => (isRating(text) ? { do: "rate", rating: text } : undefined) },
    opens: { ask: askWith(readHelp) },
  },
  store: {
    ...{ load, read: readWith(readHelp), facts, write },
    show: async (_tx, _shell, request, now) => ({ request, lastAt: now, until: now }),
  },
  views: { shown: (state) => state, answer: counted, refusal, home },
  care: { tidy },
});
