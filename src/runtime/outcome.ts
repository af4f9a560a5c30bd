import type { Decision, Effect } from "../kernel/decision.ts";
import type { Instant } from "../kernel/time.ts";
import type { SubjectId } from "../kernel/ids.ts";
import type { AnyFeature } from "./feature.ts";
import type { Follow, Follows } from "./follows.ts";

/** What a decision comes to: the state after its events, and all that goes with it. */
export interface Outcome {
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
}

/** Evolves, and gathers what follows from the events and from the state after them. Pure, like what it calls. */
export function outcomeOf(
  feature: AnyFeature,
  before: { readonly state: unknown; readonly version: number; readonly newId: SubjectId },
  {
    events,
  }: Extract<
    Decision<{ readonly at: Instant; readonly type: string }, unknown, string>,
    { events: unknown }
  >,
  followed: Follows | undefined,
): Outcome {
  let after = before.state;
  const effects: Effect[] = [];
  const journal: { number: number; at: Instant; event: object }[] = [];
  const follows: Follow[] = [];
  for (const [number, event] of events.entries()) {
    after = feature.evolve(after, event);
    effects.push(...feature.effects(event, after));
    follows.push(...(followed?.(feature.name, event, after) ?? []));
    if (feature.journaled) journal.push({ number, at: event.at, event });
  }
  const subject: SubjectId = feature.idOf(after);
  // What has just come into the world is on nobody's screen.
  const isNew = before.state === undefined && subject === before.newId;
  if (events.length > 0)
    effects.push(...(isNew ? [] : [{ do: "redraw" as const }]), ...feature.timers(after));
  return {
    after,
    subject,
    version: before.version + (events.length > 0 ? 1 : 0),
    journal,
    effects,
    follows,
  };
}
