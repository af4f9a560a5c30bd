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
import { type Picks, factsWith, load, read, save, tidy } from "./store.ts";
import { answer, look, refusal } from "./views.ts";

/** The team poll of *my hard calls*: what costs a team most, for groups of five or more (PRODUCT K9). One for each organisation. */
export const pollWith = (
  picks: Picks,
): Feature<Polls, Command, Event, Facts, Polls, Answer, Refusal> => ({
  name: "poll",
  // Who took it when is nobody's business: it says that they sat together.
  journaled: false,
  patient: true,
  words: {},
  presses: {
    take: (team) => ({ do: "take", team: Number(/^\d{1,2}$/.exec(team ?? "")?.[0] ?? 99) }),
  },
  opens: { show: look },
  forms: {},
  ticks: {},

  decide,
  evolve,
  effects: () => [],
  timers: () => [],
  lastAt: (polls) => polls.lastAt,
  idOf: () => thePolls,

  load,
  facts: factsWith(picks),
  save,
  read,
  shown: (polls) => polls,
  forgotten: async () => [],
  tidy,

  show: () => undefined,
  answer: ({ team }, polls) => answer(team, polls),
  refusal,
});
