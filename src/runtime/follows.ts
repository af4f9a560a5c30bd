import type { SubjectId } from "../kernel/ids.ts";

/** A tick of another feature, due at once. Its subject may have nothing stored yet. */
export interface Follow {
  readonly feature: string;
  readonly subject: SubjectId;
  /** One of the other feature's `ticks`. */
  readonly command: string;
}

/**
 * What leads to what across features. It is written as a timer in the event's own transaction, so
 * it is neither lost nor done twice. The other feature decides in a transaction of its own.
 */
export type Follows = (
  feature: string,
  event: { readonly type: string },
  after: unknown,
) => readonly Follow[];
