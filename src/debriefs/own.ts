import type { PersonId } from "../kernel/ids.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Shell } from "../runtime/feature.ts";
import { meetingsById } from "./meetings.ts";
import { readWishes } from "./wishes.ts";

/**
 * What is kept of somebody, for themselves: their wishes, and who they talked to in the last 30
 * days (docs/features.md P7).
 */
export async function kept(
  tx: Tx,
  shell: Shell,
  person: PersonId,
): Promise<Readonly<Record<string, unknown>>> {
  const { never, favourites, ...wishes } = await readWishes(tx, shell, person);
  const meetings = await meetingsById(tx, shell);
  const name = (id: PersonId) => shell.organisation.people.get(id)?.name ?? "–";
  return {
    wishes: { ...wishes, never: never.map(name), favourites: favourites.map(name) },
    talked: [...meetings.values()]
      .filter(({ requester, supporter }) => requester === person || supporter === person)
      .map(({ requester, supporter, at }) => ({
        with: name(requester === person ? supporter : requester),
        at: new Date(at).toISOString(),
      })),
  };
}
