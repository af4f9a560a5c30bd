import type { Given } from "../kernel/decision.ts";
import { never } from "../kernel/never.ts";
import type { Floor } from "./asking.ts";
import { type Decided, refuse } from "./commands.ts";
import { tooLateFor } from "./late.ts";
import { loseTaker, ringBeside, ringNext, widened } from "./moves.ts";
import { type Request, holderOf, isLive } from "./request.ts";
import { type Tick, dueAt } from "./times.ts";

/** What happens when nobody presses anything. A tick the state no longer wants, or not yet, is refused. */
export function decideTick(request: Request, tick: Tick, given: Given, floor: Floor): Decided {
  const { at } = given;
  const due = dueAt(request, tick);
  if (due === undefined)
    return refuse(isLive(request) || tick === "shrink" ? "not-open" : "closed");
  if (at < due) return refuse("too-early");
  const late = tooLateFor(request, tick, at);
  if (late !== undefined) return { events: late };
  const holder = holderOf(request);
  switch (tick) {
    case "step":
      if (request.status === "open")
        return { events: ringNext(request, given, floor, { reason: "silence" }) };
      // A hand-off that stayed silent: the holder hears that it is still theirs.
      return {
        events: ringBeside(
          request,
          given,
          floor,
          { reason: "silence" },
          request.handedTo !== undefined,
        ),
      };
    case "widen":
      return { events: [widened(request, given, floor)] };
    case "nudge":
      return {
        events:
          holder === undefined
            ? []
            : [{ type: "nudged", at, person: holder, occasion: `p${request.occasions}` }],
      };
    case "lapse":
      return {
        events: holder === undefined ? [] : loseTaker(request, "lapsed", holder, given, floor),
      };
    case "remind": {
      // A danger is never closed by the clock: whoever is in it is asked how it stands.
      const person = holder ?? request.danger?.caller;
      return {
        events: [
          {
            type: "reminded",
            at,
            occasion: `p${request.occasions}`,
            ...(person === undefined ? {} : { person }),
          },
        ],
      };
    }
    case "close":
      if (request.status === "joined")
        return { events: [{ type: "resolved", at, how: "not-recorded", assisted: true }] };
      return { events: [{ type: "resolved", at, how: "unanswered", assisted: request.attended }] };
    case "shrink":
      return { events: [{ type: "shrunk", at }] };
    default:
      return never(tick);
  }
}
