import { useEffect, useState } from "react";
import type { State } from "../../protocol.ts";
import { castOf } from "./cast.ts";
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

/** What is next: the step of that number, or before the first what has to be out of the way. */
function stepOf(tale: Tale, number: number, seen: Seen): Pick<Trying, "step" | "number"> {
  const step = tale.steps[number];
  const { before } = tale;
  const isFirst =
    number === 0 && before !== undefined && step?.done(seen) !== true && !before.done(seen);
  return isFirst ? { step: before, number: 0 } : { step, number: number + 1 };
}

/**
 * The story that is tried, and its next step, as it really is.
 * @param put puts these people on the screen, one of them in front
 */
export function useTale(
  state: State | undefined,
  put: (accounts: readonly string[], inFront: string | undefined) => void,
): {
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
  const seenSince = (began: number): Seen | undefined => {
    const everyone = (state?.desks ?? []).map((desk) => desk.someone);
    const cast = castOf(everyone);
    const now = state?.situation;
    const lines = state?.timeline.filter(({ at }) => at >= began) ?? [];
    return cast && now && { cast, everyone, now, began, lines };
  };
  const tale = tales.find(({ id }) => id === progress?.id);
  const seen = progress && seenSince(progress.began);
  const trying = progress && seen && tale && { tale, seen, ...stepOf(tale, progress.step, seen) };
  const number = trying?.number ?? 0;
  const isDone = trying !== undefined && number > 0 && trying.step?.done(trying.seen) === true;
  useEffect(() => {
    if (isDone) setProgress((last) => last && { ...last, step: last.step + 1 });
  }, [isDone, number]);
  return {
    trying,
    begin(chosen) {
      const began = Date.now() + (state?.ahead ?? 0);
      const before = seenSince(began);
      if (chosen === undefined || before === undefined) return setProgress(undefined);
      const first = stepOf(chosen, 0, before).step?.who?.(before);
      const people = chosen.people(before.cast).map(({ account }) => account);
      put(people, first?.account);
      setProgress({ id: chosen.id, began, step: 0 });
    },
  };
}
