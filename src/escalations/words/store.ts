import { type RawBuilder, sql } from "kysely";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { minutes } from "../../kernel/time.ts";
import { cut } from "../../platform/cut.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Note, Shell, Statement } from "../../runtime/feature.ts";
import { withoutUndefined } from "../evolve/parts.ts";
import type { Typed, Written } from "../handover/typed.ts";
import type { Request } from "../request.ts";

/** So long it is kept; `retention/store.ts` deletes it then. */
const wordsKept = minutes(30 * 24 * 60);

/** When what was typed with a request is deleted. */
export const keptUntil = ({ openedAt }: Request): Date => new Date(openedAt + wordsKept);

/** Characters that are kept of earlier words, with the new ones below. */
const longestWords = 2_000;

/** What was written with a request before, sealed. */
export interface WordsBefore {
  readonly request: SubjectId;
  readonly words: string | null;
}

/** @param request a query for the request's id */
export async function readWordsBefore(
  tx: Tx,
  request: RawBuilder<unknown>,
): Promise<WordsBefore | undefined> {
  const { rows } = await sql<WordsBefore>`
    select request, words from handrail.request_words
    where organisation_id = handrail.organisation() and request = (${request})`.execute(tx);
  return rows[0];
}

/**
 * Typed words are sealed and bound to their row. Only a person who may read them gets them out of
 * this table.
 */
export async function keepWords(
  shell: Shell,
  request: Request,
  note: Note,
  before: WordsBefore | undefined,
  marks: readonly [string, ...string[]] | undefined,
): Promise<Statement[]> {
  const [said, reference, joinUrl] = [
    note["words"]?.trim() ?? "",
    note["case"]?.trim() ?? "",
    note["join"]?.trim() ?? "",
  ];
  if (said === "" && reference === "" && joinUrl === "") return [];
  const earlier =
    said !== "" && before?.request === request.id && before.words !== null
      ? await shell.vault.open(placeOf(shell, request.id, "words"), before.words)
      : undefined;
  const words = wordsAfter(earlier, said);
  const seal = async (part: Part, text: string) =>
    text === "" ? null : shell.vault.seal(placeOf(shell, request.id, part), text);
  const [sealed, sealedReference, sealedJoin] = [
    await seal("words", said === "" ? "" : words),
    await seal("case", reference),
    await seal("join", joinUrl),
  ];
  return [
    sql`
    insert into handrail.request_words (organisation_id, request, words, case_reference, case_mark,
      join_url, kept_until)
    values (handrail.organisation(), ${request.id}, ${sealed}, ${sealedReference},
      ${marks?.[0] ?? null}, ${sealedJoin}, ${keptUntil(request)})
    on conflict (organisation_id, request) do update
    set words = coalesce(excluded.words, request_words.words),
      case_reference = coalesce(excluded.case_reference, request_words.case_reference),
      join_url = coalesce(excluded.join_url, request_words.join_url),
      case_mark = case when excluded.case_reference is null then request_words.case_mark
        else excluded.case_mark end`,
  ];
}

/** What is sealed with a request, as it is kept. */
export type Sealed = Readonly<
  Record<"words" | "case_reference" | "offer" | "handover" | "note" | "join_url", string | null>
>;

/** @param lock an erasure of it waits until the transaction that reads it is over */
export async function readSealed(
  tx: Tx,
  request: SubjectId,
  lock: boolean = false,
): Promise<Sealed | undefined> {
  const query = tx
    .selectFrom("request_words")
    .select(["words", "case_reference", "offer", "handover", "note", "join_url"])
    .where("request", "=", request);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

/** Opened, for those who may read it. What the key that sealed it is gone for is left out. */
export async function openTyped(
  shell: Shell,
  request: SubjectId,
  sealed: Sealed | undefined,
): Promise<Typed> {
  let isUnreadable = false;
  const open = async (part: Part, text: string | null | undefined) => {
    if (text === null || text === undefined) return undefined;
    const opened = await shell.vault.open(placeOf(shell, request, part), text);
    isUnreadable ||= opened === undefined;
    return opened;
  };
  const [words, caseReference, offer, handover, note, joinUrl] = [
    await open("words", sealed?.words),
    await open("case", sealed?.case_reference),
    await open("offer", sealed?.offer),
    await open("handover", sealed?.handover),
    await open("note", sealed?.note),
    await open("join", sealed?.join_url),
  ];
  const text = note ?? handover;
  return withoutUndefined({
    words,
    caseReference,
    offer,
    joinUrl,
    written: text === undefined ? undefined : (JSON.parse(text) as Written),
    unreadable: isUnreadable ? (true as const) : undefined,
  });
}

/** Later words stand below the first; the same line twice is one. */
export const wordsAfter = (earlier: string | undefined, said: string): string =>
  earlier === undefined || earlier.split("\n").includes(said)
    ? (earlier ?? said)
    : `${cut(earlier, longestWords)}\n${said}`;

/** Which of the sealed texts of a request. */
type Part = "words" | "case" | "offer" | "handover" | "note" | "join";
/** What a sealed text is bound to: no other request's row opens it. */
export const placeOf = (shell: Pick<Shell, "organisation">, request: SubjectId, part: Part) =>
  `${shell.organisation.id}/request_words/${request}/${part}`;

/** What a person wrote with requests that ended. While one runs, its helper needs it. */
export const eraseWords = (requester: PersonId): Statement => sql`
    delete from handrail.request_words w using handrail.requests r
    where w.organisation_id = handrail.organisation()
      and r.organisation_id = w.organisation_id and r.request = w.request
      and r.requester = ${requester} and r.closed_at is not null`;

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
    // What somebody offered is in the copy of who did.
    const { offer: _, ...own } = await openTyped(shell, request, await readSealed(tx, request));
    words.push({ request, ...own });
  }
  return { words };
}
