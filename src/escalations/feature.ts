import type { ReadAfterHelp } from "../people/requests.ts";
import { msg } from "../platform/text.ts";
import type { Feature, Note } from "../runtime/feature.ts";
import { askBehaviour } from "./boundary/ask.ts";
import { isBehaviour } from "./boundary/ladder.ts";
import { isCategory, isOutcome } from "./categories.ts";
import { type ReadOwnOrder, breathe, sayWith } from "./coach/open.ts";
import { isHelpSaid } from "./commands.ts";
import { effects, timers } from "./effects.ts";
import { askDone, give, why, whyInWords, words } from "./forms.ts";
import { evolve } from "./evolve.ts";
import type { Event } from "./events.ts";
import { home } from "./home.ts";
import type { Request } from "./request.ts";
import { type Answer, type Command, type Refusal, decide } from "./rules.ts";
import { type Read, type Shown, type StoreFacts, load, read, write } from "./store.ts";
import { readingWith, shown } from "./open/after-help.ts";
import { forgotten, states } from "./open/store.ts";
import { lookAgain, tidy } from "./retention/store.ts";
import { showTimeline } from "./timeline/show.ts";
import { eraseOffers, offersBy } from "./verdict/store.ts";
import { offerFrom, offerInstead } from "./verdict/form.ts";
import { answer, refusal, show } from "./views.ts";
import { eraseWords, wordsOf } from "./words/store.ts";

/** Summon a supervisor: what people type and press, and the command each means. */
export const escalationsWith = (
  readOrder: ReadOwnOrder,
  readAfterHelp: ReadAfterHelp,
): Feature<Request, Command, Event, StoreFacts, Shown, Answer, Refusal, Read> => ({
  name: "escalations",
  journaled: true,
  rules: {
    decide,
    evolve,
    effects: (event, after) => [
      ...effects(event, after),
      { do: "refreshHome", people: [after.requester, ...Object.keys(after.pages)] },
    ],
    timers,
    lastAt: (request) => request.lastAt,
    idOf: (request) => request.id,
  },
  doors: {
    words: {
      // `help` or junk after it still summons: words are context, never a condition.
      escalate: (text) => ({
        command: { do: "escalate", worded: text.trim() !== "" },
        note: { words: text },
      }),
    },
    presses: {
      escalate: () => ({ do: "escalate", worded: false }),
      again: () => ({ do: "escalate", worded: false, again: true }),
      another: () => ({ do: "escalate", worded: false, another: true }),
      acknowledge: () => ({ do: "acknowledge" }),
      passOn: () => ({ do: "passOn" }),
      giveBack: () => ({ do: "giveBack" }),
      approve: () => ({ do: "answer", verdict: "approve" }),
      callBack: () => ({ do: "answer", verdict: "callBack" }),
      takeOver: () => ({ do: "answer", verdict: "takeOver" }),
      arrived: () => ({ do: "arrived" }),
      here: () => ({ do: "here" }),
      danger: () => ({ do: "danger" }),
      notDanger: () => ({ do: "notDanger" }),
      callForHelp: () => ({ do: "callForHelp" }),
      boundary: boundaryFrom,
      endCall: () => ({ do: "endCall" }),
      hold: () => ({ do: "hold" }),
      back: () => ({ do: "back" }),
      callEnded: () => ({ do: "callEnded" }),
      dontNeed: () => ({ do: "dontNeed" }),
      done: (help) => (isHelpSaid(help) ? { do: "done", help } : { do: "done" }),
      category: (category) =>
        category !== undefined && isCategory(category) ? { do: "categorise", category } : undefined,
      record: (outcome) =>
        outcome !== undefined && isOutcome(outcome) ? { do: "record", outcome } : undefined,
    },
    opens: {
      offerInstead,
      askBehaviour,
      why,
      inWords: whyInWords,
      askDone,
      give,
      words,
      timeline: showTimeline,
      breathe,
      say: sayWith(readOrder),
    },
    forms: {
      offer: offerFrom,
      describe: describeFrom,
      giveTo: (values) => {
        const to = values["to"] ?? "";
        return /^[0-9a-f-]{36}$/.test(to)
          ? { command: { do: "giveTo", to } }
          : { errors: { to: msg("give.pick") } };
      },
    },
    ticks: {
      step: { do: "step" },
      widen: { do: "widen" },
      nudge: { do: "nudge" },
      lapse: { do: "lapse" },
      remind: { do: "remind" },
      goBack: { do: "goBack" },
      close: { do: "close" },
      shrink: { do: "shrink" },
      found: { do: "found" },
    },
    unreachable: (id, code) => ({ do: "unreachable", person: id, code }),
  },
  store: { load, read, write, ...readingWith(readAfterHelp) },
  views: {
    shown,
    show,
    answer,
    refusal,
    home,
  },
  care: {
    sealed: [
      { table: "request_words", column: "words" },
      { table: "request_words", column: "case_reference" },
      { table: "request_words", column: "offer" },
    ],
    forgotten,
    found: lookAgain,
    states,
    tidy,
    kept: async (tx, shell, person) => ({
      ...(await wordsOf(tx, shell, person)),
      ...(await offersBy(tx, shell, person)),
    }),
    erase: async (tx, shell, person) => [
      ...(await eraseWords(tx, shell, person)),
      eraseOffers(person),
    ],
  },
});

function describeFrom(values: Note): { command: Command; note: Note } {
  const { words: line = "", case: reference = "" } = values;
  const worded = line.trim() !== "" || reference.trim() !== "";
  return { command: { do: "describe", worded }, note: { words: line, case: reference } };
}

/** A behaviour, and how many steps the pressed card showed: `insults-1`. */
function boundaryFrom(argument = ""): Command {
  const [, behaviour, after] = /^([a-z]+)-(\d)$/.exec(argument) ?? [];
  const step = isBehaviour(behaviour) ? { behaviour, after: Number(after) } : undefined;
  return { do: "boundary", step };
}
