import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { PersonId } from "../../kernel/ids.ts";
import { type Instant, hours, minutes } from "../../kernel/time.ts";

/**
 * Somebody's time at work, whatever it is made of: shifts that follow or overlap each other, hours of
 * several teams, what was agreed for a day and what they said. So it begins once and ends once.
 */
export interface Duty {
  readonly person: PersonId;
  readonly lastAt: Instant;
  readonly on: boolean;
  /** When to look again; absent: only a change of the roster or a word of theirs ends or begins it. */
  readonly next?: Instant;
  /** The end that they were told of, or the end itself once it is over. */
  readonly end?: Instant;
  /** They said that what is open stays theirs. */
  readonly kept?: true;
}
export type Command = { readonly do: "look" | "keep" };
/** By the roster, the hours and what they said, now. */
export interface Facts {
  readonly on: boolean;
  /** When that changes; absent: nobody knows. */
  readonly changes: Instant | undefined;
  /** Where nobody knows it, but the roster may come to say it. */
  readonly again: Instant | undefined;
  /** By the roster and the hours alone they have been at work for a while. */
  readonly forAWhile: boolean;
  /** They run a team, or something is theirs that somebody may have to take over. */
  readonly concerned: boolean;
}
export type Event = {
  readonly at: Instant;
  readonly person: PersonId;
  readonly next?: Instant;
  readonly concerned: boolean;
} & (
  | { readonly type: "began" | "ended" | "kept" }
  | { readonly type: "endsSoon"; readonly end: Instant }
  /** Nobody saw it begin or end: it is only known from now on, and nobody is told. */
  | { readonly type: "found"; readonly on: boolean }
  | { readonly type: "moved" }
);
type Refusal = "nothing";

/**
 * So long before the end somebody reads what is open: time for a call to end and for a colleague to
 * take over in person. Shifts of most rosters overlap by a quarter of an hour or more.
 */
const toldBefore = minutes(15);
/** What began longer ago is no news: Handrail was away as it happened. */
export const late = minutes(30);
/** How often the roster is looked at where it does not say yet when somebody works next. */
export const lookEvery = hours(12);

export function decide(
  duty: Duty | undefined,
  { do: what }: Command,
  { at, by, subject }: Given,
  facts: Facts,
): Decision<Event, "kept", Refusal> {
  const person = subject ?? by;
  if (person === undefined) return { refused: "nothing" };
  const base = { at, person, concerned: facts.concerned };
  if (what === "keep") {
    if (by !== person || duty?.end === undefined) return { refused: "nothing" };
    return { events: [withNext({ ...base, type: "kept" }, duty.next)], answer: "kept" };
  }
  const { on, changes, again } = facts;
  const soon = on && changes !== undefined && at >= changes - toldBefore;
  const told = duty?.on === true && duty.end === changes;
  const next = on && changes !== undefined && !soon ? changes - toldBefore : (changes ?? again);
  const turned = turnOf(duty, at, facts);
  const events: Event[] = [];
  if (turned !== undefined) events.push(withNext({ ...base, ...turned }, next));
  if (soon && !told) events.push(withNext({ ...base, type: "endsSoon", end: changes }, next));
  // Who asked for a look put it in the place of the next one.
  if (events.length === 0 && (duty?.next ?? next) !== undefined)
    events.push(withNext({ ...base, type: "moved" }, next));
  return { events };
}

type Turned =
  | { readonly type: "began" | "ended" }
  | { readonly type: "found"; readonly on: boolean };

/** Whether it has begun or ended since it was looked at last. */
function turnOf(duty: Duty | undefined, at: Instant, { on, forAWhile }: Facts): Turned | undefined {
  if (duty === undefined) {
    // Off though they have been at work for a while, or on though they were not: they said so.
    if (on === forAWhile) return { type: "found", on };
    return { type: on ? "began" : "ended" };
  }
  if (duty.on === on) return undefined;
  if (!on) return { type: "ended" };
  return duty.next !== undefined && duty.next < at - late
    ? { type: "found", on }
    : { type: "began" };
}

const withNext = <One extends Event>(event: One, next: Instant | undefined): One =>
  next === undefined ? event : { ...event, next };

export function evolve(before: Duty | undefined, event: Event): Duty {
  const { at, person, next, type } = event;
  const now = { person, lastAt: at, ...(next === undefined ? {} : { next }) };
  const on = before?.on ?? false;
  switch (type) {
    case "began":
      return { ...now, on: true };
    case "found":
      return { ...now, on: event.on };
    case "ended": {
      const told = before?.end;
      // Who goes earlier than they were told has another end.
      if (told === undefined || told > at) return { ...now, on: false, end: Math.floor(at) };
      return { ...now, on: false, end: told, ...keptOf(before) };
    }
    case "endsSoon":
      return { ...now, on, end: event.end };
    case "kept":
      return { ...now, on, ...endOf(before), kept: true };
    case "moved":
      // Of an end that is another by now nobody was told.
      return on && before?.end !== next
        ? { ...now, on }
        : { ...now, on, ...endOf(before), ...keptOf(before) };
  }
}

const endOf = (duty: Duty | undefined) => (duty?.end === undefined ? {} : { end: duty.end });
const keptOf = (duty: Duty | undefined) => (duty?.kept === true ? ({ kept: true } as const) : {});

/** Their cards say what is open, and are drawn with their home page. */
export const effects = ({ type, person, concerned }: Event): Effect[] =>
  type === "kept" || (type === "ended" && concerned)
    ? [{ do: "refreshHome", people: [person] }]
    : [];

export const timers = ({ next }: Duty): Effect[] =>
  next === undefined ? [] : [{ do: "later", command: "look", at: next }];
