import type { PersonId, Platform, SubjectId } from "../../kernel/ids.ts";
import { occasionOf } from "../../runtime/messages/claims.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import type { Event } from "../events.ts";

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
