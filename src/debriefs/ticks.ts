import type { Given } from "../kernel/decision.ts";
import { type Decided, type Facts, type Tick, refuse } from "./commands.ts";
import type { Debrief } from "./debrief.ts";
import { goOn, passOver } from "./search.ts";
import { chatOpensWithin, fadesAfter, lookEvery, talkEnds } from "./times.ts";

/** What a timer of a debrief does. One that comes too early changes nothing. */
export function tick(
  debrief: Exclude<Debrief, { status: "idle" }>,
  which: Exclude<Tick, "offer">,
  given: Given,
  facts: Facts,
): Decided {
  const { at } = given;
  const early = refuse("too-early");
  switch (which) {
    case "offerAgain":
      if (
        debrief.status !== "asked" ||
        debrief.offered?.againAt === undefined ||
        at < debrief.offered.againAt
      )
        return early;
      return { events: [{ type: "offeredAgain", at }] };
    case "look":
      if (debrief.status !== "searching" || at < debrief.lookAt) return early;
      return { events: goOn([], debrief, given, facts) };
    case "lapse":
      if (debrief.status !== "offered" || at < debrief.until) return early;
      return { events: passOver(debrief, "lapsed", given, facts) };
    case "giveUp":
      if ((debrief.status !== "offered" && debrief.status !== "searching") || at < debrief.giveUpAt)
        return early;
      return { events: [{ type: "unmatched", at }] };
    case "chat":
      if (debrief.status !== "accepted" || debrief.lookAt === undefined || at < debrief.lookAt)
        return early;
      if (facts.chat === "opening" && at < debrief.at + chatOpensWithin)
        return { events: [{ type: "chatAwaited", at, lookAt: at + lookEvery }] };
      return {
        events: [
          {
            type: "chatSettled",
            at,
            ...(typeof facts.chat === "object" ? { chat: facts.chat } : {}),
          },
        ],
      };
    case "close":
      if (debrief.status !== "accepted" || at < debrief.at + talkEnds) return early;
      return { events: [{ type: "done", at, how: "quiet" }] };
    case "fade": {
      const since =
        debrief.status === "asked"
          ? debrief.since
          : debrief.status === "done" || debrief.status === "unmatched"
            ? debrief.at
            : at;
      return at < since + fadesAfter
        ? early
        : { events: [{ type: "ended", at, person: debrief.person }] };
    }
  }
}
