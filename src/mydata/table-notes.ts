import { msg, person, time } from "../platform/text.ts";
import type { Row } from "./row.ts";

/** Of table.ts: who is named in the handover of a call for help, in the note after it, and in feedback. */
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
  {
    to: "helpers",
    self: "agent",
    where: ["message", "dialog"],
    names: /^feedback\.(?:title|whoReads|sent|passed|card\.\w+)\.person$/,
    views: ["feedback/asked", "feedback/write"],
    says: "seen.feedbackAsked",
    example: (me) => msg("feedback.title", { person: person(me.id) }),
  },
  {
    to: "callers",
    self: "supervisor",
    where: ["message", "dialog"],
    names: /^feedback\.(?:asked|came|cannot|from)\.holder$/,
    views: ["feedback/answered", "feedback/read"],
    says: "seen.feedbackGiven",
    example: (me) => msg("feedback.came", { holder: person(me.id) }),
  },
];
