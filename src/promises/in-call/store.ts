import type { ReadPromisedInCall } from "../../people/promises.ts";
import type { Promised } from "../promise.ts";
import { openWords } from "../store.ts";

/** A note holds as many; more of one call were not said in it. */
const most = 10;

/** What was promised in a call and kept. Whoever may write its note may read it. */
export const promisedInCall: ReadPromisedInCall = async (tx, shell, request) => {
  const rows = await tx
    .selectFrom("promises")
    .select(["promise", "words", "state"])
    .where("request", "=", request)
    .where("status", "<>", "draft")
    .orderBy("due_at")
    .orderBy("promise")
    .limit(most)
    .execute();
  const opened = rows.map(async ({ promise, words, state }) => {
    const promised = state as unknown as Promised;
    const read = await openWords(shell, promise, words);
    return promised.status === "draft" ? [] : [{ dueAt: promised.dueAt, words: read?.what ?? "" }];
  });
  return (await Promise.all(opened)).flat();
};
