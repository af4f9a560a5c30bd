import type { PersonId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";

/** A thought at the start of a shift, for those who asked for it (docs/features.md K10). */
export interface ShiftStart {
  /** When it last came. */
  readonly at?: Instant;
  /** When the next shift begins by their teams' hours; absent: only they can say. */
  readonly next?: Instant;
  /** Not free as it began: looked at again then. */
  readonly lookAt?: Instant;
}

export type StartEvent =
  | {
      readonly type: "startAsked";
      readonly at: Instant;
      readonly person: PersonId;
      readonly wanted: boolean;
      readonly next?: Instant;
    }
  | { readonly type: "started"; readonly at: Instant; readonly next?: Instant }
  /** It disturbed. */
  | { readonly type: "startHeld"; readonly at: Instant; readonly lookAt: Instant }
  /** Not this time: it came for this shift already, there is none, or it disturbed all along. */
  | { readonly type: "startMoved"; readonly at: Instant; readonly next?: Instant };

/** @returns `undefined`: nothing comes. */
export function evolveStart(
  before: ShiftStart | undefined,
  event: StartEvent,
): ShiftStart | undefined {
  if (event.type === "startHeld") return { ...before, lookAt: event.lookAt };
  if (event.type === "startAsked" && !event.wanted) return undefined;
  const at = event.type === "started" ? event.at : before?.at;
  return {
    ...(at === undefined ? {} : { at }),
    ...(event.next === undefined ? {} : { next: event.next }),
  };
}
