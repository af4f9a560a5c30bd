import type { PersonId } from "../../kernel/ids.ts";
import { never } from "../../kernel/never.ts";
import { type Text, msg, people, person, time } from "../../platform/text.ts";
import {
  type Exhausted,
  type Live,
  type Missed,
  type Open,
  type Request,
  holderOf,
  isMissed,
  nobodyWasAsked,
  stillAsked,
} from "../request.ts";
import { standingManner, standingVerdict } from "../verdict/standing.ts";
import type { LastVerdict } from "../verdict/verdicts.ts";

/** How it stands: the title of the agent's message, and a line of the private answer. */
export function statusLine(request: Live): Text {
  switch (request.status) {
    case "open":
      return asking(request);
    case "acknowledged":
      return msg("receipt.taken", { holder: person(request.holder) });
    case "joined": {
      const holder = holderOf(request);
      const standing = standingVerdict(request);
      if (standing !== undefined) return answered(request, standing);
      const manner = standingManner(request);
      if (holder !== undefined && manner !== undefined)
        return msg("receipt.manner", { holder: person(holder), manner });
      return holder === undefined
        ? msg("receipt.someoneWith")
        : msg("receipt.with", { holder: person(holder) });
    }
    case "exhausted":
      return quiet(request);
    default:
      return never(request);
  }
}

/** In a danger since then: an answer helps no more, and they are not there yet. */
const answered = ({ level }: Live, { by, verdict }: LastVerdict): Text =>
  msg(level === "danger" ? "receipt.taken" : `receipt.${verdict}`, { holder: person(by) });

function asking(request: Open): Text {
  const asked = stillAsked(request);
  const isDanger = request.level === "danger";
  if (isDanger && isUnanswered(request)) return msg("receipt.dangerNobody");
  if (asked.length === 0) return nobody(request);
  if (request.news === "lost-taker") {
    const lost = request.helpers.at(-1) ?? "";
    // Asked once more: they were late, and did not say that they cannot come.
    return msg(asked.includes(lost) ? "receipt.lateTaker" : "receipt.lostTaker", {
      holder: person(lost),
      people: crowd(asked),
    });
  }
  return msg(isDanger ? "receipt.askingDanger" : "receipt.asking", { people: crowd(asked) });
}

/** The rounds are over without an answer, or nobody is left who may answer. */
export const isUnanswered = (request: Open): boolean =>
  request.news === "nobody" || stillAsked(request).length === 0;

function quiet(request: Exhausted): Text {
  if (isMissed(request)) return missed(request);
  return nobodyWasAsked(request) ? nobody(request) : msg("receipt.noAnswer");
}

/** Nobody could be asked: nobody is there, or no message reaches them. */
const nobody = ({ outOfReach }: Request) =>
  msg(outOfReach === true ? "receipt.nobodyReached" : "receipt.nobodyThere");

/** Handrail was away: the time from which nobody was asked, and who had it then. */
function missed({ overtaken: { since, holder } }: Missed): Text {
  const at = { time: time(since) };
  return holder === undefined
    ? msg("receipt.overtaken", at)
    : msg("receipt.overtakenTaken", { ...at, holder: person(holder) });
}

/** A few by name, more by number: a title holds 150 characters (docs/features.md E2). */
export const crowd = (ids: readonly PersonId[]) =>
  ids.length > 4 ? msg("receipt.people", { count: ids.length }) : people(ids);
