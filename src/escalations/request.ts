import type { AccountId, PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Category, Outcome } from "./categories.ts";
import type { How } from "./how.ts";
import type { OnTheCall } from "./on-the-call.ts";
import type { Level, Policies } from "./policy.ts";
import type { KnownCase } from "./repeat/case.ts";

/*
 * A request for help, status by status. It is stored as this very JSON. The rows cited
 * below are in docs/features.md.
 */
export type Request = Open | Acknowledged | Joined | Exhausted | Resolved | Withdrawn;
export type Live = Open | Acknowledged | Joined | Exhausted;
export type Closed = Resolved | Withdrawn;
/** Somebody has it, or the agent says that someone is there. */
export type Taken = Acknowledged | Joined;

/** Nobody has it yet, and people are asked. */
export type Open = Common & NotSought & { readonly status: "open"; readonly ringing: Ringing };

/** A supervisor took it, and is on the way. */
export type Acknowledged = Common &
  Beside & {
    readonly status: "acknowledged";
    readonly holder: PersonId;
    readonly takenAt: Instant;
    readonly joinBy: Instant;
    readonly nudged: boolean;
  };

/** Somebody is with the agent: a supervisor, or a person that only the agent sees. */
export type Joined = HolderJoined | SomeoneJoined;
export type HolderJoined = Common & Beside & WithAgent & { readonly holder: PersonId };
/** The agent pressed "Someone's here": no supervisor has it. */
export type SomeoneJoined = Common & WithAgent & (NotSought | AlsoAsked);

/** Nobody is asked any more, and anybody may take it. */
export type Exhausted = Unanswered | Missed;
/** Every step was asked, or nobody could be. */
export type Unanswered = Common & WaitsQuietly & { readonly news: "nobody" };
/** Handrail was away when it should have gone on. Stored as `overtaken`, the word of 0.1.0. */
export type Missed = Common &
  WaitsQuietly & { readonly news: "overtaken"; readonly overtaken: Gap };

export type Resolved = Common & Ended & { readonly status: "resolved"; readonly how: How };
export type Withdrawn = Common & Ended & { readonly status: "withdrawn"; readonly early: boolean };

export type Common = Base & (Danger | NoDanger);

/** What a request has in every status. */
export interface Base extends OnTheCall, KnownCase {
  readonly id: SubjectId;
  readonly requester: PersonId;
  /** The account the agent asked through: their messages go there. */
  readonly via: AccountId;
  readonly team: TeamName;
  readonly openedAt: Instant;
  /** Nobody is asked but a pretend supervisor. It is kept in a table of its own (practice/). */
  readonly practice?: true;
  /** A colleague who asked for them (docs/features.md E15). */
  readonly raisedBy?: PersonId;
  /** When the last event happened; `given.at` is never earlier. */
  readonly lastAt: Instant;
  /** When the agent last asked: the same press twice within 10 s is one (docs/features.md E1). */
  readonly pressedAt: Instant;
  /** Nothing said yet: Help, asked at the speed of Abuse (docs/features.md E8). */
  readonly bare: boolean;
  readonly category?: Category;
  /**
   * Frozen at the start: a running request keeps the policy it started with (docs/features.md E11).
   */
  readonly policies: Policies;
  readonly round: number;
  /** The last step that asked somebody; -1 before the first. */
  readonly step: number;
  /** In do-not-disturb: asked together with the next step (docs/features.md E12). */
  readonly heldBack: readonly PersonId[];
  /** The occasion of the newest page of each person asked, so that older ones can say so. */
  readonly pages: Readonly<Record<PersonId, string>>;
  /** Passed on or gave back: not asked again this round. */
  readonly passed: readonly PersonId[];
  /** Their page can never be delivered. */
  readonly lost: readonly PersonId[];
  /** Everybody who held it; the last is who had it last. */
  readonly helpers: readonly PersonId[];
  /** Somebody was with the agent at some time. */
  readonly attended: boolean;
  /** Who was the first to be with the agent, and when. Absent in requests of 0.1.0. */
  readonly arrived?: Arrival;
  /** The occasion of the agent's newest message. */
  readonly receipt: string;
  readonly news: News;
  /** Counts occasions, so that each is used once. */
  readonly occasions: number;
  /** A step meant a person who is on shift and cannot be reached by any message. */
  readonly outOfReach?: true;
  /** The newest period in which nobody was asked, because Handrail was away. */
  readonly overtaken?: Gap;
  /** Words or a case reference are kept with it (sealed, elsewhere). */
  readonly worded: boolean;
  /** A day after the end its cards shrink (docs/features.md E18). */
  readonly shrunk: boolean;
}

interface Danger {
  readonly level: "danger";
  readonly danger: DangerRoles;
}
interface NoDanger {
  readonly level: Exclude<Level, "danger">;
}

