import type { AccountId, PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Category, Outcome } from "./categories.ts";
import type { Level, Policies, Policy } from "./policy.ts";

/** Who is being asked right now, and until when. */
export interface Ringing {
  readonly since: Instant;
  readonly dueAt: Instant;
  /** Everybody this step has asked so far. */
  readonly asked: readonly PersonId[];
  /** Asked halfway through the step: those in a call, and those who do not speak the agent's language (PRODUCT E17). */
  readonly later: readonly PersonId[];
  readonly laterAt?: Instant;
}

/** The two people a danger needs (PRODUCT E8, DOMAIN 6.6). */
export interface DangerRoles {
  /** With the agent on the line. */
  readonly partner?: PersonId;
  /** Calls the emergency services. */
  readonly caller?: PersonId;
  /** Nobody else could be asked, or nobody else answered: the partner does both, and `caller` says so. */
  readonly alone: boolean;
}

export interface Common {
  readonly id: SubjectId;
  readonly requester: PersonId;
  /** The account the agent asked through: their receipts go there. */
  readonly via: AccountId;
  readonly team: TeamName;
  readonly openedAt: Instant;
  /** When the last event happened: `given.at` is never before it. */
  readonly lastAt: Instant;
  readonly level: Level;
  /** When the agent last asked: the same press twice within 10 s is one (PRODUCT E1). */
  readonly pressedAt: Instant;
  /** Nothing said yet: Help, asked at the speed of Abuse (PRODUCT E8). */
  readonly bare: boolean;
  readonly category?: Category;
  /** Frozen at the start: a running request keeps the policy it started with (PRODUCT E11). */
  readonly policies: Policies;
  readonly round: number;
  /** The last step that asked somebody; -1 before the first. */
  readonly step: number;
  readonly ringing?: Ringing;
  /** In do-not-disturb: asked together with the next step (PRODUCT E12). */
  readonly heldBack: readonly PersonId[];
  /** The occasion of the newest page of each person asked, so that older ones can say so. */
  readonly pages: Readonly<Record<PersonId, string>>;
  /** Passed on or gave back: not asked again this round. */
  readonly passed: readonly PersonId[];
  /** Somebody was meant who is on shift, and whom no message reaches. */
  readonly outOfReach?: true;
  /** Their page can never be delivered. */
  readonly lost: readonly PersonId[];
  /** While somebody has it: who may take it over, because the agent asked again or the holder handed it on. */
  readonly sought: readonly PersonId[];
  /** The colleague the holder would like to take it, until they answer or their time is up. */
  readonly handedTo?: PersonId;
  /** The colleague who did not take it: the holder reads that it is still theirs. */
  readonly turnedDown?: PersonId;
  /** Everybody who held it; the last is who had it last. */
  readonly helpers: readonly PersonId[];
  /** Somebody was with the agent at some time. */
  readonly attended: boolean;
  readonly danger?: DangerRoles;
  /** The occasion of the agent's newest message. */
  readonly receipt: string;
  /** What that message is about: the news that rang. */
  readonly news: News;
  /** Counts occasions, so that each is used once. */
  readonly occasions: number;
  readonly outcome?: Outcome;
  /** Nobody went on asking from then on, because Handrail was away; and who had it at that time. The newest such time. */
  readonly overtaken?: { readonly since: Instant; readonly holder?: PersonId };
  /** Words or a case reference are kept with it (sealed, elsewhere). */
  readonly worded: boolean;
  /** A day after closing its cards shrink (PRODUCT E18). */
  readonly shrunk: boolean;
}

/** Why the agent's newest message was a new message: what must be noticed rings (PRODUCT E2). */
export type News = "asked" | "taken" | "lost-taker" | "nobody" | "still-trying" | "overtaken";

export type Open = Common & { readonly status: "open"; readonly ringing: Ringing };
export type Acknowledged = Common & {
  readonly status: "acknowledged";
  readonly holder: PersonId;
  readonly takenAt: Instant;
  readonly joinBy: Instant;
  readonly nudged: boolean;
};
export type Joined = Common & {
  readonly status: "joined";
  /** Absent: the agent said that someone is there. */ readonly holder?: PersonId;
  readonly joinedAt: Instant;
  readonly remindedAt: Instant;
};
export type Exhausted = Common & { readonly status: "exhausted"; readonly exhaustedAt: Instant };
export type Resolved = Common & {
  readonly status: "resolved";
  readonly closedAt: Instant;
  readonly how: How;
  readonly assisted: boolean;
};
export type Withdrawn = Common & {
  readonly status: "withdrawn";
  readonly closedAt: Instant;
  readonly assisted: boolean;
  readonly early: boolean;
};

