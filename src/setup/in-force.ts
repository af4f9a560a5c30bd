import type { OrganisationFile } from "../config/types.ts";
import type { Tx } from "../runtime/database/database.ts";
import type { Log } from "../runtime/log.ts";

/** Which version of an organisation's file counts, after somebody tried to apply one. */
export interface InForce {
  /** What became of the one that was tried. */
  readonly tried: "applied" | "unchanged" | "refused";
  /** SHA-256 of the file in force, hexadecimal. */
  readonly hash: string;
  /** When it was applied, in milliseconds. */
  readonly since: number;
}

interface Applied {
  readonly file_hash: string;
  /** When it came to its machine. */
  readonly file_version: number;
  readonly applied_at: number;
}

/** The version in force, where it keeps this file from being applied. */
export function laterThan(
  known: Applied | undefined,
  file: Pick<OrganisationFile, "hash" | "version">,
  insist: boolean,
): InForce | undefined {
  if (known === undefined || known.file_hash === file.hash || insist) return undefined;
  // A time after it was applied is a wrong clock's, and would refuse every later file.
  const placed = Math.min(known.file_version, known.applied_at);
  if (placed <= file.version) return undefined;
  return { tried: "refused", hash: known.file_hash, since: known.applied_at };
}

export const versionInForce = (tx: Tx): Promise<Applied | undefined> =>
  tx
    .selectFrom("organisations")
    .select(["file_hash", "file_version", "applied_at"])
    .executeTakeFirst();

/** After the file was applied. The same content once more is the same version. */
export async function inForceNow(
  tx: Tx,
  before: Applied | undefined,
  { hash, version }: Pick<OrganisationFile, "hash" | "version">,
): Promise<InForce> {
  if (before?.file_hash === hash) {
    const since = before.applied_at;
    const placed = Math.max(before.file_version, version);
    await tx
      .updateTable("organisations")
      .set({ file_version: placed, applied_at: new Date(since) })
      .execute();
    return { tried: "unchanged", hash, since };
  }
  const now = await versionInForce(tx);
  return { tried: "applied", hash, since: now?.applied_at ?? 0 };
}

const short = (hash: string): string => hash.slice(0, 8);
const dayAndTime = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;

/** Says in one sentence which version of an organisation's file is in force. */
export function tellInForce(
  { id, path, hash }: Pick<OrganisationFile, "id" | "path" | "hash">,
  { tried, hash: counts, since }: InForce,
  log: Log,
): void {
  const facts = { organisation: id, inForce: short(counts) };
  const own = `${path}, version ${short(hash)},`;
  if (tried === "applied") log.info(facts, `in force for ${id} from now on: ${own} as it is`);
  else if (tried === "unchanged")
    log.info(facts, `in force for ${id}: ${own} unchanged since ${dayAndTime(since)}`);
  else
    log.warn(
      facts,
      `not applied for ${id}: ${own} is older than version ${short(counts)}, ` +
        `which is in force since ${dayAndTime(since)}; copy that file to this machine, ` +
        "or save this one anew and start again to go back to it",
    );
}

/** What counts only from a start on, and was another then. */
export function changedSettings(before: object, now: object): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(now)]);
  const text = (all: object, name: string) =>
    JSON.stringify((all as Readonly<Record<string, unknown>>)[name]);
  return [...names].filter((name) => text(before, name) !== text(now, name)).toSorted();
}
