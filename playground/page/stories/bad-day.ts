import type { Someone } from "../../protocol.ts";
import {
  type Seen,
  type Step,
  type Tale,
  callOf,
  nameOf,
  noCallOf,
  pressed,
  sent,
  typing,
} from "./story.ts";

/* From a bad call to the call that was promised for the next day. It is played in the lead's team. */

const day = 24 * 3_600_000;

const agent = ({ cast }: Seen): Someone => cast.member;
const partner = ({ cast }: Seen): Someone => cast.lead;
const caller = ({ cast }: Seen): Someone =>
  cast.supervisor.name === cast.lead.name ? cast.second : cast.supervisor;
const own = (seen: Seen) => callOf(seen, agent(seen));
const isOver = (seen: Seen): boolean => own(seen)?.live === false;
const inChatOf = (one: Someone): string => `in ${nameOf(one)}’s chat`;
const breakOf = (seen: Seen) => seen.now.breaks.find(({ who }) => who === agent(seen).name);
const isTaken = (seen: Seen): boolean => own(seen)?.helper !== undefined || isOver(seen);

const call: readonly Step[] = [
  {
    who: agent,
    says: (seen) =>
      `Type *${typing(agent(seen), "escalate my parcel came broken")}* as ${nameOf(agent(seen))} and press Enter.`,
    done: (seen) => own(seen) !== undefined,
  },
  {
    who: agent,
    says: (seen) => `It turns into a threat. Press *Danger* ${inChatOf(agent(seen))}.`,
    done: (seen) => own(seen)?.danger === true || isOver(seen),
  },
  {
    who: partner,
    says: (seen) => `Press *I’ve got it* ${inChatOf(partner(seen))}.`,
    done: isTaken,
  },
  {
    who: caller,
    says: (seen) =>
      `A danger needs two. Press *I’ll call for help* ${inChatOf(caller(seen))}, and then *Help called*.`,
    done: (seen) => pressed(seen, caller(seen), "Help called") || isOver(seen),
  },
  {
    who: partner,
    says: (seen) =>
      `It is over. Press *I’m with ${nameOf(agent(seen))}* ${inChatOf(partner(seen))}, and then *Done*.`,
    done: isOver,
  },
];

const after: readonly Step[] = [
  {
    who: agent,
    says: (seen) =>
      `Press *Note* ${inChatOf(agent(seen))}. It wrote itself. Under *Promised* write *a new parcel*, and send it.`,
    done: (seen) => sent(seen, agent(seen), "Note"),
  },
  {
    who: agent,
    says: (seen) =>
      `Press *Promise* ${inChatOf(agent(seen))}. What it is about is there already. Write *in 26 h*, send it, and press *Keep it*.`,
    done: (seen) => pressed(seen, agent(seen), "Keep it"),
  },
  {
    who: agent,
    says: (seen) =>
      `A break is offered. Press *Start 20 min* ${inChatOf(agent(seen))}, and *I’m back* when you like.`,
    done: (seen) => pressed(seen, agent(seen), "I'm back") || hasRested(seen),
  },
  {
    who: agent,
    says: (seen) =>
      `So is a talk. Press *A peer* ${inChatOf(agent(seen))}, or *No thanks*: nobody asks why.`,
    done: (seen) => pressed(seen, agent(seen), "A peer") || pressed(seen, agent(seen), "No thanks"),
  },
];
const hasRested = (seen: Seen): boolean =>
  pressed(seen, agent(seen), "Start ") && breakOf(seen) === undefined;

const nextDay: readonly Step[] = [
  {
    says: () => "The day goes on. Choose *Skip a day* in the menu beside *Skip to what is next*.",
    done: ({ lines, began }) =>
      lines.some(({ at, text }) => at >= began + day || /^1 day\b.* pass/.test(text)),
  },
  {
    who: agent,
    says: (seen) =>
      `Press *Skip to what is next* until the promise is due. Then press *Called* ${inChatOf(agent(seen))}.`,
    done: (seen) => pressed(seen, agent(seen), "Called"),
  },
];

export const badDay: Tale = {
  id: "bad-day",
  title: "A bad day",
  people: ({ member, lead }) => [member, lead],
  before: noCallOf(({ member }) => member),
  steps: [...call, ...after, ...nextDay],
  shown: ({ member }) =>
    `From the bad call to the promised call the next day: ${nameOf(member)} typed each thing once, and nobody who runs a team learned how they are.`,
};
