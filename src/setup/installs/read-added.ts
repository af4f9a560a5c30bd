import type { Database } from "../../runtime/database/database.ts";
import type { Vault } from "../../runtime/keys.ts";
import { readTokens } from "./tokens.ts";

/** Every workspace that somebody added the app to, with its token, for the doctor. */
export async function readAdded(db: Database, vault: Vault) {
  const [rows = []] = await db.sweep(
    "select organisation_id, workspace from handrail.installs order by workspace",
  );
  const added = [];
  for (const row of rows) {
    const workspace = String(row["workspace"]);
    const access = await readTokens(db, vault, String(row["organisation_id"]), workspace);
    const hasEnded = access?.renewal !== undefined && access.renewal.until < Date.now();
    added.push({ workspace, token: access?.token, hasEnded });
  }
  return added;
}
