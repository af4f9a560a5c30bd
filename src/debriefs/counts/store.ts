import { sql } from "kysely";
import type { Instant } from "../../kernel/time.ts";
import { weekOf } from "../../kernel/weeks.ts";
import type { OtherWeeks } from "../../people/figures.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell, Statement } from "../../runtime/feature.ts";
import type { Event } from "../debrief.ts";

/**
 * Adds to the week of all teams together that a talk was offered, asked for, or found somebody
 * (docs/features.md I1). Nobody is kept with it. A search lasts two minutes, so who is found at all
 * is found within ten.
 */
export function countTalks(
  { organisation }: Shell,
  events: readonly Event[],
  at: Instant,
): Statement[] {
  const sum = { offered: 0, wanted: 0, matched: 0 };
  for (const event of events) {
    if (event.type === "opened" && event.offered !== undefined) sum.offered += 1;
    else if (event.type === "sought") sum.wanted += 1;
    else if (event.type === "accepted") sum.matched += 1;
    // It did not happen after all: the search goes on.
    else if (event.type === "left") sum.matched -= 1;
  }
  const { offered, wanted, matched } = sum;
  if (offered === 0 && wanted === 0 && matched === 0) return [];
  return [
    sql`
    insert into handrail.debrief_weeks as w (organisation_id, week, offered, wanted, matched)
    values (handrail.organisation(), ${weekOf(at, organisation.timeZone)}, ${offered}, ${wanted},
      ${matched})
    on conflict (organisation_id, week) do update set offered = w.offered + excluded.offered,
      wanted = w.wanted + excluded.wanted, matched = w.matched + excluded.matched`,
  ];
}

/** The weeks as they are counted, of all teams together: figures say what of them may be shown. */
export const talkWeeks: OtherWeeks["talks"] = async (tx, from, before) => {
  const rows = await tx
    .selectFrom("debrief_weeks")
    .select(["week", "offered", "wanted", "matched"])
    .where("week", ">=", from)
    .where("week", "<", before)
    .orderBy("week")
    .execute();
  return rows.map(({ week, ...numbers }) => ({ week, numbers }));
};

/** A year is enough to see whether more find somebody. */
export async function forgetWeeks(tx: Tx): Promise<void> {
  await sql`
    delete from handrail.debrief_weeks where organisation_id = handrail.organisation()
      and week < to_char((select handrail.now()) - interval '371 days', 'YYYY-MM-DD')`.execute(tx);
}
