import type { PersonId, TeamName } from "../../kernel/ids.ts";
import type { EventOf } from "../events.ts";
import { withOne } from "../evolve/lists.ts";
import { rolesAfterLoss, rolesWithout } from "../evolve/roles.ts";
import { type Level, type Policies, type Policy, policyOf } from "../policy.ts";
import { type Request, holderOf, ringingOf, rolesOf } from "../request.ts";

/**
 * Where a request is in its policy: all that decides the next step. A decision of several events
 * notes here what its first ones change. So only `evolve` computes the state, and only once.
 */
export interface Position {
  readonly team: TeamName;
  readonly level: Level;
  readonly policy: Policy;
  readonly round: number;
  /** The last step that asked somebody; -1 before the first. */
  readonly step: number;
  readonly requester: PersonId;
  readonly holder: PersonId | undefined;
  /** Calls the emergency services. */
  readonly caller: PersonId | undefined;
  /** Whom the step that asks now has asked. */
  readonly asked: readonly PersonId[];
  /** Passed on or gave back: not asked again this round. */
  readonly passed: readonly PersonId[];
  /** Their page can never be delivered. */
  readonly lost: readonly PersonId[];
  /** In do-not-disturb: asked together with the next step. */
  readonly heldBack: readonly PersonId[];
  /** Asked halfway through the step that asks now. */
  readonly later: readonly PersonId[];
  /** Nobody has it and people are asked; the agent was not told yet that nobody is there. */
  readonly mayStillSayNobody: boolean;
  /** How many occasions there were; the number names the next one. */
  readonly occasions: number;
}

export function positionOf(request: Request): Position {
  const { team, level, round, step, requester, passed, lost, heldBack, occasions } = request;
  return {
    team,
    level,
    policy: policyOf(request),
    round,
    step,
    requester,
    holder: holderOf(request),
    caller: rolesOf(request)?.caller,
    asked: ringingOf(request)?.asked ?? [],
    passed,
    lost,
    heldBack,
    later: ringingOf(request)?.later ?? [],
    mayStillSayNobody: request.status === "open" && request.news !== "nobody",
    occasions,
  };
}

export const atOpening = ({ team, policies, requester }: EventOf<"opened">): Position => ({
  team,
  level: "help",
  policy: policyOf({ policies, level: "help", bare: true }),
  round: 0,
  step: -1,
  requester,
  holder: undefined,
  caller: undefined,
  asked: [],
  passed: [],
  lost: [],
  heldBack: [],
  later: [],
  mayStillSayNobody: true,
  occasions: 1,
});

/** Somebody said no, or cannot be reached. */
export function afterNo(request: Request, no: EventOf<"passedOn" | "unreachable">): Position {
  const at = positionOf(request);
  if (no.type === "passedOn") {
    const caller = rolesWithout(request, no.by)?.caller;
    return { ...at, caller, passed: withOne(at.passed, no.by) };
  }
  const caller = rolesWithout(request, no.person)?.caller;
  return { ...at, caller, lost: withOne(at.lost, no.person) };
}

/** The last holder gave it back, or was not there in time. */
export function afterLoss(request: Request, loss: EventOf<"gaveBack" | "lapsed">): Position {
  const at = positionOf(request);
  return {
    ...at,
    holder: undefined,
    caller: rolesAfterLoss(request, loss.by).caller,
    passed: loss.type === "gaveBack" ? withOne(at.passed, loss.by) : at.passed,
    later: [],
    mayStillSayNobody: true,
    occasions: at.occasions + 1,
  };
}

export const inDanger = (at: Position, policies: Policies): Position => ({
  ...at,
  asked: [],
  level: "danger",
  policy: policies.danger,
});

export const fromRound = (at: Position, round: number): Position => ({
  ...at,
  round,
  step: -1,
  passed: [],
});

/** One person stays on the line and calls the emergency services too (docs/features.md C5). */
export const isAlone = ({ level, caller, holder }: Position): boolean =>
  level === "danger" && caller !== undefined && caller === holder;

/** A danger in which nobody calls the emergency services yet (docs/features.md E8). */
export const lacksCaller = (at: Position): boolean =>
  at.level === "danger" && at.caller === undefined;
