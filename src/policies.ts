import type { Event as BreakEvent } from "./breaks/state.ts";
import type { Event as DebriefEvent } from "./debriefs/debrief.ts";
import { roundsSubject } from "./debriefs/round/rules.ts";
import { sawAbuse } from "./escalations/boundary/ladder.ts";
import { categories } from "./escalations/categories.ts";
import type { Event as RequestEvent } from "./escalations/events.ts";
import type { Event as PlanEvent } from "./escalations/repeat/plan/state.ts";
import { minutes } from "./kernel/time.ts";
import { missedSubject } from "./escalations/missed/rules.ts";
import { type Request, isLive, rolesOf } from "./escalations/request.ts";
import type { Event as DutyEvent } from "./people/duty/rules.ts";
import type { Event as ShiftEvent } from "./people/shifts.ts";
import type { Follow, Follows } from "./runtime/follows.ts";
import type { Swap } from "./swaps/swap.ts";

/*
 * What leads to what across features, on one page. Each line names an event of one feature, and the
 * tick of another that follows. The other feature decides for itself, and neither knows the other.
 */

type Policy = (event: { readonly type: string }, after: never) => readonly Follow[];

const policies: Readonly<Record<string, Policy>> = {
  escalations: (event, after: Request) => [
    ...afterHardCall(event as RequestEvent, after),
    ...whileAway(event as RequestEvent, after),
    ...oftenTheSame(event as RequestEvent, after),
    ...onCardsOfBeginnings(event as RequestEvent, after),
  ],
  breaks: (event) => [...whoseTurn(event as BreakEvent), ...afterBreak(event as BreakEvent)],
  shifts: (event, after: { readonly person: string }) =>
    event.type === "shiftSaid"
      ? [
          ...onBoard(after.person),
          ...thoughtAtStart(event as ShiftEvent, after.person),
          ...worksOtherwise([after.person]),
        ]
      : [],
  swaps: (event, { owner, taker }: Swap) =>
    event.type === "agreed" || event.type === "began"
      ? worksOtherwise(taker === undefined ? [owner] : [owner, taker])
      : [],
  duty: (event) => whatIsOpen(event as DutyEvent),
  home: (event, after: { readonly person: string }) =>
    event.type === "boardAsked" ? onBoard(after.person) : [],
  plans: (event) => onCards(event as PlanEvent),
  debriefs: (event) => [
    ...supporterToo(event as DebriefEvent),
    ...firstInRounds(event as DebriefEvent),
  ],
};

/**
 * A call with Abuse or Danger has ended in any way, also with nobody there. A break is offered to
 * the agent, and to the partner of a danger (docs/features.md B1).
 */
function afterHardCall(event: RequestEvent, after: Request): Follow[] {
  const over = !isLive(after) || after.status === "exhausted";
  const ended =
    ["exhausted", "overtaken", "withdrawn"].includes(event.type) ||
    (event.type === "resolved" && event.how !== "unanswered");
  // The reason is often given only afterwards.
  if (!over || !(ended || event.type === "categorised")) return [];
  const levels = [
    after.level,
    ...(after.category === undefined ? [] : [categories[after.category]]),
  ];
  const offer = (subject: string, command: string): Follow => ({
    feature: "breaks",
    subject,
    command,
  });
  if (levels.includes("danger")) {
    const partner = rolesOf(after)?.partner;
    const people = [after.requester, ...(partner === undefined ? [] : [partner])];
    return people.flatMap((id) => [offer(id, "offerAfterDanger"), asksLater(id, "dangerCall")]);
  }
  return levels.includes("abuse") || sawAbuse(after)
    ? [offer(after.requester, "offer"), asksLater(after.requester, "hardCall")]
    : [];
}

/**
 * Requests waited while Handrail was away. Supervisors are told of all of them at once, and the
 * list follows each one's state.
 */
