import type { Feature } from "../../runtime/feature.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Facts,
  type Polls,
  type Refusal,
  decide,
  evolve,
  thePolls,
} from "./rules.ts";
import {
  type Picks,
  type Read,
  factsWith,
  load,
  readPolls,
  readWith,
  tidy,
  write,
} from "./store.ts";
import { answer, look, refusal } from "./views.ts";

/**
 * The team poll of *my hard calls*: what costs a team most, for groups of five or more. One for
 * each organisation.
 */
export const pollWith = (
  picks: Picks,
): Feature<Polls, Command, Event, Facts, Polls, Answer, Refusal, Read> => ({
  name: "poll",
  // Who took it, and when, is not shown: it would say that they sat together.
  journaled: false,
  patient: true,
  rules: {
    decide,
    evolve,
    lastAt: (polls) => polls.lastAt,
    idOf: () => thePolls,
  },
  doors: {
    presses: {
      take: (team) => ({ do: "take", team: Number(/^\d{1,2}$/.exec(team ?? "")?.[0] ?? 99) }),
    },
    opens: { show: look },
  },
  store: {
    load,
    read: readWith(picks),
    facts: factsWith(picks),
    write,
    show: (tx) => readPolls(tx),
  },
  views: {
    shown: (polls) => polls,
    answer: ({ team }, polls) => answer(team, polls),
    refusal,
  },
  care: { tidy },
});
