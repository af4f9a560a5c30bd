import { type RawBuilder, sql } from "kysely";
import type { PersonId, SubjectId } from "../../kernel/ids.ts";
import { minutes } from "../../kernel/time.ts";
import { cut } from "../../platform/cut.ts";
import type { Tx } from "../../runtime/database/database.ts";
import type { Note, Shell, Statement } from "../../runtime/feature.ts";
import type { Request } from "../request.ts";

/** Words and case references are kept this long. */
const wordsKept = minutes(30 * 24 * 60);

export const keptUntil = ({ openedAt }: Request): Date => new Date(openedAt + wordsKept);

/** Characters that are kept of what was written before. */
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
 * this table. Later words stand below the first.
 */
export async function keepWords(
  shell: Shell,
  request: Request,
  note: Note,
  before: WordsBefore | undefined,
  marks: readonly [string, ...string[]] | undefined,
): Promise<Statement[]> {
  const [said, reference] = [note["words"]?.trim() ?? "", note["case"]?.trim() ?? ""];
  if (said === "" && reference === "") return [];
  const earlier =
    said !== "" && before?.request === request.id && before.words !== null
      ? await shell.vault.open(placeOf(shell, request.id, "words"), before.words)
      : undefined;
  const words =
    earlier === undefined || earlier.split("\n").includes(said)
      ? (earlier ?? said)
      : `${cut(earlier, longestWords)}\n${said}`;
  const seal = async (part: Part, text: string) =>
    text === "" ? null : shell.vault.seal(placeOf(shell, request.id, part), text);
  const [sealed, sealedReference] = [
    await seal("words", said === "" ? "" : words),
    await seal("case", reference),
  ];
  return [
    sql`
    insert into handrail.request_words (organisation_id, request, words, case_reference, case_mark,
      kept_until)
    values (handrail.organisation(), ${request.id}, ${sealed}, ${sealedReference},
      ${marks?.[0] ?? null}, ${keptUntil(request)})
    on conflict (organisation_id, request) do update
    set words = coalesce(excluded.words, request_words.words),
      case_reference = coalesce(excluded.case_reference, request_words.case_reference),
      case_mark = case when excluded.case_reference is null then request_words.case_mark
        else excluded.case_mark end`,
  ];
}

/**
 * What was written with a request, for those who may read it. `unreadable`: the key that sealed
 * some of it is gone.
 */
export async function readWords(
  tx: Tx,
  shell: Shell,
  request: SubjectId,
): Promise<{ words?: string; caseReference?: string; unreadable?: true }> {
  const row = await tx
    .selectFrom("request_words")
    .select(["words", "case_reference"])
    .where("request", "=", request)
    .executeTakeFirst();
  const written: { words?: string; caseReference?: string; unreadable?: true } = {};
  const open = async (part: Part, sealed: string | null | undefined) => {
    if (sealed === null || sealed === undefined) return undefined;
    const text = await shell.vault.open(placeOf(shell, request, part), sealed);
    if (text === undefined) written.unreadable = true;
    return text;
  };
  const [words, caseReference] = [
    await open("words", row?.words),
    await open("case", row?.case_reference),
  ];
  if (words !== undefined) written.words = words;
  if (caseReference !== undefined) written.caseReference = caseReference;
  return written;
}

/** Which of the sealed texts of a request. */
type Part = "words" | "case" | "offer";
/** What a sealed text is bound to: no other request's row opens it. */
export const placeOf = (shell: Pick<Shell, "organisation">, request: SubjectId, part: Part) =>
  `${shell.organisation.id}/request_words/${request}/${part}`;

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
