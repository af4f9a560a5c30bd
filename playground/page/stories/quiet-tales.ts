import type { Someone } from "../../protocol.ts";
import {
  type Seen,
  type Step,
  type Tale,
  nameOf,
  noCall,
  pressed,
  typed,
  typing,
} from "./story.ts";

/* The stories of what comes after a call, and of what can wait. */

const types = (who: (seen: Seen) => Someone, word: string): Step => ({
  who,
  says: (seen) => `Type *${typing(who(seen), word)}* as ${nameOf(who(seen))} and press Enter.`,
  done: (seen) => typed(seen, who(seen), word),
});
const agent = ({ cast }: Seen): Someone => cast.agent;
const member = ({ cast }: Seen): Someone => cast.member;
const lead = ({ cast }: Seen): Someone => cast.lead;
const breakOf = (seen: Seen) => seen.now.breaks.find(({ who }) => who === agent(seen).name);
const talkOf = ({ now, cast, began }: Seen) =>
  now.debriefs.find(({ who, at }) => who === cast.agent.name && at >= began);
const listenerOf = (seen: Seen): Someone | undefined => {
  const name = talkOf(seen)?.other;
  const accounts = seen.everyone.filter((one) => one.name === name);
  return accounts.find(({ platform }) => platform === "teams") ?? accounts[0];
};

export const talks: readonly Tale[] = [
  {
    id: "break",
    title: "A break",
    people: ({ agent: one, supervisor }) => [one, supervisor],
    before: noCall,
    steps: [
      {
        who: agent,
        says: (seen) =>
          `Type *${typing(agent(seen), "break 20")}* as ${nameOf(agent(seen))} and press Enter.`,
        done: (seen) => typed(seen, agent(seen), "break"),
      },
      {
        who: agent,
        says: (seen) =>
          breakOf(seen)?.status === "queued"
            ? "Others are away just now. Press *Skip to what is next* until the break comes."
            : `Press the green button in ${nameOf(agent(seen))}’s chat, and the break begins.`,
        done: (seen) => breakOf(seen)?.status === "away",
      },
      {
        who: agent,
        says: (seen) =>
          `${nameOf(agent(seen))} is away. Press *Skip to what is next* until it is over, or *I’m back*.`,
        done: (seen) => breakOf(seen) === undefined,
      },
    ],
    shown: () => "A break is never refused. Others read who is away and until when, never why.",
  },
  {
    id: "talk",
    title: "Talk it through",
    people: ({ agent: one, supervisor }) => [one, supervisor],
    before: noCall,
    steps: [
      types(agent, "debrief"),
      {
        who: agent,
        says: (seen) => `Press *A peer* in ${nameOf(agent(seen))}’s chat.`,
        done: (seen) => (talkOf(seen)?.status ?? "asked") !== "asked",
      },
      {
        who: listenerOf,
        says: (seen) => {
          const listener = listenerOf(seen);
          return listener === undefined
            ? "Somebody who offered to listen is looked for."
            : `${nameOf(listener)} is asked. Press *Yes, I can* in ${nameOf(listener)}’s chat.`;
        },
        done: (seen) => ["accepted", "done"].includes(talkOf(seen)?.status ?? ""),
      },
    ],
    shown: () =>
      "One person is asked at a time, and only people who said that they would listen. Nobody is told why.",
  },
  {
    id: "check-in",
    title: "A check-in",
    people: ({ member: one, lead: other }) => [one, other],
    steps: [
      types(member, "checkin"),
      {
        who: member,
        says: (seen) =>
          `Press *Check in* in ${nameOf(member(seen))}’s chat, answer what you like, and send it.`,
        done: (seen) =>
          seen.now.checkIns.some(
            ({ who, answeredAt = 0 }) => who === member(seen).name && answeredAt >= seen.began,
          ),
      },
    ],
    shown: ({ member: one }) =>
      `Only ${nameOf(one)} can open these answers. Others read numbers of five people or more.`,
  },
  {
    id: "lead",
    title: "The lead’s view",
    people: ({ member: one, lead: other }) => [one, other],
    steps: [
      {
        who: lead,
        says: (seen) =>
          lead(seen).platform === "teams"
            ? `Press *Type handrail* in ${nameOf(lead(seen))}’s chat: that is the home page in Teams.`
            : `Open *Home* in ${nameOf(lead(seen))}’s column.`,
        done: (seen) => lead(seen).platform === "slack" || typed(seen, lead(seen), "handrail"),
      },
      {
        who: lead,
        says: (seen) =>
          lead(seen).platform === "teams"
            ? `In the newest card press *More*, and then *Team trend*.`
            : `Press *Team trend* in ${nameOf(lead(seen))}’s column.`,
        done: (seen) => pressed(seen, lead(seen), "Team trend"),
      },
    ],
    shown: () =>
      "A lead reads the same numbers as everybody, in spans, and says what is being done. They are samples here.",
  },
];
