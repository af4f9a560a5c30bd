import type { PersonId } from "../kernel/ids.ts";
import { never } from "../kernel/never.ts";
import {
  type Common,
  type DangerRoles,
  type Event,
  type Open,
  type Request,
  type Ringing,
  holderOf,
  stillAsked,
} from "./request.ts";

/** What is true after an event. No key is ever `undefined`: the state is stored as JSON, and reads back the same. */
export function evolve(before: Request | undefined, event: Event): Request {
  if (event.type === "opened") return opened(event);
  if (before === undefined) throw new Error(`${event.type} before a request was opened`);
  return defined(next(before, event));
}

function opened({
  at,
  id,
  requester,
  via,
  team,
  policies,
  worded,
  occasion,
}: Event & { readonly type: "opened" }): Request {
  return {
    ...{ id, requester, via, team, policies, worded },
    ...{
      status: "open",
      openedAt: at,
      lastAt: at,
      pressedAt: at,
      level: "help",
      bare: true,
      round: 0,
      step: -1,
    },
    ringing: { since: at, dueAt: at, asked: [], later: [] },
    ...{ heldBack: [], pages: {}, passed: [], lost: [], sought: [], helpers: [], attended: false },
    ...{ receipt: occasion, news: "asked", occasions: 1, shrunk: false },
  };
}

