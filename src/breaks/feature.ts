import { minutes } from "../kernel/time.ts";
import type { Feature } from "../runtime/feature.ts";
import { isShown, lengthOf } from "./buttons.ts";
import { effects, timers } from "./effects.ts";
import { forgetWeeks } from "./figures/store.ts";
import { home } from "./home.ts";
import { type Answer, type Command, type Facts, type Refusal, decide } from "./rules.ts";
import { evolve } from "./evolve.ts";
import type { Break, Event } from "./state.ts";
import { type Read, facts, forgotten, load, read, readBreak, tidy, write } from "./store.ts";
import { answer, refusal, show } from "./views.ts";

/** Recovery breaks: asked for or offered, and never refused. The subject is the person; nothing is kept of a break that is over. */
export const breaks: Feature<Break, Command, Event, Facts, Break, Answer, Refusal, Read> = {
  name: "breaks",
  journaled: false,
  rules: {
    // What is stored is never absent: nobody's row reads as no break.
    decide: (state, command, given, found) =>
      state === undefined ? { refused: "closed" } : decide(state, command, given, found),
    evolve,
    effects,
    timers,
    lastAt: (state) => state.lastAt,
    idOf: (state) => state.person,
  },
  doors: {
    words: { break: (text) => ({ command: { do: "ask", ...typed(text) } }) },
    presses: {
      start: (argument) => ({ do: "ask", length: lengthOf(argument), shown: isShown(argument) }),
      more: (argument) => ({ do: "more", shown: isShown(argument) }),
      back: (argument) => ({ do: "back", shown: isShown(argument) }),
      callOver: (argument) => ({ do: "callOver", shown: isShown(argument) }),
      decline: () => ({ do: "decline" }),
      makeRoom: () => ({ do: "makeRoom" }),
    },
    ticks: {
      offer: { do: "offer" },
      offerAfterDanger: { do: "offerAfterDanger" },
      move: { do: "move" },
      look: { do: "look" },
    },
  },
  store: { load, read, facts, write, show: (tx, _shell, person) => readBreak(tx, person) },
  views: {
    shown: (state) => state,
    show,
    // Said again after a redelivery: of somebody who never had a break there is no row to read.
    answer: (code, state: Break | undefined, by, shell) =>
      answer(code, state ?? { person: by, status: "none", lastAt: 0 }, by, shell),
    refusal,
    home,
  },
  care: {
    forgotten,
    async tidy(tx) {
      await tidy(tx);
      await forgetWeeks(tx);
    },
  },
};

/** `/break`, `/break 10`, `/break 10 min`; anything else is answered with the lengths there are. */
function typed(text: string): { length?: number | "wrong" } {
  const said = text.trim().toLowerCase();
  if (said === "") return {};
  const found = /^(\d{1,4})\s*(?:m|min|mins|minutes?|minutos?)?\.?$/.exec(said);
  return { length: found?.[1] === undefined ? "wrong" : minutes(Number(found[1])) };
}
