import type { Given } from "../kernel/decision.ts";
import type { Facts } from "./commands.ts";
import { about, afterCall, askCover, end, go, minuteAfter, nextOf } from "./moves.ts";
import { aheadOf, queueFor, turnOf } from "./pool.ts";
import { evolve } from "./evolve.ts";
import { type Break, type Event, turnFor, waitsSince } from "./state.ts";
import { verdictFor } from "./table.ts";
import { coverAfter, soonestCover } from "./times.ts";

/** Whether it is their turn, and whether they waited too long. */
export function look(state: Break & { status: "queued" }, given: Given, facts: Facts): Event[] {
  const { at } = given;
  const { pool } = facts;
  const isBridged = state.bridgeUntil !== undefined;
  if (isBridged && at >= (state.bridgeUntil ?? 0)) {
    // The cover for those minutes is over with them, and the wait begins.
    const over: Event = { ...about(state, given, facts), type: "bridgeEnded", next: nextOf(facts) };
    const waits = evolve(state, over);
    return [over, ...(waits.status === "queued" ? look(waits, given, facts) : [])];
  }
  // They wait no longer, and rest at home.
  if (facts.offShift && !facts.inCall) return [end(state, "shiftOver", given, facts)];
  const turn = turnFor(state);
  const queue = queueFor(pool, turn);
  const verdict = verdictFor(state.severity, queue, state.length);
  // Five minutes are five minutes, as for whoever took no more: the wait begins after them.
  const stays = isBridged && state.severity !== "danger";
  if (verdict === "now" && !stays) return [go(state, state.length, given, facts)];
  if (verdict === "nowWithCover" && !stays) {
    const gone = go(state, state.length, given, facts);
    return [gone, ...askCover(evolve(state, gone), given, facts)];
  }
  const expected = turnOf(pool, turn, Math.max(at, turn.since));
  // Those whose return would have made room may have gone home meanwhile: then only cover helps.
  const nobody = expected === undefined ? at + soonestCover : undefined;
  const latest =
    state.severity === "danger" || expected === undefined ? (state.coverBy ?? nobody) : undefined;
  // Who is away for five minutes is not told in between that it is after their call.
  const coverBy =
    latest === undefined || !isBridged
      ? latest
      : Math.max(latest, (state.bridgeUntil ?? 0) + soonestCover);
  if (coverBy !== undefined && at >= coverBy) return [afterCall(state, state.length, given, facts)];
  const base = about(state, given, facts);
  const events: Event[] = [
    {
      ...base,
      type: "looked",
      ahead: aheadOf(pool, turn),
      ...(expected === undefined ? {} : { about: minuteAfter(expected) }),
      ...(coverBy === undefined ? {} : { coverBy }),
    },
  ];
  const after = events.reduce<Break>(evolve, state);
  if (isBridged || after.status !== "queued") return events;
  if (queue === "last" || expected === undefined || at - waitsSince(after) >= coverAfter)
    events.push(...askCover(after, given, facts));
  return events;
}

/** What happens when nobody presses anything. */
export function tick(state: Break, given: Given, facts: Facts): Event[] {
  const base = about(state, given, facts);
  switch (state.status) {
    case "none":
      return [];
    case "offered":
      return [end(state, "lapsed", given, facts)];
    case "queued":
      return look(state, given, facts);
    case "afterCall":
      return state.held
        ? [{ ...base, type: "released", next: nextOf(facts) }]
        : [end(state, "lapsed", given, facts)];
    case "away":
      if (state.nudged) return [end(state, "back", given, facts)];
      return [{ ...base, type: "nudged", occasion: `${state.id}.${state.occasions}` }];
  }
}
