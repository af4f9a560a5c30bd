import { notice, sentence } from "../../platform/notice.ts";
import { msg } from "../../platform/text.ts";
import type { Feature } from "../../runtime/feature.ts";
import {
  type Command,
  type Duty,
  type Event,
  type Facts,
  decide,
  effects,
  evolve,
  timers,
} from "./rules.ts";
import {
  type Read,
  facts,
  forgotten,
  load,
  lookAgain,
  read,
  readDuty,
  tidy,
  write,
} from "./store.ts";

/**
 * Says when somebody's work begins, ends soon and ends: once each (decisions/0091). What follows from
 * it stands in `policies.ts`.
 */
export const duty: Feature<Duty, Command, Event, Facts, Duty, "kept", "nothing", Read> = {
  name: "duty",
  // When somebody came and went is no history for anybody.
  journaled: false,
  patient: true,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: ({ lastAt }) => lastAt,
    idOf: (one) => one.person,
  },
  doors: { presses: { keep: () => ({ do: "keep" }) }, ticks: { look: { do: "look" } } },
  store: { load, read, facts, write, show: (tx, _shell, person) => readDuty(tx, person) },
  views: {
    shown: (state) => state,
    answer: () => notice([msg("leaves.kept")]),
    refusal: () => sentence(msg("swap.refused.closed")),
  },
  care: {
    forgotten,
    tidy,
    begin: async (tx) => void (await lookAgain.execute(tx)),
  },
};
