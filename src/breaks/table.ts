import { type Millis, minutes } from "../kernel/time.ts";

/**
 * Why a break comes first, from the call before it; nobody is asked how they feel. It is forgotten
 * when the break starts.
 */
export type Severity = "danger" | "abuse" | "plain";
/** How the queue of calls stands, for the person who asks. */
export type Queue = "under" | "reached" | "last";
/** What the table says. It never says no. */
export type Verdict =
  | "now"
  /**
   * Now, over the limit: supervisors are told that cover is needed. So they are of every absence
   * that begins over the limit, whatever led to it.
   */
  | "nowWithCover"
  /** When a supervisor covers, within two minutes; else after this call. */
  | "afterCover"
  /** In some minutes, and five minutes right now. */
  | "queuedWithBridge"
  | "queued";

/** A break this short starts now even where the limit is reached (docs/features.md B2). */
const shortBreak: Millis = minutes(5);
/** Five minutes at once for somebody who waits (docs/features.md B2). */
export const bridge: Millis = minutes(5);

/** The table of docs/features.md B2. */
const table: Readonly<Record<Severity, Readonly<Record<Queue, Verdict>>>> = {
  danger: { under: "now", reached: "nowWithCover", last: "afterCover" },
  abuse: { under: "now", reached: "queuedWithBridge", last: "queuedWithBridge" },
  plain: { under: "now", reached: "queued", last: "queued" },
};

export function verdictFor(severity: Severity, queue: Queue, length: Millis): Verdict {
  // Who asks for no more than the five minutes has them: nobody goes on to wait for another five.
  if (queue === "reached" && length <= shortBreak) return "nowWithCover";
  return table[severity][queue];
}

const rank: Readonly<Record<Severity, number>> = { danger: 0, abuse: 1, plain: 2 };
/** The more urgent of two. */
export const worse = (a: Severity, b: Severity): Severity => (rank[a] <= rank[b] ? a : b);
/**
 * Whose turn is first: who waited longest, as others see it. By severity, who goes first would tell
 * why. See docs/decisions/0052-first-come-first-away.md.
 */
export function byTurn(a: Turn, b: Turn): number {
  return a.since - b.since || (a.person < b.person ? -1 : 1);
}
export interface Turn {
  readonly person: string;
  readonly since: number;
}
