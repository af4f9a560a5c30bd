import { dateAndTime, msg, person, time } from "../platform/text.ts";
import type { Person } from "../runtime/directory/organisation.ts";
import type { Row } from "./row.ts";

const of = (me: Person) => ({ person: person(me.id) });

/** Who reads whose promises, and when (decisions/0065). */
export const promiseRows: readonly Row[] = [
  {
    to: "team",
    self: "anybody",
    where: ["message", "home"],
    names: /^board\.promise(?:Late)?\.person$/,
    views: ["board/home", "home/board", "home/begins"],
    says: "seen.promiseBoard",
    example: (me, now) => msg("board.promise", { ...of(me), when: dateAndTime(now) }),
  },
  {
    to: "helpers",
    self: "anybody",
    where: ["message", "dialog"],
    names: /^promise\.nobodyYet\.person$/,
    views: ["promises/promise", "promises/show"],
    says: "seen.promiseLate",
    example: (me, now) => msg("promise.nobodyYet", { ...of(me), time: time(now) }),
  },
  {
    to: "promisers",
    self: "anybody",
    where: ["message", "dialog"],
    names:
      /^promise\.(?:from|elsewhere|backTheirs|given|refused\.given|refused\.taken)\.(?:person|holder)$|^begins\.promise\.person$/,
    views: ["home/begins", "promises/promise", "promises/give", "promises/form", "promises/change"],
    says: "seen.promise",
    example: (me) => msg("promise.from", of(me)),
  },
];
