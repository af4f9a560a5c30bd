import { randomUUID } from "node:crypto";
import { evolve } from "../../src/escalations/evolve.ts";
import type { Event } from "../../src/escalations/events.ts";
import { type Policies, defaultPolicies } from "../../src/escalations/policy.ts";
import type { Request } from "../../src/escalations/request.ts";
import { minutes, seconds } from "../../src/kernel/time.ts";
import type { World } from "./story.ts";

export interface Planted {
  readonly team: string;
  /** How many of them nobody came to. */
  readonly alone?: number;
  readonly category?: "CMP" | "ABU" | "TEC";
  /** Milliseconds; absent: now. The others follow each minute. */
  readonly from?: number;
  /** Who calls, in turn; absent: the agents of the team. */
  readonly callers?: readonly string[];
}

/**
 * The events of a call as a real one has them: taken after 20 seconds and joined after 40, or
 * answered by nobody.
 */
export function eventsOf(
  { team, category = "CMP" }: Pick<Planted, "team" | "category">,
  { at, requester, alone }: { at: number; requester: string; alone: boolean },
  policies: Policies = defaultPolicies,
): Event[] {
  const [id, by] = [randomUUID(), requester];
  const after = (time: number) => at + seconds(time);
  const opened: Event = {
    ...{ type: "opened", at, id, requester, via: requester, team, policies },
    ...{ worded: false, occasion: "a0" },
  };
  const categorised: Event[] = [
    { type: "categorised", at: after(45), by, category },
    ...(category === "ABU"
      ? [{ type: "levelled", at: after(45), by, level: "abuse" } as const]
      : []),
  ];
  const end = minutes(5) / 1_000;
  return alone
    ? [
        opened,
        { type: "exhausted", at: after(50), occasion: "a1" },
        ...categorised,
        { type: "resolved", at: after(end), how: "unanswered", assisted: false },
        { type: "shrunk", at: after(end) },
      ]
    : [
        opened,
        { type: "acknowledged", at: after(20), by, joinBy: after(80), occasion: "p1" },
        { type: "joined", at: after(40), by, holder: by },
        ...categorised,
        { type: "resolved", at: after(end), how: "done", assisted: true },
        { type: "shrunk", at: after(end) },
      ];
}

/** Calls of a team with their journal, without waiting for each. */
export async function plantCalls(
  { asOwner }: Pick<World, "asOwner">,
  calls: number,
  planted: Planted,
): Promise<void> {
  const { team, alone = 0, from, callers } = planted;
  const { rows } = await asOwner(
    `select person::text as person, floor(extract(epoch from handrail.now()) * 1000)::float8 as now
     from handrail.memberships where team = '${team}' and role = 'agent' order by person`,
  );
  const people = callers ?? rows.map(({ person }) => String(person));
  const begins = from ?? Number(rows[0]?.["now"]);
  const all = Array.from({ length: calls }, (_, index) =>
    eventsOf(planted, {
      at: begins + minutes(index),
      requester: people[index % people.length] ?? "",
      alone: index < alone,
    }),
  );
  const requests = all.map((events) => stateOf(events));
  const journal = all.flatMap((events) =>
    events.map((event, number) => ({ subject: stateOf(events).id, number, at: event.at, event })),
  );
  await asOwner(`
    insert into handrail.requests (organisation_id, request, version, status, requester, team,
      level, opened_at, changed_at, closed_at, state)
    select 'acme', (s ->> 'id')::uuid, 1, s ->> 'status', (s ->> 'requester')::uuid, s ->> 'team',
      s ->> 'level', to_timestamp((s ->> 'openedAt')::numeric / 1000.0),
      to_timestamp((s ->> 'lastAt')::numeric / 1000.0),
      to_timestamp((s ->> 'closedAt')::numeric / 1000.0), s
    from jsonb_array_elements('${JSON.stringify(requests)}'::jsonb) s`);
  await asOwner(`
    insert into handrail.journal (organisation_id, feature, subject, version, number, at, event)
    select 'acme', 'escalations', j.subject, 1, j.number, to_timestamp(j.at / 1000.0), j.event
    from jsonb_to_recordset('${JSON.stringify(journal)}'::jsonb)
      j(subject uuid, number int, at numeric, event jsonb)`);
}

function stateOf(events: readonly Event[]): Request {
  const state = events.reduce<Request | undefined>(
    (before, event) => evolve(before, event),
    undefined,
  );
  if (state === undefined) throw new Error("a call without events");
  return state;
}
