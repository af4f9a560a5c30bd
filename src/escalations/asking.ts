import type { PersonId } from "../kernel/ids.ts";
import type { Notify } from "./policy.ts";
import { type Request, holderOf } from "./request.ts";

/** Somebody who could be asked, as they are at this moment. */
export interface Colleague {
  readonly person: PersonId;
  /** The teams they supervise. Empty for somebody whom only a policy names. */
  readonly supervises: readonly string[];
  readonly languages: readonly string[];
  readonly onShift: boolean;
  readonly inBreak: boolean;
  /** Has an account on some platform where a message can reach them. */
  readonly reachable: boolean;
  /** In do-not-disturb wherever they can be reached. */
  readonly quiet: boolean;
  /** Holds another request, or said *On a call*. */
  readonly busy: boolean;
}

/** Everybody who matters to a request, read in its own transaction. */
export interface Floor {
  readonly colleagues: readonly Colleague[];
  readonly requesterLanguages: readonly string[];
}

/** Whom one step asks: now, halfway through, and those held back until the next step. */
export interface Choice {
  readonly now: readonly PersonId[];
  readonly later: readonly PersonId[];
  readonly heldBack: readonly PersonId[];
}

/**
 * Everybody a step may ask at all: on shift, not in a break, reachable, who neither needs the help nor has it, and did not
 * pass on this round. Who calls the emergency services already is left in peace.
 * @param without whoever has just said no: their own press must not ring them again.
 */
function eligible(request: Request, notify: Notify, floor: Floor, without?: PersonId): Colleague[] {
  return meant(request, notify, floor, without).filter(canBeAsked);
}

/** Everybody the step means who is on shift, and has no account on any platform that a message would reach (CONTRACT). */
export function outOfReach(request: Request, notify: Notify, floor: Floor): readonly PersonId[] {
  return meant(request, notify, floor)
    .filter((c) => c.onShift && !c.inBreak && !c.reachable)
    .map((c) => c.person);
}

/** Whom the step means at all, there or not. */
function meant(request: Request, notify: Notify, floor: Floor, without?: PersonId): Colleague[] {
  const named = (colleague: Colleague) => {
    if (notify === "supervisors") return colleague.supervises.includes(request.team);
    if (notify === "everyone") return colleague.supervises.length > 0;
    return notify.includes(colleague.person);
  };
  // Danger asks every supervisor at once, whatever the step says, and whom the step names besides (PRODUCT E8).
  const isAsked = (colleague: Colleague) =>
    named(colleague) || (request.level === "danger" && colleague.supervises.length > 0);
  const left = [
    request.requester,
    holderOf(request),
    request.danger?.caller,
    without,
    ...request.passed,
    ...request.lost,
  ];
  return floor.colleagues.filter((c) => isAsked(c) && !left.includes(c.person));
}

/** There, reachable and not in a break. A call does not matter when a person chose them by name. */
export const canBeAsked = (c: Colleague): boolean => c.onShift && !c.inBreak && c.reachable;

/** Of these people, those who may be asked now: between being listed and being asked somebody goes home. */
export const stillThere = (
  request: Request,
  people: readonly PersonId[],
  floor: Floor,
): readonly PersonId[] => {
  // Nobody, most of the time: of hundreds of supervisors, looking through them was felt.
  if (people.length === 0) return people;
  const there = new Set(eligible(request, people, floor).map((c) => c.person));
  return people.filter((id) => there.has(id));
};

/**
 * The order within a step (PRODUCT E12, E17): speakers of the agent's language first where that is set, those in a call
 * or holding a request halfway, those in do-not-disturb with the next step. A step whose only people would wait asks
 * them at once: better to disturb somebody than to leave the agent alone. Never for danger: there everyone is asked.
 */
export function choose(
  request: Request,
  notify: Notify,
  floor: Floor,
  isLastStep: boolean,
  without?: PersonId,
): Choice {
  const people = eligible(request, notify, floor, without);
  const ids = (list: readonly Colleague[]) => list.map((c) => c.person);
  if (request.level === "danger") return { now: ids(people), later: [], heldBack: [] };

  const fromBefore = (c: Colleague) => request.heldBack.includes(c.person);
  const quiet = people.filter((c) => c.quiet && !fromBefore(c));
  const awake = people.filter((c) => !c.quiet || fromBefore(c));
  const free = awake.filter((c) => !c.busy);
  const busy = awake.filter((c) => c.busy);
  const language = floor.requesterLanguages[0];
  const speakers = language === undefined ? [] : free.filter((c) => c.languages.includes(language));
  const others = speakers.length === 0 ? [] : free.filter((c) => !speakers.includes(c));
  const held = request.heldBack.filter(
    (id) => id !== without && !awake.some((c) => c.person === id),
  );
  const stillHeld = stillThere(request, held, floor);

  const first = speakers.length > 0 ? speakers : free;
  if (first.length > 0) {
    return {
      now: [...ids(first), ...stillHeld],
      later: [...ids(others), ...ids(busy), ...(isLastStep ? ids(quiet) : [])],
      heldBack: isLastStep ? [] : ids(quiet),
    };
  }
  if (busy.length > 0)
    return {
      now: [...ids(busy), ...stillHeld],
      later: isLastStep ? ids(quiet) : [],
      heldBack: isLastStep ? [] : ids(quiet),
    };
  return { now: [...ids(quiet), ...stillHeld], later: [], heldBack: [] };
}
