import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { pretendSupervisor } from "../../kernel/pretend.ts";
import { type Instant, minutes, seconds } from "../../kernel/time.ts";
import { categories } from "../categories.ts";
import {
  type Answer,
  type Command as AnyCommand,
  type Facts,
  type Refusal as AnyRefusal,
  nothing,
} from "../commands.ts";
import { effects as effectsOf, timers as timersOf } from "../effects.ts";
import type { Event } from "../events.ts";
import { defaultPolicies } from "../policy.ts";
import type { Colleague } from "../rules/asking.ts";
import { type Live, type Request, isLive } from "../request.ts";
import { decide as decideRequest } from "../rules.ts";

/*
 * A practice is a request with a mark, decided by the same rules (docs/decisions/0063). Here is what
 * is different: who answers, when it is over, and that nobody else hears of it.
 */

export type Command =
  | { readonly do: "practise" }
  | { readonly do: "end" }
  /** The agent asked for help in earnest. */
  | { readonly do: "giveWay" }
  /** What the pretend supervisor does next. */
  | { readonly do: "play" }
  /** The ten minutes are over. */
  | { readonly do: "over" }
  | Exclude<AnyCommand, { readonly do: "escalate" | "raise" }>;
export type Refusal = AnyRefusal | "in-request" | "in-practice" | "danger-in-practice";

export interface PracticeFacts extends Facts {
  /** What the person who begins is in already: a request in earnest, or another practice. */
  readonly busy: Busy;
}
export type Busy = "in-request" | "in-practice" | undefined;

const lasts = minutes(10);
/** When a practice ends by itself. */
export const overAt = ({ openedAt }: Request): Instant => openedAt + lasts;

/** Whose practice it is plays; the clock plays the supervisor; real help ends it. */
export function decide(
  practice: Request | undefined,
  command: Command,
  given: Given,
  facts: PracticeFacts,
): Decision<Event, Answer, Refusal> {
  if (command.do === "practise") return practise(practice, given, facts);
  if (practice === undefined) return { refused: "unknown" };
  // The clock, or the person whose practice it is: nobody else takes part.
  if (given.by !== undefined && given.by !== practice.requester) return { refused: "not-yours" };
  if (!isLive(practice))
    return command.do === "shrink"
      ? decideRequest(practice, command, given, facts)
      : { refused: "closed" };
  const { at } = given;
  const isOver = given.by === undefined && at >= overAt(practice);
  switch (command.do) {
    case "end":
    case "giveWay":
    case "over": {
      if (command.do === "over" && !isOver) return { refused: "too-early" };
      const how = command.do === "giveWay" ? "in-earnest" : "practised";
      return {
        events: [{ type: "resolved", at, by: given.by, how, assisted: practice.attended }],
        answer: "done",
      };
    }
    case "play":
      return play(practice, given, facts);
    case "danger":
      return { refused: "danger-in-practice" };
    case "categorise":
      // A danger is never pretended: who means one is led to real help.
      return categories[command.category] === "danger"
        ? { refused: "danger-in-practice" }
        : decideRequest(practice, command, given, facts);
    default:
      // Late after an outage: the next timer ends it.
      return isOver
        ? { events: [] }
        : decideRequest(practice, command, given, { ...facts, ...pretend(practice.team) });
  }
}

function practise(
  practice: Request | undefined,
  given: Given,
  facts: PracticeFacts,
): Decision<Event, Answer, Refusal> {
  if (practice !== undefined && isLive(practice)) return nothing("same");
  const { team, busy } = facts;
  if (busy !== undefined) return { refused: busy };
  const escalate = { do: "escalate", worded: false } as const;
  const decided = decideRequest(undefined, escalate, given, {
    ...facts,
    lastOpenedAt: undefined,
    // What an organisation set may name real people, and nobody of them is asked.
    team: team && { ...team, policies: defaultPolicies },
    ...pretend(team?.name ?? ""),
  });
  if ("refused" in decided) return decided;
  return {
    ...decided,
    events: decided.events.map((event) =>
      event.type === "opened" ? { ...event, practice: true } : event,
    ),
  };
}

/** The pretend supervisor is the only one there. */
const pretend = (team: string): Pick<Facts, "colleagues" | "requesterLanguages"> => ({
  colleagues: [pretendOf(team)],
  requesterLanguages: [],
});

const pretendOf = (team: string): Colleague => ({
  person: pretendSupervisor,
  supervises: [team],
  languages: [],
  onShift: true,
  inBreak: false,
  reachable: true,
  quiet: false,
  busy: false,
});

interface Move {
  readonly at: Instant;
  readonly command: AnyCommand;
}

/** Takes it, comes, and answers: long enough to read each card. */
function nextMove(practice: Live): Move | undefined {
  switch (practice.status) {
    case "open":
      return { at: practice.ringing.since + seconds(6), command: { do: "acknowledge" } };
    case "acknowledged":
      return { at: practice.takenAt + seconds(12), command: { do: "arrived" } };
    case "joined":
      // "Someone's here": the agent plays on without the pretend supervisor.
      return "holder" in practice && practice.verdict === undefined
        ? {
            at: practice.joinedAt + seconds(20),
            command: { do: "answer", verdict: "approve" },
          }
        : undefined;
    case "exhausted":
      return undefined;
  }
}

function play(practice: Live, given: Given, facts: Facts): Decision<Event, Answer, Refusal> {
  const move = nextMove(practice);
  if (move === undefined) return { refused: "not-open" };
  if (given.at < move.at) return { refused: "too-early" };
  const by: PersonId = pretendSupervisor;
  return decideRequest(
    practice,
    move.command,
    { ...given, by },
    {
      ...facts,
      ...pretend(practice.team),
    },
  );
}

/** What their own account is told. A page to a person never leaves a practice. */
export const effects = (event: Event, after: Request): Effect[] => [
  ...effectsOf(event, after).filter((effect) => effect.do !== "tell" || "account" in effect.to),
  { do: "refreshHome", people: [after.requester] },
];

export function timers(practice: Request): Effect[] {
  if (!isLive(practice)) return timersOf(practice);
  const move = nextMove(practice);
  return [
    ...timersOf(practice),
    { do: "later", command: "over", at: overAt(practice) },
    ...(move === undefined ? [] : [{ do: "later", command: "play", at: move.at } as const]),
  ];
}
