import type { PersonId } from "../../kernel/ids.ts";
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
import { type Open, mayLook, sorry } from "../forms.ts";
import { type Routes, routeOf, timeline } from "./store.ts";

/** Who was asked, when to the second, by which route, and who answered (PRODUCT E14). */
export const showTimeline: Open = async (tx, shell, by, subject) => {
  const request = await mayLook(tx, shell, by, subject);
  if (request === undefined) return sorry(msg("refused.notYours"));
  const { entries, routes } = await timeline(tx, shell, request.id);
  return {
    kind: "form",
    form: "escalations.timeline",
    title: msg("timeline.form.title"),
    lines: entries.flatMap(({ at, event }) => [...entry(at, event, routes), ...absent(at, event)]),
    fields: [],
  };
};

/** Named by a step, and not found on any platform yet (CONTRACT). */
function absent(at: number, event: Record<string, unknown>): Line[] {
  const missing = event["absent"] as readonly string[] | undefined;
  return (missing ?? []).map((id) =>
    msg("timeline.unreachable", { time: exactTime(at), person: person(id) }),
  );
}

/** A line for each route by which somebody was asked; where the organisation has one only, it goes without saying. */
function byRoute(
  asked: readonly PersonId[],
  event: Record<string, unknown>,
  routes: Routes,
  line: (some: { people: Value; route: RouteValue }) => Text,
): Line[] {
  const groups = Map.groupBy(asked, (id) => routeOf(routes, String(event["occasion"]), id).join());
  return [...groups.values()].map((some) =>
    line({
      people: people(some),
      route: { routes: routeOf(routes, String(event["occasion"]), some[0] ?? "") },
    }),
  );
}

function entry(at: number, event: Record<string, unknown>, routes: Routes): Line[] {
  const who = event["by"] ?? event["person"] ?? event["requester"];
  const values: Record<string, Value> = {
    time: exactTime(at),
    ...(typeof who === "string" ? { person: person(who) } : {}),
  };
  switch (event["type"]) {
    case "asked": {
      const [asked, heldBack] = [event["people"] as string[], event["heldBack"] as string[]];
      if (asked.length === 0) return [msg("timeline.waiting", values)];
      const held =
        heldBack.length === 0
          ? []
          : [msg("timeline.heldBack", { ...values, people: people(heldBack) })];
      const reasons = [String(event["reason"])];
      return [
        ...byRoute(asked, event, routes, (some) =>
          msg("timeline.asked", { ...values, ...some, reason: reasons.pop() ?? "" }),
        ),
        ...held,
      ];
    }
    case "widened":
      // Whoever waited for the half of the step may have gone home meanwhile.
      if ((event["people"] as string[]).length === 0) return [];
      return byRoute(event["people"] as string[], event, routes, (some) =>
        msg("timeline.widened", { ...values, ...some }),
      );
    case "skipped":
      return [msg("timeline.skipped", { ...values, step: Number(event["step"]) + 1 })];
    case "handedTo":
      return [msg("timeline.handedTo", { ...values, to: person(String(event["to"])) })];
    case "levelled":
      return [
        msg("timeline.levelled", {
          ...values,
          level: msg(`level.${String(event["level"]) as "help"}`),
        }),
      ];
    case "opened":
      return [msg("timeline.opened", values)];
    case "exhausted":
      return [msg("timeline.exhausted", values)];
    case "overtaken":
      return [msg("timeline.overtaken", { ...values, since: exactTime(Number(event["since"])) })];
    case "keptTrying":
      return [msg("timeline.keptTrying", values)];
    case "acknowledged":
      return [msg("timeline.acknowledged", values)];
    case "passedOn":
      return [msg("timeline.passedOn", values)];
    case "gaveBack":
      return [msg("timeline.gaveBack", values)];
    case "lapsed":
      return [msg("timeline.lapsed", values)];
    case "nudged":
      return [msg("timeline.nudged", values)];
    case "calledAgain":
      return [msg("timeline.calledAgain", values)];
    case "joined":
      return [msg("timeline.joined", values)];
    case "categorised":
      return [msg("timeline.categorised", values)];
    case "described":
      return event["worded"] === true ? [msg("timeline.described", values)] : [];
    case "callingForHelp":
      return [msg("timeline.callingForHelp", values)];
    case "unreachable":
      return [msg("timeline.unreachable", values)];
    case "resolved":
      return [msg("timeline.resolved", values)];
    case "withdrawn":
      return [msg("timeline.withdrawn", values)];
    case "recorded":
      return [msg("timeline.recorded", values)];
    default:
      return [];
  }
}
