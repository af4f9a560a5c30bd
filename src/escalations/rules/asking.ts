import type { PersonId } from "../../kernel/ids.ts";
import type { Notify } from "../policy.ts";
import type { Position } from "./position.ts";

/** Somebody who could be asked, as they are at this moment. */
export interface Colleague {
  readonly person: PersonId;
  /** The teams they supervise. Empty for a person that only a policy names. */
  readonly supervises: readonly string[];
  readonly languages: readonly string[];
  readonly onShift: boolean;
  readonly inBreak: boolean;
  /** Has an account on some platform where a message can reach them. */
  readonly reachable: boolean;
  /** In do-not-disturb on every account. */
  readonly quiet: boolean;
  /** Holds another request, or said *On a call*. */
  readonly busy: boolean;
}

/** Everybody who matters to a request, read in its own transaction. */
export interface Floor {
  readonly colleagues: readonly Colleague[];
  readonly requesterLanguages: readonly string[];
}

/** The people that one step asks: now, halfway through, and those held back until the next step. */
export interface Choice {
  readonly now: readonly PersonId[];
  readonly later: readonly PersonId[];
  readonly heldBack: readonly PersonId[];
}

/** There, reachable and not in a break. A call does not matter when a person chose them by name. */
export const canBeAsked = (c: Colleague): boolean => c.onShift && !c.inBreak && c.reachable;

/** People that the step means who are on shift and have no account that a message would reach. */
export function outOfReach(at: Position, notify: Notify, floor: Floor): readonly PersonId[] {
  return meant(at, notify, floor)
    .filter((c) => c.onShift && !c.inBreak && !c.reachable)
    .map((c) => c.person);
}

/**
 * People that the steps so far mean, who can be asked now and could not be before: no page was ever
 * written for them, or theirs could not be delivered.
 */
export function foundSince(at: Position, pages: readonly PersonId[], floor: Floor): PersonId[] {
  const waits = [...at.heldBack, ...at.later];
  const steps = at.policy.steps.slice(0, at.round > 0 ? undefined : at.step + 1);
  const anyTime = { ...at, lost: [] };
  const all = steps.flatMap(({ notify }) => meant(anyTime, notify, floor).filter(canBeAsked));
  const isNew = (id: PersonId) =>
    at.lost.includes(id) || !(pages.includes(id) || waits.includes(id));
  return [...new Set(ids(all))].filter(isNew);
}

/** Of these people, those who may be asked now. Some go home between being listed and asked. */
export const stillThere = (
  at: Position,
  people: readonly PersonId[],
  floor: Floor,
): readonly PersonId[] => {
  // Usually nobody. Looking through hundreds of supervisors took noticeable time.
  if (people.length === 0) return people;
  const there = new Set(eligible(at, people, floor).map((c) => c.person));
  return people.filter((id) => there.has(id));
};

/**
 * The order within a step (docs/features.md E12, E17). Speakers of the agent's language come first,
 * where one is set. Those in a call or holding a request come halfway, those in do-not-disturb with
 * the next step. A step whose only people would wait asks them at once. It is better to disturb
 * somebody than to leave the agent alone. A danger asks everyone at once.
 * @param without who has just said no: their own press must not ring them again.
 */
export function choose(
  at: Position,
  notify: Notify,
  floor: Floor,
  isLastStep: boolean,
  without?: PersonId,
): Choice {
  const people = eligible(at, notify, floor, without);
  if (at.level === "danger") return { now: ids(people), later: [], heldBack: [] };

  const { speakers, others, busy, quiet, awake } = sorted(at, people, floor);
  const held = at.heldBack.filter((id) => id !== without && !awake.some((c) => c.person === id));
  const stillHeld = stillThere(at, held, floor);
  // After the last step there is no next one: those in do-not-disturb come halfway.
  const next = { later: isLastStep ? quiet : [], heldBack: isLastStep ? [] : quiet };
  if (speakers.length > 0)
    return {
      now: [...speakers, ...stillHeld],
      later: [...others, ...busy, ...next.later],
      heldBack: next.heldBack,
    };
  if (busy.length > 0) return { now: [...busy, ...stillHeld], ...next };
  return { now: [...quiet, ...stillHeld], later: [], heldBack: [] };
}

/** Who is asked when. If nobody speaks the agent's language, all who are free come first. */
function sorted(at: Position, people: readonly Colleague[], floor: Floor) {
  const fromBefore = (c: Colleague) => at.heldBack.includes(c.person);
  const quiet = people.filter((c) => c.quiet && !fromBefore(c));
  const awake = people.filter((c) => !c.quiet || fromBefore(c));
  const free = awake.filter((c) => !c.busy);
  const language = floor.requesterLanguages[0];
  const speaking = language === undefined ? [] : free.filter((c) => c.languages.includes(language));
  return {
    speakers: ids(speaking.length > 0 ? speaking : free),
    others: speaking.length === 0 ? [] : ids(free.filter((c) => !speaking.includes(c))),
    busy: ids(awake.filter((c) => c.busy)),
    quiet: ids(quiet),
    awake,
  };
}

const ids = (list: readonly Colleague[]): PersonId[] => list.map((c) => c.person);

/**
 * Everybody a step may ask: on shift, not in a break and reachable. Not the agent, the holder or
 * the caller of the emergency services, nor anybody who passed on this round.
 */
const eligible = (at: Position, notify: Notify, floor: Floor, without?: PersonId): Colleague[] =>
  meant(at, notify, floor, without).filter(canBeAsked);

/** The people that the step means, on shift or not. */
function meant(at: Position, notify: Notify, floor: Floor, without?: PersonId): Colleague[] {
  const named = (colleague: Colleague) => {
    if (notify === "supervisors") return colleague.supervises.includes(at.team);
    if (notify === "everyone") return colleague.supervises.length > 0;
    return notify.includes(colleague.person);
  };
  // A danger asks every supervisor at once, and the people that the step names (docs/features.md
  // E8).
  const isMeant = (colleague: Colleague) =>
    named(colleague) || (at.level === "danger" && colleague.supervises.length > 0);
  const { requester, holder, caller, passed, lost } = at;
  const left = [requester, holder, caller, without, ...passed, ...lost];
  return floor.colleagues.filter((c) => isMeant(c) && !left.includes(c.person));
}
