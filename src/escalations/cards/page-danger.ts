import { type Line, msg, person } from "../../platform/text.ts";
import type { Card } from "../../platform/view.ts";
import type { Shell } from "../../runtime/feature.ts";
import { checklistLines, emergencyLines } from "../danger/lines.ts";
import { hasBothRoles } from "../danger/roles.ts";
import { type Request, holderOf, rolesOf } from "../request.ts";
import type { CardButtons } from "./buttons.ts";
import { card, facts, summary, taken, who } from "./page-parts.ts";

/*
 * A danger needs two: the partner on the line, and one who calls the emergency services
 * (docs/features.md E8).
 */

/** Nobody has it yet. */
export function dangerAsked(request: Request, shell: Shell, buttons: CardButtons): Card {
  const { alone, caller } = rolesOf(request) ?? { alone: false };
  const lines: Line[] = [
    ...(alone ? [msg("page.onlyYou", who(request))] : []),
    ...emergencyLines(request, shell),
  ];
  if (caller !== undefined) lines.push(msg("page.caller", { caller: person(caller) }));
  // While nobody calls for help, others are still asked: the next press makes its person the
  // caller.
  const caption = msg(caller === undefined ? "page.captionRoles" : "page.captionOthersStop");
  return {
    ...card("danger", msg("page.titleDanger", who(request)), lines, buttons),
    summary: summary(request, shell),
    facts: facts(request, shell),
    footer: alone ? undefined : caption,
  };
}

/** The viewer calls the emergency services. */
export function dangerCaller(request: Request, shell: Shell, buttons: CardButtons): Card {
  const holder = holderOf(request);
  const lines = [
    ...(holder === undefined
      ? []
      : [msg("page.staysWith", { ...who(request), holder: person(holder) })]),
    ...emergencyLines(request, shell),
    ...checklistLines(request, "caller", shell),
  ];
  return {
    ...card("danger", msg("page.titleCaller", who(request)), lines, buttons),
    summary: summary(request, shell),
    facts: facts(request, shell),
  };
}

/** Somebody has it, and nobody calls the emergency services yet. */
export function dangerNeedsCaller(request: Request, shell: Shell, buttons: CardButtons): Card {
  const holder = holderOf(request);
  const need =
    holder === undefined
      ? msg("page.titleTakenNobody", who(request))
      : msg(hasBothRoles(request) ? "page.needSecond" : "page.needCaller", {
          ...who(request),
          holder: person(holder),
        });
  const title = msg("page.titleDanger", who(request));
  return {
    ...card("danger", title, [need, ...emergencyLines(request, shell)], buttons),
    summary: summary(request, shell),
    facts: facts(request, shell),
  };
}

/** Others have both roles. */
export function dangerTaken(request: Request, buttons: CardButtons): Card {
  const caller = rolesOf(request)?.caller;
  const lines = caller === undefined ? [] : [msg("page.caller", { caller: person(caller) })];
  return { ...taken(request), lines, ...buttons };
}
