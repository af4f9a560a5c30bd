import { sql } from "kysely";

/** Forgets which Idempotency-Keys came after a day, and keys a month after their end. */
export const forgetCalls = sql`
    with keys as (
      delete from handrail.api_keys where organisation_id = handrail.organisation()
        and least(revoked_at, expires_at) < (select handrail.now()) - interval '30 days'
    )
    delete from handrail.api_calls where organisation_id = handrail.organisation()
      and made_at < (select handrail.now()) - interval '24 hours'`;
