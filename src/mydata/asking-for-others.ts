import { msg, person } from "../platform/text.ts";
import type { Row } from "./row.ts";

/** Who is named when somebody asks for help for a colleague (docs/features.md E15). */
export const askingForOthers: readonly Row[] = [
  {
    to: "colleagues",
    self: "agent",
    where: ["message", "dialog"],
    names: /^raise\.sent\.person$/,
    views: ["escalations/forColleague"],
    says: "seen.forColleague",
    example: (me) => msg("raise.sent", { person: person(me.id) }),
  },
  {
    to: "colleagues",
    self: "anybody",
    where: ["message", "dialog"],
    names: /^receipt\.raised(?:MayEnd)?\.by$/,
    views: ["escalations/receipt"],
    says: "seen.raised",
    example: (me) => msg("receipt.raised", { by: person(me.id) }),
  },
  {
    to: "helpers",
    self: "anybody",
    where: ["message", "dialog"],
    names: /^fact\.raiser\.by$|^timeline\.raised\.by$/,
    views: ["escalations/page", "escalations/timeline"],
    says: "seen.raiser",
  },
];
