import { sql } from "kysely";
import type { OrganisationId, SubjectId } from "../../../kernel/ids.ts";
import type { Instant } from "../../../kernel/time.ts";
import type { Tx } from "../../database/database.ts";
import type { Joint } from "../../feature.ts";

export interface LoadedTogether {
  readonly states: ReadonlyMap<SubjectId, { readonly state: unknown; readonly version: number }>;
  readonly now: Instant;
  readonly revision: number;
}

/** Several subjects, locked in the order in which they are named; and the time, read after the last of the locks. */
export async function loadTogether(
  tx: Tx,
  joint: Joint<unknown, unknown, unknown>,
  organisation: OrganisationId,
  subjects: readonly SubjectId[],
): Promise<LoadedTogether> {
  const { rows } = await sql<{
    subject: SubjectId | null;
    state: unknown;
    version: number;
    now: number;
    revision: number | null;
  }>`
    with them as materialized (${joint.load(organisation, subjects)})
    select them.subject, them.state, them.version, handrail.now() as now,
      (select revision from handrail.organisations where organisation_id = handrail.organisation()) as revision
    from (select 1) one left join them on true`.execute(tx);
  const states = rows.flatMap(({ subject, state, version }) =>
    subject === null ? [] : [[subject, { state, version }] as const],
  );
  // A row is given out as soon as it is locked: only the last of these times is behind all locks.
  return {
    states: new Map(states),
    now: Math.max(...rows.map(({ now }) => now)),
    revision: rows[0]?.revision ?? 0,
  };
}

export interface Wanted {
  readonly subject: SubjectId;
  readonly timer: string;
  /** See `takeTimer`. */
  readonly at: Instant;
}

/** Looked up one by one, by key. @returns whose timer was still there, and due */
export async function takeTimers(
  tx: Tx,
  feature: string,
  wanted: readonly Wanted[],
): Promise<ReadonlySet<SubjectId>> {
  const keys = JSON.stringify(
    wanted.map(({ subject, timer, at }) => ({
      subject,
      command: timer,
      at: new Date(at).toISOString(),
    })),
  );
  const { rows } = await sql<{ subject: SubjectId }>`
    with due as materialized (
      select t.ctid from jsonb_to_recordset(${keys}::jsonb) k(subject uuid, command text, at timestamptz)
      cross join lateral (
        select t.ctid from handrail.timers t where t.organisation_id = handrail.organisation() and t.feature = ${feature}
          and t.subject = k.subject and t.command = k.command and t.due_at <= k.at for update
      ) t
    )
    delete from handrail.timers where ctid = any(array(select ctid from due)) returning subject`.execute(
    tx,
  );
  return new Set(rows.map(({ subject }) => subject));
}
