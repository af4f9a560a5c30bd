import type { Feature } from "../../runtime/feature.ts";
import { madeFrom, openRevoke } from "./form.ts";
import { keysPage } from "./page.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Facts,
  type Key,
  type Refusal,
  type Shown,
  decide,
  evolve,
} from "./rules.ts";
import { type Counted, facts, load, read, readKey, tidy, write } from "./store.ts";
import { answer, keysAbout, refusal } from "./views.ts";

/** Keys of programs, made and ended by admins on a page (docs/features.md I5). */
export const keys: Feature<Key, Command, Event, Facts, Shown, Answer, Refusal, Counted> = {
  name: "keys",
  // Who let which program in, and when.
  journaled: true,
  rules: { decide, evolve, lastAt: ({ lastAt }) => lastAt, idOf: ({ id }) => id },
  doors: {
    opens: { open: openRevoke },
    forms: { make: madeFrom, revoke: () => ({ command: { do: "revoke" } }) },
  },
  store: { load, read, facts, write, show: readKey },
  views: { shown: (_, { made }) => made, answer, refusal },
  pages: { keys: keysPage },
  care: { tidy, aboutThem: keysAbout },
};
