import type { Decision, Effect, Given } from "../../kernel/decision.ts";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { type Instant, minutes } from "../../kernel/time.ts";
import { tooLate } from "../overdue.ts";

/** An organisation has one such list. */
export const missedSubject: SubjectId = "00000000-0000-8000-8000-0000000000e5";

/** While nobody is on shift we look again this often. */
const lookEvery = minutes(5);

/** Nothing is stored: the requests say what is listed, and the messages who was told. */
export interface Looked {
  readonly lastAt: Instant;
  readonly lookAt?: Instant;
}
export interface Command {
  readonly do: "look";
}
export type Event = { readonly at: Instant } & (
  | { readonly type: "told"; readonly people: readonly PersonId[]; readonly occasion: string }
  | { readonly type: "nobodyThere" }
  | { readonly type: "looked" }
);
export interface Facts {
  /** When the newest of those that still wait was missed. */
  readonly newest?: Instant;
  /** When people were last told, on which occasion, and who. */
  readonly told?: {
    readonly at: Instant;
    readonly occasion: string;
    readonly people: readonly PersonId[];
  };
  /** Who is there to be told. */
  readonly people: readonly PersonId[];
}

/**
 * People are told once of any number of missed requests. What is missed within `tooLate` after that
 * joins the same list, which is only redrawn. A person may be concerned later: another team's
 * request came, or they came on shift. They are told of the same list.
 */
export function decide(
  _: Looked | undefined,
  _command: Command,
  { at, by }: Given,
  { newest, told, people }: Facts,
): Decision<Event, never, "closed"> {
  if (by !== undefined) return { refused: "closed" };
  const same =
    newest !== undefined && told !== undefined && newest - told.at <= tooLate ? told : undefined;
  const left = people.filter((person) => same?.people.includes(person) !== true);
  if (newest === undefined || (same !== undefined && left.length === 0))
    return { events: [{ type: "looked", at }] };
  if (left.length === 0) return { events: [{ type: "nobodyThere", at }] };
  return { events: [{ type: "told", at, people: left, occasion: same?.occasion ?? `away.${at}` }] };
}

export const evolve = (_: Looked | undefined, { type, at }: Event): Looked =>
  type === "nobodyThere" ? { lastAt: at, lookAt: at + lookEvery } : { lastAt: at };

export function effects(event: Event): Effect[] {
  if (event.type !== "told") return [];
  return event.people.map((person): Effect => ({
    do: "tell",
    to: { person },
    view: "list",
    occasion: event.occasion,
    priority: "receipt",
  }));
}

export const timers = ({ lookAt }: Looked): Effect[] =>
  lookAt === undefined ? [] : [{ do: "later", command: "look", at: lookAt }];
