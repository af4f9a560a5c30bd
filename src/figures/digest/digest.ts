/** A week in a few numbers of all teams, as the gate let them be shown (docs/features.md I3). */
export interface Digest {
  /** Its Monday. */
  readonly week: string;
  /** Shares in per cent; a time in seconds. What is absent is not shown. */
  readonly inTime?: number;
  readonly alone?: number;
  readonly taken?: number;
  /** Breaks that had to wait, of those that were offered. */
  readonly cover?: { readonly offered: number; readonly deferred: number };
  readonly cause?: { readonly category: string; readonly calls: number };
  readonly promises?: number;
  readonly goodCalls?: number;
  /** The same shares of the weeks before, oldest first, with this week last. */
  readonly weeks: readonly {
    readonly week: string;
    readonly inTime?: number;
    readonly alone?: number;
    readonly promises?: number;
  }[];
}

/** Somebody reads something in it. */
export const saysSomething = (digest: Digest): boolean =>
  Object.entries(digest).some(
    ([name, value]) => name !== "week" && name !== "weeks" && value !== undefined,
  );
