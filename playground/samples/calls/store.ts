import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { evolve } from "../../../src/escalations/evolve.ts";
import type { Event } from "../../../src/escalations/events.ts";
import { defaultPolicies } from "../../../src/escalations/policy.ts";
import type { Request } from "../../../src/escalations/request.ts";
import { theFigures } from "../../../src/figures/state.ts";
import type { OrganisationId, PersonId, TeamName } from "../../../src/kernel/ids.ts";
import { type Instant, hours, minutes, seconds } from "../../../src/kernel/time.ts";
import { weekOf } from "../../../src/kernel/weeks.ts";
import type { Parts } from "../as-of.ts";
import { mixed } from "../mixed.ts";

/* Calls for help of a team of samples: closed, with their journal, so that figures have weeks. */

interface Team {
  readonly name: TeamName;
  readonly staff: readonly PersonId[];
  readonly lead: PersonId;
}

const reasons = ["CMP", "ABU", "ANG", "SER", "AUT", "TEC", "ABU", "CMP"] as const;
/** From nine on, the busy hours more often. */
const busy = [9, 10, 10, 11, 11, 12, 13, 14, 14, 15, 16, 17] as const;
const callsAWeek = 66;

/** The calls of a week that began at midnight of its Monday. @param before none is later */
export async function callsOf(
  { db }: Parts,
  organisation: OrganisationId,
  team: Team,
  {
    monday,
    number,
    before,
  }: { readonly monday: Instant; readonly number: number; readonly before: Instant },
): Promise<void> {
  const calls = Array.from({ length: callsAWeek }, (_, index) => {
    const day = mixed(index, number, 5, 6);
    const hour = busy[mixed(index, number, 6, busy.length)] ?? 10;
    const at = monday + hours(24 * day + hour) + minutes(mixed(index, number, 7, 60));
    return at < before ? [eventsOf(team, index, number, at)] : [];
  }).flat();
  const requests = calls.map(stateOf);
  const journal = calls.flatMap((events) =>
    events.map((event, place) => ({ subject: stateOf(events).id, place, at: event.at, event })),
  );
  await db.inOrganisation(organisation, async (tx) => {
    await sql`
      insert into handrail.requests (organisation_id, request, version, status, requester, team,
        level, opened_at, changed_at, closed_at, state)
      select handrail.organisation(), (s ->> 'id')::uuid, 1, s ->> 'status',
        (s ->> 'requester')::uuid, s ->> 'team', s ->> 'level',
        to_timestamp((s ->> 'openedAt')::numeric / 1000.0),
        to_timestamp((s ->> 'lastAt')::numeric / 1000.0),
        to_timestamp((s ->> 'closedAt')::numeric / 1000.0), s
      from jsonb_array_elements(${JSON.stringify(requests)}::jsonb) s`.execute(tx);
    await sql`
      insert into handrail.journal (organisation_id, feature, subject, version, number, at, event)
      select handrail.organisation(), 'escalations', j.subject, 1, j.place,
        to_timestamp(j.at / 1000.0), j.event
      from jsonb_to_recordset(${JSON.stringify(journal)}::jsonb)
        j(subject uuid, place int, at numeric, event jsonb)`.execute(tx);
  });
}

/** Help comes a little sooner every week. */
function eventsOf({ name, staff, lead }: Team, index: number, week: number, at: Instant): Event[] {
  const id = randomUUID();
  const requester = staff[mixed(index, week, 1, staff.length)] ?? lead;
  const category = reasons[mixed(index, week, 2, reasons.length)] ?? "CMP";
  const isAbuse = category === "ABU" || category === "SER";
  const wait = 6 + mixed(index, week, 3, 60) - Math.min(4, week);
  const isAlone = mixed(index, week, 4, 18 + week) === 0;
  const after = (time: number) => at + seconds(time);
  const asked = (step: number, since: number): Event => ({
    ...{ type: "asked", at: after(since), people: [lead], round: 0, step },
    ringing: { since: after(since), dueAt: after(since + 30), asked: [lead], later: [] },
    ...{ heldBack: [], occasion: `p${step + 1}`, reason: "silence" },
  });
  const ladder: readonly Event[] = isAbuse
    ? [
        { type: "levelled", at: after(wait + 30), by: requester, level: "abuse" },
        {
          ...{ type: "boundary", at: after(wait + 60), by: requester },
          ...{ behaviour: "insults", warning: 1, stage: "warned" },
        },
      ]
    : [];
  const told: readonly Event[] = [
    { type: "categorised", at: after(wait + 30), by: requester, category },
    ...ladder,
  ];
  const ends = after(wait + 240 + mixed(index, week, 8, 200));
  const taken: Event = {
    ...{ type: "acknowledged", at: after(wait), by: lead },
    ...{ joinBy: after(wait + 60), occasion: "p9" },
  };
  return [
    {
      ...{ type: "opened", at, id, requester, via: requester, team: name },
      ...{ policies: defaultPolicies, worded: false, occasion: "a0" },
    },
    asked(0, 0),
    ...(wait > 45 ? [asked(1, 45)] : []),
    ...(isAlone
      ? [...told, { type: "resolved", at: ends, how: "call-ended", assisted: false } as const]
      : [
          taken,
          { type: "joined", at: after(wait + 15), by: lead, holder: lead } as const,
          ...told,
          { type: "resolved", at: ends, by: lead, how: "done", assisted: true } as const,
        ]),
    { type: "shrunk", at: ends },
  ];
}

function stateOf(events: readonly Event[]): Request {
  const state = events.reduce<Request | undefined>((now, event) => evolve(now, event), undefined);
  if (state === undefined) throw new Error("a call without events");
  return state;
}

/** What other features count of such a week. */
export async function countsOf(
  { db }: Parts,
  organisation: OrganisationId,
  { name }: Team,
  {
    at,
    timeZone,
    number,
  }: { readonly at: Instant; readonly timeZone: string; readonly number: number },
): Promise<void> {
  const week = weekOf(at, timeZone);
  const due = 20 + mixed(2, number, 1, 10);
  await db.inOrganisation(organisation, async (tx) => {
    await sql`insert into handrail.promise_weeks (organisation_id, team, week, due, kept)
      values (handrail.organisation(), ${name}, ${week}, ${due}, ${due - mixed(3, number, 2, 5)})
      on conflict do nothing`.execute(tx);
    await sql`insert into handrail.good_call_weeks (organisation_id, team, week, calls)
      values (handrail.organisation(), ${name}, ${week}, ${10 + mixed(4, number, 3, 20)})
      on conflict do nothing`.execute(tx);
    await sql`insert into handrail.help_weeks (organisation_id, week, got, partly, no)
      values (handrail.organisation(), ${week}, ${20 + mixed(5, number, 4, 10)}, 8, 5)
      on conflict do nothing`.execute(tx);
    await sql`insert into handrail.debrief_weeks (organisation_id, week, offered, wanted, matched)
      values (handrail.organisation(), ${week}, ${25 + mixed(6, number, 5, 10)}, 16, 11)
      on conflict do nothing`.execute(tx);
  });
}

/** All weeks are counted, as after an operator's wish. */
export const countAnew = ({ db }: Parts, organisation: OrganisationId): Promise<unknown> =>
  db.inOrganisation(organisation, (tx) =>
    sql`insert into handrail.timers (organisation_id, feature, subject, command, due_at)
      values (handrail.organisation(), 'figures', ${theFigures}, 'rebuild', handrail.now())
      on conflict (organisation_id, feature, subject, command)
        do update set due_at = excluded.due_at`.execute(tx),
  );
