import type { PersonId } from "../kernel/ids.ts";
import type { Instant, Millis } from "../kernel/time.ts";
import type { Severity } from "./table.ts";

/** Cover that supervisors were asked for. They read who and until when, never why. */
export interface Cover {
  readonly since: Instant;
  readonly occasion: string;
  /** How many were away then, and how many may be (docs/features.md B2). */
  readonly away: number;
  readonly limit: number;
  /** Who was asked: each of them may make room. */
  readonly asked: readonly PersonId[];
  /** Who made room. */
  readonly by?: PersonId;
}

interface Common {
  readonly person: PersonId;
  readonly lastAt: Instant;
}
interface Live extends Common {
  /** Names this break, so that a message of an earlier one is never taken for it. */
  readonly id: string;
  /** The newest message about it; earlier ones point to it. */
  readonly occasion: string;
  readonly occasions: number;
  /** It followed a hard call: afterwards somebody to talk to is offered. */
  readonly care: boolean;
}

/** No break. Nothing is kept of the last one. */
export type None = Common & { readonly status: "none" };
export type Offered = Live & {
  readonly status: "offered";
  readonly severity: Severity;
  readonly since: Instant;
};
export type Queued = Live & {
  readonly status: "queued";
  readonly severity: Severity;
  readonly length: Millis;
  readonly since: Instant;
  readonly lookedAt: Instant;
  /** When their turn comes, as far as anybody knows. */
  readonly about?: Instant;
  readonly ahead: number;
  /** Away for five minutes meanwhile. */
  readonly bridgeUntil?: Instant;
  /** Back from them: others see them wait since then, as if they had asked only now. */
  readonly backSince?: Instant;
  /** Without cover by then it starts after the call. */
  readonly coverBy?: Instant;
  readonly cover?: Cover;
};
export type AfterCall = Live & {
  readonly status: "afterCall";
  readonly length: Millis;
  readonly since: Instant;
  /** A place is kept for them, for a while. */
  readonly held: boolean;
  readonly cover?: Cover;
};
export type Away = Live & {
  readonly status: "away";
  readonly until: Instant;
  /** How long they meant to be away, for what helps in that time (docs/features.md B5). */
  readonly length: Millis;
  readonly nudged: boolean;
  readonly cover?: Cover;
};
export type Break = None | Offered | Queued | AfterCall | Away;

/** Of every event: `watchers` are supervisors whose pages show it. */
interface About {
  readonly at: Instant;
  readonly person: PersonId;
  readonly watchers: readonly PersonId[];
  /** The real-time desk, where somebody is there. */
  readonly desk?: readonly PersonId[];
}
/** They waited longer than they should have. */
interface Late {
  readonly deferred?: true;
}
export interface New {
  readonly id: string;
  readonly occasion: string;
  readonly care: boolean;
}

export type Event = About &
  (
    | ({ readonly type: "offered"; readonly severity: Severity } & New)
    | { readonly type: "worsened"; readonly severity: Severity }
    | ({
        readonly type: "queued";
        readonly severity: Severity;
        readonly length: Millis;
        readonly since: Instant;
        readonly about?: Instant;
        readonly ahead: number;
        readonly bridgeUntil?: Instant;
        readonly coverBy?: Instant;
      } & New)
    | {
        readonly type: "looked";
        readonly about?: Instant;
        readonly ahead: number;
        readonly coverBy?: Instant;
      }
    | { readonly type: "bridgeEnded"; readonly next: readonly PersonId[] }
    | {
        readonly type: "coverAsked";
        readonly people: readonly PersonId[];
        readonly occasion: string;
        readonly away: number;
        readonly limit: number;
      }
    | { readonly type: "roomMade"; readonly by: PersonId }
    | ({ readonly type: "afterCall"; readonly length: Millis } & New & Late)
    | { readonly type: "released"; readonly next: readonly PersonId[] }
    | ({ readonly type: "started"; readonly length: Millis; readonly until: Instant } & New & Late)
    | { readonly type: "extended"; readonly until: Instant }
    | { readonly type: "nudged"; readonly occasion: string }
    /** `next`: those who wait, in turn: they look whether it is theirs. */
    | ({
        readonly type: "ended";
        readonly how: "back" | "declined" | "lapsed" | "shiftOver";
        readonly care: boolean;
        readonly next: readonly PersonId[];
      } & Late)
  );

/** Since when others see somebody wait: after five minutes away they do so from their end on. */
export const waitsSince = ({ bridgeUntil, backSince, since }: Queued): Instant =>
  bridgeUntil ?? backSince ?? since;

/** The place in the queue: as others see it. */
export const turnFor = (state: Queued) => ({ person: state.person, since: waitsSince(state) });

/** Whether somebody is away right now, and until when as others read it. */
export function awayUntil(state: Break): Instant | undefined {
  if (state.status === "away") return state.until;
  return state.status === "queued" ? state.bridgeUntil : undefined;
}
