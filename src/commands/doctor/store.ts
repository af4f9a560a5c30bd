import { sql } from "kysely";
import type { Config, OrganisationFile } from "../../config/types.ts";
import { type Finding, good, note, wrong } from "../../platform/finding.ts";
import { type Text, literal, msg } from "../../platform/text.ts";
import type { Database } from "../../runtime/database/database.ts";
import { Directory } from "../../runtime/directory/directory.ts";
import type { AnyFeature } from "../../runtime/feature.ts";
import { beginningOf } from "../../runtime/jwe.ts";
import { type Rostered, rosterOf } from "../../setup/reach.ts";
import type { Stored as SettingsState } from "../../setup/documents.ts";
import { type FoundPeople, checkPeople } from "../../setup/found-people.ts";
import type { Keys } from "../../runtime/keys.ts";
import { checkOutward } from "./outward.ts";

/** What the tables say of one organisation, beside its file. */
export interface Stored extends FoundPeople {
  /** The roster in force; absent where Handrail has not read the organisation yet. */
  readonly rostered?: Rostered;
}

/** What is in force for an organisation: its file, or what was made in chat. */
export interface Truth {
  readonly file: OrganisationFile;
  readonly chat?: SettingsState;
}

export async function checkStored(
  db: Database,
  config: Config,
  { file, chat }: Truth,
  sealed: { readonly features: Iterable<AnyFeature>; readonly keys: Keys },
): Promise<Stored> {
  const version = await versionOf(db, file, chat);
  if (version === undefined)
    return {
      findings: [note(file.path, msg("doctor.file.new"))],
      lost: new Set(),
    };
  const organisation = await new Directory(db).organisation(file.id);
  const { findings, lost } = checkPeople(config, file, organisation);
  return {
    findings: [
      version,
      ...findings,
      ...(await checkKeys(db, file, sealed)),
      ...(await checkOutward(db, file)),
    ],
    lost,
    rostered: rosterOf(organisation),
  };
}

/** Whether what runs is what the file says, or what was made in chat; `undefined`: nothing runs. */
async function versionOf(
  db: Database,
  file: OrganisationFile,
  chat: SettingsState | undefined,
): Promise<Finding | undefined> {
  if (chat !== undefined) {
    const [about, its] = [msg("doctor.chat"), { version: chat.at }];
    return chat.at === chat.applied
      ? good(about, msg("doctor.chat.good", its))
      : note(about, msg("doctor.chat.waits", its), msg("doctor.chat.waits.remedy"));
  }
  const [known] = await db.once(file.id, "select file_hash as hash from handrail.organisations");
  if (known === undefined) return undefined;
  return known["hash"] === file.hash
    ? good(file.path, msg("doctor.file.good"))
    : note(file.path, msg("doctor.file.other"), msg("doctor.file.other.remedy"));
}

const texts = (count: number): Text => msg("doctor.keys.texts", { count });

/** Which keys the sealed texts need: a key that nothing needs any more may go. */
async function checkKeys(
  db: Database,
  file: OrganisationFile,
  { features, keys }: { readonly features: Iterable<AnyFeature>; readonly keys: Keys },
): Promise<Finding[]> {
  const columns = [...features].flatMap(({ care }) => care?.sealed ?? []);
  const needed = new Map(keys.map(({ kid }) => [kid, 0]));
  let unknown = 0;
  for (const { table, column } of columns) {
    const known = keys.map(({ kid }) => beginningOf(kid));
    const { rows } = await db.inOrganisation(file.id, (tx) =>
      sql<{ nth: number; many: number }>`
        select coalesce((select min(k.nth) from unnest(${known}::text[]) with ordinality k(begins, nth)
            where starts_with(one, k.begins)), 0)::int as nth, count(*)::int as many
        from ${sql.table(`handrail.${table}`)}, unnest(string_to_array(${sql.ref(column)}, ' ')) one
        where one <> '' group by 1`.execute(tx),
    );
    for (const { nth, many } of rows) {
      const kid = keys[nth - 1]?.kid;
      if (kid === undefined) unknown += many;
      else needed.set(kid, (needed.get(kid) ?? 0) + many);
    }
  }
  const [, ...older] = keys;
  const organisation = literal(file.id);
  const findings = older.map(({ kid }) =>
    needed.get(kid) === 0
      ? note(
          "HANDRAIL_KEYS",
          msg("doctor.keys.free", { kid, organisation }),
          msg("doctor.keys.free.remedy"),
        )
      : note(
          "HANDRAIL_KEYS",
          msg("doctor.keys.needed", { kid, texts: texts(needed.get(kid) ?? 0), organisation }),
          msg("doctor.keys.needed.remedy"),
        ),
  );
  if (unknown > 0)
    findings.push(
      wrong(
        "HANDRAIL_KEYS",
        msg("doctor.keys.unknown", { texts: texts(unknown), organisation }),
        msg("doctor.keys.unknown.remedy"),
      ),
    );
  return findings.length > 0
    ? findings
    : [good("HANDRAIL_KEYS", msg("doctor.keys.good", { organisation }))];
}
