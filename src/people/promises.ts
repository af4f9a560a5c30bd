import { sql } from "kysely";
import type { PersonId, SubjectId, TeamName } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Shell } from "../runtime/feature.ts";

/*
 * What the supervisors' board may know of promises: whose and when. Words are read by who makes the
 * call; see decisions/0065.
 */

export interface PromiseNow {
  readonly promise: SubjectId;
  readonly holder: PersonId;
  readonly due_at: Instant;
  /** So late that whoever runs the team was told. */
  readonly late: boolean;
}

/** More than these are on nobody's screen: the next come first. */
const most = 200;

/** Open promises of these teams that are late or due within a day. */
export async function promisesNow(
  tx: Tx,
  teams: readonly TeamName[],
): Promise<readonly PromiseNow[]> {
  if (teams.length === 0) return [];
  const { rows } = await sql<PromiseNow>`
    select promise, holder, due_at,
      due_at <= (select handrail.now()) - interval '10 minutes' as late
    from handrail.promises
    where organisation_id = handrail.organisation() and status = 'open'
      and team = any(${[...teams]}::text[])
      and due_at < (select handrail.now()) + interval '24 hours'
    order by due_at, promise limit ${most}`.execute(tx);
  return rows;
}

/** What was promised in a call, for its note. */
export interface PromisedInCall {
  readonly dueAt: Instant;
  /** "" where none were written, or the key that sealed them is gone. */
  readonly words: string;
}

/** Those of a request, the next first. Read by the feature that keeps them. */
export type ReadPromisedInCall = (
  tx: Tx,
  shell: Shell,
  request: SubjectId,
) => Promise<readonly PromisedInCall[]>;

/** What the note of a call says was promised, for who may write it. Read by the feature that keeps the note. */
export type ReadNotedPromise = (
  tx: Tx,
  shell: Shell,
  by: PersonId,
  request: SubjectId,
) => Promise<string | undefined>;
