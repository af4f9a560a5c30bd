import type { Given } from "../kernel/decision.ts";
import type { PersonId } from "../kernel/ids.ts";
import { type Command, type Decided, type Facts, type Refusal, refuse } from "./commands.ts";
import type { Debrief, Event } from "./debrief.ts";
import { mayTalk } from "./hard-rules.ts";
import type { Kind } from "./people.ts";
import { goOn, leave, passOver, seekerOf } from "./search.ts";
import { tick } from "./ticks.ts";

export type { Answer, Command, Facts, Refusal, Tick } from "./commands.ts";

/** May it happen, and what then? Pure: `Given` and `Facts` are all it may know. */
export function decide(
  debrief: Debrief | undefined,
  command: Command,
  given: Given,
  facts: Facts,
): Decided {
  const { at, by } = given;
  // The answer to anybody else is the same, whether there is a debrief or none.
  const owner = debrief?.person ?? given.subject;
  const ofTheirOwn = command.do === "wish" || command.do === "ask" || command.do === "choose";
  if (ofTheirOwn && owner !== undefined && owner !== by) return refuse("not-yours");
  switch (command.do) {
    case "wish":
      if (facts.lost === true && command.whole !== true) return refuse("lost-wishes");
      return wish(debrief, command, given);
    case "ask":
      return ask(debrief, given);
    case "offer":
      return offer(debrief, given, facts);
    case "choose":
      if (facts.lost === true) return refuse("lost-wishes");
      return choose(debrief, command.kind, given, facts);
  }
  if (debrief === undefined || debrief.status === "idle" || isOutsider(debrief, by))
    return refuse("over");
  switch (command.do) {
    case "offerAgain":
    case "look":
    case "lapse":
    case "giveUp":
    case "chat":
    case "close":
    case "fade":
      return tick(debrief, command.do, given, facts);
    case "unreachable":
      return debrief.status === "offered" && debrief.to === command.person
        ? { events: passOver(debrief, "unreachable", given, facts) }
        : refuse("over");
    case "decline":
    case "withdraw":
      return withdraw(debrief, command.do, given);
    case "yes":
      return yes(debrief, given, facts);
    case "notNow":
      if (debrief.status !== "offered" || debrief.to !== by)
        return refuse(answeredOrNotYours(debrief, by));
      return { events: passOver(debrief, "not-now", given, facts), answer: "thanks" };
    case "leave":
      if (debrief.status !== "accepted" || debrief.partner !== by)
        return refuse(answeredOrNotYours(debrief, by));
      return { events: leave(debrief, given, facts), answer: "thanks" };
    case "finish":
    case "stop":
      if (
        by === undefined ||
        !("partner" in debrief) ||
        ![debrief.person, debrief.partner].includes(by)
      )
        return refuse("not-yours");
      return finish(debrief, command, at);
    case "after":
      if (!("partner" in debrief) || debrief.partner !== by)
        return refuse(answeredOrNotYours(debrief, by));
      if (debrief.status !== "done") return refuse("too-early");
      if (debrief.after !== undefined) return refuse("answered");
      return {
        events: [{ type: "cared", at, partner: by, after: command.said }],
        answer: command.said === "pause" ? "paused" : "thanks",
      };
  }
}

/** Who needed more than a colleague is told who helps, where their card does not say it. */
function finish(
  debrief: Debrief,
  command: Command & { readonly do: "finish" | "stop" },
  at: number,
): Decided {
  const stops = command.do === "stop";
  return {
    events:
      debrief.status === "done" ? [] : [{ type: "done", at, how: stops ? "stopped" : "finished" }],
    answer: stops && command.shown !== true ? "stopped" : "done",
  };
}

/** Neither who wants to talk, nor who is or was asked: they must not learn of it. */
function isOutsider(
  debrief: Exclude<Debrief, { status: "idle" }>,
  by: PersonId | undefined,
): boolean {
  const asked =
    debrief.status === "offered" ? debrief.to : "partner" in debrief ? debrief.partner : undefined;
  return by !== undefined && by !== debrief.person && by !== asked && !debrief.tried.includes(by);
}

