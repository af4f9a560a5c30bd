import type { PersonId } from "../kernel/ids.ts";
import type { Organisation } from "../runtime/directory/directory.ts";
import { severalOf } from "./schedule.ts";

/**
 * All check-ins of a person's team, as one schedule: of those they take calls in before those they
 * supervise.
 */
export function offeredTo(
  organisation: Organisation,
  person: PersonId,
): { readonly cron: string } | undefined {
  const known = organisation.people.get(person);
  if (known === undefined || !known.listed) return undefined;
  for (const name of [...known.agentOf, ...known.supervises]) {
    const entries =
      (organisation.teams.get(name)?.settings["checkIns"] as
        | { readonly cron: string }[]
        | undefined) ?? [];
    if (entries.length > 0) return { cron: severalOf(entries.map(({ cron }) => cron)) };
  }
  return undefined;
}
