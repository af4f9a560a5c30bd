import { randomUUID } from "node:crypto";
import type { Event as BreakEvent } from "../breaks/state.ts";
import type { Event as RequestEvent } from "../escalations/events.ts";
import type { Request } from "../escalations/request.ts";
import type { Instant } from "../kernel/time.ts";
import type { OutwardType } from "../platform/outward.ts";
import type { Event as PromiseEvent, Promised } from "../promises/promise.ts";
import type { Organisation } from "../runtime/directory/organisation.ts";
import type { OutsideRow, TellOutside } from "../runtime/messages/outside.ts";

/*
 * What other systems hear of, on one page: an event of a feature, and the codes it becomes. Never a
 * typed word, a name, or an id of a person; see docs/decisions/0082.
 */

interface Told {
  readonly type: OutwardType;
  readonly data: Readonly<Record<string, string | number | boolean | undefined>>;
}
type Tell = (event: never, after: never, organisation: Organisation) => readonly Told[];

const tells: Readonly<Record<string, Tell>> = {
  escalations: (event: RequestEvent, after: Request) => ofRequest(event, after),
  promises: (event: PromiseEvent, after: Promised) => ofPromise(event, after),
  breaks: (event: BreakEvent, _after: never, organisation) => ofBreak(event, organisation),
};

/** One row for each receiver that asked for it. */
export const tellOutside: TellOutside = (organisation) => (feature, event, after) => {
  const told = tells[feature]?.(event as never, after as never, organisation) ?? [];
  return told.flatMap((one) => rowsFor(organisation, one, (event as { at?: Instant }).at ?? 0));
};

function rowsFor({ outward }: Organisation, { type, data }: Told, at: Instant): OutsideRow[] {
  const receivers = (outward?.webhooks ?? []).filter(({ events }) => events.includes(type));
  if (receivers.length === 0) return [];
  const id = randomUUID();
  const body = bodyOf(type, at, data);
  return receivers.map(({ target }) => ({ target, id, type, body }));
}

/** As Standard Webhooks has it: https://www.standardwebhooks.com */
export const bodyOf = (type: string, at: Instant, data: object): object => ({
  type,
  timestamp: iso(at),
  data,
});
export const iso = (at: Instant): string => new Date(at).toISOString();

function ofRequest(event: RequestEvent, after: Request): Told[] {
  // A practice, or a test: nobody needs help.
  if (after.practice === true) return [];
  const { id, status: state, team, level, category, openedAt } = after;
  const data = { id, state, team, level, category, opened_at: iso(openedAt) };
  switch (event.type) {
    case "opened":
      return [{ type: "request.opened", data }];
    case "acknowledged":
      return [{ type: "request.acknowledged", data: { ...data, join_by: iso(event.joinBy) } }];
    case "joined":
    case "answered":
      return [{ type: "request.joined", data }];
    case "lapsed":
    case "gaveBack":
      return [
        {
          type: "request.lapsed",
          data: { ...data, how: event.type === "lapsed" ? "late" : "given-back" },
        },
      ];
    case "exhausted":
    case "overtaken":
      return [{ type: "request.exhausted", data }];
    case "resolved":
      return [
        { type: "request.resolved", data: { ...data, how: event.how, assisted: event.assisted } },
      ];
    case "withdrawn":
      return [{ type: "request.withdrawn", data: { ...data, assisted: event.assisted } }];
    default:
      return [];
  }
}

/** The point of a promise's clock that is the agreed time. */
const due = 3;

function ofPromise(event: PromiseEvent, after: Promised): Told[] {
  if (after.status === "draft") return [];
  const { id, team, dueAt, request } = after;
  const data = { id, team, due_at: iso(dueAt), request };
  switch (event.type) {
    case "reached":
      if (event.late === true) return [{ type: "promise.missed", data }];
      return event.stage === due ? [{ type: "promise.due", data }] : [];
    case "called":
      if (event.inTime) return [{ type: "promise.kept", data: { ...data, fixed: event.fixed } }];
      return event.counted ? [] : [{ type: "promise.missed", data }];
    case "missed":
      return event.counted ? [] : [{ type: "promise.missed", data }];
    default:
      return [];
  }
}

/** Of a break nothing leaves but that a team is short of people: neither who, nor why. */
function ofBreak(event: BreakEvent, { people }: Organisation): Told[] {
  if (event.type !== "coverAsked") return [];
  const [team] = people.get(event.person)?.agentOf ?? [];
  return [{ type: "cover.needed", data: { team, away: event.away, limit: event.limit } }];
}
