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
  history.forEach((answered, index) => {
    const wanted = offerOf(history.slice(0, index + 1));
    const lately = offeredOn !== undefined && daysBetween(offeredOn, answered.day) < 7;
    offer = lately ? undefined : wanted;
    if (offer !== undefined) offeredOn = answered.day;
  });
  return offer;
}

function offerOf(history: readonly Answered[]): Offer | undefined {
  const newest = history.at(-1);
  if (newest === undefined) return undefined;
  const weeks = [...Map.groupBy(history, ({ day }) => localWeek(day))].toSorted(([a], [b]) => a - b).slice(-weeksLooked);
  const hard = weeks.filter(([, answered]) => answered.some(({ answers }) => hardWeek(answers)));
  if (hard.length >= weeksThatLast && hardWeek(newest.answers)) return "lasting";
  return hardToday(newest.answers) ? "today" : undefined;
}

const daysBetween = (from: string, to: string): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: "days" }).days;
