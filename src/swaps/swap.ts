import type { PersonId, SubjectId } from "../kernel/ids.ts";
import type { Shift } from "../kernel/spans.ts";
import type { Instant } from "../kernel/time.ts";

/**
 * Somebody else's work in the place of one's own: a swap that is asked of a colleague, a place that
 * any colleague may take now, or a change that a supervisor makes for a day.
 */
export interface Swap {
  readonly id: SubjectId;
  readonly lastAt: Instant;
  readonly kind: "swap" | "place" | "change";
  readonly status: "asked" | "agreed" | "declined" | "withdrawn" | "over";
  /** Whose shift it is. */
  readonly owner: PersonId;
  /** Who began it: another person where a supervisor made a change. */
  readonly by: PersonId;
  /** Of a change: the whole day. */
  readonly span: Shift;
  /** Of a swap, the colleague's shift in return; of a change, when they work on that day. */
  readonly back?: Shift;
  /** Who may take it. */
  readonly asked: readonly PersonId[];
  readonly taker?: PersonId;
  /** Who runs the teams of its owner. */
  readonly supervisors: readonly PersonId[];
  /** They were told that nobody has the place yet. */
  readonly urgent?: true;
  /** When to look again; absent: it is over. */
  readonly lookAt?: Instant;
  /** The occasion of the newest message to its owner. */
  readonly receipt: string;
}

export type Event =
  | { readonly type: "began"; readonly at: Instant; readonly swap: Swap }
  | { readonly type: "agreed"; readonly at: Instant; readonly taker: PersonId }
  | { readonly type: "declined"; readonly at: Instant }
  | { readonly type: "unanswered"; readonly at: Instant }
  | { readonly type: "withdrawn"; readonly at: Instant }
  | { readonly type: "over"; readonly at: Instant };

export function evolve(before: Swap | undefined, event: Event): Swap {
  if (event.type === "began") return event.swap;
  if (before === undefined) throw new Error(`${event.type} before it began`);
  const { lookAt: _, ...rest } = before;
  const now = { ...rest, lastAt: event.at };
  switch (event.type) {
    case "agreed":
      return { ...now, status: "agreed", taker: event.taker, receipt: "r2" };
    case "declined":
      return { ...now, status: "declined", receipt: "r2" };
    case "unanswered":
      return { ...now, urgent: true, lookAt: before.span.to };
    case "withdrawn":
      return { ...now, status: "withdrawn" };
    case "over":
      return { ...now, status: "over", receipt: "r2" };
  }
}

/** Who works, or does not, when this has been agreed: in order, a later one counts. */
export function changesOf({ kind, owner, taker, span, back }: Swap): {
  readonly person: PersonId;
  readonly span: Shift;
  readonly works: boolean;
}[] {
  const off = { person: owner, span, works: false };
  if (kind === "change")
    return back === undefined ? [off] : [off, { person: owner, span: back, works: true }];
  if (taker === undefined) return [];
  const given = [off, { person: taker, span, works: true }];
  if (back === undefined) return given;
  // The return comes first: where both shifts meet, each works the other's.
  return [
    { person: taker, span: back, works: false },
    off,
    { person: taker, span, works: true },
    { person: owner, span: back, works: true },
  ];
}
