import type { Decision, Effect, Given } from "../kernel/decision.ts";
import type { PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";

/** One for each organisation. */
export const theGoodCalls: SubjectId = "00000000-0000-4000-8000-00676f6f6473";

/** A team's number of a week, as the rule of counts lets it be shown. */
export interface TeamWeek {
  readonly team: TeamName;
  readonly calls: number;
}

export interface GoodCalls {
  readonly lastAt: Instant;
  /** The Monday of the week in which something was logged last. */
  readonly week: string;
  /** Requests of that week that were logged: one call counts once. */
  readonly requests: readonly SubjectId[];
  readonly tellAt?: Instant;
  /** What was told last. */
  readonly told?: { readonly week: string; readonly teams: readonly TeamWeek[] };
}

export type Command = { readonly do: "log" } | { readonly do: "tell" };

export interface Facts {
  /** Of the person who logs a call; absent: they take no calls. */
  readonly team?: TeamName;
  /** The request that they name is not theirs. */
  readonly isOthers: boolean;
  readonly week: string;
  /** The morning after the week. */
  readonly nextMonday: Instant;
  /** The last finished week. */
  readonly finished: {
    readonly week: string;
    readonly teams: readonly (TeamWeek & { readonly people: readonly PersonId[] })[];
  };
}

export type Event =
  | {
      readonly type: "logged";
      readonly at: Instant;
      readonly team: TeamName;
      readonly week: string;
      readonly request?: SubjectId;
      readonly tellAt: Instant;
    }
  | {
      readonly type: "told";
      readonly at: Instant;
      readonly week: string;
      readonly teams: readonly TeamWeek[];
      readonly people: readonly PersonId[];
      /** Something was logged in the new week already. */
      readonly tellAt?: Instant;
    };

export type Answer = "logged";
export type Refusal = "no-team" | "not-yours" | "already" | "too-early";

/** A kind call is a number of a team, and of nobody (docs/features.md A6). */
export function decide(
  state: GoodCalls | undefined,
  command: Command,
  { at, by, subject }: Given,
  { team, isOthers, week, nextMonday, finished }: Facts,
): Decision<Event, Answer, Refusal> {
  if (command.do === "tell") {
    if (by !== undefined || state?.tellAt === undefined || at < state.tellAt)
      return { refused: "too-early" };
    const teams = finished.teams.map((one) => ({ team: one.team, calls: one.calls }));
    const people = [...new Set(finished.teams.flatMap((one) => one.people))];
    const told = { type: "told", at, week: finished.week, teams, people } as const;
    return { events: [state.week === week ? { ...told, tellAt: nextMonday } : told] };
  }
  if (by === undefined || team === undefined) return { refused: "no-team" };
  if (isOthers) return { refused: "not-yours" };
  const request = subject === theGoodCalls ? undefined : subject;
  if (request !== undefined && state?.week === week && state.requests.includes(request))
    return { refused: "already" };
  const logged = { type: "logged", at, team, week, tellAt: state?.tellAt ?? nextMonday } as const;
  return { events: [request === undefined ? logged : { ...logged, request }], answer: "logged" };
}

export function evolve(before: GoodCalls | undefined, event: Event): GoodCalls {
  const { at } = event;
  if (event.type === "logged") {
    const known = before?.week === event.week ? before.requests : [];
    const requests = event.request === undefined ? known : [...known, event.request];
    const now = { lastAt: at, week: event.week, requests, tellAt: event.tellAt };
    return before?.told === undefined ? now : { ...now, told: before.told };
  }
  if (before === undefined) throw new Error("told before anything was logged");
  const { week, requests } = before;
  const told = { week: event.week, teams: event.teams };
  return event.tellAt === undefined
    ? { lastAt: at, week, requests: [], told }
    : { lastAt: at, week, requests, told, tellAt: event.tellAt };
}

export const effects = (event: Event): Effect[] =>
  event.type === "told"
    ? event.people.map((person) => ({
        do: "tell",
        to: { person },
        view: "week",
        occasion: `w${event.week}`,
        priority: "later",
      }))
    : [];

export const timers = ({ tellAt }: GoodCalls): Effect[] =>
  tellAt === undefined ? [] : [{ do: "later", command: "tell", at: tellAt }];
