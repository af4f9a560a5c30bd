import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Shell, Statement } from "../../runtime/feature.ts";
import { readWords } from "../store.ts";

/** What a person wrote with requests that ended. While one runs, its helper needs it. */
export const eraseWords = async (
  _tx: Tx,
  _shell: Shell,
  requester: PersonId,
): Promise<Statement[]> => [
  sql`
    delete from handrail.request_words w using handrail.requests r
    where w.organisation_id = handrail.organisation()
      and r.organisation_id = w.organisation_id and r.request = w.request
      and r.requester = ${requester} and r.closed_at is not null`,
];

/** A person's own words, for their export. */
export async function wordsOf(
  tx: Tx,
  shell: Shell,
  requester: PersonId,
): Promise<Readonly<Record<string, unknown>>> {
  const rows = await tx
    .selectFrom("request_words")
    .innerJoin("requests", "requests.request", "request_words.request")
    .select("request_words.request")
    .where("requests.requester", "=", requester)
    .execute();
  const words: unknown[] = [];
  for (const { request } of rows) {
    words.push({ request, ...(await readWords(tx, shell, request)) });
  }
  return { words };
}
