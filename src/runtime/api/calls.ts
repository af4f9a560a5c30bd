import { sql } from "kysely";

/** Forgets which Idempotency-Keys came, after a day. */
export const forgetCalls = sql`
    delete from handrail.api_calls where organisation_id = handrail.organisation()
      and made_at < (select handrail.now()) - interval '24 hours'`;
