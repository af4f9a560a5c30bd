import { type Instant, hours } from "../kernel/time.ts";
import { type Seeker, type Supporter, share } from "./people.ts";

const day = hours(24);
/** How long a talk of two counts; then it is forgotten (docs/features.md D2). */
export const repeatWindow = 30 * day;

interface Cost {
  readonly cost: (seeker: Seeker, supporter: Supporter, at: Instant) => number;
  readonly why: string;
}

/**
 * What makes one pair better than another, lower is better (docs/features.md D2). Only among pairs
 * that no hard rule forbids. Skill tags and sites are not known of anybody yet, so they cost
 * nothing.
 */
export const softCosts = {
  repeat: {
    cost: (seeker, supporter, at) => {
      const met = seeker.met[supporter.person];
      return met === undefined ? 0 : Math.max(0, 2 * (30 - Math.floor((at - met) / day)));
    },
    why: "The same two again tire of each other, and others are never asked.",
  },
  today: {
    cost: (_, supporter) => 15 * (2 * supporter.today + 1),
    why: "Convex: a second one on the same day weighs three times the first.",
  },
  month: {
    cost: (_, supporter) => 3 * supporter.month,
    why: "Whoever listened often lately is asked later.",
  },
  team: {
    cost: (seeker, supporter) =>
      share(
        [...seeker.agentOf, ...seeker.supervises],
        [...supporter.agentOf, ...supporter.supervises],
      )
        ? 8
        : 0,
    why: "People often prefer some distance; it is no wall.",
  },
  favourite: {
    cost: (seeker, supporter) => (seeker.favourites.includes(supporter.person) ? -20 : 0),
    why: "Trust is most of it.",
  },
  channel: {
    cost: (seeker, supporter) =>
      seeker.channel !== undefined &&
      supporter.channel !== undefined &&
      seeker.channel !== supporter.channel
        ? 4
        : 0,
    why: "Calls and chats are hard in different ways.",
  },
} as const satisfies Record<string, Cost>;

const terms: readonly Cost[] = Object.values(softCosts);

export const costOf = (seeker: Seeker, supporter: Supporter, at: Instant): number =>
  terms.reduce((sum, term) => sum + term.cost(seeker, supporter, at), 0);

/**
 * A minute of waiting, for the one who waits: it decides who goes without when not all can be
 * served (docs/features.md D2).
 */
export const waitingBonus = (seeker: Seeker, at: Instant): number =>
  Math.floor((at - seeker.since) / 60_000);
