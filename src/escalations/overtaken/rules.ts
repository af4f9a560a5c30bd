import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { type Instant, minutes } from "../../kernel/time.ts";
import { tooLate } from "../late.ts";

/** An organisation has one such list. */
export const overtakenSubject: SubjectId = "00000000-0000-8000-8000-0000000000e5";

/** Nobody is there to be told: looked at again this often, until somebody comes on shift. */
const lookEvery = minutes(5);

/** Nothing is stored: the list is what the requests say, and whether it was told is what the messages say. */
export interface Looked {
  readonly lastAt: Instant;
  readonly lookAt?: Instant;
}
export interface Command {
  readonly do: "look";
}
export type Event = { readonly at: Instant } & (
  | { readonly type: "told"; readonly people: readonly PersonId[] }
  | { readonly type: "nobodyThere" }
  | { readonly type: "looked" }
);
export interface Facts {
  /** When the newest of those that still wait was overtaken. */
  readonly newest?: Instant;
  /** When people were last told. */
  readonly toldAt?: Instant;
  /** Who is there to be told. */
  readonly people: readonly PersonId[];
}

/**
 * However many requests were overtaken, people are told once. Handrail is not away twice within the time after which it
 * counts as away: what is overtaken so soon after belongs to the same list, which is only drawn again.
 */
export function decide(
  _: Looked | undefined,
  _command: Command,
  { at, by }: Given,
  { newest, toldAt, people }: Facts,
): Decision<Event, never, "closed"> {
  if (by !== undefined) return { refused: "closed" };
  const isTold = newest === undefined || (toldAt !== undefined && newest - toldAt <= tooLate);
  if (isTold) return { events: [{ type: "looked", at }] };
  return { events: [people.length > 0 ? { type: "told", at, people } : { type: "nobodyThere", at }] };
}

export const evolve = (_: Looked | undefined, { type, at }: Event): Looked =>
  type === "nobodyThere" ? { lastAt: at, lookAt: at + lookEvery } : { lastAt: at };

const occasion = (at: Instant): string => `away.${at}`;

export function effects(event: Event): Effect[] {
  if (event.type !== "told") return [];
  return event.people.map((person): Effect => ({
    do: "tell",
    to: { person },
    view: "list",
    occasion: occasion(event.at),
    priority: "receipt",
  }));
}

export const timers = ({ lookAt }: Looked): Effect[] => (lookAt === undefined ? [] : [{ do: "later", command: "look", at: lookAt }]);
