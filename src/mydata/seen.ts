import type { PersonId } from "../kernel/ids.ts";
import { type Line, msg, person as name } from "../platform/text.ts";
import type { Row } from "../platform/view.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { AnyFeature, Shell } from "../runtime/feature.ts";

/**
 * What others see of me: the lines of their own pages that name me, made by the same code. It is no
 * description, which could fall behind.
 */
export async function seenBy(
  tx: Tx,
  shell: Shell,
  features: readonly AnyFeature[],
  me: PersonId,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const viewer of viewers(shell, me)) {
    const rows: Row[] = [];
    // One after the other: they share one connection.
    for (const feature of features) {
      const part = await feature.views.home?.(tx, shell, viewer, shell.now);
      rows.push(
        ...(part?.sections ?? [])
          .flatMap((section) => section.rows)
          .filter((row) => names(row, me))
          .map((row) => onlyMe(row, me)),
      );
    }
    lines.push(msg("mydata.sees", { person: name(viewer) }));
    lines.push(
      ...(rows.length === 0
        ? [msg("mydata.seesNothing")]
        : rows.flatMap((row) => (row.detail === undefined ? [row.line] : [row.line, row.detail]))),
    );
  }
  return lines;
}

/**
 * One of each kind: a supervisor and a colleague of mine, a supervisor of another team, a wellbeing
 * lead.
 */
function viewers({ organisation }: Shell, me: PersonId): PersonId[] {
  const mine = organisation.people.get(me);
  const teams = [...(mine?.agentOf ?? []), ...(mine?.supervises ?? [])];
  const leads = [...organisation.teams.values()].flatMap(
    ({ settings }) =>
      (settings["support"] as { readonly leads?: readonly PersonId[] } | undefined)?.leads ?? [],
  );
  const others = [...organisation.people.values()].filter((one) => one.listed && one.id !== me);
  const find = (wanted: (one: (typeof others)[number]) => boolean) => others.find(wanted)?.id;
  const found = [
    find((one) => one.supervises.some((team) => teams.includes(team))),
    find((one) => one.agentOf.some((team) => teams.includes(team))),
    find(
      (one) => one.supervises.length > 0 && !one.supervises.some((team) => teams.includes(team)),
    ),
    find((one) => leads.includes(one.id)),
  ];
  return [...new Set(found.filter((id) => id !== undefined))];
}

const names = (row: Row, me: PersonId): boolean =>
  JSON.stringify([row.line, row.detail]).includes(me);

/** Where a line lists people, the others in it are none of my business either. */
function onlyMe<T>(part: T, me: PersonId): T {
  if (Array.isArray(part)) return part.map((one) => onlyMe<unknown>(one, me)) as T;
  if (typeof part !== "object" || part === null) return part;
  const entries = Object.entries(part).map(([key, value]) =>
    key === "people" && Array.isArray(value)
      ? [key, value.filter((id) => id === me)]
      : [key, onlyMe<unknown>(value, me)],
  );
  return Object.fromEntries(entries) as T;
}
