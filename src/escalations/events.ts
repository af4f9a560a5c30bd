import type { AccountId, PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant, Millis } from "../kernel/time.ts";
import type { AskReason } from "./ask-reason.ts";
import type { Step } from "./boundary/ladder.ts";
import type { Category, Outcome } from "./categories.ts";
import type { Point } from "./danger/points.ts";
import type { Manner } from "./verdict/manners.ts";
import type { Need } from "./handover/typed.ts";
import type { Level, Policies } from "./policy.ts";
import type { Repeat } from "./repeat/case.ts";
import type { How } from "./how.ts";
import type { Ringing } from "./request.ts";
import type { Verdict } from "./verdict/verdicts.ts";

export type Event =
  | {
      readonly type: "opened";
      readonly at: Instant;
      readonly id: SubjectId;
      readonly requester: PersonId;
      readonly via: AccountId;
      readonly team: TeamName;
      readonly policies: Policies;
      readonly worded: boolean;
      readonly occasion: string;
      readonly practice?: true;
      /** A colleague who asked for the requester. */
      readonly raisedBy?: PersonId;
    }
  | {
      readonly type: "asked";
      readonly at: Instant;
      readonly people: readonly PersonId[];
      readonly round: number;
      readonly step: number;
      readonly ringing: Ringing;
      readonly heldBack: readonly PersonId[];
      /** Meant by the step and on shift, but no message reaches them. In the first round only. */
      readonly absent?: readonly PersonId[];
      readonly occasion: string;
      readonly reason: AskReason;
    }
  /** Asking starts over from this round: asked again after all steps, a danger, a holder lost. */
  | { readonly type: "restarted"; readonly at: Instant; readonly round: number }
  | {
      readonly type: "skipped";
      readonly at: Instant;
      readonly round: number;
      readonly step: number;
      readonly absent?: readonly PersonId[];
    }
  | {
      readonly type: "widened";
      readonly at: Instant;
      readonly people: readonly PersonId[];
      readonly occasion: string;
    }
  /** Out of reach when their step asked, and found since: asked now. */
  | {
      readonly type: "found";
      readonly at: Instant;
      readonly people: readonly PersonId[];
      readonly occasion: string;
    }
  | { readonly type: "exhausted"; readonly at: Instant; readonly occasion: string }
  /** Too late to page anybody (overdue.ts): it waits until somebody takes it. */
  | {
      readonly type: "overtaken";
      readonly at: Instant;
      readonly since: Instant;
      readonly holder?: PersonId;
      readonly occasion: string;
    }
  | { readonly type: "keptTrying"; readonly at: Instant; readonly occasion: string }
  /**
   * Nobody is asked besides the holder. `alone`: so they call for help as well. `ringing`: who was
   * asked so far, and when to look for somebody who was not there.
   */
  | {
      readonly type: "quietened";
      readonly at: Instant;
      readonly alone: boolean;
      readonly ringing?: Ringing;
    }
  | { readonly type: "hastened"; readonly at: Instant; readonly dueAt: Instant }
  | {
      readonly type: "acknowledged";
      readonly at: Instant;
      readonly by: PersonId;
      readonly joinBy: Instant;
      readonly occasion: string;
      readonly instead?: PersonId;
    }
  | { readonly type: "passedOn"; readonly at: Instant; readonly by: PersonId }
  | {
      readonly type: "gaveBack";
      readonly at: Instant;
      readonly by: PersonId;
      readonly occasion: string;
    }
  | {
      readonly type: "lapsed";
      readonly at: Instant;
      readonly by: PersonId;
      readonly occasion: string;
    }
  | {
      readonly type: "handedTo";
      readonly at: Instant;
      readonly by: PersonId;
      readonly to: PersonId;
      readonly dueAt: Instant;
      readonly occasion: string;
    }
  | {
      readonly type: "nudged";
      readonly at: Instant;
      readonly person: PersonId;
      readonly occasion: string;
    }
  | {
      readonly type: "reminded";
      readonly at: Instant;
      readonly person?: PersonId;
      readonly occasion: string;
    }
  | {
      readonly type: "calledAgain";
      readonly at: Instant;
      readonly person?: PersonId;
      readonly occasion: string;
    }
  | {
      readonly type: "joined";
      readonly at: Instant;
      readonly by: PersonId;
      readonly holder?: PersonId;
      readonly manner?: Manner;
      /** Nobody had it before: the agent is told in a new message. */
      readonly occasion?: string;
    }
  /** Taken, if it was not, and joined. What is offered is kept elsewhere, sealed. */
  | {
      readonly type: "answered";
      readonly at: Instant;
      readonly by: PersonId;
      readonly verdict: Verdict;
      readonly occasion: string;
    }
  | {
      readonly type: "levelled";
      readonly at: Instant;
      readonly by: PersonId;
      readonly level: Level;
      /** Sooner than before, where the new level is more urgent. */ readonly joinBy?: Instant;
    }
  | {
      readonly type: "categorised";
      readonly at: Instant;
      readonly by: PersonId;
      readonly category: Category;
    }
  | {
      readonly type: "described";
      readonly at: Instant;
      readonly by: PersonId;
      readonly worded: boolean;
      /** A case reference came with it; `repeat`: the case came back (docs/features.md C8). */
      readonly referred?: true;
      readonly repeat?: Repeat;
      /** A plan had been agreed for it. */
      readonly planned?: true;
    }
  /** The plan for its case was set, changed, or has ended. */
  | { readonly type: "planned"; readonly at: Instant }
  | {
      readonly type: "callingForHelp";
      readonly at: Instant;
      readonly by: PersonId;
      /** They were never asked: their card comes in a new message. */
      readonly occasion?: string;
    }
  /** Cannot go on calling for help: others are asked (docs/features.md C5). */
  | { readonly type: "stoppedCalling"; readonly at: Instant; readonly by: PersonId }
  /** A point of a danger's lists was seen to (docs/features.md C5). */
  | { readonly type: "checked"; readonly at: Instant; readonly by: PersonId; readonly point: Point }
  | {
      readonly type: "customerIn";
      readonly at: Instant;
      readonly by: PersonId;
      readonly country: string;
    }
  /** The handover or, after the end, the note was written. Its texts are kept elsewhere, sealed. */
  | { readonly type: "noted"; readonly at: Instant; readonly by: PersonId; readonly need?: Need }
  /** With *Done* on a danger in which nobody had said so (docs/features.md C5). */
  | {
      readonly type: "helpSaid";
      readonly at: Instant;
      readonly by: PersonId;
      readonly called: boolean;
    }
  /** A step before the end of an abusive call: a warning, or none where none is needed. */
  | ({ readonly type: "boundary"; readonly by: PersonId } & Step)
  | { readonly type: "putOnHold"; readonly at: Instant; readonly by: PersonId }
  /** `told`: how often by now. */
  | {
      readonly type: "toldToGoBack";
      readonly at: Instant;
      readonly told: number;
      readonly occasion: string;
    }
  /** Too late to help: nobody is rung. */
  | { readonly type: "goBackMissed"; readonly at: Instant; readonly told: number }
  /** The agent went back, or the request ended. */
  | { readonly type: "wentBack"; readonly at: Instant; readonly heldFor: Millis }
  | {
      readonly type: "unreachable";
      readonly at: Instant;
      readonly person: PersonId;
      readonly code: string;
    }
  | {
      readonly type: "resolved";
      readonly at: Instant;
      readonly by?: PersonId;
      readonly how: How;
      readonly assisted: boolean;
    }
  | {
      readonly type: "withdrawn";
      readonly at: Instant;
      readonly by: PersonId;
      readonly assisted: boolean;
      readonly early: boolean;
    }
  | {
      readonly type: "recorded";
      readonly at: Instant;
      readonly by: PersonId;
      readonly outcome: Outcome;
      /** Of a danger: the agent is told in a new message. */
      readonly occasion?: string;
    }
  | { readonly type: "thanked"; readonly at: Instant; readonly by: PersonId; readonly to: PersonId }
  | { readonly type: "shrunk"; readonly at: Instant };

/** The events of these types. */
export type EventOf<Type extends Event["type"]> = Extract<Event, { readonly type: Type }>;