function next(before: Request, event: Exclude<Event, { readonly type: "opened" }>): Request {
  const now = {
    ...before,
    lastAt: event.at,
    occasions: before.occasions + ("occasion" in event ? 1 : 0),
  };
  switch (event.type) {
    case "restarted":
      return { ...now, round: event.round, step: -1, passed: [] };
    case "asked":
      return asked(before, { ...now, ...reach(event) }, event);
    case "skipped":
      return {
        ...now,
        ...reach(event),
        round: event.round,
        step: event.step,
        passed: event.round === before.round ? before.passed : [],
      };
    case "widened": {
      const { people, occasion } = event;
      const sought = before.sought.length > 0 ? withAll(before.sought, people) : before.sought;
      const ringing = before.ringing && {
        since: before.ringing.since,
        dueAt: before.ringing.dueAt,
        asked: withAll(before.ringing.asked, people),
        later: [],
      };
      return { ...now, pages: rung(now, people, occasion), sought, ringing } as Request;
    }
    case "exhausted":
      return {
        ...common(now),
        status: "exhausted",
        exhaustedAt: event.at,
        receipt: event.occasion,
        news: "nobody",
      };
    case "overtaken": {
      const overtaken = defined({ since: event.since, holder: event.holder });
      return {
        ...common(now),
        status: "exhausted",
        exhaustedAt: event.at,
        overtaken,
        receipt: event.occasion,
        news: "overtaken",
      };
    }
    case "keptTrying":
      return { ...now, receipt: event.occasion, news: "nobody" };
    case "quietened": {
      const danger =
        before.danger && event.alone
          ? { ...before.danger, alone: true, caller: before.danger.partner }
          : before.danger;
      const turnedDown = before.handedTo ?? before.turnedDown;
      return {
        ...now,
        danger,
        turnedDown,
        ringing: undefined,
        sought: [],
        handedTo: undefined,
      } as Request;
    }
    case "hastened": {
      const { ringing } = before;
      // Whoever waits for the half of the step waits for the half of the shorter one.
      const half =
        ringing?.laterAt === undefined
          ? {}
          : { laterAt: Math.min(ringing.laterAt, Math.floor((ringing.since + event.dueAt) / 2)) };
      return { ...now, ringing: ringing && { ...ringing, dueAt: event.dueAt, ...half } } as Request;
    }
    case "acknowledged": {
      const danger = asPartner(before, event.by);
      return {
        ...common(now),
        ...{
          status: "acknowledged",
          holder: event.by,
          takenAt: event.at,
          joinBy: event.joinBy,
          nudged: false,
          danger,
        },
        ringing: danger !== undefined && danger.caller === undefined ? before.ringing : undefined,
        ...{ helpers: withLast(before.helpers, event.by), receipt: event.occasion, news: "taken" },
        // Taken from a list, by somebody who was never asked: they have no card of it yet.
        pages:
          before.pages[event.by] === undefined
            ? rung(now, [event.by], event.occasion)
            : before.pages,
      };
    }
    case "passedOn":
      return answeredNo({ ...now, passed: withOne(before.passed, event.by) }, event.by);
    case "unreachable":
      return answeredNo({ ...now, lost: withOne(before.lost, event.person) }, event.person);
    case "gaveBack":
    case "lapsed": {
      // Whoever cannot come cannot be the one to call for help either: somebody else is asked for both.
      const { danger } = before;
      const roles =
        danger &&
        defined({ alone: false, caller: danger.caller === event.by ? undefined : danger.caller });
      const passed = event.type === "gaveBack" ? withOne(before.passed, event.by) : before.passed;
      const ringing = { since: event.at, dueAt: event.at, asked: [], later: [] };
      return asOpen(
        { ...now, danger: roles, passed, receipt: event.occasion, news: "lost-taker" },
        ringing,
      );
    }
    case "handedTo":
      return {
        ...now,
        pages: rung(now, [event.to], event.occasion),
        ringing: { since: event.at, dueAt: event.dueAt, asked: [event.to], later: [] },
        passed: without(before.passed, event.to),
        sought: withOne(without(before.sought, before.handedTo), event.to),
        ...{ handedTo: event.to, turnedDown: undefined },
      };
    case "nudged":
      return {
        ...now,
        pages: rung(now, [event.person], event.occasion),
        ...(now.status === "acknowledged" ? { nudged: true } : {}),
      };
    case "reminded":
      return {
        ...now,
        pages: rung(now, some(event.person), event.occasion),
        ...(now.status === "joined" ? { remindedAt: event.at } : {}),
      };
    case "calledAgain":
      return { ...now, pages: rung(now, some(event.person), event.occasion), pressedAt: event.at };
    case "joined": {
      const danger = event.holder === undefined ? before.danger : asPartner(before, event.holder);
      return {
        ...common(now),
        ...{ status: "joined", holder: event.holder, remindedAt: event.at, attended: true, danger },
        joinedAt: before.status === "joined" ? before.joinedAt : event.at,
        helpers:
          event.holder === undefined ? before.helpers : withLast(before.helpers, event.holder),
        ringing: danger !== undefined && danger.caller === undefined ? before.ringing : undefined,
      };
    }
    case "levelled": {
      const danger =
        event.level === "danger"
          ? (before.danger ?? defined({ partner: holderOf(before), alone: false }))
          : undefined;
      const joinBy =
        event.joinBy !== undefined && now.status === "acknowledged" ? { joinBy: event.joinBy } : {};
      // A danger taken back after an hour is not closed that very second: its 30 minutes start now.
      const remindedAt =
        now.status === "joined" && before.level === "danger" ? { remindedAt: event.at } : {};
      return { ...now, level: event.level, bare: false, danger, ...joinBy, ...remindedAt };
    }
    case "categorised":
      return { ...now, category: event.category, bare: false };
    case "described":
      return { ...now, worded: before.worded || event.worded };
    case "callingForHelp": {
      const ringing =
        before.status === "open" || before.sought.length > 0 ? before.ringing : undefined;
      return {
        ...now,
        danger: { ...before.danger, alone: false, caller: event.by },
        ringing,
      } as Request;
    }
    case "resolved":
      return {
        ...common(now),
        status: "resolved",
        closedAt: event.at,
        how: event.how,
        assisted: event.assisted,
      };
    case "withdrawn":
      return {
        ...common(now),
        status: "withdrawn",
        closedAt: event.at,
        assisted: event.assisted,
        early: event.early,
      };
    case "recorded":
      return { ...now, outcome: event.outcome };
    case "shrunk":
      return { ...now, shrunk: true };
    default:
      return never(event);
  }
}

const reach = ({ absent }: { readonly absent?: readonly PersonId[] }) =>
  absent === undefined ? {} : { outOfReach: true as const };

