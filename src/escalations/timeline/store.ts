import { type RawBuilder, sql } from "kysely";
import type { PersonId, Platform, SubjectId, TeamName } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import { live } from "../../people/requests.ts";
import { occasionOf } from "../../runtime/messages/claims.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Event } from "../events.ts";
import type { Level } from "../policy.ts";

/** The platforms that each person was asked on, by occasion. Empty with one platform. */
export type Routes = ReadonlyMap<string, readonly Platform[]>;
export const routeOf = (routes: Routes, occasion: string, id: PersonId): readonly Platform[] =>
  routes.get(`${occasion} ${id}`) ?? [];

/** The history of a request, and the routes of its pages: codes and ids only. */
export async function timeline(
  tx: Tx,
  shell: Shell,
  id: SubjectId,
): Promise<{ readonly events: readonly Event[]; readonly routes: Routes }> {
  const rows = await tx
    .selectFrom("journal")
    .select("event")
    .where("feature", "=", "escalations")
    .where("subject", "=", id)
    .orderBy("version")
    .orderBy("number")
    .execute();
  return {
    events: rows.map((row) => row.event as unknown as Event),
    routes: await routesOf(tx, shell, id),
  };
}

async function routesOf(tx: Tx, { organisation }: Shell, id: SubjectId): Promise<Routes> {
  const routes = new Map<string, Platform[]>();
  if (new Set([...organisation.accounts.values()].map(({ platform }) => platform)).size < 2)
    return routes;
  const rows = await tx
    .selectFrom("messages")
    .select(["account_id", "occasion"])
    .where("feature", "=", "escalations")
    .where("subject", "=", id)
    .where("view", "=", "page")
    .execute();
  for (const { account_id: account, occasion } of rows) {
    const { person, platform } = organisation.accounts.get(account) ?? {};
    if (person === undefined || platform === undefined) continue;
    const key = `${occasionOf(occasion)} ${person}`;
    routes.set(key, [...new Set([...(routes.get(key) ?? []), platform])].toSorted());
  }
  return routes;
}

/** A request as a list shows it: nothing of what it was about. */
export interface PastRequest {
  readonly request: SubjectId;
  readonly requester: PersonId;
  readonly team: TeamName;
  readonly level: Level;
  readonly status: string;
  readonly opened_at: Instant;
}

/** How far back a list goes, in days. */
const daysBack = 30;

/** Requests of these teams that were opened before an instant, the newest first. */
export async function pastRequests(
  tx: Tx,
  teams: readonly TeamName[],
  before: Instant | undefined,
  most: number,
): Promise<readonly PastRequest[]> {
  // Each half goes by its own index; see the literals in people/requests.ts.
  const part = (which: RawBuilder<unknown>) => sql`(
    select request, requester, team, level, status, opened_at from handrail.requests
    where organisation_id = handrail.organisation() and ${which}
      and team = any(${[...teams]}::text[])
      and opened_at > handrail.now() - make_interval(days => ${daysBack})
      and opened_at < coalesce(${before === undefined ? null : new Date(before)}::timestamptz,
        'infinity')
    order by opened_at desc limit ${most})`;
  const { rows } = await sql<PastRequest>`
    select * from (${part(live)} union all ${part(sql`closed_at is not null`)}) both_parts
    order by opened_at desc limit ${most}`.execute(tx);
  return rows;
}
