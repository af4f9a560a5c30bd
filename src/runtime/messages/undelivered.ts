import { type RawBuilder, sql } from "kysely";
import type { OrganisationId, PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Statement } from "../database/commit.ts";
import type { Database, Tx } from "../database/database.ts";
import { together } from "../database/together.ts";
import type { AnyFeature } from "../feature.ts";
import type { Log } from "../log.ts";
import type { Claimed } from "./claims.ts";
import { type Part, openAccounts } from "./leasing.ts";
import { turnsPart } from "./told.ts";

/*
 * What is meant for somebody whom no message reaches yet: not found on a platform, or found where
 * the app is missing. It is kept by name of its view, and told when they are found.
 */

/** Of a statement with `tells`, `wanted` and `moment`: whoever is told and has no open account. */
export const undeliveredPart = (feature: string, subject: SubjectId | undefined): Part =>
  sql`undelivered as (
      insert into handrail.undelivered (organisation_id, person, feature, subject, view, occasion,
        priority, created_at)
      select handrail.organisation(), t.person, ${feature}, ${subject ?? null}::uuid, t.view,
        t.occasion, t.priority, moment.now
      from tells t cross join moment
      where t.person is not null
        and not exists (select 1 from wanted where wanted.person = t.person)
      on conflict do nothing
    )`;

/** Their only account refused a message that was never posted. */
export const keepRefused = (
  tx: Tx,
  person: PersonId,
  message: Pick<Claimed, "feature" | "subject" | "view" | "occasion" | "account_id">,
): Promise<unknown> =>
  sql`
    insert into handrail.undelivered (organisation_id, person, feature, subject, view, occasion,
      priority, refused, created_at)
    select organisation_id, ${person}::uuid, feature, subject, view, occasion, priority, true,
      created_at
    from handrail.messages where organisation_id = handrail.organisation()
      and feature = ${message.feature} and subject = ${message.subject}::uuid
      and view = ${message.view} and account_id = ${message.account_id}::uuid
      and occasion = ${message.occasion}
    on conflict do nothing`.execute(tx);

/**
 * What was kept for people who have an open account now becomes messages, which the clock sends.
 * What can wait is told in turns.
 * @param person absent: of everybody, but not what an account refused
 */
export const deliver = (person?: PersonId): Statement => {
  const whose: RawBuilder<unknown> =
    person === undefined ? sql`not u.refused` : sql`u.person = ${person}::uuid`;
  return sql`
    with moment as materialized (
      select handrail.now() as now
    ), due as (
      delete from handrail.undelivered u
      where u.organisation_id = handrail.organisation() and ${whose} and exists (
        select 1 from handrail.accounts a ${openAccounts} and a.person = u.person
          and a.organisation_id = u.organisation_id)
      returning u.*
    ), wanted as materialized (
      select due.feature, due.subject, due.view, due.occasion, due.priority, a.account_id
      from due join handrail.accounts a
        on a.organisation_id = due.organisation_id and a.person = due.person ${openAccounts}
    ), ${turnsPart}
    insert into handrail.messages (organisation_id, feature, subject, view, account_id, occasion,
      priority, wanted_version, not_before, created_at)
    select handrail.organisation(), feature, subject, view, account_id, occasion, priority, 1,
      turn, moment.now
    from turns cross join moment
    order by feature, subject, view, account_id, occasion
    on conflict (organisation_id, feature, subject, view, account_id, occasion) do update
    set state = 'live', wanted_version = messages.wanted_version + 1, failures = 0,
      not_before = excluded.not_before, created_at = excluded.created_at
    where messages.state = 'ended'`;
};

/**
 * Somebody can be written to from now on: what was meant for them is told, and features go on that
 * waited for people. It never fails what led to it: the auditor delivers again.
 */
export async function tellWhoIsFound(
  parts: {
    readonly db: Database;
    readonly features: ReadonlyMap<string, AnyFeature>;
    readonly log: Log;
  },
  organisation: OrganisationId,
  person: PersonId,
): Promise<void> {
  const { db, features, log } = parts;
  await db
    .inOrganisation(organisation, (tx) =>
      together(
        ...[...features.values()].map((feature) => feature.care?.found?.(tx)),
        deliver(person).execute(tx),
      ),
    )
    .catch((err: unknown) => log.warn({ err, organisation }, "who was found is told later"));
}