const whileAway = (event: RequestEvent, after: Request): Follow[] =>
  after.overtaken !== undefined &&
  ["overtaken", "asked", "acknowledged", "joined", "answered", "resolved", "withdrawn"].includes(
    event.type,
  )
    ? [{ feature: "overtaken", subject: missedSubject, command: "look" }]
    : [];

/**
 * A person with check-ins on is asked one question, after the offers of a break and of a talk
 * (docs/features.md K1).
 */
const asksLater = (subject: string, command: string): Follow => ({
  feature: "checkins",
  subject,
  command,
});

/** A person is back, or leaves the queue: those who wait check whether they are next. */
const whoseTurn = (event: BreakEvent): Follow[] =>
  "next" in event
    ? event.next.map((subject) => ({ feature: "breaks", subject, command: "move" }))
    : [];

/**
 * A break after a hard call is over: somebody to talk it through with is offered. A break for a cup
 * of tea leads to nothing.
 */
const afterBreak = (event: BreakEvent): Follow[] =>
  event.type === "ended" && event.how === "back" && event.care
    ? [
        { feature: "debriefs", subject: event.person, command: "offer" },
        asksLater(event.person, "breakOver"),
      ]
    : [];

/** The supporter would like to talk to somebody too (docs/features.md D6). */
const supporterToo = (event: DebriefEvent): Follow[] =>
  event.type === "cared" && event.after === "me-too"
    ? [{ feature: "debriefs", subject: event.partner, command: "offer" }]
    : [];

/** Why an agent called: perhaps not the first time this week (docs/features.md A5). */
const oftenTheSame = (event: RequestEvent, { id }: Request): Follow[] =>
  event.type === "categorised" ? [{ feature: "causes", subject: id, command: "look" }] : [];

/** They come or go at another time than before, or now. */
const worksOtherwise = (people: readonly string[]): Follow[] =>
  people.map((subject) => ({ feature: "duty", subject, command: "look" }));

/**
 * Somebody's work begins, ends soon or has ended: what is open is read by who comes, and given away
 * by who goes (docs/features.md P1).
 */
function whatIsOpen({ type, person: subject, concerned }: DutyEvent): Follow[] {
  if (!concerned) return [];
  if (type === "began") return [{ feature: "home", subject, command: "begins" }];
  return type === "endsSoon" || type === "ended"
    ? [{ feature: "home", subject, command: "leaves" }]
    : [];
}

/** A plan for a case changed: the cards of its requests show it (docs/features.md C8). */
const onCards = (event: PlanEvent): Follow[] =>
  "requests" in event
    ? event.requests.map((subject) => ({ feature: "escalations", subject, command: "planned" }))
    : [];

/**
 * A person takes part in the regular rounds, which begin if they have not yet (docs/features.md
 * D5).
 */
const firstInRounds = (event: DebriefEvent): Follow[] =>
  event.type === "wished" && event.joins === true
    ? [{ feature: "rounds", subject: roundsSubject, command: "begin" }]
    : [];

/** A person comes on shift: a short sentence for those who asked for one (docs/features.md K10). */
const thoughtAtStart = (event: ShiftEvent, subject: string): Follow[] =>
  event.type === "shiftSaid" && event.to === "on"
    ? [{ feature: "checkins", subject, command: "shiftOn" }]
    : [];

/**
 * People on shift are on the board of those who run their teams. Everything else on the board
 * refreshes it by itself.
 */
const onBoard = (subject: string): Follow[] => [{ feature: "board", subject, command: "look" }];

/**
 * Who came on shift while somebody waited reads it on a card without having been asked. What was
 * settled within a minute is on no such card, so a storm of calls pays nothing for it.
 */
const onCardsOfBeginnings = ({ type, at }: RequestEvent, after: Request): Follow[] =>
  ["acknowledged", "answered", "resolved", "withdrawn"].includes(type) &&
  at > after.openedAt + minutes(1)
    ? onBoard(after.requester)
    : [];

/** Every follow of an event of `feature`. */
export const follows: Follows = (feature, event, after) =>
  policies[feature]?.(event, after as never) ?? [];
