import type { PersonId } from "../../kernel/ids.ts";
import { never } from "../../kernel/never.ts";
import type { EventOf } from "../events.ts";
import {
  type Common,
  type Joined,
  type Live,
  type Open,
  type Request,
  holderOf,
  isMissed,
  ringingOf,
  rolesOf,
  turnedDown,
} from "../request.ts";
import { withLast, withOne, withPages } from "./lists.ts";
import {
  askedForCaller,
  baseOf,
  besideWith,
  commonOf,
  notSought,
  withRoles,
  withoutUndefined,
} from "./parts.ts";
import { rolesAfterLoss, withPartner } from "./roles.ts";

/* The events that change who has it, and how urgent it is. */

/** A supervisor took it. Others are asked only if a danger still needs a caller. */
export function acknowledged(now: Live, event: EventOf<"acknowledged">): Request {
  const { by, at, joinBy, occasion } = event;
  const roles = withPartner(now, by);
  return {
    ...withRoles(commonOf(now), roles),
    ...askedForCaller(now, roles),
    status: "acknowledged",
    holder: by,
    takenAt: at,
    joinBy,
    nudged: false,
    helpers: withLast(now.helpers, by),
    ...newlyTaken(now, by, occasion),
  };
}

/** Given back, or not there in time: open again. */
export function lostTaker(now: Live, event: EventOf<"gaveBack" | "lapsed">): Open {
  const { type, at, by, occasion } = event;
  return {
    ...withRoles(commonOf(now), rolesAfterLoss(now, by)),
    ...notSought,
    status: "open",
    ringing: { since: at, dueAt: at, asked: [], later: [] },
    passed: type === "gaveBack" ? withOne(now.passed, by) : now.passed,
    receipt: occasion,
    news: "lost-taker",
  };
}

/** Somebody is with the agent: no answer from afar any more, if it was theirs. */
export function joined(now: Live, event: EventOf<"joined">): Joined {
  const { holder, manner, occasion } = event;
  const after = {
    ...joinedBy(now, event),
    verdict: holder !== undefined && now.verdict?.by === holder ? undefined : now.verdict,
    manner: manner === undefined || holder === undefined ? undefined : { manner, by: holder },
  };
  return occasion === undefined || holder === undefined
    ? after
    : { ...after, ...newlyTaken(now, holder, occasion) };
}

/** Answered from afar: whoever was asked besides them is not needed any more. */
export function answered(now: Live, { at, by, verdict, occasion }: EventOf<"answered">): Joined {
  return {
    ...joinedBy(now, { at, holder: by }),
    verdict: { verdict, by, at },
    manner: undefined,
    ...newlyTaken(now, by, occasion),
  };
}

/** The agent is told in a new message. Who was never asked has no card of it yet. */
const newlyTaken = ({ pages }: Live, by: PersonId, occasion: string) =>
  ({
    receipt: occasion,
    news: "taken",
    pages: pages[by] === undefined ? withPages(pages, [by], occasion) : pages,
  }) as const;

function joinedBy(now: Live, { at, holder }: Pick<EventOf<"joined">, "at" | "holder">): Joined {
  const roles = holder === undefined ? rolesOf(now) : withPartner(now, holder);
  const after = {
    ...withRoles(commonOf(now), roles),
    ...askedForCaller(now, roles),
    status: "joined",
    joinedAt: now.status === "joined" ? now.joinedAt : at,
    remindedAt: at,
    attended: true,
    arrived: now.arrived ?? withoutUndefined({ at, person: holder }),
  } as const;
  return holder === undefined
    ? after
    : { ...after, holder, helpers: withLast(now.helpers, holder) };
}

/** The level changes. In a new danger the holder becomes the partner. */
export function levelled(now: Live, event: EventOf<"levelled">): Request {
  const base = { ...baseOf(now), bare: false };
  const common: Common =
    event.level === "danger"
      ? {
          ...base,
          level: "danger",
          danger: rolesOf(now) ?? withoutUndefined({ partner: holderOf(now), alone: false }),
        }
      : { ...base, level: event.level };
  const ringing = ringingOf(now);
  const beside =
    ringing === undefined
      ? { ...notSought, turnedDown: turnedDown(now) }
      : besideWith(now, ringing);
  switch (now.status) {
    case "open":
      return { ...common, ...notSought, status: now.status, ringing: now.ringing };
    case "acknowledged": {
      const { status, holder, takenAt, nudged } = now;
      const joinBy = event.joinBy ?? now.joinBy;
      return { ...common, ...beside, status, holder, takenAt, nudged, joinBy };
    }
    case "joined": {
      // A danger taken back after an hour is not closed that very second: its 30 minutes start now.
      const remindedAt = now.level === "danger" ? event.at : now.remindedAt;
      const after = {
        ...common,
        ...beside,
        status: now.status,
        joinedAt: now.joinedAt,
        remindedAt,
      };
      return "holder" in now ? { ...after, holder: now.holder } : after;
    }
    case "exhausted": {
      const after = { ...common, ...notSought, status: now.status, exhaustedAt: now.exhaustedAt };
      return isMissed(now)
        ? { ...after, news: now.news, overtaken: now.overtaken }
        : { ...after, news: now.news };
    }
    default:
      return never(now);
  }
}
