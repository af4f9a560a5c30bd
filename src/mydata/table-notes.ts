import { msg, person, time } from "../platform/text.ts";
import type { Row } from "./row.ts";

/** Of table.ts: who is named in the handover of a call for help, and in the note after it. */
export const noteRows: readonly Row[] = [
  {
    to: "helpers",
    self: "agent",
    where: ["message"],
    names: /^handover\.readBack\.person$/,
    views: ["escalations/page"],
    says: "seen.handover",
  },
  {
    to: "besideThem",
    self: "supervisor",
    where: ["message", "dialog"],
    names: /^(?:handover\.done(?:Answered|Came)|note\.\w+)\.holder$/,
    views: ["escalations/page", "escalations/note", "escalations/copyNote"],
    says: "seen.inHandover",
  },
  {
    to: "callers",
    self: "supervisor",
    where: ["dialog"],
    names: /^(?:handover\.done(?:Answered|Came)|note\.\w+)\.holder$/,
    views: ["escalations/handover", "escalations/note", "escalations/copyNote"],
    says: "seen.inNote",
    example: (me, now) => msg("note.came", { holder: person(me.id), time: time(now) }),
  },
];
