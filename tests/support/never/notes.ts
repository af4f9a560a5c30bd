import { noteLines } from "../../../src/escalations/handover/note.ts";
import type { Event } from "../../../src/escalations/events.ts";
import type { Request } from "../../../src/escalations/request.ts";
import { isLive } from "../../../src/escalations/request.ts";
import { aftercare } from "../../../src/locales/en/aftercare.ts";
import { breaks } from "../../../src/locales/en/breaks.ts";
import { checkins } from "../../../src/locales/en/checkins.ts";
import { debriefs } from "../../../src/locales/en/debriefs.ts";
import { hardcalls } from "../../../src/locales/en/hardcalls.ts";
import { say } from "../../../src/platform/say.ts";
import type { Reader } from "../../../src/platform/text.ts";
import type { House } from "./house.ts";
import type { Seen } from "./record.ts";

/*
 * How somebody is never stands in the note of a call, its copy, its timeline or a figure: no answer, no break, no talk
 * (docs/features.md A1, A5). Looked for in every one that somebody opened, and in the draft of every request that a story
 * left behind. An export of one's own data holds one's own answers and nobody else's: see export.ts.
 */

const feelings: ReadonlySet<string> = new Set(
  Object.keys({ ...aftercare, ...breaks, ...checkins, ...debriefs, ...hardcalls }),
);
/** The note and its copy for other systems, the record of a call, and figures that supervisors and heads open. */
const forms: ReadonlySet<string> = new Set([
  "escalations.note",
  "escalations.copied",
  "escalations.timeline",
  "causes.weeks",
  "figures.show",
]);

/** A line that can only be read as a sentence of check-ins, breaks or debriefs. */
function isFeeling(line: string, house: House): boolean {
  // A sentence that is nothing but a value may be any line.
  const keys = house.read(line).filter((key) => !house.read("§").includes(key));
  return keys.length > 0 && keys.every((key) => feelings.has(key));
}

export const feelingsOpened = ({ form = "", where, lines, filled }: Seen, house: House): string[] =>
  where === "dialog" && forms.has(form)
    ? [...lines, ...filled.flatMap((text) => text.split("\n"))]
        .filter((line) => isFeeling(line, house))
        .map((line) => `in a note or figure: ${line}`)
    : [];

const reader: Reader = {
  platform: "slack",
  locale: "en-GB",
  timeZone: "Europe/London",
  nameOf: () => undefined,
};

export function feelingsDrafted(
  request: Request,
  events: readonly Event[],
  house: House,
): string[] {
  if (isLive(request)) return [];
  return noteLines(request, events, {})
    .map((line) => say(line, reader))
    .filter((line) => isFeeling(line, house) || house.read(line).length === 0)
    .map((line) => `in the draft of a note: ${line}`);
}
