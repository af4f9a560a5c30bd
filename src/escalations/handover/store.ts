import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { PersonId } from "../../kernel/ids.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Note, Shell, Statement } from "../../runtime/feature.ts";
import { type Request, isLive } from "../request.ts";
import { type Sealed, keptUntil, placeOf } from "../words/store.ts";
import { writtenIn } from "./typed.ts";

/* What is written for a handover and a note, sealed beside the words of the request. */

/** The handover is the agent's; the note stands beside it, and keeps who wrote it last. */
export async function keepWritten(
  shell: Shell,
  request: Request,
  note: Note,
  by: PersonId | undefined,
): Promise<Statement[]> {
  const text = JSON.stringify(writtenIn(note));
  const part = isLive(request) ? "handover" : "note";
  const sealed = await shell.vault.seal(placeOf(shell, request.id, part), text);
  const [handover, kept, writer] = isLive(request)
    ? [sealed, null, null]
    : [null, sealed, by ?? null];
  return [
    sql`
    insert into handrail.request_words
      (organisation_id, request, handover, note, noted_by, kept_until)
    values (handrail.organisation(), ${request.id}, ${handover}, ${kept}, ${writer},
      ${keptUntil(request)})
    on conflict (organisation_id, request) do update
    set handover = coalesce(excluded.handover, request_words.handover),
      note = coalesce(excluded.note, request_words.note),
      noted_by = coalesce(excluded.noted_by, request_words.noted_by)`,
  ];
}

/**
 * Which texts a form was drawn from. Each sealing differs, so whoever wrote or erased any of them
 * since has changed it.
 */
export const editionOf = (sealed: Sealed | undefined): string =>
  createHash("sha256")
    .update(JSON.stringify(sealed ?? null))
    .digest("base64url")
    .slice(0, 16);

/** The notes that this person wrote last, for their own export. */
export async function notesBy(
  tx: Tx,
  shell: Shell,
  person: PersonId,
): Promise<Readonly<Record<string, unknown>>> {
  const rows = await tx
    .selectFrom("request_words")
    .select(["request", "note"])
    .where("noted_by", "=", person)
    .execute();
  const notes: unknown[] = [];
  for (const { request, note } of rows) {
    if (note === null) continue;
    const text = await shell.vault.open(placeOf(shell, request, "note"), note);
    notes.push({ request, ...(text === undefined ? { unreadable: true } : JSON.parse(text)) });
  }
  return notes.length === 0 ? {} : { notes };
}

/** The agent's own handover stays: it is theirs. */
export const eraseNotes = (person: PersonId): Statement => sql`
    update handrail.request_words set note = null, noted_by = null
    where organisation_id = handrail.organisation() and noted_by = ${person}`;
