import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { zipSync } from "fflate";
import { readRegistrations } from "../src/config/registrations.ts";

/*
 * Zips the Teams app package for one Azure bot. The same input gives the same bytes, so that two
 * builds can be compared:
 *
 * node tools/teams-package.ts --bot <Microsoft App ID> [--id <app id>]
 *   [--site https://…] [--out handrail-teams.zip]
 *
 * Without --bot: one for each registration of the environment, MicrosoftAppId and those in the file
 * of HANDRAIL_TEAMS_REGISTRATIONS.
 */

const folder = join(import.meta.dirname, "..", "adapters", "teams", "package");
/** Stands in the manifest for what every operator has their own of. */
const placeholders = {
  id: "00000000-0000-0000-0000-000000000000",
  site: "https://handrail.example/",
} as const;

export interface PackageOptions {
  /** The Azure bot's Microsoft App ID. */
  readonly bot: string;
  /** The app's own id in Teams; another one is another app. */
  readonly id: string;
  /** Where the operator's pages are: the site itself, `privacy` and `terms` below it. */
  readonly site?: string;
}

/** The package's files as they are zipped. @throws in words when an option cannot be right. */
export function packageFiles({ bot, id, site }: PackageOptions): Record<string, Uint8Array> {
  for (const [name, value] of Object.entries({ bot, id })) {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) || value === placeholders.id)
      throw new Error(`--${name} is not an id: 8-4-4-4-12 hexadecimal digits.`);
  }
  const home = site === undefined ? placeholders.site : `${site.replace(/\/+$/, "")}/`;
  if (URL.parse(home)?.protocol !== "https:") throw new Error("--site is not an https address.");
  return Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => {
        const data = readFileSync(join(folder, name));
        return [
          name,
          name === "manifest.json"
            ? filled(data.toString("utf8"), { bot, id, home })
            : new Uint8Array(data),
        ];
      }),
  );
}

function filled(
  text: string,
  { bot, id, home }: { bot: string; id: string; home: string },
): Uint8Array {
  const manifest = JSON.parse(text) as {
    id: string;
    bots: { botId: string }[];
    composeExtensions: { botId: string }[];
    developer: Record<string, string>;
  };
  manifest.id = id;
  for (const part of [...manifest.bots, ...manifest.composeExtensions]) part.botId = bot;
  for (const [key, value] of Object.entries(manifest.developer))
    manifest.developer[key] = value.replace(placeholders.site, () => home);
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
}

export function zipPackage(options: PackageOptions): Uint8Array {
  // The earliest that a zip can say, in local time as zips do, so the same everywhere.
  return zipSync(packageFiles(options), { level: 9, mtime: new Date(1980, 0, 1), os: 3 });
}

/** A package to write: whose bot, and into which file. */
interface Wanted {
  readonly bot: string;
  readonly out: string;
}

/**
 * The packages of an environment. One alone is `handrail-teams.zip`; of several each is named by the
 * tenant that it is for. @throws in words where none or no single one can be told
 */
export function packagesOf(
  env: NodeJS.ProcessEnv,
  asked: { readonly bot?: string; readonly out?: string },
  readFile: (path: string) => string,
): Wanted[] {
  const usual = asked.out ?? "handrail-teams.zip";
  if (asked.bot !== undefined) return [{ bot: asked.bot, out: usual }];
  const own = env["MicrosoftAppId"];
  const path = env["HANDRAIL_TEAMS_REGISTRATIONS"];
  const read = path === undefined ? undefined : readRegistrations(path, readFile(path));
  const [problem] = read?.problems ?? [];
  if (problem !== undefined)
    throw new Error(`${problem.where}: ${problem.what}. ${problem.remedy}`);
  const further = (read?.registrations ?? []).map(({ appId: bot, tenantId }) => ({
    bot,
    out: `handrail-teams-${tenantId}.zip`,
  }));
  const all = own === undefined ? further : [{ bot: own, out: usual }, ...further];
  const [first] = all;
  if (first === undefined)
    throw new Error("--bot is missing: your Azure bot's Microsoft App ID (or set MicrosoftAppId).");
  if (all.length === 1) return [{ ...first, out: usual }];
  if (asked.out !== undefined)
    throw new Error(`--out names one file, and there are ${all.length} bots. Choose one: --bot.`);
  return all;
}

if (import.meta.main) {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({ options: { bot: text, id: text, site: text, out: text } });
    const all = packagesOf(process.env, values, (path) => readFileSync(path, "utf8"));
    if (values.id !== undefined && all.length > 1)
      throw new Error(`--id is one app's, and there are ${all.length} bots. Choose one: --bot.`);
    for (const { bot, out } of all)
      writeFileSync(out, zipPackage({ bot, id: values.id ?? bot, site: values.site }));
    if (values.site === undefined)
      console.warn(
        "The package names no site of yours (--site): " +
          "Teams shows example addresses for privacy and terms.",
      );
    console.log(
      `Wrote ${all.map(({ out }) => out).join(", ")}. Upload it in the Teams admin centre, or under Apps › Manage your apps.`,
    );
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  }
}
