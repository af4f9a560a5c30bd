import type { Note } from "../runtime/feature.ts";
import { type Writer, readWhen } from "./reading/read-when.ts";
import { hasTelephone } from "./reading/telephone.ts";
import type { When } from "./promise.ts";

/** What somebody typed of a promise: kept sealed, so that nothing of it is lost. */
export interface Words {
  readonly what: string;
  readonly when: string;
}

/** Typed after the word, or in a form; and what it says of a time. */
export interface Read {
  readonly words: Words;
  readonly when: When;
  readonly telephone: boolean;
}

/** @param before what is kept already, of which a form may change the time alone */
export function readNote(note: Note, writer: Writer, before: Words | undefined): Read {
  const { typed } = note;
  if (typed !== undefined) {
    const { when, said, rest } = readWhen(typed, writer);
    return ofWords({ what: rest, when: said }, when);
  }
  const words = {
    what: note["what"]?.trim() ?? before?.what ?? "",
    when: note["when"]?.trim() ?? "",
  };
  return ofWords(words, readWhen(words.when, writer).when);
}

const ofWords = (words: Words, when: When): Read => ({
  words,
  when,
  telephone: hasTelephone(words.what),
});
