import { dateAndTime, msg, person, time } from "../platform/text.ts";
import { hours } from "../kernel/time.ts";
import type { Row } from "./row.ts";

/** Who reads who works in whose place; why is asked of nobody. */
export const shiftRows: readonly Row[] = [
  {
    to: "swappers",
    self: "anybody",
    where: ["message", "dialog"],
    names:
      /^swap\.(?:asks|them|asked|agreed|mine|declined|refused\.taken)\.person$|^place\.(?:asks|have|mine|taken)\.person$|^change\.by\.person$/,
    views: ["swaps/ask", "swaps/receipt", "swaps/changed", "swaps/form"],
    says: "seen.swaps",
    example: (me) => msg("swap.asks", { person: person(me.id) }),
  },
  {
    to: "team",
    self: "anybody",
    where: ["message", "dialog"],
    names:
      /^swap\.(?:told|them)\.(?:person|by)$|^place\.(?:told|needed)\.(?:person|by)$|^change\.told\.(?:person|by)$/,
    views: ["swaps/told", "swaps/changeForm"],
    says: "seen.shift",
    example: (me, now) =>
      msg("swap.them", {
        person: person(me.id),
        from: dateAndTime(now),
        until: time(now + hours(8)),
      }),
  },
  ...(["team", "admins"] as const).map((to): Row => ({
    to,
    self: "anybody",
    where: ["page"],
    names:
      /^people\.(?:swap|place|both)\.(?:person|by)$|^(?:swap|place|change)\.told\.(?:person|by)$/,
    views: ["swaps/people"],
    says: "seen.onPeopleSwaps",
    example: (me, now) =>
      msg("people.place", { person: person(me.id), until: dateAndTime(now + hours(8)) }),
  })),
  {
    to: "admins",
    self: "anybody",
    where: ["dialog"],
    views: ["swaps/changeForm"],
    says: "seen.changes",
  },
  {
    to: "colleagues",
    self: "admin",
    where: ["message"],
    names: /^change\.told\.by$/,
    views: ["swaps/told"],
    says: "seen.changedBy",
    example: (me) => msg("change.by", { person: person(me.id) }),
  },
];
