import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { keysMissing, keysOfBackup, type Manifest } from "../runtime/backup/format.ts";
import { openBackup, readBackup } from "../runtime/backup/read.ts";
import { writeBackup } from "../runtime/backup/write.ts";
import { Misfit } from "../runtime/database/misfit.ts";
import { type Keys, keysBeside } from "../runtime/keys.ts";
import type { Log } from "../runtime/log.ts";
import { type Stored, checkFolder, withDatabase } from "./with-database.ts";

/*
 * What `npm run backup` and `npm run restore` do. The embedded server and DATABASE_URL are treated
 * alike.
 */

/** @returns what was done, as sentences */
export async function backUp(stored: Stored, file: string, log: Log): Promise<string> {
  const path = resolve(file);
  if (existsSync(path))
    throw new Misfit("FILE", `${path} is there already`, "Name one that is not there yet.");
  checkFolder(stored);
  return withDatabase(stored, log, async ({ connection, folder }) => {
    const own = stored.keys.length > 0 || folder === undefined ? undefined : keysBeside(folder);
    const keys = keysOfBackup(own ?? stored.keys, own !== undefined);
    const { organisations, rows } = await writeBackup(connection, path, keys);
    const told =
      own === undefined
        ? `Keep HANDRAIL_KEYS (${keys.map(({ kid }) => kid).join(", ")}) as well, elsewhere: ` +
          "without them nothing that was typed can be read."
        : "The encryption keys are in it: everybody who has the file can read everything. " +
          "Keep it where only you can.";
    const many = `${rows} rows of ${organisations} organisation${organisations === 1 ? "" : "s"}`;
    return `Backup made: ${path}, ${many}.\n${told}`;
  });
}

/** @returns what was done, as sentences */
export async function restore(stored: Stored, file: string, log: Log): Promise<string> {
  const backup = await openBackup(resolve(file));
  try {
    return await withDatabase(stored, log, async ({ connection, db, folder }) => {
      const rows = await readBackup(connection, db, backup, () =>
        bringKeys(backup.manifest, stored.keys, folder),
      );
      const { made } = backup.manifest;
      return `Restored: ${rows} rows, as they were at ${made}.\nStart Handrail as usual.`;
    });
  } finally {
    backup.close();
  }
}

/** @throws {Misfit} a key is missing, and what it sealed would not open */
function bringKeys(manifest: Manifest, keys: Keys, folder: string | undefined): void {
  const own = folder === undefined ? undefined : join(folder, "handrail.keys");
  const known = own !== undefined && keys.length === 0 && existsSync(own);
  const here = known && folder !== undefined ? keysBeside(folder) : keys;
  const missing = keysMissing(manifest, here);
  if (missing.length === 0) return;
  const brought = manifest.keys.every(({ key }) => key !== undefined);
  if (own === undefined || keys.length > 0 || !brought) {
    const names = missing.map(({ kid }) => kid).join(", ");
    throw new Misfit(
      "HANDRAIL_KEYS",
      `lacks what this backup was sealed with (${names})`,
      brought
        ? "They are in its second line (gunzip -c FILE | sed -n 2p): " +
            "set HANDRAIL_KEYS to them, kid:key."
        : "Set HANDRAIL_KEYS to the keys of the installation that made it.",
    );
  }
  // Of an empty database: nothing was sealed with them.
  if (existsSync(own)) renameSync(own, `${own}.before-${Date.now()}`);
  const lines = manifest.keys.map(({ kid, key }) => `${kid}:${key}`).join(",");
  writeFileSync(own, `${lines}\n`, { mode: 0o600, flush: true });
}
