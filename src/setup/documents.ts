import { sql } from "kysely";
import { readOrganisation } from "../config/organisation.ts";
import type { OrganisationFile } from "../config/types.ts";
import type { OrganisationId, SubjectId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Database, Tx } from "../runtime/database/database.ts";

/*
 * An organisation's settings as its document: from a file, or made in chat. Where a file is given
 * it is the truth, and its text is kept, so that chat can show it.
 */

/** The one subject of set-up in an organisation. */
export const settingsSubject: SubjectId = "00000000-0000-8000-8000-0000000000a2";

/** Writes down where applied settings come from, in the transaction that applied them. */
export type Kept = (tx: Tx, file: OrganisationFile) => Promise<void>;

/** What is stored beside the document. */
export interface Stored {
  readonly subject: SubjectId;
  readonly lastAt: Instant;
  /** A file's document is not changed in chat. */
  readonly origin: "file" | "chat";
  /** The version of the document. */
  readonly at: number;
  /** The version that the tables hold. */
  readonly applied: number;
  /** Why the document of version `at` could not be applied. */
  readonly fault?: string;
}

/** Of a file: it is the truth from now on, and another text than before is a version of its own. */
export const keepFile: Kept = (tx, file) => keep(tx, file, "file");
/** Of a document that chat may change, such as the demo's: the same, and chat goes on. */
export const keepFirst: Kept = (tx, file) => keep(tx, file, "chat");

async function keep(tx: Tx, { text }: OrganisationFile, origin: Stored["origin"]): Promise<void> {
  const first = { subject: settingsSubject, origin, at: 1, applied: 1 };
  // A file says who is in a team, and nothing that a team followed before.
  const forgets = origin === "file" ? ["fault", "groups", "awaits"] : ["fault"];
  const what = origin === "file" ? "file" : "first";
  await sql`
    with before as materialized (
      select document, state from handrail.settings
      where organisation_id = handrail.organisation() for update
    ), next as (
      select coalesce((state ->> 'at')::bigint, 0) + 1 as at, document,
        coalesce(state -> 'recent', '[]') as recent
      from (select 1) one left join before on true
    ), versioned as (
      insert into handrail.setting_versions (organisation_id, version, made_at, what, document)
      select handrail.organisation(), at, handrail.now(), ${what}, ${text}
      from next where document is distinct from ${text}
      returning version
    ), listed as (
      select coalesce((
        select jsonb_build_array(jsonb_build_object('version', version, 'what', ${what}::text,
          'at', floor(extract(epoch from handrail.now()) * 1000))) || recent
        from versioned
      ), recent) as recent from next
    )
    insert into handrail.settings (organisation_id, version, document, state)
    select handrail.organisation(), 1, ${text}, ${JSON.stringify(first)}::jsonb
      || jsonb_build_object('lastAt', extract(epoch from handrail.now()) * 1000,
        'at', coalesce((select version from versioned), (select at - 1 from next), 1),
        'applied', coalesce((select version from versioned), (select at - 1 from next), 1),
        'recent', (select jsonb_path_query_array(recent, '$[0 to 19]') from listed))
    on conflict (organisation_id) do update set version = settings.version + 1,
      document = excluded.document, state = (settings.state - ${forgets}::text[]) || excluded.state`.execute(
    tx,
  );
}

/**
 * Of a version that was made in chat.
 * @throws where another was made meanwhile: it is applied instead
 */
export const keepVersion =
  (version: number): Kept =>
  async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable("settings")
      .set({
        version: sql`version + 1`,
        state: sql`state - 'fault' || jsonb_build_object('applied', ${version}::bigint)`,
      })
      .where(sql<boolean>`(state ->> 'at')::bigint = ${version}`)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Error("a newer version was made meanwhile");
  };

/** An organisation whose settings are made in chat. */
export interface InChat {
  readonly file: OrganisationFile;
  readonly state: Stored;
}

/** Those that none of these files describes. Nothing is changed. */
export async function readInChat(
  db: Database,
  files: readonly Pick<OrganisationFile, "id">[],
): Promise<InChat[]> {
  const found: InChat[] = [];
  for (const id of await idsWithoutFile(db, files)) {
    const document = await db.inOrganisation(id, readDocument);
    if (document === undefined) continue;
    const file = fileOf(document);
    if (file !== undefined) found.push({ file: { ...file, id }, state: document.state });
  }
  return found;
}

async function idsWithoutFile(
  db: Database,
  files: readonly Pick<OrganisationFile, "id">[],
): Promise<OrganisationId[]> {
  const [rows = []] = await db.sweep("select organisation_id from handrail.settings");
  const described = new Set<OrganisationId>(files.map(({ id }) => id));
  return rows.map((row) => String(row["organisation_id"])).filter((id) => !described.has(id));
}

/** Organisations that no file describes (any more) go on as they are, and chat may change them. */
export async function withoutFile(
  db: Database,
  files: readonly Pick<OrganisationFile, "id">[],
): Promise<OrganisationFile[]> {
  const found: OrganisationFile[] = [];
  for (const id of await idsWithoutFile(db, files)) {
    const document = await db.inOrganisation(id, async (tx) => {
      await sql`update handrail.settings set version = version + 1,
        state = state || '{"origin": "chat"}' where state ->> 'origin' = 'file'`.execute(tx);
      return readDocument(tx);
    });
    const organisation = document && fileOf(document);
    if (organisation !== undefined) found.push({ ...organisation, id });
  }
  return found;
}

export interface Document {
  readonly text: string;
  readonly madeAt: Instant;
  readonly state: Stored;
}

export async function readDocument(tx: Tx): Promise<Document | undefined> {
  const { rows } = await sql<Document>`
    select s.document as text, s.state, coalesce(extract(epoch from v.made_at) * 1000, 0) as "madeAt"
    from handrail.settings s left join handrail.setting_versions v
      on v.organisation_id = s.organisation_id and v.version = (s.state ->> 'at')::bigint
    where s.organisation_id = handrail.organisation()`.execute(tx);
  return rows[0];
}

/** A document as a file that can be applied; `undefined` where something in it is wrong. */
export const fileOf = ({ text, madeAt }: Pick<Document, "text" | "madeAt">) =>
  readOrganisation(
    { path: "set-up", text, version: Math.floor(madeAt) },
    { idRequired: false, mayBeEmpty: true },
  ).organisation;
