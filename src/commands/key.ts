import { parseArgs } from "node:util";
import { describeProblems } from "../config.ts";
import { loadConfigFromDisk } from "../config/disk.ts";
import type { Config } from "../config/types.ts";
import { isId } from "../kernel/ids.ts";
import { type Scope, scopes } from "../platform/api.ts";
import { isScope, listKeys, makeKey, revokeKey } from "../runtime/api/keys.ts";
import type { Database } from "../runtime/database/database.ts";
import { Misfit } from "../runtime/database/misfit.ts";
import { openLog } from "../runtime/log.ts";
import { failureOf } from "../setup/failure.ts";
import { withDatabase } from "./with-database.ts";

/*
 * `npm run key -- --scopes escalate,on-shift:read [--name CRM] [--organisation acme]` makes a key for
 * the API and shows it once. `--list` lists all, `--revoke KEY` ends one. It runs beside a live
 * process.
 */

const usage = `Usage: npm run key -- --scopes ${scopes.join(",")} [--name CRM] [--organisation ID]
       npm run key -- --list [--organisation ID]
       npm run key -- --revoke KEY [--organisation ID]`;

type Asked =
  | { readonly do: "make"; readonly name: string; readonly scopes: readonly Scope[] }
  | { readonly do: "list" }
  | { readonly do: "revoke"; readonly key: string };

function read(
  args: readonly string[],
): { asked: Asked; organisation: string | undefined } | string {
  const options = {
    scopes: { type: "string" },
    name: { type: "string" },
    organisation: { type: "string" },
    list: { type: "boolean" },
    revoke: { type: "string" },
  } as const;
  let values: ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch {
    return usage;
  }
  const { organisation } = values;
  if (values.list === true) return { asked: { do: "list" }, organisation };
  if (values.revoke !== undefined)
    return isId(values.revoke)
      ? { asked: { do: "revoke", key: values.revoke }, organisation }
      : `--revoke: "${values.revoke.slice(0, 60)}" is no key's id. --list shows them.`;
  const named = (values.scopes ?? "").split(",").map((one) => one.trim());
  const wrong = named.find((one) => !isScope(one));
  if (values.scopes === undefined) return usage;
  if (wrong !== undefined)
    return `--scopes: "${wrong.slice(0, 60)}" is no scope. Known are ${scopes.join(", ")}.`;
  const name = (values.name ?? "API").replace(/[\p{Cc}\p{Cf}]/gu, "").slice(0, 60);
  return { asked: { do: "make", name, scopes: [...new Set(named.filter(isScope))] }, organisation };
}

function organisationIn({ organisations }: Config, named: string | undefined): string {
  const ids = organisations.map(({ id }) => id);
  const [only] = ids;
  const found = named === undefined && ids.length === 1 ? only : ids.find((id) => id === named);
  if (found !== undefined) return found;
  throw new Misfit(
    "--organisation",
    named === undefined ? "several are configured" : `there is no "${named.slice(0, 60)}"`,
    `Name one of ${ids.join(", ")}.`,
  );
}

async function carryOut(db: Database, organisation: string, asked: Asked): Promise<string> {
  const known = await db.inOrganisation(organisation, (tx) =>
    tx.selectFrom("organisations").select("organisation_id").executeTakeFirst(),
  );
  if (known === undefined)
    throw new Misfit(organisation, "is not in the database yet", "Start Handrail once first.");
  if (asked.do === "make") {
    const made = await db.inOrganisation(organisation, (tx) => makeKey(tx, organisation, asked));
    return `${made.secret}\n\nKey ${made.key} of ${organisation}: ${asked.scopes.join(", ")}.\nIt is shown this once. Keep it where only your program reads it.`;
  }
  if (asked.do === "revoke") {
    if (await db.inOrganisation(organisation, (tx) => revokeKey(tx, asked.key)))
      return `Key ${asked.key} is revoked. It ends within five seconds.`;
    throw new Misfit("--revoke", "there is no such key in use", "--list shows them.");
  }
  const keys = await db.inOrganisation(organisation, (tx) => listKeys(tx));
  const day = (at: number | null) => (at === null ? "never" : new Date(at).toISOString());
  const lines = keys.map(
    ({ key, name, scopes: may, made_at, used_at, revoked_at }) =>
      `${key}  ${name}  ${may.join(",")}  made ${day(made_at)}  used ${day(used_at)}${revoked_at === null ? "" : `  revoked ${day(revoked_at)}`}`,
  );
  return lines.length === 0 ? `${organisation} has no keys.` : lines.join("\n");
}

/** @returns what to print, and the exit code */
async function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<[string, number]> {
  const told = read(args);
  if (typeof told === "string") return [told, 2];
  const loaded = loadConfigFromDisk(env);
  if ("problems" in loaded) return [describeProblems(loaded.problems, "No key was touched"), 2];
  const { config } = loaded;
  try {
    const organisation = organisationIn(config, told.organisation);
    const done = await withDatabase(config, openLog("silent"), ({ db }) =>
      carryOut(db, organisation, told.asked),
    );
    return [done, 0];
  } catch (error) {
    if (error instanceof Misfit)
      return [`No key was touched. ${error.where}: ${error.what}.\n    → ${error.remedy}`, 2];
    const { code, words } = failureOf(error, {
      database: config.database,
      host: "",
      metrics: undefined,
    });
    return [words, code];
  }
}

const [words, code] = await run(process.argv.slice(2), process.env);
if (code === 0) console.log(words);
else console.error(words);
process.exitCode = code;
