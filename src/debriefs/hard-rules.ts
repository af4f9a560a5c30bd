import type { Instant } from "../kernel/time.ts";
import { type Seeker, type Supporter, isSupervisor, share } from "./people.ts";

/** How often somebody listens at most (docs/features.md D3). */
const caps = { day: 2, week: 5 } as const;

interface Rule {
  /** True: never these two, whatever it costs. */
  readonly forbids: (seeker: Seeker, supporter: Supporter, at: Instant) => boolean;
  /** It does not depend on the seeker: checked once, not for every pair. */
  readonly always?: true;
}

/**
 * Which pairs are never made (docs/features.md D2). No setting, cost or shortage moves any of
 * them. What they forbid is told to nobody: a private wish must not be guessed from an answer.
 */
export const hardRules = {
  oneself: { forbids: (seeker, supporter) => supporter.person === seeker.person },
  unwilling: { forbids: (_, supporter) => !supporter.willing, always: true },
  "not-today": { forbids: (_, supporter) => supporter.notToday, always: true },
  "seeker-never": { forbids: (seeker, supporter) => seeker.never.includes(supporter.person) },
  "supporter-never": { forbids: (seeker, supporter) => supporter.never.includes(seeker.person) },
  /** Who rates the person, unless a supervisor was asked for and this one named. */
  "own-supervisor": {
    forbids: (seeker, supporter) =>
      share(supporter.supervises, seeker.agentOf) &&
      !(seeker.kind === "supervisor" && seeker.favourites.includes(supporter.person)),
  },
  /** The other way round: nobody can say no to a person who rates them. */
  "own-agent": { forbids: (seeker, supporter) => share(seeker.supervises, supporter.agentOf) },
  /** A peer does the same work: an agent for an agent, a supervisor for a supervisor. */
  "no-peer": {
    forbids: (seeker, supporter) =>
      seeker.kind === "peer" && isSupervisor(seeker) !== isSupervisor(supporter),
  },
  "no-supervisor": {
    forbids: (seeker, supporter) => seeker.kind === "supervisor" && !isSupervisor(supporter),
  },
  "same-team": {
    forbids: (seeker, supporter) => {
      const teams = [...seeker.agentOf, ...seeker.supervises];
      return (
        seeker.kind === "outside" && share(teams, [...supporter.agentOf, ...supporter.supervises])
      );
    },
  },
  "same-call": { forbids: (seeker, supporter) => seeker.sameCall.includes(supporter.person) },
  language: { forbids: (seeker, supporter) => !share(seeker.languages, supporter.languages) },
  "cap-day": { forbids: (_, supporter) => supporter.today >= caps.day, always: true },
  "cap-week": { forbids: (_, supporter) => supporter.week >= caps.week, always: true },
  "cool-off": {
    forbids: (_, supporter, at) => supporter.coolUntil !== undefined && at < supporter.coolUntil,
    always: true,
  },
  "off-shift": { forbids: (_, supporter) => !supporter.onShift, always: true },
  unreachable: { forbids: (_, supporter) => !supporter.reachable, always: true },
  "in-break": { forbids: (_, supporter) => supporter.inBreak, always: true },
  "on-call": { forbids: (_, supporter) => supporter.onCall, always: true },
  busy: { forbids: (_, supporter) => supporter.busy, always: true },
} as const satisfies Record<string, Rule>;

type Name = keyof typeof hardRules;
const rules: readonly [Name, Rule][] = Object.entries(hardRules) as [Name, Rule][];

/** The first rule that forbids these two. */
export function obstacle(seeker: Seeker, supporter: Supporter, at: Instant): Name | undefined {
  return rules.find(([, rule]) => rule.forbids(seeker, supporter, at))?.[0];
}

const apart = rules.filter(([, rule]) => rule.always !== true);
const always = rules.filter(([, rule]) => rule.always === true);

/** May be asked now: the rules that do not depend on the seeker. */
export const mayListen = (seeker: Seeker, supporter: Supporter, at: Instant): boolean =>
  !always.some(([, rule]) => rule.forbids(seeker, supporter, at));

/** The other rules alone, of two where one may listen. */
export const suits = (seeker: Seeker, supporter: Supporter, at: Instant): boolean =>
  !apart.some(([, rule]) => rule.forbids(seeker, supporter, at));

/** May be asked now, without regard to who was asked before. */
export const mayTalk = (seeker: Seeker, supporter: Supporter, at: Instant): boolean =>
  obstacle(seeker, supporter, at) === undefined;
