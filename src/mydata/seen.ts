import type { PersonId } from "../kernel/ids.ts";
import { literal, msg, people } from "../platform/text.ts";
import type { Section } from "../platform/view.ts";
import type { Person } from "../runtime/directory/organisation.ts";
import type { Shell } from "../runtime/feature.ts";
import { type Audience, audiences, byRole, isSelf } from "./audiences.ts";
import { type Row, said } from "./row.ts";
import { table } from "./table.ts";

/** More names than this are a number: a list of a hundred says less. */
const named = 12;

/**
 * What others see of me: for each role the people of this organisation who have it, what they read
 * of me, when and why.
 */
export function seenByOthers({ organisation, now, address }: Shell, self: PersonId): Section[] {
  const me = organisation.people.get(self);
  if (me === undefined) return [];
  // Where there are no pages, nobody reads them.
  const isRead = ({ where }: Row) => address !== undefined || where.some((at) => at !== "page");
  const rows = table.filter((row) => isRead(row) && isSelf(organisation, me, row.self));
  return (Object.keys(audiences) as Audience[]).flatMap((audience) => {
    const others = audiences[audience](organisation, me).filter(({ id }) => id !== self);
    const theirs = rows.filter(({ to }) => to === audience);
    if (others.length === 0 || theirs.length === 0) return [];
    const teams = literal([...new Set([...me.agentOf, ...me.supervises])].join(", "));
    return [
      {
        heading: msg(`seen.to.${audience}`, { teams }),
        rows: [...names(audience, others), ...theirs.map((row) => said(row, me, now))],
      },
    ];
  });
}

/** Any colleague may be one who talks or asks: those are told by what they do. */
function names(audience: Audience, others: readonly Person[]): Section["rows"] {
  if (byRole.has(audience)) return [];
  const ids = others.map(({ id }) => id);
  const line = msg("seen.people", {
    people: people(ids.slice(0, named)),
    more: Math.max(0, ids.length - named),
  });
  return [{ tone: "calm", line, buttons: [] }];
}