/** What exactly is wished is sealed, and not for a rule to see. */
function wish(
  debrief: Debrief | undefined,
  { willing, joins }: Command & { readonly do: "wish" },
  { at, by }: Given,
): Decided {
  if (by === undefined || (debrief !== undefined && debrief.person !== by))
    return refuse("not-yours");
  const said = {
    ...(willing === undefined ? {} : { willing }),
    ...(joins === undefined ? {} : { joins }),
  };
  const answer = willing === undefined ? "saved" : willing ? "willing" : "unwilling";
  return { events: [{ type: "wished", at, person: by, ...said }], answer };
}

/** `/debrief`: the four choices; whatever is going on already is shown instead. */
function ask(debrief: Debrief | undefined, { at, by, newId }: Given): Decided {
  if (by === undefined) return refuse("not-yours");
  if (debrief !== undefined && debrief.person !== by) return refuse("not-yours");
  if (debrief?.status === "searching" || debrief?.status === "offered")
    return { events: [], answer: "finding" };
  if (debrief?.status === "accepted") return { events: [], answer: "with" };
  return { events: [{ type: "opened", at, person: by, episode: newId }], answer: "choose" };
}

/** After a break, or after a Danger: once, and never on top of what is going on. */
function offer(
  debrief: Debrief | undefined,
  { at, subject, newId }: Given,
  { againAt, present }: Facts,
): Decided {
  // Not somebody of this organisation any more: nobody to offer it to.
  if (subject === undefined || !present) return refuse("over");
  if (
    debrief !== undefined &&
    debrief.status !== "idle" &&
    debrief.status !== "done" &&
    debrief.status !== "unmatched"
  )
    return refuse("over");
  const offered = againAt === undefined ? {} : { againAt };
  // A timer's ids are the same each time it rings: the moment tells one offer from the next.
  return {
    events: [
      { type: "opened", at, person: subject, episode: `${newId}-${at.toString(36)}`, offered },
    ],
  };
}

function choose(debrief: Debrief | undefined, kind: Kind, given: Given, facts: Facts): Decided {
  const { at, by, newId } = given;
  if (by === undefined || (debrief !== undefined && debrief.person !== by))
    return refuse("not-yours");
  // A card that faded, or one that was declined: nothing was kept.
  if (debrief === undefined || debrief.status === "idle") return refuse("over");
  if (debrief.status === "searching" || debrief.status === "offered")
    return { events: [], answer: "finding" };
  if (debrief.status === "accepted") return { events: [], answer: "with" };
  // An old answer to `/debrief` still shows its buttons: what they began is over.
  if (debrief.status === "done") return refuse("over");
  const fresh = debrief.status !== "asked";
  const sought: Event = {
    type: "sought",
    at,
    kind,
    episode: fresh ? newId : debrief.episode,
    fresh,
  };
  // The card says how it goes on: in place, or as a new message.
  return { events: goOn([sought], debrief, given, facts), answer: "done" };
}

function withdraw(
  debrief: Exclude<Debrief, { status: "idle" }>,
  how: "decline" | "withdraw",
  { at, by }: Given,
): Decided {
  if (by !== debrief.person) return refuse("not-yours");
  if (debrief.status === "accepted") return { events: [], answer: "with" };
  return {
    events: [{ type: "ended", at, person: debrief.person }],
    answer: how === "decline" ? "declined" : "withdrawn",
  };
}

/** Every hard rule is checked again at the yes: much may have changed since the offer. */
function yes(debrief: Exclude<Debrief, { status: "idle" }>, given: Given, facts: Facts): Decided {
  const { at, by, newId } = given;
  if (debrief.status === "accepted" && debrief.partner === by)
    return { events: [], answer: "done" };
  if (debrief.status !== "offered" || debrief.to !== by || by === undefined)
    return refuse(answeredOrNotYours(debrief, by));
  if (at >= debrief.until)
    return { events: passOver(debrief, "lapsed", given, facts), answer: "thanks" };
  const supporter = facts.supporters.find(({ person }) => person === by);
  const seeker = seekerOf(debrief, facts);
  // Being asked makes nobody too busy to answer.
  if (supporter === undefined || seeker === undefined || !mayTalk(seeker, supporter, at))
    return { events: passOver(debrief, "forbidden", given, facts), answer: "thanks" };
  return { events: [{ type: "accepted", at, partner: by, meeting: newId }], answer: "done" };
}

function answeredOrNotYours(
  debrief: Exclude<Debrief, { status: "idle" }>,
  by: PersonId | undefined,
): Refusal {
  return by !== undefined && debrief.tried.includes(by) ? "answered" : "not-yours";
}
