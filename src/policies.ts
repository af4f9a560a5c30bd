import type { Event as BreakEvent } from "./breaks/state.ts";
import type { Event as DebriefEvent } from "./debriefs/debrief.ts";
import { roundsSubject } from "./debriefs/round/rules.ts";
import { categories } from "./escalations/categories.ts";
import type { Event as RequestEvent } from "./escalations/events.ts";
import { missedSubject } from "./escalations/missed/rules.ts";
import { type Request, isLive, rolesOf } from "./escalations/request.ts";
import type { Event as ShiftEvent } from "./people/shifts.ts";
import type { Follow, Follows } from "./runtime/follows.ts";

/*
 * What leads to what across features, on one page. Each line: an event of one feature, and the tick of another that
 * follows from it. The other feature decides for itself; neither knows the other.
 */

type Policy = (event: { readonly type: string }, after: never) => readonly Follow[];

const policies: Readonly<Record<string, Policy>> = {
  escalations: (event, after: Request) => [
    ...afterHardCall(event as RequestEvent, after),
    ...whileAway(event as RequestEvent, after),
  ],
  breaks: (event) => [...whoseTurn(event as BreakEvent), ...afterBreak(event as BreakEvent)],
  shifts: (event, after: { readonly person: string }) =>
    event.type === "shiftSaid"
      ? [...onBoard(after.person), ...thoughtAtStart(event as ShiftEvent, after.person)]
      : [],
  home: (event, after: { readonly person: string }) =>
    event.type === "boardAsked" ? onBoard(after.person) : [],
  debriefs: (event) => [
    ...supporterToo(event as DebriefEvent),
    ...firstInRounds(event as DebriefEvent),
  ],
};

/** However a call with Abuse or Danger ended, also with nobody there: a break is offered; the partner of a danger has one too (PRODUCT B1). */
function afterHardCall(event: RequestEvent, after: Request): Follow[] {
  const over = !isLive(after) || after.status === "exhausted";
  const ended =
    ["exhausted", "overtaken", "withdrawn"].includes(event.type) ||
    (event.type === "resolved" && event.how !== "unanswered");
  // Why is often said only afterwards.
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
  return levels.includes("abuse")
    ? [offer(after.requester, "offer"), asksLater(after.requester, "hardCall")]
    : [];
}

/** Requests that waited while Handrail was away: supervisors hear of all of them at once, and that list follows what becomes of each. */
const whileAway = (event: RequestEvent, after: Request): Follow[] =>
  after.overtaken !== undefined &&
  ["overtaken", "asked", "acknowledged", "joined", "resolved", "withdrawn"].includes(event.type)
    ? [{ feature: "overtaken", subject: missedSubject, command: "look" }]
    : [];

/** Whoever has check-ins on is asked one question, later than the break and the talk are offered (DOMAIN 4.2, 9.4 B). */
const asksLater = (subject: string, command: string): Follow => ({
  feature: "checkins",
  subject,
  command,
});

/** Somebody is back, or leaves the queue: those who wait look whether it is their turn. */
const whoseTurn = (event: BreakEvent): Follow[] =>
  "next" in event
    ? event.next.map((subject) => ({ feature: "breaks", subject, command: "move" }))
    : [];

/** A break that followed a hard call is over: somebody to talk it through with. One for a cup of tea leads to nothing. */
const afterBreak = (event: BreakEvent): Follow[] =>
  event.type === "ended" && event.how === "back" && event.care
    ? [
        { feature: "debriefs", subject: event.person, command: "offer" },
        asksLater(event.person, "breakOver"),
      ]
    : [];

/** Whoever listened would like somebody too (PRODUCT D6). */
const supporterToo = (event: DebriefEvent): Follow[] =>
  event.type === "cared" && event.after === "me-too"
    ? [{ feature: "debriefs", subject: event.partner, command: "offer" }]
    : [];

/** Somebody takes part in the regular rounds: they begin, where they have not (PRODUCT D5). */
const firstInRounds = (event: DebriefEvent): Follow[] =>
  event.type === "wished" && event.joins === true
    ? [{ feature: "rounds", subject: roundsSubject, command: "begin" }]
    : [];

/** Somebody comes on shift: a thought for those who asked for one (PRODUCT K10). */
const thoughtAtStart = (event: ShiftEvent, subject: string): Follow[] =>
  event.type === "shiftSaid" && event.to === "on"
    ? [{ feature: "checkins", subject, command: "shiftOn" }]
    : [];

/** Who is on shift is on the board of those who run their teams. What else is on it refreshes it by itself. */
const onBoard = (subject: string): Follow[] => [{ feature: "board", subject, command: "look" }];

/** Every follow of an event of `feature`. */
export const follows: Follows = (feature, event, after) =>
  policies[feature]?.(event, after as never) ?? [];
