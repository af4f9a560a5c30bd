import type { AccountId, PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Category, Outcome } from "./categories.ts";
import type { Level, Policies, Policy } from "./policy.ts";

/** Who is being asked right now, and until when. */
export interface Ringing {
  readonly since: Instant;
  readonly dueAt: Instant;
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
  /** Only one supervisor could be asked: they do both. */
  readonly alone: boolean;
}

interface Common {
  readonly id: SubjectId;
  readonly requester: PersonId;
  /** The account the agent asked through: their receipts go there. */
  readonly via: AccountId;
  readonly team: TeamName;
  readonly openedAt: Instant;
  /** When the last event happened: `given.at` is never before it. */
  readonly lastAt: Instant;
  readonly level: Level;
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
  /** Their page can never be delivered. */
  readonly lost: readonly PersonId[];
  /** Everybody who held it, in order. */
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
  /** Words or a case reference are kept with it (sealed, elsewhere). */
  readonly worded: boolean;
  /** A day after closing its cards shrink (PRODUCT E18). */
  readonly shrunk: boolean;
}

/** Why the agent's newest message was a new message: what must be noticed rings (PRODUCT E2). */
export type News = "asked" | "taken" | "lost-taker" | "nobody" | "still-trying";

export type Open = Common & { readonly status: "open"; readonly ringing: Ringing };
export type Acknowledged = Common & {
  readonly status: "acknowledged";
  readonly holder: PersonId;
  readonly takenAt: Instant;
  readonly joinBy: Instant;
  readonly nudged: boolean;
};
export type Joined = Common & { readonly status: "joined"; /** Absent: the agent said that someone is there. */ readonly holder?: PersonId; readonly joinedAt: Instant; readonly remindedAt: Instant };
export type Exhausted = Common & { readonly status: "exhausted"; readonly exhaustedAt: Instant };
export type Resolved = Common & { readonly status: "resolved"; readonly closedAt: Instant; readonly how: How; readonly assisted: boolean };
export type Withdrawn = Common & { readonly status: "withdrawn"; readonly closedAt: Instant; readonly assisted: boolean; readonly early: boolean };

export type Request = Open | Acknowledged | Joined | Exhausted | Resolved | Withdrawn;
export type Live = Open | Acknowledged | Joined | Exhausted;

/** `done`: a helper said so; `call-ended`: the agent did; `not-recorded`: 30 minutes with the agent; `unanswered`: nobody came. */
export type How = "done" | "call-ended" | "not-recorded" | "unanswered";

/** Why people were asked: shown in the timeline. */
export type AskReason = "opened" | "silence" | "passedOn" | "givenBack" | "lapsed" | "again" | "danger" | "unreachable" | "callForHelp" | "level";

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
      readonly occasion: string;
      readonly reason: AskReason;
    }
  | { readonly type: "skipped"; readonly at: Instant; readonly round: number; readonly step: number }
  | { readonly type: "widened"; readonly at: Instant; readonly people: readonly PersonId[]; readonly occasion: string }
  | { readonly type: "exhausted"; readonly at: Instant; readonly occasion: string }
  | { readonly type: "keptTrying"; readonly at: Instant; readonly occasion: string }
  | { readonly type: "quietened"; readonly at: Instant }
  | { readonly type: "hastened"; readonly at: Instant; readonly dueAt: Instant }
  | { readonly type: "acknowledged"; readonly at: Instant; readonly by: PersonId; readonly joinBy: Instant; readonly occasion: string; readonly instead?: PersonId }
  | { readonly type: "passedOn"; readonly at: Instant; readonly by: PersonId }
  | { readonly type: "gaveBack"; readonly at: Instant; readonly by: PersonId; readonly occasion: string }
  | { readonly type: "lapsed"; readonly at: Instant; readonly by: PersonId; readonly occasion: string }
  | { readonly type: "handedTo"; readonly at: Instant; readonly by: PersonId; readonly to: PersonId; readonly dueAt: Instant; readonly occasion: string }
  | { readonly type: "nudged"; readonly at: Instant; readonly person: PersonId; readonly occasion: string }
  | { readonly type: "reminded"; readonly at: Instant; readonly person?: PersonId; readonly occasion: string }
  | { readonly type: "calledAgain"; readonly at: Instant; readonly person?: PersonId; readonly occasion: string }
  | { readonly type: "joined"; readonly at: Instant; readonly by: PersonId; readonly holder?: PersonId }
  | { readonly type: "levelled"; readonly at: Instant; readonly by: PersonId; readonly level: Level }
  | { readonly type: "categorised"; readonly at: Instant; readonly by: PersonId; readonly category: Category }
  | { readonly type: "described"; readonly at: Instant; readonly by: PersonId; readonly worded: boolean }
  | { readonly type: "callingForHelp"; readonly at: Instant; readonly by: PersonId }
  | { readonly type: "unreachable"; readonly at: Instant; readonly person: PersonId; readonly code: string }
  | { readonly type: "resolved"; readonly at: Instant; readonly by?: PersonId; readonly how: How; readonly assisted: boolean }
  | { readonly type: "withdrawn"; readonly at: Instant; readonly by: PersonId; readonly assisted: boolean; readonly early: boolean }
  | { readonly type: "recorded"; readonly at: Instant; readonly by: PersonId; readonly outcome: Outcome }
  | { readonly type: "shrunk"; readonly at: Instant };

