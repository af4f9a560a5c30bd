import type { Feature } from "../../runtime/feature.ts";
import type { Sources } from "../store.ts";
import { fileOf } from "./make.ts";
import {
  type Answer,
  type Command,
  type Event,
  type Export,
  type Facts,
  type Refusal,
  decide,
  evolve,
} from "./rules.ts";
import { exportsAbout, facts, file, load, readOwn, tidy, write } from "./store.ts";
import { answer, home, makeFrom, openWith, refusal } from "./views.ts";

/** Exports of figures, by an admin (docs/features.md I4). The subject is an export. */
export const exportsWith = (
  sources: Sources,
): Feature<Export, Command, Event, Facts, Export, Answer, Refusal> => ({
  name: "exports",
  // Who took numbers out of Handrail, and when.
  journaled: true,
  rules: { decide, evolve, lastAt: ({ lastAt }) => lastAt, idOf: ({ id }) => id },
  doors: { opens: { open: openWith(sources) }, forms: { make: makeFrom } },
  store: { load, facts, write },
  views: {
    shown: (state) => state,
    answer: (made, _shown, _by, shell) => answer(made, shell),
    refusal,
    home,
  },
  files: {
    [file]: async (tx, shell, { person }, id) => {
      const own = await readOwn(tx, shell, person, id);
      return own && fileOf(sources, tx, shell, own);
    },
  },
  care: { tidy, aboutThem: exportsAbout },
});
