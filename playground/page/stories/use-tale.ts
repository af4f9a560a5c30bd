import { useEffect, useState } from "react";
import type { State } from "../../protocol.ts";
import { type Cast, castOf } from "./cast.ts";
import type { Seen, Step, Tale } from "./story.ts";
import { tales } from "./tales.ts";

/** How far a story is. It outlives a reload: a power cut is one of the stories. */
interface Progress {
  readonly id: string;
  /** By the one clock. */
  readonly began: number;
  readonly step: number;
}
const key = "handrail.story";

function progressBefore(): Progress | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(key) ?? "null") as Partial<Progress> | null;
    const { id, began, step } = found ?? {};
    return typeof id === "string" && typeof began === "number" && typeof step === "number"
      ? { id, began, step }
      : undefined;
  } catch {
    return undefined;
  }
}

export interface Trying {
  readonly tale: Tale;
  readonly step: Step | undefined;
  /** From 1; 0 for what has to be out of the way first. */
  readonly number: number;
  readonly seen: Seen;
}

/**
 * The story that is tried, and its next step, as it really is.
 * @param put puts these people on the screen; always the same function
 */
export function useTale(
  state: State | undefined,
  put: (accounts: readonly string[]) => void,
): {
  readonly cast: Cast | undefined;
  readonly trying: Trying | undefined;
  readonly begin: (tale: Tale | undefined) => void;
} {
  const [progress, setProgress] = useState(progressBefore);
  useEffect(() => {
    try {
      if (progress === undefined) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify(progress));
    } catch {
      // A browser that keeps nothing for this page: the story ends with the page.
    }
  }, [progress]);
  const everyone = (state?.desks ?? []).map((desk) => desk.someone);
  const cast = castOf(everyone);
  const tale = tales.find(({ id }) => id === progress?.id);
  const now = state?.situation;
  const seen =
    cast === undefined || now === undefined || progress === undefined
      ? undefined
      : {
          cast,
          everyone,
          now,
          began: progress.began,
          lines: state?.timeline.filter(({ at }) => at >= progress.began) ?? [],
        };
  const number = progress?.step ?? 0;
  const before = number === 0 ? tale?.before : undefined;
  const isBegun = seen !== undefined && tale?.steps[number]?.done(seen) === true;
  const first = before !== undefined && seen !== undefined && !isBegun && !before.done(seen);
  const step = first ? before : tale?.steps[number];
  const isDone = !first && seen !== undefined && step !== undefined && step.done(seen);
  useEffect(() => {
    if (isDone) setProgress((last) => last && { ...last, step: last.step + 1 });
  }, [isDone, number]);
  const accounts =
    seen &&
    step
      ?.people?.(seen)
      ?.map(({ account }) => account)
      .join(" ");
  useEffect(() => {
    // Only when other people are wanted: a visitor may look at somebody else meanwhile.
    if (accounts !== undefined) put(accounts.split(" "));
  }, [accounts, put]);
  return {
    cast,
    trying: seen && tale && { tale, step, number: first ? 0 : number + 1, seen },
    begin(chosen) {
      if (chosen === undefined || cast === undefined || state === undefined)
        return setProgress(undefined);
      put(chosen.people(cast).map(({ account }) => account));
      setProgress({ id: chosen.id, began: Date.now() + state.ahead, step: 0 });
    },
  };
}
