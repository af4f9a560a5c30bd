import type { Answers } from "./questions.ts";
import { daysBetween, localWeek } from "./week.ts";

/** One answered check-in of a person's own. */
export interface Answered {
  /** Their local date. */
  readonly day: string;
  readonly answers: Answers;
}

/** `today`: one hard answer. `lasting`: two hard weeks of the last three answered. */
export type Offer = "today" | "lasting";

/** Energy 1 or strain 5 today (docs/features.md K3). */
const hardToday = ({ energy, strain }: Answers) => energy === 1 || strain === 5;
/** Energy at most 2 or strain at least 4, in two of the last three answered weeks. */
const hardWeek = ({ energy = 5, strain = 1 }: Answers) => energy <= 2 || strain >= 4;
const weeksLooked = 3;
const weeksThatLast = 2;

/**
 * What is offered after the newest of these answers, oldest first. Shown to that person only, kept
 * nowhere: whether one was offered already this week follows from the answers themselves.
 * There is at most one a week (docs/features.md K3).
 */
export function offerAfter(history: readonly Answered[]): Offer | undefined {
  let offeredOn: string | undefined;
  let offer: Offer | undefined;
  // By week, as far as it was answered by then: whether that week was a hard one.
  const weeks = new Map<number, boolean>();
  for (const { day, answers } of history) {
    const week = localWeek(day);
    weeks.set(week, weeks.get(week) === true || hardWeek(answers));
    const wanted = offerOf(answers, weeks);
    const lately =
      wanted !== undefined && offeredOn !== undefined && daysBetween(offeredOn, day) < 7;
    offer = lately ? undefined : wanted;
    if (offer !== undefined) offeredOn = day;
  }
  return offer;
}

function offerOf(newest: Answers, weeks: ReadonlyMap<number, boolean>): Offer | undefined {
  if (!hardWeek(newest)) return undefined;
  const looked = [...weeks].toSorted(([a], [b]) => a - b).slice(-weeksLooked);
  if (looked.filter(([, hard]) => hard).length >= weeksThatLast) return "lasting";
  return hardToday(newest) ? "today" : undefined;
}

/** Goes back through earlier answers, newest first, as far as they matter. */
export interface LookBack {
  heard(earlier: Answered): void;
  /**
   * Whether what is still to be offered today can hang on anything of this earlier day or before
   * it.
   */
  isEnoughBefore(day: string): boolean;
}

/**
 * What lies so far back that no answer given today could lead to another offer for it is not looked
 * at, and so stays sealed. An offer depends on the one before it, where that is less than a week
 * ago, and so on. Only a week without a hard answer ends that. The first of such a row depends on
 * the answered weeks before its own.
 */
export function lookBackFrom(today: string): LookBack {
  let first = today;
  const weeks = new Set<number>();
  return {
    heard({ day, answers }) {
      if (hardWeek(answers) && daysBetween(day, first) < 7) first = day;
      weeks.add(localWeek(day));
    },
    isEnoughBefore(day) {
      const week = localWeek(first);
      // With two whole weeks before it nothing further back is within seven days of it either.
      return (
        !weeks.has(localWeek(day)) &&
        [...weeks].filter((one) => one < week).length >= weeksLooked - 1
      );
    },
  };
}
