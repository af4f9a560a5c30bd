import { msg, person, time } from "../platform/text.ts";
import type { Audience } from "./audiences.ts";
import type { Row } from "./row.ts";

const now = /^web\.(?:hasWhom|withWhom|someoneWith|person)\.(?:person|holder)$/;

/** The page Now, for one kind of reader. */
const onNow = (to: Audience, says: Row["says"]): Row => ({
  to,
  self: "anybody",
  where: ["page"],
  names: now,
  views: ["board/now"],
  says,
  example: (me) => msg("web.someoneWith", { person: person(me.id) }),
});

/** What others read of somebody on the web pages. */
export const pageRows: readonly Row[] = [
  onNow("team", "seen.onNow"),
  onNow("leads", "seen.onNow"),
  onNow("heads", "seen.onNow"),
  onNow("admins", "seen.onNow"),
  // Whoever is in the room, or has the link of its screen.
  onNow("colleagues", "seen.onScreen"),
  ...(["team", "leads", "heads", "admins"] as const).map((to): Row => ({
    to,
    self: "anybody",
    where: ["page"],
    views: ["swaps/people"],
    says: "seen.onPeople",
  })),
  {
    to: "admins",
    self: "anybody",
    where: ["page"],
    names: /^web\.names\.people$/,
    views: ["setup/set-up"],
    says: "seen.inSetUp",
  },
  {
    to: "team",
    self: "agent",
    where: ["page"],
    names: /^web\.request(?:Of)?\.person$/,
    views: ["escalations/requests"],
    says: "seen.onRequests",
    example: (me) => msg("web.requestOf", { person: person(me.id) }),
  },
  {
    to: "team",
    self: "supervisor",
    where: ["page"],
    names: /^web\.wallBy\.person$/,
    views: ["board/now"],
    says: "seen.madeScreen",
    example: (me, at) => msg("web.wallBy", { person: person(me.id), when: time(at) }),
  },
];
