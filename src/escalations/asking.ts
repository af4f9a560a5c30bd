import type { PersonId } from "../kernel/ids.ts";
import type { Notify } from "./policy.ts";
import type { Request } from "./request.ts";

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

/** Everybody a step may ask at all: on shift, not in a break, reachable, not the requester, not passed on this round. */
export function eligible(request: Request, notify: Notify, floor: Floor): Colleague[] {
  const named = (colleague: Colleague) => {
    if (notify === "supervisors") return colleague.supervises.includes(request.team);
    if (notify === "everyone") return colleague.supervises.length > 0;
    return notify.includes(colleague.person);
  };
  return floor.colleagues.filter(
    (c) =>
      named(c) &&
      c.onShift &&
      !c.inBreak &&
      c.reachable &&
      c.person !== request.requester &&
      !request.passed.includes(c.person) &&
      !request.lost.includes(c.person),
  );
}

/**
 * The order within a step (PRODUCT E12, E17): speakers of the agent's language first where that is set, those in a call
 * or holding a request halfway, those in do-not-disturb with the next step. A step whose only people would wait asks
 * them at once: better to disturb somebody than to leave the agent alone. Never for danger: there everyone is asked.
 */
export function choose(request: Request, notify: Notify, floor: Floor, isLastStep: boolean): Choice {
  const people = eligible(request, notify, floor);
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
  const stillHeld = request.heldBack.filter((id) => eligibleLater(request, floor, id) && !awake.some((c) => c.person === id));

  const first = speakers.length > 0 ? speakers : free;
  if (first.length > 0) {
    return {
      now: [...ids(first), ...stillHeld],
      later: [...ids(others), ...ids(busy), ...(isLastStep ? ids(quiet) : [])],
      heldBack: isLastStep ? [] : ids(quiet),
    };
  }
  if (busy.length > 0) return { now: [...ids(busy), ...stillHeld], later: isLastStep ? ids(quiet) : [], heldBack: isLastStep ? [] : ids(quiet) };
  return { now: [...ids(quiet), ...stillHeld], later: [], heldBack: [] };
}

function eligibleLater(request: Request, floor: Floor, id: PersonId): boolean {
  return eligible(request, [id], floor).length > 0;
}
