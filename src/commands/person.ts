import { parseArgs } from "node:util";
import { runStored } from "./run-on-stored.ts";
import { keysBeside } from "../runtime/keys.ts";
import { type Kept, erasePerson, exportPerson } from "./person/work.ts";
import { checkFolder, withDatabase } from "./with-database.ts";

/*
 * `npm run person -- export WHO --out FILE` and `npm run person -- erase WHO`, for somebody who asks
 * for what is theirs, also after they left. WHO: an address, an account's id, or a person's id. Exit
 * codes as for a start.
 */
const usage = `Usage: npm run person -- export WHO --out FILE [--organisation ID]
       npm run person -- erase WHO [--organisation ID]
WHO is an e-mail address, an account of Slack or Teams, or a person's id.`;

interface Asked {
  readonly what?: string | undefined;
  readonly who?: string | undefined;
  readonly out?: string | undefined;
  readonly organisation?: string | undefined;
}

/** Nothing where it is not understood. */
function parsed(): Asked {
  try {
    const { values, positionals } = parseArgs({
      ...{ args: process.argv.slice(2), allowPositionals: true },
      options: { out: { type: "string" }, organisation: { type: "string" } },
    });
    const [what, who, ...more] = positionals;
    return more.length === 0 ? { what, who, ...values } : {};
  } catch {
    return {};
  }
}

/** @param not such as "Nothing was erased" */
const onKept = (not: string, work: (kept: Kept) => Promise<string>): Promise<void> =>
  runStored(not, async (stored, log) => {
    checkFolder(stored);
    return withDatabase(stored, log, ({ db, folder }) => {
      const own = stored.keys.length > 0 || folder === undefined ? undefined : keysBeside(folder);
      return work({ db, keys: own ?? stored.keys });
    });
  });

const { what, who, out, organisation } = parsed();
if (what === "export" && who !== undefined && out !== undefined && out !== "")
  await onKept("Nothing was exported", (kept) => exportPerson(kept, { who, organisation }, out));
else if (what === "erase" && who !== undefined && out === undefined)
  await onKept("Nothing was erased", (kept) => erasePerson(kept, { who, organisation }));
else {
  console.error(usage);
  process.exitCode = 2;
}
