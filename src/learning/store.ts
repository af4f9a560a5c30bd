import { sql } from "kysely";
import type { AfterHelp, ReadAfterHelp } from "../people/requests.ts";

/** For the request's own card: what was pressed there already is not offered again. */
export const readAfterHelp: ReadAfterHelp = async (tx, request) => {
  const { rows } = await sql<AfterHelp>`
    select exists (
        select 1 from handrail.help_ratings
        where organisation_id = handrail.organisation() and request = ${request}::uuid
      ) as rated, exists (
        select 1 from handrail.feedback
        where organisation_id = handrail.organisation() and request = ${request}::uuid
      ) as "feedbackAsked"`.execute(tx);
  return rows[0] ?? { rated: false, feedbackAsked: false };
};
