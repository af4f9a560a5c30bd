import type { OrganisationId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Sender } from "./adapter.ts";
import type { FiguresData } from "./figures-data.ts";

/*
 * The contract between the core and the HTTP API for programs. What a program asks for a person is a
 * gesture of that person, through `Core.receive`: the same rules and rights as in a chat. The rest
 * is answered by features.
 */

/** What a key may do. */
export const scopes = ["escalate", "on-shift:read", "shifts:write", "figures:read"] as const;
export type Scope = (typeof scopes)[number];

/** A program that is known. */
export interface ApiKey {
  readonly organisation: OrganisationId;
  readonly key: string;
  readonly scopes: readonly Scope[];
}

/** A request for help, as a program may know it: codes and times, and who is coming. */
export interface ApiRequest {
  readonly id: SubjectId;
  readonly state: string;
  readonly team: string;
  readonly level: string;
  readonly category?: string | undefined;
  /** ISO 8601, all of them. */
  readonly opened_at: string;
  readonly taken_at?: string | undefined;
  readonly joined_at?: string | undefined;
  readonly closed_at?: string | undefined;
  /** The first name of who is coming or there: the agent reads it in the chat as well. */
  readonly helper?: string | undefined;
}

export interface ApiOnShift {
  readonly teams: readonly {
    readonly team: string;
    readonly people: readonly {
      readonly person: string;
      readonly name: string;
      readonly role: "agent" | "supervisor";
      /** Never why. */
      readonly state: "here" | "away";
      readonly back_about?: string | undefined;
    }[];
  }[];
}

/** Shifts that begin in a window, in milliseconds; people by e-mail. */
export interface ShiftsGiven {
  readonly from: Instant;
  readonly to: Instant;
  readonly shifts: readonly {
    readonly person: string;
    readonly start: Instant;
    readonly end: Instant;
  }[];
}
export type ApiShifts =
  | {
      readonly applied: number;
      /** `shift`: its place in the list, from 0. `applied`: it counts all the same. */
      readonly problems: readonly {
        readonly shift: number;
        readonly says: string;
        readonly remedy: string;
        readonly applied: boolean;
      }[];
    }
  /** `file`: a file of shifts is the truth. `window`: it ends before it begins, or is too long. */
  | { readonly refused: "file" | "window" };

/** What features answer, by its name. */
export interface ApiAnswers {
  readonly request: ApiRequest;
  readonly "on-shift": ApiOnShift;
  readonly shifts: ApiShifts;
  readonly figures: FiguresData;
}

/** What they are asked with. */
export type ApiQuery<Name extends keyof ApiAnswers> = Name extends "shifts"
  ? ShiftsGiven
  : Readonly<Record<string, string>>;

/** What came of a gesture that a program made for somebody: codes. */
export interface ApiOutcome {
  readonly subject: SubjectId | undefined;
  readonly answer: string | undefined;
  readonly refused: string | undefined;
}

/** What the core offers to the API besides `Core.receive`. */
export interface Api {
  /** `undefined`: there is no such key, or it was revoked. */
  key(secret: string): Promise<ApiKey | undefined>;
  /** An account to act through, by the e-mail of the organisation's file. */
  accountOf(key: ApiKey, email: string): Promise<Sender | "unknown" | "no-account">;
  /** Which body this Idempotency-Key came with first: the same, or another. Kept for a day. */
  seen(key: ApiKey, name: string, body: string): Promise<"ours" | "other">;
  /** Of a gesture with this delivery; `undefined`: nothing came of it. */
  outcome(key: ApiKey, delivery: string): Promise<ApiOutcome | undefined>;
  /** `undefined`: what is asked for is not there. */
  ask<Name extends keyof ApiAnswers>(
    key: ApiKey,
    name: Name,
    query: ApiQuery<Name>,
  ): Promise<ApiAnswers[Name] | undefined>;
}