export const isLive = (request: Request): request is Live => request.status !== "resolved" && request.status !== "withdrawn";

/** The policy whose steps and times govern this request now. Bare is Help at the speed of Abuse (PRODUCT E8). */
export function policyOf(request: Pick<Common, "policies" | "level" | "bare">): Policy {
  return request.policies[request.bare && request.level === "help" ? "abuse" : request.level];
}

/** Who has it, if anybody. */
export function holderOf(request: Request): PersonId | undefined {
  return request.status === "acknowledged" || request.status === "joined" ? request.holder : undefined;
}

/** What is true after an event. */
export function evolve(before: Request | undefined, event: Event): Request {
  if (event.type === "opened") {
    const { type: _, at, occasion, ...rest } = event;
    return {
      ...rest,
      status: "open",
      openedAt: at,
      lastAt: at,
      level: "help",
      bare: true,
      round: 0,
      step: -1,
      ringing: { since: at, dueAt: at, later: [] },
      heldBack: [],
      pages: {},
      passed: [],
      lost: [],
      helpers: [],
      attended: false,
      receipt: occasion,
      news: "asked",
      occasions: 1,
      shrunk: false,
    };
  }
  if (before === undefined) throw new Error(`${event.type} before a request was opened`);
  const now = { ...before, lastAt: event.at, occasions: before.occasions + ("occasion" in event ? 1 : 0) };
  switch (event.type) {
    case "asked": {
      const pages = { ...now.pages };
      for (const id of event.people) pages[id] = event.occasion;
      const next = {
        ...now,
        pages,
        round: event.round,
        step: event.step,
        ringing: event.ringing,
        heldBack: event.heldBack,
        passed: event.round === before.round ? before.passed : [],
      };
      const danger = before.danger && withAsked(before.danger, event.people);
      // Asking from "No answer" opens the request again; otherwise whoever has it keeps it.
      return next.status === "exhausted" ? asOpen({ ...next, danger }, event.ringing) : { ...next, danger };
    }
    case "skipped":
      return { ...now, round: event.round, step: event.step, passed: event.round === before.round ? before.passed : [] };
    case "widened": {
      const pages = { ...now.pages };
      for (const id of event.people) pages[id] = event.occasion;
      const ringing = before.ringing && { since: before.ringing.since, dueAt: before.ringing.dueAt, later: [] };
      return { ...now, pages, ringing } as Request;
    }
    case "exhausted":
      return { ...common(now), status: "exhausted", exhaustedAt: event.at, ringing: undefined, receipt: event.occasion, news: "nobody" };
    case "keptTrying":
      return { ...now, receipt: event.occasion, news: "nobody" };
    case "quietened":
      return { ...now, ringing: undefined } as Request;
    case "hastened":
      return { ...now, ringing: before.ringing && { ...before.ringing, dueAt: event.dueAt } } as Request;
    case "acknowledged": {
      const danger = before.danger && {
        ...before.danger,
        partner: event.by,
        ...(before.danger.alone ? { caller: event.by } : {}),
      };
      const keepsRinging = danger !== undefined && danger.caller === undefined;
      return {
        ...common(now),
        status: "acknowledged",
        holder: event.by,
        takenAt: event.at,
        joinBy: event.joinBy,
        nudged: false,
        danger,
        ringing: keepsRinging ? before.ringing : undefined,
        helpers: withOne(before.helpers, event.by),
        receipt: event.occasion,
        news: "taken",
      };
    }
    case "passedOn":
      return { ...now, passed: withOne(before.passed, event.by) };
    case "gaveBack":
    case "lapsed": {
      const danger = before.danger && { ...before.danger, partner: undefined };
      const passed = event.type === "gaveBack" ? withOne(before.passed, event.by) : before.passed;
      return asOpen({ ...now, danger, passed, receipt: event.occasion, news: "lost-taker" }, { since: event.at, dueAt: event.at, later: [] });
    }
    case "handedTo":
      return {
        ...now,
        pages: { ...now.pages, [event.to]: event.occasion },
        ringing: { since: event.at, dueAt: event.dueAt, later: [] },
      };
    case "nudged":
      return { ...now, ...(now.status === "acknowledged" ? { nudged: true } : {}), pages: { ...now.pages, [event.person]: event.occasion } } as Request;
    case "reminded":
      return {
        ...now,
        ...(now.status === "joined" ? { remindedAt: event.at } : {}),
        pages: event.person === undefined ? now.pages : { ...now.pages, [event.person]: event.occasion },
      } as Request;
    case "calledAgain":
      return { ...now, pages: event.person === undefined ? now.pages : { ...now.pages, [event.person]: event.occasion } };
    case "joined":
      return {
        ...common(now),
        status: "joined",
        holder: event.holder,
        joinedAt: event.at,
        remindedAt: event.at,
        attended: true,
        ringing: before.danger !== undefined && before.danger.caller === undefined ? before.ringing : undefined,
      };
    case "levelled":
      return {
        ...now,
        level: event.level,
        bare: false,
        danger: event.level === "danger" ? (before.danger ?? { partner: holderOf(before), alone: false }) : undefined,
      };
    case "categorised":
      return { ...now, category: event.category, bare: false };
    case "described":
      return { ...now, worded: before.worded || event.worded };
    case "callingForHelp":
      return {
        ...now,
        danger: { alone: false, ...before.danger, caller: event.by },
        ...(holderOf(before) === undefined ? {} : { ringing: undefined }),
      } as Request;
    case "unreachable":
      return { ...now, lost: withOne(before.lost, event.person) };
    case "resolved":
      return { ...common(now), status: "resolved", closedAt: event.at, how: event.how, assisted: event.assisted, ringing: undefined };
    case "withdrawn":
      return { ...common(now), status: "withdrawn", closedAt: event.at, assisted: event.assisted, early: event.early, ringing: undefined };
    case "recorded":
      return { ...now, outcome: event.outcome };
    case "shrunk":
      return { ...now, shrunk: true };
  }
}

/** With one supervisor in all, that one is the partner and calls for help as well (PRODUCT E8). */
function withAsked(roles: DangerRoles, asked: readonly PersonId[]): DangerRoles {
  const alone = new Set([...asked, ...(roles.partner === undefined ? [] : [roles.partner])]).size === 1;
  return { ...roles, alone, ...(alone && roles.partner !== undefined ? { caller: roles.partner } : {}) };
}

const withOne = (list: readonly PersonId[], id: PersonId): readonly PersonId[] => (list.includes(id) ? list : [...list, id]);

const asOpen = (request: Request, ringing: Ringing): Open => ({ ...common(request), status: "open", ringing });

/** What every status has, without what belongs to the status being left. */
function common(request: Request): Common {
  const { id, requester, via, team, openedAt, lastAt, level, bare, category, policies, round, step, ringing, heldBack, pages } = request;
  const { passed, lost, helpers, attended, danger, receipt, news, occasions, outcome, worded, shrunk } = request;
  return {
    ...{ id, requester, via, team, openedAt, lastAt, level, bare, category, policies, round, step, ringing, heldBack, pages },
    ...{ passed, lost, helpers, attended, danger, receipt, news, occasions, outcome, worded, shrunk },
  };
}
