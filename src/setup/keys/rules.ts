import type { Decision, Given } from "../../kernel/decision.ts";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { type Instant, hours } from "../../kernel/time.ts";

/** A program's key, without its name and without its secret. */
export interface Key {
  readonly id: SubjectId;
  readonly lastAt: Instant;
  /** Absent: the operator made it. */
  readonly by?: PersonId;
  readonly scopes: readonly string[];
  /** When it ends by itself. */
  readonly until?: Instant;
  readonly revoked?: true;
}

export type Command =
  | { readonly do: "make"; readonly scopes: readonly string[]; readonly days?: number | undefined }
  | { readonly do: "revoke" };

/** The name, and by which hash the secret is known. */
export interface Shown {
  readonly name: string;
  readonly hash: string;
}

export interface Facts {
  readonly isAdmin: boolean;
  /** Keys of the organisation: made within the hour, and in use. */
  readonly lately: number;
  readonly inUse: number;
  /** Of one that is made: no event has it. */
  readonly made?: Shown | undefined;
}

export type Event =
  | {
      readonly type: "made";
      readonly at: Instant;
      readonly id: SubjectId;
      readonly by: PersonId;
      readonly scopes: readonly string[];
      readonly until?: Instant;
    }
  | { readonly type: "revoked"; readonly at: Instant };

export type Answer = "made" | "revoked";
export type Refusal = "not-an-admin" | "too-many" | "too-fast" | "gone";

/** Whoever has got an admin's browser shall not make keys by the hundred. */
export const most = { inAnHour: 10, inUse: 50 };

/** Admins make keys and end them; each change is in the journal (docs/features.md I5). */
export function decide(
  key: Key | undefined,
  command: Command,
  { at, by, newId: id }: Given,
  { isAdmin, lately, inUse }: Facts,
): Decision<Event, Answer, Refusal> {
  if (by === undefined || !isAdmin) return { refused: "not-an-admin" };
  if (command.do === "revoke")
    return key === undefined || key.revoked === true
      ? { refused: "gone" }
      : { events: [{ type: "revoked", at }], answer: "revoked" };
  if (inUse >= most.inUse) return { refused: "too-many" };
  if (lately >= most.inAnHour) return { refused: "too-fast" };
  const { scopes, days } = command;
  const made = { type: "made", at, id, by, scopes } as const;
  const until = days === undefined ? undefined : at + hours(24 * days);
  return { events: [until === undefined ? made : { ...made, until }], answer: "made" };
}

export function evolve(before: Key | undefined, event: Event): Key {
  if (event.type === "made") {
    const { at, id, by, scopes, until } = event;
    const key = { id, lastAt: at, by, scopes };
    return until === undefined ? key : { ...key, until };
  }
  if (before === undefined) throw new Error("revoked before it was made");
  return { ...before, lastAt: event.at, revoked: true };
}
