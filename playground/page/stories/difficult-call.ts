import { firstName } from "../names.ts";
import { type Seen, type Step, type Tale, callOf, nameOf, noCall, pressed } from "./story.ts";

/* Abuse, two warnings, a yes from afar, the end of the call, and thanks. */

const own = (seen: Seen) => callOf(seen, seen.cast.agent);
const agents = ({ cast }: Seen): string => `${nameOf(cast.agent)}’s chat`;
const isOver = (seen: Seen): boolean => own(seen)?.live === false;
/** Also where the call ended before its time: then the story goes on to what was shown. */
const warned =
  (times: number) =>
  (seen: Seen): boolean =>
    (own(seen)?.warnings ?? 0) >= times || isOver(seen);

/** @param asks how the agent asks for help, as in the other stories */
export const difficultCall = (asks: Step): Tale => ({
  id: "difficult",
  title: "A difficult call",
  people: ({ agent, supervisor }) => [agent, supervisor],
  before: noCall,
  steps: [
    asks,
    {
      says: (seen) =>
        `The customer shouts. Press *Boundary* in ${agents(seen)}, and then *Insults or shouting at you*.`,
      done: warned(1),
    },
    {
      says: (seen) => `The customer goes on. Press *Boundary* once more in ${agents(seen)}.`,
      done: warned(2),
    },
    {
      says: ({ cast }) =>
        `The customer wants a refund. Press *Approve* in ${nameOf(cast.supervisor)}’s chat.`,
      done: (seen) => own(seen)?.answered === true || isOver(seen),
    },
    {
      says: (seen) => `All is said. Press *Call ended* in ${agents(seen)}.`,
      done: isOver,
    },
    {
      says: (seen) =>
        `Press *Thank ${firstName(own(seen)?.helper ?? seen.cast.supervisor.name)}* in ${agents(seen)}.`,
      // Where nobody helped there is nobody to thank.
      done: (seen) =>
        pressed(seen, seen.cast.agent, "Thank ") ||
        (isOver(seen) && own(seen)?.helper === undefined),
    },
  ],
  shown: ({ agent }) =>
    `A sentence to say, warnings that are counted, and a yes in one press. ${nameOf(agent)} may take a break now, and nobody learns why.`,
});
