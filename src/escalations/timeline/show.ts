import type { PersonId } from "../../kernel/ids.ts";
import { never } from "../../kernel/never.ts";
import { seconds } from "../../kernel/time.ts";
import { sentence } from "../../platform/notice.ts";
import {
  type Line,
  type RouteValue,
  type Text,
  type Value,
  exactTime,
  msg,
  people,
  person,
} from "../../platform/text.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Opened, Shell } from "../../runtime/feature.ts";
import { stepLine } from "../boundary/lines.ts";
import { there } from "../danger/lines.ts";
import type { Event, EventOf } from "../events.ts";
import { mayLook } from "../forms.ts";
import type { How } from "../how.ts";
import type { Request } from "../request.ts";
import { type Routes, routeOf, timeline } from "./store.ts";

/** Who was asked, when to the second, by which route, and who answered (docs/features.md E14). */
export const showTimeline: Opened = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined) return sentence(msg("refused.notYours"));
  return {
    kind: "form",
    form: "escalations.timeline",
    title: msg("timeline.form.title"),
    lines: await timelineLines(tx, shell, request, by, "chat"),
    fields: [],
  };
};

export async function timelineLines(
  tx: Tx,
  shell: Shell,
  request: Request,
  by: PersonId,
  where: "chat" | "page",
): Promise<Line[]> {
  const { events, routes } = await timeline(tx, shell, request.id);
  // A page is in neither app, and no sentence names one.
  const seen: Routes = where === "page" ? new Map() : routes;
  return events.flatMap((event) => linesOf(event, request, seen, by));
}

/** What one event says. Every type of event is listed, also those that say nothing. */
function linesOf(event: Event, { requester }: Request, routes: Routes, by: PersonId): Line[] {
  const at = { time: exactTime(event.at) };
  switch (event.type) {
    case "opened":
      return [
        event.raisedBy === undefined
          ? msg("timeline.opened", { ...at, person: person(requester) })
          : msg("timeline.raised", { ...at, by: person(event.raisedBy), agent: person(requester) }),
      ];
    case "calledAgain":
      return [msg(`timeline.${event.type}`, { ...at, person: person(requester) })];
    case "asked":
      return [...asked(event, routes), ...absent(event)];
    case "skipped":
      return [msg("timeline.skipped", { ...at, step: event.step + 1 }), ...absent(event)];
    case "widened":
    case "found":
      return byRoute(event, routes, (some) => msg("timeline.widened", { ...at, ...some }));
    case "overtaken":
      return [msg("timeline.overtaken", { ...at, since: exactTime(event.since) })];
    case "handedTo":
      return [msg("timeline.handedTo", { ...at, person: person(event.by), to: person(event.to) })];
    case "thanked":
      // Between the two: others could count who is thanked how often.
      return by === event.by || by === event.to
        ? [msg("timeline.thanked", { ...at, person: person(event.by), to: person(event.to) })]
        : [];
    case "levelled": {
      const level = msg(`level.${event.level}`);
      return [msg("timeline.levelled", { ...at, level, person: person(event.by) })];
    }
    case "described":
      return event.worded ? [msg("timeline.described", { ...at, person: person(event.by) })] : [];
    case "joined":
      return [joined(event, requester)];
    case "answered": {
      const verdict = msg(`verdict.${event.verdict}`);
      return [msg("timeline.answered", { ...at, person: person(event.by), verdict })];
    }
    case "boundary":
      return [stepLine(event, exactTime)];
    case "putOnHold":
      return [msg("timeline.putOnHold", { ...at, person: person(event.by) })];
    case "toldToGoBack":
      return [msg("timeline.toldToGoBack", { ...at, person: person(requester) })];
    case "wentBack":
      return [wentBack(event)];
    case "checked": {
      const point = msg(`point.${event.point}`);
      return [msg("timeline.checked", { ...at, person: person(event.by), point })];
    }
    case "customerIn":
      return [msg("timeline.customerIn", { ...at, person: person(event.by), ...there(event) })];
    case "helpSaid":
      return [
        msg("timeline.helpSaid", {
          ...at,
          person: person(event.by),
          called: String(event.called),
        }),
      ];
    case "noted":
    case "acknowledged":
    case "passedOn":
    case "gaveBack":
    case "lapsed":
    case "categorised":
    case "callingForHelp":
    case "stoppedCalling":
    case "withdrawn":
      return [msg(`timeline.${event.type}`, { ...at, person: person(event.by) })];
    case "nudged":
    case "unreachable":
      return [msg(`timeline.${event.type}`, { ...at, person: person(event.person) })];
    case "resolved":
      return [
        event.by === undefined
          ? msg("timeline.closedByItself", at)
          : msg(ending(event.how), { ...at, person: person(event.by) }),
      ];
    case "recorded":
      return [msg("timeline.outcome", { ...at, person: person(event.by) })];
    case "exhausted":
    case "keptTrying":
    case "planned":
      return [msg(`timeline.${event.type}`, at)];
    case "goBackMissed":
    case "restarted":
    case "hastened":
    case "quietened":
    case "reminded":
    case "shrunk":
      return [];
    default:
      return never(event);
  }
}

function wentBack({ at, heldFor }: EventOf<"wentBack">): Line {
  const total = Math.floor(heldFor / seconds(1));
  const values = { minutes: Math.floor(total / 60), seconds: total % 60 };
  return msg("timeline.wentBack", { ...values, time: exactTime(at) });
}

function ending(how: How): "timeline.done" | "timeline.endedCall" | "timeline.callEnded" {
  if (how === "done") return "timeline.done";
  return how === "within-policy" ? "timeline.endedCall" : "timeline.callEnded";
}

function joined({ at, by, holder, manner }: EventOf<"joined">, agent: PersonId): Line {
  const said = { time: exactTime(at), person: person(by) };
  if (holder === undefined) return msg("timeline.someoneHere", said);
  return holder === by
    ? msg("timeline.here", {
        ...said,
        holder: person(by),
        person: person(agent),
        manner: manner ?? "there",
      })
    : msg("timeline.holderHere", { ...said, holder: person(holder) });
}

/** The people a step asked, and those held back because their notifications are paused. */
function asked(event: EventOf<"asked">, routes: Routes): Line[] {
  const at = { time: exactTime(event.at) };
  if (event.people.length === 0) return [msg("timeline.waiting", at)];
  // The reason is in the first line; the other routes of the step do not repeat it.
  const reasons: string[] = [event.reason];
  const lines = byRoute(event, routes, (some) =>
    msg("timeline.asked", { ...at, ...some, reason: reasons.pop() ?? "" }),
  );
  return event.heldBack.length === 0
    ? lines
    : [...lines, msg("timeline.heldBack", { ...at, people: people(event.heldBack) })];
}

/** Meant by the step, and not found on any platform yet. */
const absent = ({ at, absent = [] }: EventOf<"asked" | "skipped">): Line[] =>
  absent.map((id) => msg("timeline.unreachable", { time: exactTime(at), person: person(id) }));

/** A line for each route by which somebody was asked. With one platform no route is named. */
function byRoute(
  { people: asked, occasion }: EventOf<"asked" | "widened" | "found">,
  routes: Routes,
  line: (some: { people: Value; route: RouteValue }) => Text,
): Line[] {
  const route = (id: PersonId) => routeOf(routes, occasion, id);
  const groups = Map.groupBy(asked, (id) => route(id).join());
  return [...groups.values()].map((some) =>
    line({ people: people(some), route: { routes: route(some[0] ?? "") } }),
  );
}
