import { msg, person } from "../platform/text.ts";
import type { Row } from "./row.ts";

/** Of feedback that an agent asked for (docs/features.md A4). */
export const afterHelp: readonly Row[] = [
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