export type Request = Open | Acknowledged | Joined | Exhausted | Resolved | Withdrawn;
export type Live = Open | Acknowledged | Joined | Exhausted;

/** `done`: a helper said so; `call-ended`: the agent did; `not-recorded`: 30 minutes with the agent; `unanswered`: nobody came. */
export type How = "done" | "call-ended" | "not-recorded" | "unanswered";

/** Why people were asked: shown in the timeline. */
export type AskReason =
  | "opened"
  | "silence"
  | "passedOn"
  | "givenBack"
  | "lapsed"
  | "again"
  | "danger"
  | "unreachable"
  | "callForHelp";

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
    }
  | {
      readonly type: "asked";
      readonly at: Instant;
      readonly people: readonly PersonId[];
      readonly round: number;
      readonly step: number;
      readonly ringing: Ringing;
      readonly heldBack: readonly PersonId[];
      /** Meant by the step and on shift, with no account that a message would reach. Said in the first round only. */
      readonly absent?: readonly PersonId[];
      readonly occasion: string;
      readonly reason: AskReason;
    }
  /** The named resets: pressed again when all were asked, danger, a taker lost at the very end. Asking starts over from this round. */
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
  | { readonly type: "exhausted"; readonly at: Instant; readonly occasion: string }
  /** So late that no page goes out any more (late.ts): it waits, quietly, for somebody who takes it. */
  | {
      readonly type: "overtaken";
      readonly at: Instant;
      readonly since: Instant;
      readonly holder?: PersonId;
      readonly occasion: string;
    }
  | { readonly type: "keptTrying"; readonly at: Instant; readonly occasion: string }
  /** Nobody further is asked beside whoever has it. `alone`: and so they call for help as well. */
  | { readonly type: "quietened"; readonly at: Instant; readonly alone: boolean }
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
    }
  | { readonly type: "callingForHelp"; readonly at: Instant; readonly by: PersonId }
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
    }
  | { readonly type: "shrunk"; readonly at: Instant };

export const isLive = (request: Request): request is Live =>
  request.status !== "resolved" && request.status !== "withdrawn";

/** The policy whose steps and times govern this request now. */
export function policyOf({
  policies,
  level,
  bare,
}: Pick<Common, "policies" | "level" | "bare">): Policy {
  return bare && level === "help" ? bareOf(policies) : policies[level];
}

const bares = new WeakMap<Policies, Policy>();

/** Bare is Help at the speed of Abuse (PRODUCT E8): the people are those of Help, whoever else is meant for an Abuse. */
function bareOf(policies: Policies): Policy {
  const { help, abuse } = policies;
  const known = bares.get(policies);
  if (known !== undefined) return known;
  const steps = help.steps.map((step, n) => ({
    ...step,
    timeout: Math.min(step.timeout, (abuse.steps[n] ?? abuse.steps.at(-1) ?? step).timeout),
  }));
  const bare = { ...abuse, steps };
  bares.set(policies, bare);
  return bare;
}

/** Waits for somebody because Handrail was away, and nobody has taken it or asked again since. */
export const isOvertaken = (request: Request): boolean =>
  request.status === "exhausted" && request.news === "overtaken";

/** No page was ever written: nobody is there, or nobody could be reached. */
export const nobodyWasAsked = ({ pages }: Pick<Common, "pages">): boolean =>
  Object.keys(pages).length === 0;

/** Who has it, if anybody. */
export function holderOf(request: Request): PersonId | undefined {
  return request.status === "acknowledged" || request.status === "joined"
    ? request.holder
    : undefined;
}

/** A danger in which nobody calls the emergency services yet (PRODUCT E8). */
export const needsCaller = (request: Request): boolean =>
  request.level === "danger" && request.danger?.caller === undefined;

/** Asked in the step that is running, and may still answer. */
export function stillAsked(request: Request): readonly PersonId[] {
  const holder = holderOf(request);
  return (request.ringing?.asked ?? []).filter(
    (id) => id !== holder && !request.passed.includes(id) && !request.lost.includes(id),
  );
}
