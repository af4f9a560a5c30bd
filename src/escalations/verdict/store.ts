import { sql } from "kysely";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Note, Shell, Statement } from "../../runtime/feature.ts";
import type { Request } from "../request.ts";
import { keptUntil, placeOf } from "../words/store.ts";
import type { Offered } from "./offers.ts";

/* What somebody offered in place of what was asked for: sealed beside the agent's words. */

/** Keeps the newest alone: the agent's card shows no other. */
export async function keepOffer(shell: Shell, request: Request, note: Note): Promise<Statement[]> {
  const { offer } = note;
  if (offer === undefined || request.verdict === undefined) return [];
  const sealed = await shell.vault.seal(placeOf(shell, request.id, "offer"), offer);
  return [
    sql`
    insert into handrail.request_words (organisation_id, request, offer, offered_by, kept_until)
    values (handrail.organisation(), ${request.id}, ${sealed}, ${request.verdict.by},
      ${keptUntil(request)})
    on conflict (organisation_id, request) do update
    set offer = excluded.offer, offered_by = excluded.offered_by`,
  ];
}

/** @returns `unreadable` if the key that sealed it is gone */
export async function openOffer(shell: Shell, request: SubjectId, sealed: string) {
  const text = await shell.vault.open(placeOf(shell, request, "offer"), sealed);
  const offered: Offered = text === undefined ? "unreadable" : { text };
  return offered;
}

/** What this person offered, for their own export. */
export async function offersBy(
  tx: Tx,
  shell: Shell,
  person: PersonId,
): Promise<Readonly<Record<string, unknown>>> {
  const rows = await tx
    .selectFrom("request_words")
    .select(["request", "offer"])
    .where("offered_by", "=", person)
    .execute();
  const offers: unknown[] = [];
  for (const { request, offer } of rows) {
    const opened = offer === null ? undefined : await openOffer(shell, request, offer);
    if (opened === "unreadable") offers.push({ request, unreadable: true });
    else if (opened !== undefined) offers.push({ request, offer: opened.text });
  }
  return offers.length === 0 ? {} : { offers };
}

/** While the request runs, its agent needs it. */
export const eraseOffers = (person: PersonId): Statement => sql`
    update handrail.request_words w set offer = null, offered_by = null from handrail.requests r
    where w.organisation_id = handrail.organisation()
      and r.organisation_id = w.organisation_id and r.request = w.request
      and w.offered_by = ${person} and r.closed_at is not null`;
