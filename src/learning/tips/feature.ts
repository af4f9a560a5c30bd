import type { Feature } from "../../runtime/feature.ts";
import { decided, edit, published, sent, share, why } from "./forms.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Facts,
  type Refusal,
  type Tip,
  decide,
  effects,
  evolve,
} from "./rules.ts";
import { erase, facts, load, ownTips, readTip, tidy, write } from "./store.ts";
import { answer, home, refusal, show } from "./views.ts";

/** Tips: from one agent, through an editor, onto everybody's coaching cards. */
export const tips: Feature<Tip, Command, Event, Facts, Tip, Answer, Refusal> = {
  name: "tips",
  // Who shared what is known to nobody but them.
  journaled: false,
  patient: true,
  rules: {
    ...{ decide, evolve, effects },
    lastAt: ({ lastAt }) => lastAt,
    idOf: ({ tip }) => tip,
  },
  doors: {
    presses: { takeBack: () => ({ do: "takeBack" }) },
    opens: { share, edit, published, why },
    forms: { send: sent, decide: decided },
  },
  store: { load, facts, write, show: (tx, _shell, tip) => readTip(tx, tip) },
  views: {
    shown: (tip) => tip,
    show: (_view, tip, viewer) => show(tip, viewer),
    ...{ answer, refusal, home },
  },
  care: {
    sealed: [
      { table: "tips", column: "sealed" },
      { table: "tips", column: "reason" },
    ],
    kept: ownTips,
    ...{ erase, tidy },
  },
};
