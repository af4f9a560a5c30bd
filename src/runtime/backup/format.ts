import { createHash } from "node:crypto";
import type { Keys } from "../keys.ts";

/*
 * A backup is one file, compressed with gzip. Inside are lines of text:
 *
 *   handrail backup 1
 *   {"made": …}                          the manifest, as JSON
 *   copy requests (organisation_id, …)   a table's rows of one organisation, in PostgreSQL's
 *   …                                    text format of COPY, a line each
 *   \.                                   the end of these rows
 *   …                                    more of the same, so that what is referred to comes first
 *   end 12345                            how many rows there were: without it the file is not whole
 */

export const firstLine = "handrail backup 1";

/** The second line of a backup. */
export interface Manifest {
  /** When the snapshot was taken, as ISO 8601. */
  readonly made: string;
  /** The server's version number, such as 180004. */
  readonly postgres: number;
  /** The last migration that the database had. */
  readonly migration: string;
  /** How far the database's clock was pushed ahead: of the playground. */
  readonly clock: string;
  readonly keys: readonly KeyOfBackup[];
}

export interface KeyOfBackup {
  readonly kid: string;
  /** Tells whether another key is the same, and nothing else of it. */
  readonly mark: string;
  /**
   * The key itself, if it is kept beside the embedded database. With HANDRAIL_KEYS it is absent.
   */
  readonly key?: string | undefined;
}

/** @param included whether the file is to open by itself, without HANDRAIL_KEYS */
export const keysOfBackup = (keys: Keys, included: boolean): KeyOfBackup[] =>
  keys.map(({ kid, key }) => ({
    kid,
    mark: createHash("sha256").update(key).digest("hex").slice(0, 16),
    key: included ? Buffer.from(key).toString("base64") : undefined,
  }));

/** Which of a backup's keys are not among these: what they sealed would not open. */
export function keysMissing(manifest: Manifest, keys: Keys): KeyOfBackup[] {
  const here = keysOfBackup(keys, false);
  return manifest.keys.filter(
    ({ kid, mark }) => !here.some((one) => one.kid === kid && one.mark === mark),
  );
}