function asked(before: Request, now: Request, event: Event & { readonly type: "asked" }): Request {
  const { people, round, step, ringing, heldBack, reason } = event;
  // Beside somebody who has it, people are asked to take it over, or, in a danger, to call for help.
  const beside = before.status === "acknowledged" || before.status === "joined";
  const toTake = beside && reason !== "callForHelp" && reason !== "danger";
  const after = {
    ...now,
    ...{ round, step, ringing, heldBack, pages: rung(now, people, event.occasion) },
    passed: round === before.round ? before.passed : [],
    sought: toTake ? withAll(before.sought, people) : before.sought,
    danger: before.danger && rolesAmong(before.danger, people),
  } as Request;
  // Asking from "No answer" opens the request again; otherwise whoever has it keeps it.
  return after.status === "exhausted"
    ? asOpen({ ...after, news: people.length > 0 ? "asked" : after.news }, ringing)
    : after;
}

/** Somebody said no, or cannot be reached: they are no longer sought, and a danger may be down to one. */
function answeredNo(after: Request, person: PersonId): Request {
  const handed = after.handedTo === person ? { handedTo: undefined, turnedDown: person } : {};
  const danger =
    after.danger && after.ringing ? rolesAmong(after.danger, stillAsked(after)) : after.danger;
  return { ...after, ...handed, danger, sought: without(after.sought, person) };
}

/**
 * With one supervisor in all, that one is the partner and calls for help as well (PRODUCT E8). Once somebody holds both
 * roles they keep them until another says that they call: a role never moves away from a person without a press.
 */
function rolesAmong(roles: DangerRoles, people: readonly PersonId[]): DangerRoles {
  if (roles.caller !== undefined) return roles;
  const only = new Set([...people, ...some(roles.partner)]).size === 1;
  return defined({ ...roles, alone: only, caller: only ? roles.partner : undefined });
}

/** A new partner takes over what the old one did alone, unless others are being asked. */
const asPartner = (request: Request, by: PersonId): DangerRoles | undefined =>
  request.danger?.alone === true
    ? rolesAmong({ partner: by, alone: true }, stillAsked(request))
    : request.danger && { ...request.danger, partner: by };

const some = (id: PersonId | undefined): readonly PersonId[] => (id === undefined ? [] : [id]);
const withOne = (list: readonly PersonId[], id: PersonId): readonly PersonId[] =>
  list.includes(id) ? list : [...list, id];
/** Whoever takes it again is the last who had it, not the one before. */
const withLast = (list: readonly PersonId[], id: PersonId): readonly PersonId[] => [
  ...without(list, id),
  id,
];
const withAll = (list: readonly PersonId[], ids: readonly PersonId[]): readonly PersonId[] =>
  ids.reduce(withOne, list);
const without = (list: readonly PersonId[], id: PersonId | undefined): readonly PersonId[] =>
  list.filter((one) => one !== id);

const rung = (request: Request, people: readonly PersonId[], occasion: string) => ({
  ...request.pages,
  ...Object.fromEntries(people.map((id) => [id, occasion])),
});

const asOpen = (request: Request, ringing: Ringing): Open => ({
  ...common(request),
  status: "open",
  ringing,
});

/** What every status has, without what belongs to the status being left, and with nobody being asked. */
function common(request: Request): Common {
  const {
    id,
    requester,
    via,
    team,
    openedAt,
    lastAt,
    pressedAt,
    level,
    bare,
    category,
    policies,
    round,
    step,
    heldBack,
    pages,
  } = request;
  const {
    passed,
    lost,
    helpers,
    attended,
    danger,
    receipt,
    news,
    occasions,
    outcome,
    overtaken,
    worded,
    shrunk,
    outOfReach,
  } = request;
  return {
    ...{
      id,
      requester,
      via,
      team,
      openedAt,
      lastAt,
      pressedAt,
      level,
      bare,
      category,
      policies,
      round,
      step,
      heldBack,
      pages,
      sought: [],
    },
    ...{
      passed,
      lost,
      helpers,
      attended,
      danger,
      receipt,
      news,
      occasions,
      outcome,
      overtaken,
      worded,
      shrunk,
      outOfReach,
    },
  };
}

function defined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, found]) => found !== undefined)) as T;
}
