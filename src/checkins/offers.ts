import type { Answers } from "./questions.ts";
import { localWeek } from "./week.ts";

/** One answered check-in of a person's own. */
export interface Answered {
  /** Their local date. */
  readonly day: string;
  readonly answers: Answers;
}

/** `today`: one hard answer. `lasting`: two hard weeks of the last three answered. */
export type Offer = "today" | "lasting";

/** DOMAIN 3.3: energy 1 or strain 5 today. */
const hardToday = ({ energy, strain }: Answers) => energy === 1 || strain === 5;
/** DOMAIN 3.3: energy at most 2 or strain at least 4, in two of the last three answered weeks. */
const hardWeek = ({ energy = 5, strain = 1 }: Answers) => energy <= 2 || strain >= 4;
const weeksLooked = 3;
const weeksThatLast = 2;

/**
 * What is offered after the newest of these answers, oldest first. Shown to that person only, kept nowhere: whether one
 * was offered already this week follows from the answers themselves (at most one a week, DOMAIN 3.3).
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
    const lately = wanted !== undefined && offeredOn !== undefined && daysBetween(offeredOn, day) < 7;
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

const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "days" }).days;
