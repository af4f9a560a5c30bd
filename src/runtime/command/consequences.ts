import type { Decision, Effect } from "../../kernel/decision.ts";
import type { SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { AnyFeature } from "../feature.ts";
import type { Follow, Follows } from "../follows.ts";
import type { OutsideRow } from "../messages/outside.ts";

/** What a decision leads to: the state after its events, and all that goes with it. */
export interface Consequences {
  readonly after: unknown;
  readonly subject: SubjectId;
  readonly version: number;
  readonly journal: readonly {
    readonly number: number;
    readonly at: Instant;
    readonly event: object;
  }[];
  readonly effects: readonly Effect[];
  readonly follows: readonly Follow[];
  readonly outside: readonly OutsideRow[];
}

/** The one place where events are evolved. Pure, like what it calls. */
export function consequencesOf(
  { name, journaled, rules }: AnyFeature,
  before: { readonly state: unknown; readonly version: number; readonly newId: SubjectId },
  {
    events,
  }: Extract<
    Decision<{ readonly at: Instant; readonly type: string }, unknown, string>,
    { events: unknown }
  >,
  followed: Follows | undefined,
  told?: (
    feature: string,
    event: { readonly type: string },
    after: unknown,
  ) => readonly OutsideRow[],
): Consequences {
  let after = before.state;
  const effects: Effect[] = [];
  const journal: { number: number; at: Instant; event: object }[] = [];
  const follows: Follow[] = [];
  const outside: OutsideRow[] = [];
  for (const [number, event] of events.entries()) {
    after = rules.evolve(after, event);
    effects.push(...(rules.effects?.(event, after) ?? []));
    follows.push(...(followed?.(name, event, after) ?? []));
    outside.push(...(told?.(name, event, after) ?? []));
    if (journaled) journal.push({ number, at: event.at, event });
  }
  const subject: SubjectId = rules.idOf(after);
  // A new subject is on nobody's screen.
  const isNew = before.state === undefined && subject === before.newId;
  if (events.length > 0) {
    if (!isNew) effects.push({ do: "redraw" });
    effects.push(...(rules.timers?.(after) ?? []));
  }
  const version = before.version + (events.length > 0 ? 1 : 0);
  return { after, subject, version, journal, effects, follows, outside };
}
