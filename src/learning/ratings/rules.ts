import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { fewest, inFives } from "../../kernel/weeks.ts";
import { type HelpGiven, cardsOfRequests } from "../../people/requests.ts";
import { type Hindrance, hindranceOf } from "../after-help.ts";

/** What an agent says of the help they got (docs/features.md A4). */
export const ratings = ["got", "partly", "no"] as const;
export type Rating = (typeof ratings)[number];
export const isRating = (text: string | undefined): text is Rating =>
  (ratings as readonly (string | undefined)[]).includes(text);

/** That a request was rated: how, is in no state. See decisions/0069. */
export interface Rated {
  readonly request: SubjectId;
  readonly lastAt: Instant;
  readonly until: Instant;
}

export interface Command {
  readonly do: "rate";
  readonly rating: Rating;
}

export interface Facts {
  readonly help: HelpGiven | undefined;
  /** The Monday of the organisation's week. */
  readonly week: string;
}

export interface Event {
  readonly type: "rated";
  readonly at: Instant;
  readonly request: SubjectId;
  readonly rating: Rating;
  readonly week: string;
  readonly until: Instant;
}
export type Answer = "counted";
export type Refusal = Hindrance | "already";

export function decide(
  state: Rated | undefined,
  { rating }: Command,
  { at, by, subject: request }: Given,
  { help, week }: Facts,
): Decision<Event, Answer, Refusal> {
  const hindrance = hindranceOf(help, by, at);
  if (hindrance !== undefined) return { refused: hindrance };
  if (request === undefined || help?.until === undefined) return { refused: "not-yours" };
  if (state !== undefined) return { refused: "already" };
  const rated = { type: "rated", at, request, rating, week, until: help.until } as const;
  return { events: [rated], answer: "counted" };
}

export const evolve = (_: Rated | undefined, { request, at, until }: Event): Rated => ({
  request,
  lastAt: at,
  until,
});

export const effects = (): Effect[] => [{ do: "refreshCards", of: cardsOfRequests }];

/** Of one week, of the whole organisation. */
export type Counts = Readonly<Record<Rating, number>>;

/**
 * The counts as they may be shown: in fives, and 0 for fewer than five, so that few looks like
 * none. No total is shown, so none is told by the others. `undefined`: there is nothing to show.
 * @param agents of the organisation: of fewer than five no number is shown
 */
export function shownOf({ got, partly, no }: Counts, agents: number): Counts | undefined {
  const shown = { got: inFives(got), partly: inFives(partly), no: inFives(no) };
  return agents < fewest || Object.values(shown).every((count) => count === 0) ? undefined : shown;
}
