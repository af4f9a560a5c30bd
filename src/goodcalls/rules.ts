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
  /** How many were logged today without a request, by a mark that says nobody's name. */
  readonly today?: { readonly day: string; readonly logged: Readonly<Record<string, number>> };
  /** What was told last. */
  readonly told?: { readonly week: string; readonly teams: readonly TeamWeek[] };
}

export type Command = { readonly do: "log" } | { readonly do: "tell" };

export interface Facts {
  /** Of the person who logs a call; absent: they take no calls. */
  readonly team?: TeamName;
  /** The request that they name is not theirs. */
  readonly isOthers: boolean;
  /** The marks of whoever logs, the newest key's first; they are others on each day. */
  readonly marks: readonly [string, ...string[]];
  readonly day: string;
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
      /** Without a request: it counts towards the most of a day. */
      readonly today?: { readonly day: string; readonly mark: string };
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
export type Refusal = "no-team" | "not-yours" | "already" | "enough" | "too-early";

/** Without a request nothing else says that a call was logged already. */
const mostOfDay = 10;

/** A kind call is a number of a team, and of nobody (docs/features.md A6). */
export function decide(
  state: GoodCalls | undefined,
  command: Command,
  { at, by, subject }: Given,
  { team, isOthers, marks, day, week, nextMonday, finished }: Facts,
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
  if (request !== undefined) return { events: [{ ...logged, request }], answer: "logged" };
  const before = state?.today?.day === day ? state.today.logged : {};
  const count = marks.reduce((sum, mark) => sum + (before[mark] ?? 0), 0);
  if (count >= mostOfDay) return { refused: "enough" };
  return { events: [{ ...logged, today: { day, mark: marks[0] } }], answer: "logged" };
}

export function evolve(before: GoodCalls | undefined, event: Event): GoodCalls {
  const { at } = event;
  if (event.type === "logged") {
    const known = before?.week === event.week ? before.requests : [];
    const requests = event.request === undefined ? known : [...known, event.request];
    const now = { lastAt: at, week: event.week, requests, tellAt: event.tellAt };
    return { ...now, ...todayAfter(before, event), ...(before?.told && { told: before.told }) };
  }
  if (before === undefined) throw new Error("told before anything was logged");
  const { week, requests, today } = before;
  const now = { lastAt: at, week, told: { week: event.week, teams: event.teams } };
  return event.tellAt === undefined
    ? { ...now, requests: [] }
    : { ...now, requests, tellAt: event.tellAt, ...(today && { today }) };
}

function todayAfter(
  before: GoodCalls | undefined,
  { today }: Extract<Event, { type: "logged" }>,
): Pick<GoodCalls, "today"> {
  if (today === undefined) return before?.today === undefined ? {} : { today: before.today };
  const { day, mark } = today;
  const logged = before?.today?.day === day ? before.today.logged : {};
  return { today: { day, logged: { ...logged, [mark]: (logged[mark] ?? 0) + 1 } } };
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
