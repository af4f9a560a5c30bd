import { newestOnly } from "../../platform/gone.ts";
import { notice, sentence } from "../../platform/notice.ts";
import { msg } from "../../platform/text.ts";
import type { Feature } from "../../runtime/feature.ts";
import { askBehaviour } from "../boundary/ask.ts";
import { receipt } from "../cards/receipt.ts";
import { isCategory } from "../categories.ts";
import type { Answer } from "../commands.ts";
import { boundaryFrom } from "../boundary/climb.ts";
import type { Event } from "../events.ts";
import { evolve } from "../evolve.ts";
import { why } from "../forms.ts";
import type { Request } from "../request.ts";
import type { Shown } from "../shown.ts";
import { answer, refusal } from "../views.ts";
import { home } from "./home.ts";
import { realHelp } from "./marks.ts";
import {
  type Busy,
  type Command,
  type PracticeFacts,
  type Refusal,
  decide,
  effects,
  timers,
} from "./rules.ts";
import * as store from "./store.ts";

const alone = (request: Request): Shown => ({ request, waiting: [] });

/** *Practise*: a call for help with a pretend supervisor (docs/features.md E15). */
export const practice: Feature<
  Request,
  Command,
  Event,
  PracticeFacts,
  Shown,
  Answer,
  Refusal,
  Busy
> = {
  name: "practice",
  // It counts nowhere: there is no history of it.
  journaled: false,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: (request) => request.lastAt,
    idOf: (request) => request.id,
  },
  doors: {
    presses: {
      practise: () => ({ do: "practise" }),
      end: () => ({ do: "end" }),
      here: () => ({ do: "here" }),
      boundary: boundaryFrom,
      endCall: () => ({ do: "endCall" }),
      hold: () => ({ do: "hold" }),
      back: () => ({ do: "back" }),
      callEnded: () => ({ do: "callEnded" }),
      category: (category) =>
        category !== undefined && isCategory(category) ? { do: "categorise", category } : undefined,
    },
    opens: { askBehaviour, why },
    ticks: {
      step: { do: "step" },
      nudge: { do: "nudge" },
      lapse: { do: "lapse" },
      goBack: { do: "goBack" },
      close: { do: "close" },
      shrink: { do: "shrink" },
      play: { do: "play" },
      over: { do: "over" },
      giveWay: { do: "giveWay" },
    },
  },
  store: {
    load: store.load,
    read: store.read,
    facts: store.facts,
    write: store.write,
    show: async (tx, _, subject) => {
      const request = await store.readPractice(tx, subject);
      return request && alone(request);
    },
  },
  views: {
    shown: alone,
    show: (view, shown, viewer, shell) =>
      view === "receipt"
        ? newestOnly(shown.request.receipt, viewer, (one) => receipt(shown, one, shell))
        : undefined,
    answer,
    refusal(code, shown, shell) {
      if (code === "in-request") return sentence(msg("practice.inRequest"));
      if (code === "in-practice") return sentence(msg("practice.already"));
      if (code === "danger-in-practice") return notice([msg("practice.noDanger")], [realHelp]);
      return refusal(code, shown, shell);
    },
    home,
  },
  care: { forgotten: store.forgotten, tidy: store.tidy, erase: store.erase },
};
