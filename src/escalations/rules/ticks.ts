import type { Given } from "../../kernel/decision.ts";
import { never } from "../../kernel/never.ts";
import type { Floor } from "./asking.ts";
import { type Decided, refuse } from "../commands.ts";
import type { Event } from "../events.ts";
import { askBeside, loseTaker } from "./beside.ts";
import { tellToGoBack } from "../hold/rules.ts";
import { insteadOf } from "../overdue.ts";
import { positionOf } from "./position.ts";
import { type Live, type Request, handedTo, holderOf, isLive, rolesOf } from "../request.ts";
import { askHalfway, askNext, nudge } from "./steps.ts";
import { type Tick, dueAt } from "../times.ts";

/** What the clock does. A tick that the state does not want, or not yet, is refused. */
export function decideTick(request: Request, tick: Tick, given: Given, floor: Floor): Decided {
  const { at } = given;
  const due = dueAt(request, tick);
  if (due === undefined)
    return refuse(isLive(request) || tick === "shrink" ? "not-open" : "closed");
  if (at < due) return refuse("too-early");
  if (!isLive(request)) return { events: [{ type: "shrunk", at }] };
  return { events: insteadOf(tick, request, at) ?? onTime(request, tick, given, floor) };
}

function onTime(request: Live, tick: Tick, given: Given, floor: Floor): readonly Event[] {
  const { at } = given;
  const holder = holderOf(request);
  switch (tick) {
    case "step":
      return stepIsOver(request, given, floor);
    case "widen":
      return [askHalfway(positionOf(request), given, floor)];
    case "nudge":
      return holder === undefined ? [] : [nudge(holder, at, request.occasions)];
    case "lapse":
      return holder === undefined ? [] : loseTaker(request, "lapsed", holder, given, floor);
    case "remind": {
      // The clock never closes a danger: its people are asked how it is.
      const person = holder ?? rolesOf(request)?.caller;
      return [{ type: "reminded", at, occasion: `p${request.occasions}`, person }];
    }
    case "goBack":
      return tellToGoBack(request, at);
    case "close":
      return request.status === "joined"
        ? [{ type: "resolved", at, how: "not-recorded", assisted: true }]
        : [{ type: "resolved", at, how: "unanswered", assisted: request.attended }];
    case "shrink":
      return [];
    default:
      return never(tick);
  }
}

/** Nobody answered in time. After a hand-off the holder is told that it is still theirs. */
function stepIsOver(request: Live, given: Given, floor: Floor): Event[] {
  const now = positionOf(request);
  const silence = { reason: "silence" } as const;
  return request.status === "open"
    ? askNext(now, given, floor, silence)
    : askBeside(now, given, floor, silence, handedTo(request) !== undefined);
}
