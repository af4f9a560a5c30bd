import { badDay } from "./bad-day.ts";
import type { Cast } from "./cast.ts";
import { difficultCall } from "./difficult-call.ts";
import { talks } from "./quiet-tales.ts";
import {
  type Seen,
  type Step,
  type Tale,
  callOf,
  nameOf,
  noCall,
  pressed,
  typing,
} from "./story.ts";

const agent = ({ cast }: Seen) => cast.agent;
const supervisor = ({ cast }: Seen) => cast.supervisor;
const asks: Step = {
  who: agent,
  says: ({ cast }) =>
    `Type *${typing(cast.agent, "escalate")}* as ${nameOf(cast.agent)} and press Enter.`,
  done: (seen) => callOf(seen, seen.cast.agent) !== undefined,
};
const agents = ({ cast }: Seen): string => `${nameOf(cast.agent)}’s chat`;
const supervisors = ({ cast }: Seen): string => `${nameOf(cast.supervisor)}’s chat`;
const statusOf = (seen: Seen) => callOf(seen, seen.cast.agent)?.status;
const bothOf = ({ agent: one, supervisor: other }: Cast) => [one, other] as const;
const isTaken = (seen: Seen): boolean => {
  const call = callOf(seen, seen.cast.agent);
  return call?.helper !== undefined && call.status !== "open" && call.status !== "exhausted";
};
/** A call that waits for half an hour more closes by itself. */
const isClosed = (seen: Seen): boolean => statusOf(seen) === "resolved" && !isTaken(seen);
const takes: Step = {
  who: supervisor,
  says: (seen) => `Press *I’ve got it* in ${supervisors(seen)}.`,
  done: isTaken,
};

export const tales: readonly Tale[] = [
  difficultCall(asks),
  badDay,
  {
    id: "nobody",
    title: "Nobody answers",
    people: bothOf,
    before: noCall,
    steps: [
      asks,
      {
        says: () => "Answer nobody. Press *Skip to what is next* until everybody was asked.",
        done: (seen) => statusOf(seen) === "exhausted" || isClosed(seen) || isTaken(seen),
      },
      {
        who: agent,
        says: (seen) =>
          isClosed(seen)
            ? `Nobody came, and the call was closed. ${asks.says(seen)}`
            : `Nobody came. Press *Ask again* in ${agents(seen)}.`,
        done: (seen) => statusOf(seen) === "open" || isTaken(seen),
      },
      takes,
    ],
    shown: ({ agent: one }) =>
      `Handrail asks on and on, and wider each time. ${nameOf(one)} always reads who is asked, and is told plainly when nobody comes.`,
  },
  {
    id: "danger",
    title: "Danger",
    people: bothOf,
    before: noCall,
    steps: [
      asks,
      {
        who: agent,
        says: (seen) => `Press *Danger* in ${agents(seen)}.`,
        done: (seen) => callOf(seen, seen.cast.agent)?.danger === true,
      },
      takes,
      {
        who: ({ cast }) => cast.second,
        says: ({ cast }) =>
          `A danger needs two. Press *I’ll call for help* in ${nameOf(cast.second)}’s chat.`,
        done: (seen) => {
          const call = callOf(seen, seen.cast.agent);
          return call !== undefined && (call.caller !== undefined || !call.live);
        },
      },
    ],
    shown: ({ agent: one }) =>
      `In a danger everybody is asked at once: one stays with ${nameOf(one)}, another calls for help.`,
  },
  ...talks,
  {
    id: "power",
    title: "Power cut",
    people: bothOf,
    before: noCall,
    steps: [
      asks,
      {
        says: () =>
          "Press *Cut the power*. Handrail and its database are killed, and start again by themselves.",
        done: ({ lines }) => lines.some(({ text }) => text.startsWith("The power is back.")),
      },
      {
        who: supervisor,
        says: (seen) =>
          `It is back, and ${nameOf(seen.cast.agent)} still waits. Press *I’ve got it* in ${supervisors(seen)}.`,
        done: (seen) => isTaken(seen) || pressed(seen, seen.cast.supervisor, "got it"),
      },
    ],
    shown: ({ agent: one }) =>
      `A call that was accepted is never lost. ${nameOf(one)} did not have to ask twice.`,
  },
];
