import type { ReadNotedPromise } from "../people/promises.ts";
import type { Feature } from "../runtime/feature.ts";
import { instantIn } from "./buttons.ts";
import { erase, forgotten, lookForOrphans, promisesOf, tidy } from "./care/store.ts";
import type { Answer, Command, Refusal } from "./commands.ts";
import { forgetWeeks } from "./counts/store.ts";
import { effects, timers } from "./effects.ts";
import { evolve } from "./evolve.ts";
import {
  changeForm,
  giveForm,
  givenTo,
  newFormWith,
  newTimeForm,
  showWords,
  submitted,
} from "./forms.ts";
import { home } from "./home/page.ts";
import type { Event, Promised } from "./promise.ts";
import { decide } from "./rules.ts";
import {
  type Read,
  type Shown,
  type StoreFacts,
  facts,
  load,
  read,
  readShown,
  write,
} from "./store.ts";
import { answer, refusal, show } from "./views.ts";

/** What was promised to a customer, and when: kept, or somebody else knows in time (docs/features.md A2). */
export const promisesWith = (
  readNoted: ReadNotedPromise,
): Feature<Promised, Command, Event, StoreFacts, Shown, Answer, Refusal, Read> => ({
  name: "promises",
  // Who kept how many is nobody's to count: a team's week is counted instead.
  journaled: false,
  rules: {
    decide,
    evolve,
    effects,
    timers,
    lastAt: ({ lastAt }) => lastAt,
    idOf: ({ id }) => id,
  },
  doors: {
    words: {
      promise: (text) =>
        text.trim() === "" ? { open: "form" } : { command: { do: "make" }, note: { typed: text } },
    },
    presses: {
      keep: () => ({ do: "keep" }),
      choose: (argument) => {
        const at = instantIn(argument);
        return at === undefined ? undefined : { do: "choose", at };
      },
      called: () => ({ do: "called" }),
      notFixed: () => ({ do: "notFixed" }),
      take: () => ({ do: "take" }),
    },
    opens: {
      form: newFormWith(readNoted),
      change: changeForm,
      newTime: newTimeForm,
      give: giveForm,
      show: showWords,
    },
    forms: { make: submitted("make"), change: submitted("change"), giveTo: givenTo },
    ticks: { look: { do: "look" }, orphan: { do: "orphan" } },
    unreachable: (person) => ({ do: "unreachable", person }),
  },
  store: {
    load,
    read,
    facts,
    write,
    show: readShown,
  },
  views: {
    shown: (promised, { words }) => ({ promised, words }),
    show,
    answer,
    refusal,
    home,
  },
  care: {
    sealed: [{ table: "promises", column: "words" }],
    forgotten,
    begin: lookForOrphans,
    kept: promisesOf,
    // The words are in the copy already, opened.
    ownRow: { promises: (row) => ({ ...row, words: undefined }) },
    erase,
    async tidy(tx) {
      await tidy(tx);
      await forgetWeeks(tx);
    },
  },
});
