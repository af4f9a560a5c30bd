import { isId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { ApiRequest } from "../../platform/api.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell } from "../../runtime/feature.ts";
import { holderOf, isLive, isTaken } from "../request.ts";
import { readRequest } from "../store.ts";

const iso = (at: Instant | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();

/**
 * A request as the agent's desktop shows it. Who is coming is named while they are, because the
 * agent reads it in the chat as well. Afterwards nobody is.
 */
export async function requestForApi(
  tx: Tx,
  { organisation }: Shell,
  query: Readonly<Record<string, string>>,
): Promise<ApiRequest | undefined> {
  const { id = "" } = query;
  if (!isId(id)) return undefined;
  const request = await readRequest(tx, id);
  if (request === undefined) return undefined;
  const holder = holderOf(request);
  return {
    id: request.id,
    state: request.status,
    team: request.team,
    level: request.level,
    category: request.category,
    opened_at: new Date(request.openedAt).toISOString(),
    taken_at: isTaken(request) && "takenAt" in request ? iso(request.takenAt) : undefined,
    joined_at: request.status === "joined" ? iso(request.joinedAt) : undefined,
    closed_at: isLive(request) ? undefined : iso(request.closedAt),
    helper: holder === undefined ? undefined : organisation.people.get(holder)?.shortName,
  };
}
