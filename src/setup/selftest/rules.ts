import type { Instant, Millis } from "../../kernel/time.ts";

/*
 * What a self-test proves, part by part, and how long each may take (docs/features.md P8). Pure.
 */

/** How long the first step waits: the shortest time that a file may have. */
export const firstStep: Millis = 5_000;

/** In the order of a request. */
export const parts = ["call", "page", "clock", "answer", "arrival", "end", "settled"] as const;
export type Part = (typeof parts)[number];

/** Each part has so long, from the one before it. A page within five seconds is what is promised. */
export const bound: Millis = 5_000;
/** How long each part may take. */
export type Bounds = Readonly<Record<Part, Millis>>;
export const boundsOf = (most: Millis): Bounds =>
  Object.fromEntries(parts.map((part) => [part, most])) as Record<Part, Millis>;
const usual = boundsOf(bound);
/** After so long nothing more is waited for. */
export const longest: Millis = firstStep + parts.length * bound;

/** What the tables and the pretend platform say of one self-test. */
export interface Seen {
  /** From the call until the first page was shown here; absent: it was not, or elsewhere. */
  readonly page?: Millis | undefined;
  /** By the request's own journal. */
  readonly events: readonly {
    readonly type: string;
    readonly at: Instant;
    readonly step?: number;
  }[];
  /** Messages of it that are not as they should be yet. */
  readonly waiting: number;
}

export type Took = Readonly<Partial<Record<Part, Millis>>>;

/** How long each part took that has happened by now. */
export function tookOf({ page, events, waiting }: Seen): Took {
  const at = (type: string, step?: number) =>
    events.find((one) => one.type === type && (step === undefined || one.step === step))?.at;
  const [first, later] = [at("asked", 0), at("asked", 1)];
  const [taken, joined, resolved] = [at("acknowledged"), at("joined"), at("resolved")];
  const since = (from: Instant | undefined, to: Instant | undefined) =>
    from === undefined || to === undefined ? undefined : to - from;
  return {
    call: first === undefined ? undefined : 0,
    page,
    clock: since(first === undefined ? undefined : first + firstStep, later),
    answer: since(later, taken),
    arrival: since(taken, joined),
    end: since(joined, resolved),
    settled: resolved !== undefined && waiting === 0 ? 0 : undefined,
  };
}

/** The first part that did not happen, or took too long; `undefined`: all of it is well. */
export const faultIn = (took: Took, most = usual): Part | undefined =>
  parts.find((part) => (took[part] ?? Infinity) > most[part]);

/** How long the next part may still take; 0: all of it has happened. */
export function mayTake(took: Took, most = usual): Millis {
  const next = parts.find((part) => took[part] === undefined);
  if (next === undefined) return 0;
  return most[next] + (next === "clock" ? firstStep : 0);
}

/** How a process stands with its self-test; times by the clock of the time that it was awake. */
export interface History {
  readonly begunAt: Millis;
  readonly goodAt?: Millis | undefined;
  /** In a row. */
  readonly failures: number;
  /** Of the last one, where it failed. */
  readonly failed?: Part | undefined;
}

export type Standing =
  /** It has begun, and the first one is still to come. */
  | { readonly is: "soon" }
  | { readonly is: "good"; readonly ago: Millis }
  | { readonly is: "failed"; readonly part: Part; readonly ago: Millis }
  /** None has come through for too long, and none has failed: the self-test itself stands still. */
  | { readonly is: "missing"; readonly ago: Millis };

/** Two are missed, and a minute more. In milliseconds. */
export const tooOld: Millis = 11 * 60_000;
/** One alone may have met a restart of the database. */
const failuresThatCount = 2;

export function standingOf({ begunAt, goodAt, failures, failed }: History, now: Millis): Standing {
  const ago = now - (goodAt ?? begunAt);
  if (failed !== undefined && failures >= failuresThatCount)
    return { is: "failed", part: failed, ago };
  if (ago > tooOld) return { is: "missing", ago };
  return goodAt === undefined ? { is: "soon" } : { is: "good", ago };
}

export const isWell = ({ is }: Standing): boolean => is === "good" || is === "soon";
