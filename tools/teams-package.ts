import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { zipSync } from "fflate";
import { resourceOf } from "../adapters/teams/tab/token.ts";
import { readRegistrations } from "../src/config/registrations.ts";

/*
 * Zips the Teams app package for one Azure bot. The same input gives the same bytes, so that two
 * builds can be compared:
 *
 * node tools/teams-package.ts --bot <Microsoft App ID> [--id <app id>]
 *   [--site https://…] [--url https://…] [--out handrail-teams.zip]
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
  /** `HANDRAIL_URL`: where browsers reach Handrail. Absent: there are no pages, and so no tab. */
  readonly url?: string;
}

/** The package's files as they are zipped. @throws in words when an option cannot be right. */
export function packageFiles({ bot, id, site, url }: PackageOptions): Record<string, Uint8Array> {
  for (const [name, value] of Object.entries({ bot, id })) {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) || value === placeholders.id)
      throw new Error(`--${name} is not an id: 8-4-4-4-12 hexadecimal digits.`);
  }
  const home = site === undefined ? placeholders.site : `${site.replace(/\/+$/, "")}/`;
  if (URL.parse(home)?.protocol !== "https:") throw new Error("--site is not an https address.");
  const address = url === undefined ? undefined : URL.parse(url);
  if (address === null || (address !== undefined && !isOwnHost(address)))
    throw new Error("--url (or HANDRAIL_URL) is not an https address of a host alone.");
  return Object.fromEntries(
    readdirSync(folder)
      .toSorted()
      .map((name) => {
        const data = readFileSync(join(folder, name));
        return [
          name,
          name === "manifest.json"
            ? filled(data.toString("utf8"), { bot, id, home, host: address?.host })
            : new Uint8Array(data),
        ];
      }),
  );
}

const isOwnHost = ({ protocol, pathname, search, port }: URL): boolean =>
  protocol === "https:" && pathname === "/" && search === "" && port === "";

interface Filling {
  readonly bot: string;
  readonly id: string;
  readonly home: string;
  /** The host of the pages. */
  readonly host: string | undefined;
}

function filled(text: string, { bot, id, home, host }: Filling): Uint8Array {
  const manifest = JSON.parse(text) as Manifest;
  manifest.id = id;
  for (const part of [...manifest.bots, ...manifest.composeExtensions]) part.botId = bot;
  for (const [key, value] of Object.entries(manifest.developer))
    manifest.developer[key] = value.replace(placeholders.site, () => home);
  if (host !== undefined) addTab(manifest, { bot, host });
  return new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`);
}

interface Manifest {
  id: string;
  bots: { botId: string }[];
  composeExtensions: { botId: string }[];
  developer: Record<string, string>;
  staticTabs: { entityId: string; name?: string; contentUrl?: string; scopes: string[] }[];
  validDomains: string[];
  webApplicationInfo?: { id: string; resource: string };
}

/**
 * The tab comes after the chat, which opens first, and signs people in for the bot's own
 * registration (docs/platforms.md T47).
 */
function addTab(
  manifest: Manifest,
  { bot, host }: { readonly bot: string; readonly host: string },
): void {
  manifest.staticTabs.splice(1, 0, {
    entityId: "home",
    name: "Handrail",
    contentUrl: `https://${host}/tab`,
    scopes: ["personal"],
  });
  manifest.validDomains.push(host);
  manifest.webApplicationInfo = { id: bot, resource: resourceOf(host, bot) };
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
    const options = { bot: text, id: text, site: text, url: text, out: text };
    const { values } = parseArgs({ options });
    const all = packagesOf(process.env, values, (path) => readFileSync(path, "utf8"));
    if (values.id !== undefined && all.length > 1)
      throw new Error(`--id is one app's, and there are ${all.length} bots. Choose one: --bot.`);
    const url = values.url ?? process.env["HANDRAIL_URL"];
    for (const { bot, out } of all)
      writeFileSync(out, zipPackage({ bot, id: values.id ?? bot, site: values.site, url }));
    if (values.site === undefined)
      console.warn(
        "The package names no site of yours (--site): " +
          "Teams shows example addresses for privacy and terms.",
      );
    if (url === undefined)
      console.warn("The package has no tab: that needs --url, or HANDRAIL_URL, with your address.");
    console.log(
      `Wrote ${all.map(({ out }) => out).join(", ")}. Upload it in the Teams admin centre, or under Apps › Manage your apps.`,
    );
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  }
}
