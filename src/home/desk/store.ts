import { sql } from "kysely";
import type { AccountId, PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Statement } from "../../runtime/feature.ts";

/** A link that signs this person in once. The row holds no secret. */
export const keepLink = (
  link: SubjectId,
  person: PersonId,
  account: AccountId,
  until: Instant,
): Statement => sql`
  insert into handrail.desk_links (organisation_id, link, person, account_id, expires_at)
  values (handrail.organisation(), ${link}, ${person}, ${account}, ${new Date(until)})`;
