import { dateAndTime, msg, people, person, time } from "../platform/text.ts";
import type { Person } from "../runtime/directory/organisation.ts";
import type { Row } from "./row.ts";

/** What admins read of people while they set teams up (docs/features.md P2). */
export const setupRows: readonly Row[] = [
  {
    to: "admins",
    self: "anybody",
    where: ["message", "dialog"],
    names: /^setup\.(?:team\.(?:supervisors|agents)|policy\.people|reach\.first)\.people$/,
    views: ["setup/look"],
    says: "seen.setup",
    example: (me: Person) => msg("setup.team.agents", { people: people([me.id]) }),
  },
  {
    to: "admins",
    self: "supervisor",
    where: ["message", "notification", "dialog"],
    names: /^test\.(?:waits|sent|taken|missedAfter|declined|unanswered|unreachable)\.person$/,
    views: ["pagetests/result", "pagetests/choose"],
    says: "seen.tested",
    example: (me: Person) =>
      msg("test.taken", { person: person(me.id), seconds: 4, platform: "Slack" }),
  },
  {
    to: "colleagues",
    self: "admin",
    where: ["message", "notification"],
    names: /^test\.(?:asks|reads|who)\.person$/,
    views: ["pagetests/test"],
    says: "seen.testedBy",
    example: (me: Person) => msg("test.asks", { person: person(me.id) }),
  },
  {
    to: "admins",
    self: "admin",
    where: ["message", "dialog"],
    names: /^setup\.(?:version|outdated)\.person$/,
    views: ["setup/versions"],
    says: "seen.setupVersion",
    example: (me: Person, now: number) =>
      msg("setup.version", {
        ...{ count: 2, what: msg("setup.what.team"), time: time(now) },
        person: person(me.id),
      }),
  },
  {
    to: "admins",
    self: "admin",
    where: ["page"],
    names: /^keys\.madeBy(?:Former)?\.person$/,
    views: ["keys/keys"],
    says: "seen.keyOnPage",
    example: (me: Person, now: number) => msg("keys.madeBy", { person: person(me.id), date: now }),
  },
  {
    to: "colleagues",
    self: "admin",
    where: ["dialog"],
    names: /^keys\.told\.person$/,
    views: ["mydata/seen"],
    says: "seen.keyMade",
    example: (me: Person, now: number) =>
      msg("keys.told", {
        ...{ person: person(me.id), date: dateAndTime(now) },
        may: msg("keys.may.figures"),
      }),
  },
];
