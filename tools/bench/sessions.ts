import { hashOf, newSecret } from "../../src/runtime/secrets.ts";
import type { Handrail } from "./site.ts";

/**
 * Signs a supervisor in at the pages, past the link that they would ask for.
 * @param name of the organisation
 * @returns what their browser would send
 */
export async function signIn(
  handrail: Handrail,
  name: string,
): Promise<{ readonly cookie: string }> {
  const secret = newSecret(name);
  const owner = await handrail.owner();
  await owner.query(
    `insert into handrail.desk_sessions
       (organisation_id, secret_hash, person, account_id, started_at, seen_at)
     select organisation_id, $1, person, account_id, handrail.now(), handrail.now()
     from handrail.accounts join handrail.people p using (organisation_id, person)
     where p.email = 's0000@b.test'`,
    [hashOf(secret)],
  );
  await owner.end();
  return { cookie: `handrail_session=${secret}` };
}
