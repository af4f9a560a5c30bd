import type { PersonId } from "../kernel/ids.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { OwnRow, Shell } from "../runtime/feature.ts";
import type { Debrief } from "./debrief.ts";
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

/**
 * Of their own search only that it runs and until when. Who is asked, who was and how many said no
 * would stand in the rest, and so would each change of it: in versions, times and names of cards.
 */
export function ownDebrief({ person, state }: OwnRow): OwnRow {
  const debrief = state as Debrief;
  const kind = "kind" in debrief ? { kind: debrief.kind } : {};
  switch (debrief.status) {
    case "idle":
    case "asked":
      return { person, status: debrief.status };
    case "searching":
    case "offered":
      return {
        person,
        status: "searching",
        ...kind,
        since: debrief.since,
        until: debrief.giveUpAt,
      };
    case "accepted":
    case "done":
    case "unmatched":
      return { person, status: debrief.status, ...kind, at: debrief.at };
  }
}
