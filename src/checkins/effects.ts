import type { Effect } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Millis, minutes } from "../kernel/time.ts";
import type { Aftercare } from "./after/state.ts";
import type { CheckIns, Event } from "./state.ts";

/** Who hears of it: the person alone, and behind everything else. */
export function effects(event: Event, after: CheckIns): Effect[] {
  const tell = (view: string, occasion: string): Effect => ({
    ...{ do: "tell", to: { person: after.person }, view, occasion, priority: "later" },
  });
  if (event.type === "invited") return [tell("invitation", `c${after.posts}`)];
  if (event.type === "prompted") return [tell("prompt", `c${after.posts}`)];
  if (event.type === "started") return [tell("start", `c${after.posts}`)];
  if (event.type === "careAsked") return [tell("question", `c${after.posts}`)];
  if (event.type === "offered") return [tell("offer", `c${after.posts}`)];
  if (event.type === "easingAsked" && !event.joined) return [tell("easing", `c${after.posts}`)];
  return [];
}

/** When to look again, from the state alone. */
export function timers(state: CheckIns): Effect[] {
  const { start } = state;
  const begins =
    start?.lookAt ?? (start?.next === undefined ? undefined : start.next + spread(state.person));
  const effects: Effect[] =
    begins === undefined ? [] : [{ do: "later", command: "shiftStart", at: begins }];
  if (state.status === "waiting")
    effects.push({ do: "later", command: "invite", at: state.lookAt });
  if (state.care !== undefined) effects.push(...careTimers(state.care, state.person));
  if (state.status !== "on") return effects;
  if (state.next !== undefined)
    effects.push({
      do: "later",
      command: "prompt",
      at: state.lookAt ?? state.next.at + spread(state.person),
    });
  if (state.prompt?.is === "asked")
    effects.push({ do: "later", command: "pass", at: state.prompt.slot.until });
  return effects;
}

function careTimers({ question, offer, easing }: Aftercare, person: PersonId): Effect[] {
  const effects: Effect[] = [];
  if (question?.is === "waiting")
    effects.push({ do: "later", command: "question", at: question.at });
  if (question?.is === "asked")
    effects.push({ do: "later", command: "question", at: question.until });
  if (offer !== undefined && offer.is !== "over")
    effects.push({
      ...{ do: "later", command: "offer" },
      at: offer.is === "waiting" ? offer.at : offer.until,
    });
  const looks = [
    ...(easing?.asked?.is === "asked" ? [easing.asked.slot.until] : []),
    ...(easing?.next === undefined ? [] : [easing.lookAt ?? easing.next.slot.at + spread(person)]),
  ];
  if (looks.length > 0) effects.push({ do: "later", command: "ease", at: Math.min(...looks) });
  return effects;
}

/**
 * Somewhere in the minute, always the same for a person. So ten thousand check-ins of three o'clock
 * do not delay a page that is due a second later.
 */
function spread(person: PersonId): Millis {
  let hash = 0x811c9dc5;
  for (const character of person)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash % minutes(1);
}
