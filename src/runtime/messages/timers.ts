import { sql } from "kysely";
import type { Effect } from "../../kernel/decision.ts";
import type { SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Follow } from "../follows.ts";
import type { Part } from "./leasing.ts";

export const timersPart = (timers: object): Part => sql`timers as (
      insert into handrail.timers (organisation_id, feature, subject, command, due_at)
      select handrail.organisation(), t.feature, t.subject, t.command, t.at
      from jsonb_to_recordset(${JSON.stringify(timers)}::jsonb) t(feature text, subject uuid, command text, at timestamptz)
      on conflict (organisation_id, feature, subject, command) do update set due_at = excluded.due_at
    )`;

/** One row for each key, where the last wish counts: an upsert cannot touch a row twice. In one order everywhere. */
export function timersOf({
  feature,
  subject,
  at,
  effects = [],
  follows = [],
}: {
  readonly feature: string;
  readonly subject?: SubjectId | undefined;
  readonly at: Instant;
  readonly effects?: readonly Effect[] | undefined;
  readonly follows?: readonly Follow[] | undefined;
}) {
  const rows = [
    ...effects.flatMap((effect) =>
      effect.do === "later" ? [{ feature, subject, command: effect.command, at: effect.at }] : [],
    ),
    ...follows.map((follow) => ({ ...follow, at })),
  ];
  const key = (row: (typeof rows)[number]) => `${row.feature} ${row.subject} ${row.command}`;
  const last = new Map(
    rows.map((row) => [key(row), { ...row, at: new Date(row.at).toISOString() }]),
  );
  return [...last].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