/** The two people that a danger needs (docs/features.md E8). */
export interface DangerRoles {
  /** With the agent. */
  readonly partner?: PersonId;
  /** Calls the emergency services. */
  readonly caller?: PersonId;
  /** Nobody else could be asked, or nobody else answered: the partner does both. */
  readonly alone: boolean;
}

/** Nobody may take it over. */
export interface NotSought {
  readonly sought: readonly [];
}
/** Others are asked while somebody has it: to take it over, or in a danger to call for help. */
export interface AlsoAsked {
  readonly ringing: Ringing;
  /** Who may take it over: the agent asked again, or the holder hands it on. */
  readonly sought: readonly PersonId[];
}
/** What else is going on while a supervisor has it. */
export type Beside = (NotSought & NotHandedOn) | (AlsoAsked & NotHandedOn) | (AlsoAsked & HandedOn);
interface NotHandedOn {
  /** The colleague who did not take it: the holder reads that it is still theirs. */
  readonly turnedDown?: PersonId;
}
interface HandedOn {
  /** The colleague that the holder asked to take it, until they answer or their time is up. */
  readonly handedTo: PersonId;
}

interface WithAgent {
  readonly status: "joined";
  readonly joinedAt: Instant;
  readonly remindedAt: Instant;
}
interface WaitsQuietly extends NotSought {
  readonly status: "exhausted";
  readonly exhaustedAt: Instant;
}
interface Ended extends NotSought {
  readonly closedAt: Instant;
  readonly assisted: boolean;
  readonly outcome?: Outcome;
  /** Whom the agent thanked (docs/features.md A6). */
  readonly thanked?: PersonId;
}

/** Without a person: the agent said that someone is there. */
export interface Arrival {
  readonly at: Instant;
  readonly person?: PersonId;
}

/** From this time nobody was asked; and who had it then. */
export interface Gap {
  readonly since: Instant;
  readonly holder?: PersonId;
}

/** The step that asks now: which people, and until when. */
export type Ringing = NobodyLater | SomeLater;
interface Asked {
  readonly since: Instant;
  readonly dueAt: Instant;
  /** Everybody this step has asked so far. */
  readonly asked: readonly PersonId[];
}
interface NobodyLater extends Asked {
  readonly later: readonly [];
}
interface SomeLater extends Asked {
  /**
   * Asked halfway: those in a call, and those who do not speak the agent's language
   * (docs/features.md E17).
   */
  readonly later: readonly PersonId[];
  readonly laterAt: Instant;
}

/**
 * What the agent's newest message is about: what must be noticed is a new message (docs/features.md
 * E2).
 */
export type News = "asked" | "taken" | "lost-taker" | "nobody" | "overtaken";

export const isLive = (request: Request): request is Live =>
  request.status !== "resolved" && request.status !== "withdrawn";

export const isTaken = (request: Request): request is Taken =>
  request.status === "acknowledged" || request.status === "joined";

/** It waits because Handrail was away. Nobody has taken it or asked again since. */
export const isMissed = (request: Request): request is Missed =>
  request.status === "exhausted" && request.news === "overtaken";

/** Who has it, if anybody. */
export const holderOf = (request: Request): PersonId | undefined =>
  isTaken(request) && "holder" in request ? request.holder : undefined;

export const ringingOf = (request: Request): Ringing | undefined =>
  "ringing" in request ? request.ringing : undefined;

/** When people are asked that wait for the middle of the step. */
export const laterAt = (ringing: Ringing | undefined): Instant | undefined =>
  ringing !== undefined && "laterAt" in ringing ? ringing.laterAt : undefined;

/** Who may take it over from its holder. */
export const soughtOf = (request: Request): readonly PersonId[] => request.sought;

export const handedTo = (request: Request): PersonId | undefined =>
  "handedTo" in request ? request.handedTo : undefined;

export const turnedDown = (request: Request): PersonId | undefined =>
  "turnedDown" in request ? request.turnedDown : undefined;

export const rolesOf = (request: Request): DangerRoles | undefined =>
  request.level === "danger" ? request.danger : undefined;

/** No page was ever written: nobody is there, or nobody could be reached. */
export const nobodyWasAsked = ({ pages }: Pick<Base, "pages">): boolean =>
  Object.keys(pages).length === 0;

/** Asked in the step that is running, and may still answer. */
export function stillAsked(request: Request): readonly PersonId[] {
  const holder = holderOf(request);
  return (ringingOf(request)?.asked ?? []).filter(
    (id) => id !== holder && !request.passed.includes(id) && !request.lost.includes(id),
  );
}

/** A step of its policy names this very person. */
export const isNamed = ({ policies }: Pick<Base, "policies">, person: PersonId): boolean =>
  Object.values(policies).some(({ steps }) =>
    steps.some(({ notify }) => Array.isArray(notify) && notify.includes(person)),
  );
