import type { Follow, Follows } from "./runtime/follows.ts";

/*
 * What leads to what across features, on one page. Each line: an event of one feature, and the tick of another that
 * follows from it. The other feature decides for itself; neither knows the other.
 */

type Policy = (event: { readonly type: string }, after: never) => readonly Follow[];

const policies: Readonly<Record<string, Policy>> = {};

/** Every follow of an event of `feature`. */
export const follows: Follows = (feature, event, after) => policies[feature]?.(event, after as never) ?? [];
