import type { Feature } from "../runtime/feature.ts";
import type { Debrief, Event } from "./debrief.ts";
import { effects, timers } from "./effects.ts";
import { evolve } from "./evolve.ts";
import { facts } from "./facts.ts";
import { wishesForm } from "./forms.ts";
import { home } from "./home.ts";
import { erase, kept } from "./own.ts";
import { type Answer, type Command, type Facts, type Refusal, decide } from "./rules.ts";
import { type Shown, forgotten, load, read, save, tidy } from "./store.ts";
import { answer, refusal, show } from "./views.ts";

/** Talk it through: what people type and press, and the command each means. The subject is whoever wants to talk. */
export const debriefs: Feature<Debrief, Command, Event, Facts, Shown, Answer, Refusal> = {
  name: "debriefs",
  // Who wished to talk, when and with whom is more than anybody should have (DOMAIN 8.2).
  journaled: false,
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
    stop: () => ({ do: "stop" }),
    fine: () => ({ do: "after", said: "fine" }),
    pause: () => ({ do: "after", said: "pause" }),
    meToo: () => ({ do: "after", said: "me-too" }),
    willing: () => ({ do: "wish", willing: true }),
    unwilling: () => ({ do: "wish", willing: false }),
  },
  opens: { wishes: wishesForm },
  forms: {
    wishes: (values) => ({
      command: { do: "wish", ...(values["rounds"] === "yes" ? { joins: true } : {}) },
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

  decide,
  evolve,
  effects,
  timers,
  lastAt: (debrief) => debrief.lastAt,
  idOf: (debrief) => debrief.person,

  load,
  facts,
  save,
  read,
  shown: (debrief) => ({ debrief }),
  forgotten,
  tidy,
  kept,
  erase,

  show,
  answer,
  refusal,
  home,
};
