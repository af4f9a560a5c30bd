import type { Instant, Millis } from "../kernel/time.ts";
import type { Boundary } from "./boundary/ladder.ts";
import type { Checked } from "./danger/points.ts";
import type { SaidManner } from "./verdict/manners.ts";
import type { Noted } from "./handover/typed.ts";
import type { LastVerdict } from "./verdict/verdicts.ts";

/** What the agent did on the call itself, and what they were told. Requests of before have none. */
export interface OnTheCall {
  /** What was said to an abusive customer so far (docs/features.md C3). */
  readonly boundary?: Boundary;
  /** The customer waits; `told`: how often the agent was told to go back (docs/features.md C4). */
  readonly onHold?: { readonly since: Instant; readonly told: number };
  /** How long the customer waited in all, without the hold of now. */
  readonly heldFor?: Millis;
  /** The last answer that somebody gave without walking over (docs/features.md E10). */
  readonly verdict?: LastVerdict;
  /** How somebody is with the agent, as they said (docs/features.md E10). */
  readonly manner?: SaidManner;
  /** What the two people of a danger saw to (docs/features.md C5). */
  readonly checked?: Checked;
  /** Where the customer is, if somebody said so: a code of ISO 3166 (docs/features.md C5). */
  readonly customerIn?: string;
  /** When the handover or the note was written last (docs/features.md C6, A1). */
  readonly noted?: Noted;
}
