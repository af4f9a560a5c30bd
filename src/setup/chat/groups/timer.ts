import type { OrganisationId, Platform } from "../../../kernel/ids.ts";
import type { Millis } from "../../../kernel/time.ts";
import type { Database } from "../../../runtime/database/database.ts";
import { settingsSubject } from "../../documents.ts";
import { gathers } from "../rules.ts";

/*
 * When to look at what the teams of an organisation follow: one timer, which whoever comes or goes
 * brings forward. It is in the database, so a crash loses nobody.
 */

const timer = `organisation_id = handrail.organisation() and feature = 'setup'
  and subject = '${settingsSubject}'::uuid and command = 'look'`;
const inSeconds = (ms: Millis): number => ms / 1_000;

/** Somebody came to a channel or a group, or left it: we look in a moment, if a team follows it. */
export async function lookSoon(
  db: Database,
  organisation: OrganisationId,
  of: { readonly platform: Platform; readonly workspace: string; readonly id: string },
): Promise<void> {
  await db.once(
    organisation,
    `insert into handrail.timers (organisation_id, feature, subject, command, due_at)
      select organisation_id, 'setup', '${settingsSubject}'::uuid, 'look',
        handrail.now() + make_interval(secs => $2)
      from handrail.settings where organisation_id = handrail.organisation()
        and state ->> 'origin' = 'chat' and state -> 'groups' @> $1::jsonb
      on conflict (organisation_id, feature, subject, command)
        do update set due_at = least(timers.due_at, excluded.due_at)`,
    [JSON.stringify([of]), inSeconds(gathers)],
  );
}

/** After a look. Whoever came meanwhile has brought it forward, and that stays. */
export async function lookIn(db: Database, id: OrganisationId, delay: Millis): Promise<void> {
  await db.once(
    id,
    `update handrail.timers set due_at = handrail.now() + make_interval(secs => $1)
      where ${timer} and due_at > handrail.now() + make_interval(secs => $2)`,
    [inSeconds(delay), inSeconds(gathers)],
  );
}

export async function forgetLook(db: Database, id: OrganisationId): Promise<void> {
  await db.once(id, `delete from handrail.timers where ${timer}`, []);
}

/** Events of a time without us are lost: after a start we look at everything once. */
export async function lookAtAll(db: Database): Promise<void> {
  const [rows = []] = await db.sweep(
    "select organisation_id from handrail.timers where feature = 'setup' and command = 'look'",
  );
  for (const row of rows)
    await db.once(
      String(row["organisation_id"]),
      `update handrail.timers set due_at = least(due_at, handrail.now()) where ${timer}`,
      [],
    );
}
