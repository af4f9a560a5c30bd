import type { ReadHardCalls } from "../people/requests.ts";
import type { Feature } from "../runtime/feature.ts";
import type { Debrief, Event } from "./debrief.ts";
import { effects, timers } from "./effects.ts";
import { evolve } from "./evolve.ts";
import { type StoreFacts, facts } from "./facts.ts";
import { wishesForm } from "./forms.ts";
import { home } from "./home.ts";
import { type Read, readMore, readWith } from "./matching/store.ts";
import { kept, ownDebrief } from "./own.ts";
import { type Answer, type Command, type Refusal, decide } from "./rules.ts";
import { type Shown, erase, forgotten, load, readShown, tidy, write } from "./store.ts";
import { answer, refusal, show } from "./views.ts";

/** Talk it through: what people type and press, and the command each means. The subject is whoever wants to talk. */
export const debriefsWith = (
  hardCalls: ReadHardCalls,
): Feature<Debrief, Command, Event, StoreFacts, Shown, Answer, Refusal, Read> => ({
  name: "debriefs",
  // Who wished to talk, when and with whom is more than anybody should have.
  journaled: false,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: (debrief) => debrief.lastAt,
    idOf: (debrief) => debrief.person,
  },
  doors: {
    words: { debrief: () => ({ command: { do: "ask" } }) },
    presses: {
      ask: () => ({ do: "ask" }),
      peer: () => ({ do: "choose", kind: "peer" }),
      supervisor: () => ({ do: "choose", kind: "supervisor" }),
      outside: () => ({ do: "choose", kind: "outside" }),
      none: () => ({ do: "decline" }),
      withdraw: () => ({ do: "withdraw" }),
      yes: () => ({ do: "yes" }),
      notNow: () => ({ do: "notNow" }),
      leave: () => ({ do: "leave" }),
      finish: () => ({ do: "finish" }),
      stop: (argument) => ({ do: "stop", shown: argument === "shown" }),
      fine: () => ({ do: "after", said: "fine" }),
      pause: () => ({ do: "after", said: "pause" }),
      meToo: () => ({ do: "after", said: "me-too" }),
      willing: () => ({ do: "wish", willing: true }),
      unwilling: () => ({ do: "wish", willing: false }),
    },
    opens: { wishes: wishesForm },
    forms: {
      wishes: (values) => ({
        command: {
          do: "wish",
          whole: true,
          ...(values["rounds"] === "yes" ? { joins: true } : {}),
        },
        note: values,
      }),
    },
    ticks: {
      offer: { do: "offer" },
      offerAgain: { do: "offerAgain" },
      look: { do: "look" },
      lapse: { do: "lapse" },
      giveUp: { do: "giveUp" },
      chat: { do: "chat" },
      close: { do: "close" },
      fade: { do: "fade" },
    },
    unreachable: (person) => ({ do: "unreachable", person }),
  },
  store: { load, read: readWith(hardCalls), readMore, facts, write, show: readShown },
  views: { shown: (debrief) => ({ debrief }), show, answer, refusal, home },
  care: {
    forgotten,
    tidy,
    kept,
    erase,
    ownRow: { debriefs: ownDebrief },
    sealed: [
      { table: "debrief_wishes", column: "wishes" },
      { table: "debrief_meetings", column: "pair" },
    ],
  },
});
