import { lacksSecond } from "../danger/roles.ts";
import {
  type AlsoAsked,
  type Base,
  type Beside,
  type Common,
  type DangerRoles,
  type NotSought,
  type Request,
  type Ringing,
  type Taken,
  handedTo,
  ringingOf,
  soughtOf,
  turnedDown,
} from "../request.ts";

/** What every status has, but for the level. */
export function baseOf(request: Base): Base {
  const { id, requester, via, team, openedAt, lastAt, pressedAt, bare, category } = request;
  const { practice, raisedBy } = request;
  const { policies, round, step, heldBack, pages, passed, lost, helpers } = request;
  const { attended, arrived, boundary, onHold, heldFor, verdict } = request;
  const { manner, checked, customerIn, noted } = request;
  const { receipt, news, occasions, outOfReach, overtaken, worded, shrunk } = request;
  const { repeat, lookups } = request;
  return {
    id,
    requester,
    via,
    team,
    openedAt,
    practice,
    raisedBy,
    lastAt,
    pressedAt,
    bare,
    category,
    policies,
    round,
    step,
    heldBack,
    pages,
    passed,
    lost,
    helpers,
    attended,
    arrived,
    boundary,
    onHold,
    heldFor,
    verdict,
    manner,
    checked,
    customerIn,
    noted,
    receipt,
    news,
    occasions,
    outOfReach,
    overtaken,
    worded,
    repeat,
    lookups,
    shrunk,
  };
}

/** What every status has. */
export const commonOf = (request: Request): Common =>
  request.level === "danger"
    ? { ...baseOf(request), level: request.level, danger: request.danger }
    : { ...baseOf(request), level: request.level };

/** With these roles, if it is a danger: no other level has any. */
export const withRoles = <T extends Common>(request: T, danger: DangerRoles | undefined): T =>
  request.level === "danger" && danger !== undefined ? { ...request, danger } : request;

/** Nobody may take it over. */
export const notSought: NotSought = { sought: [] };

/** A danger goes on asking for a second person, also after it is taken. */
export function askedForCaller(request: Request, roles: DangerRoles | undefined) {
  const ringing = ringingOf(request);
  const goesOn = roles !== undefined && lacksSecond(roles) && ringing !== undefined;
  const asked: NotSought | AlsoAsked = goesOn ? { ringing, sought: [] } : notSought;
  return asked;
}

/** What else is going on while somebody has it, with another step that asks now. */
export function besideWith(request: Request, ringing: Ringing): Beside & AlsoAsked {
  const sought = soughtOf(request);
  const handed = handedTo(request);
  return handed === undefined
    ? { ringing, sought, turnedDown: turnedDown(request) }
    : { ringing, sought, handedTo: handed };
}

/** The same holder, and something else going on beside them. */
export function withBeside(request: Taken, beside: Beside): Taken {
  const common = commonOf(request);
  if (request.status === "acknowledged") {
    const { status, holder, takenAt, joinBy, nudged } = request;
    return { ...common, ...beside, status, holder, takenAt, joinBy, nudged };
  }
  const { status, joinedAt, remindedAt } = request;
  const joined = { ...common, ...beside, status, joinedAt, remindedAt };
  return "holder" in request ? { ...joined, holder: request.holder } : joined;
}

/** Without the keys that have no value: the state is stored as JSON, and reads back the same. */
export function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, found]) => found !== undefined)) as T;
}
