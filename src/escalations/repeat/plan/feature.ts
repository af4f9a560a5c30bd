import type { Feature } from "../../../runtime/feature.ts";
import { home } from "./due/store.ts";
import { openPlanForm, planFrom } from "./form.ts";
import { type Answer, type Command, type Refusal, decide, effects, timers } from "./rules.ts";
import { type Event, type Plan, evolve } from "./state.ts";
import {
  type Read,
  type Shown,
  type StoreFacts,
  erasePlans,
  facts,
  forgotten,
  load,
  plansBy,
  read,
  readShown,
  tidy,
  write,
} from "./store.ts";
import { answer, refusal, review } from "./views.ts";

/** What is agreed for a case that comes back (docs/features.md C8). The subject is the plan. */
export const plans: Feature<Plan, Command, Event, StoreFacts, Shown, Answer, Refusal, Read> = {
  name: "plans",
  // Who set it stands in the plan, as long as it runs. A history would keep the case for years.
  journaled: false,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: (plan) => plan.lastAt,
    idOf: (plan) => plan.id,
  },
  doors: {
    presses: { end: () => ({ do: "end" }) },
    opens: { open: openPlanForm },
    forms: { set: planFrom },
    ticks: { review: { do: "review" }, over: { do: "over" } },
  },
  store: { load, read, facts, write, show: readShown },
  views: {
    show: (_view, shown, viewer, shell) => review(shown, viewer, shell),
    answer,
    refusal,
    home,
  },
  care: {
    sealed: [
      { table: "case_plans", column: "words" },
      { table: "case_plans", column: "case_reference" },
    ],
    forgotten,
    tidy,
    kept: plansBy,
    erase: async (_tx, _shell, person) => [erasePlans(person)],
  },
};
