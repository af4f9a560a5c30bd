import type { RequestNow, Situation } from "../protocol.ts";
import { firstName } from "./names.ts";
import { shortTime } from "./times.ts";

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });
const names = (people: readonly string[]): string => list.format(people.map(firstName));
const are = (people: readonly string[]): string => (people.length === 1 ? "is" : "are");

/** `0:12` */
const waited = (from: number, now: number): string => {
  const seconds = Math.max(0, Math.round((now - from) / 1_000));
  const [minutes, rest] = [Math.floor(seconds / 60), String(seconds % 60).padStart(2, "0")];
  return minutes < 60
    ? `${minutes}:${rest}`
    : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")} h`;
};

export const isLive = ({ status }: RequestNow): boolean =>
  status !== "resolved" && status !== "withdrawn";

/**
 * How things stand, in one plain sentence or two; `undefined` where nothing has happened yet.
 * @param now by the one clock
 */
export function headline(situation: Situation | undefined, now: number): string | undefined {
  if (situation === undefined) return undefined;
  const live = situation.requests.filter(isLive);
  const [first] = live;
  if (first !== undefined) {
    const others = live.length - 1;
    const more = others === 0 ? "" : ` ${others} more ${others === 1 ? "waits" : "wait"}.`;
    return `${first.danger ? "Danger. " : ""}${calling(first, now)}${more}`;
  }
  return aside(situation) ?? over(situation);
}

function calling(request: RequestNow, now: number): string {
  const [who, helper] = [firstName(request.who), firstName(request.helper ?? "somebody")];
  const asked = request.asked.filter((name) => name !== request.helper);
  switch (request.status) {
    case "acknowledged":
      return request.danger && request.caller === undefined && asked.length > 0
        ? `${helper} is on the way to ${who}. ${names(asked)} ${are(asked)} asked to call for help.`
        : `${helper} is on the way to ${who}.`;
    case "joined":
      if (request.answered === true) return `${helper} answered ${who}.`;
      return `${helper === "somebody" ? "Somebody" : helper} is with ${who}.`;
    case "exhausted":
      return `Nobody has come to ${who} yet. ${who} can ask again with one press.`;
    default: {
      const waits = `${who} has waited ${waited(request.openedAt, now)}.`;
      return asked.length === 0 ? waits : `${waits} ${names(asked)} ${are(asked)} asked now.`;
    }
  }
}

/** What goes on while nobody calls for help. */
function aside({ breaks, debriefs, checkIns }: Situation): string | undefined {
  // A break that is only offered is nobody's news.
  const [pause] = breaks.filter(({ status }) => status !== "offered");
  if (pause !== undefined) {
    const who = firstName(pause.who);
    if (pause.status === "away")
      return pause.until === undefined
        ? `${who} is on a break.`
        : `${who} is on a break until ${shortTime(pause.until)}.`;
    return pause.status === "queued"
      ? `${who} has asked for a break. It comes as soon as others can cover.`
      : `${who}’s break starts after this call.`;
  }
  const [talk] = debriefs.filter(({ status }) =>
    ["searching", "offered", "accepted"].includes(status),
  );
  if (talk !== undefined) {
    const who = firstName(talk.who);
    if (talk.other === undefined) return `${who} waits for somebody to talk to.`;
    return talk.status === "accepted"
      ? `${who} and ${firstName(talk.other)} can talk now.`
      : `${firstName(talk.other)} is asked to listen to ${who}.`;
  }
  const asked = checkIns.filter(({ asked: is }) => is).map(({ who }) => who);
  return asked.length === 0 ? undefined : `A check-in waits for ${names(asked)}.`;
}

function over({ requests: [last] }: Situation): string | undefined {
  if (last === undefined) return undefined;
  const call = `${firstName(last.who)}’s call for help is over.`;
  if (last.status === "withdrawn") return call;
  return last.helper === undefined
    ? `${call} Nobody came.`
    : `${call} ${firstName(last.helper)} came.`;
}
