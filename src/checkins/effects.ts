import type { Effect } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Millis, minutes } from "../kernel/time.ts";
import type { CheckIns, Event } from "./state.ts";

/** Who hears of it: the person alone, and behind everything else (RELIABILITY: paced, behind every page). */
export function effects(event: Event, after: CheckIns): Effect[] {
  const tell = (view: string, occasion: string): Effect => ({
    ...{ do: "tell", to: { person: after.person }, view, occasion, priority: "later" },
  });
  if (event.type === "invited") return [tell("invitation", `c${after.posts}`)];
  if (event.type === "prompted") return [tell("prompt", `c${after.posts}`)];
  if (event.type === "started") return [tell("start", `c${after.posts}`)];
  return [];
}

/** When to look again, from the state alone. */
export function timers(state: CheckIns): Effect[] {
  if (state.status === "waiting") return [{ do: "later", command: "invite", at: state.lookAt }];
  if (state.status !== "on") return [];
  const effects: Effect[] = [];
  if (state.next !== undefined) effects.push({ do: "later", command: "prompt", at: state.lookAt ?? state.next.at + spread(state.person) });
  if (state.prompt?.is === "asked") effects.push({ do: "later", command: "pass", at: state.prompt.slot.until });
  return effects;
}

/**
 * Somewhere in the minute, always the same for a person: ten thousand people of three o'clock are not ten thousand timers
 * in front of a page that is due a second later.
 */
function spread(person: PersonId): Millis {
  let hash = 0x811c9dc5;
  for (const character of person) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % minutes(1);
}
