import { existsSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { features } from "../../features.ts";
import { copyOf, erasureOf } from "../../mydata/copy.ts";
import { recordOperator } from "../../mydata/operator/store.ts";
import type { Database, Tx } from "../../runtime/database/database.ts";
import { Misfit } from "../../runtime/database/misfit.ts";
import { everyOne } from "../../runtime/in-use.ts";
import { Directory } from "../../runtime/directory/directory.ts";
import type { Shell } from "../../runtime/feature.ts";
import { type Keys, openVault } from "../../runtime/keys.ts";
import { type Found, type Named, findPerson } from "./find.ts";

/*
 * What somebody does on their *My data* page, done for them by an operator (docs/features.md P7). It
 * is recorded, and they read it there.
 */

export interface Kept {
  readonly db: Database;
  readonly keys: Keys;
}

/** @returns what was done, as sentences */
export async function exportPerson(kept: Kept, named: Named, file: string): Promise<string> {
  const path = resolve(file);
  if (existsSync(path))
    throw new Misfit("--out", `${path} is there already`, "Name one that is not there yet.");
  const exporting = forPerson(kept, named, async (tx, shell, { person }) => {
    const copy = await copyOf(tx, shell, [...features.values()], person.id, "operator");
    await recordOperator(tx, person.id, "copied");
    // Before the commit: with a file that could not be written nobody is told of a copy.
    writeFileSync(path, `${JSON.stringify(copy, undefined, 1)}\n`, { mode: 0o600, flag: "wx" });
    return (
      `Exported: ${path}, what is kept of ${person.name} (${person.id}).\n` +
      "Check-in answers, hard calls and lines to keep are not in it: their key is the person's own. " +
      "They read them on their My data page.\n" +
      "Hand it over where nobody else reads it, and delete it here."
    );
  });
  return exporting.catch((error: unknown) => {
    // Written by this run, and not recorded: the commit failed.
    rmSync(path, { force: true });
    throw error;
  });
}

/** @returns what was done, as sentences */
export async function erasePerson(kept: Kept, named: Named): Promise<string> {
  return forPerson(kept, named, async (tx, shell, { person }) => {
    for (const statement of await erasureOf(tx, shell, [...features.values()], person.id))
      await statement.execute(tx);
    await recordOperator(tx, person.id, "erased");
    return (
      `Erased: what ${person.name} (${person.id}) can erase, with their key.\n` +
      "Their name stands in the history of requests for two years. Older backups still hold it all."
    );
  });
}

async function forPerson(
  { db, keys }: Kept,
  named: Named,
  work: (tx: Tx, shell: Shell, found: Found) => Promise<string>,
): Promise<string> {
  const found = findPerson(await organisationsOf(db), named);
  const { organisation } = found;
  return db.inOrganisation(organisation.id, (tx) =>
    work(tx, { organisation, vault: openVault(keys), now: Date.now() }, found),
  );
}

async function organisationsOf(db: Database) {
  const [rows = []] = await db.sweep(everyOne);
  const directory = new Directory(db);
  return Promise.all(rows.map((row) => directory.organisation(String(row["organisation_id"]))));
}
