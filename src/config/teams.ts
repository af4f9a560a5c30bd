import { parseAddress, parseServiceHost } from "./addresses.ts";
import { Fault, quote } from "./problems.ts";
import type { Settings } from "./settings.ts";
import { readRegistrations } from "./registrations.ts";
import {
  cloudNames,
  type CloudSettings,
  type TeamsRegistration,
  type TeamsSettings,
} from "./types.ts";

const own = ["MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppType", "MicrosoftAppTenantId"];
const further = "HANDRAIL_TEAMS_REGISTRATIONS";
/** Of the cloud settings, those that something is sent to or fetched from; the others are names. */
const fetched: ReadonlySet<string> = new Set([
  "ToChannelFromBotLoginUrl",
  "OAuthUrl",
  "ToBotFromChannelOpenIdMetadataUrl",
  "ToBotFromEmulatorOpenIdMetadataUrl",
]);

/** Teams' settings; `undefined` when Teams is off, or when they are wrong (the report says how). */
export function readTeams(settings: Settings): TeamsSettings | undefined {
  if (!teamsGiven(settings)) {
    if (settings.given("HANDRAIL_TEAMS_SERVICE_HOSTS")) {
      settings.warn(
        "HANDRAIL_TEAMS_SERVICE_HOSTS",
        "has no effect: Teams is off",
        "Set MicrosoftAppId and MicrosoftAppPassword, or remove it.",
      );
    }
    return undefined;
  }
  const ofFile = readFurther(settings);
  const isOwnMeant = settings.text(further) === undefined || own.some(settings.given);
  const mine = isOwnMeant ? readOwn(settings) : undefined;
  const cloud = readCloud(settings);
  const serviceHosts = readServiceHosts(settings);
  if (mine !== undefined) refuseBoth(settings, mine, ofFile);
  const registrations = mine === undefined ? ofFile : [mine, ...ofFile];
  if (registrations.length === 0) return undefined;
  return { registrations, serviceHosts, ...(cloud === undefined ? {} : { cloud }) };
}

/** The registration of the Bot Framework's own four names. */
function readOwn(settings: Settings): TeamsRegistration | undefined {
  const appId = settings.text("MicrosoftAppId");
  const password = settings.secret("MicrosoftAppPassword");
  if (appId === undefined) {
    // The SDK would take an empty id for "no authentication" (docs/platforms.md T8).
    settings.problem(
      "MicrosoftAppId",
      "is missing or empty, and other Teams settings are there",
      "Set it to your Azure bot's Microsoft App ID, or remove the others.",
    );
  } else if (/\s/.test(appId))
    settings.problem("MicrosoftAppId", "holds a blank", "Copy the id again, in one piece.");
  if (!settings.given("MicrosoftAppPassword")) {
    settings.problem(
      "MicrosoftAppPassword",
      "is missing, and Teams is configured",
      "Make a client secret for the app in Entra: Certificates & secrets.",
    );
  }
  const type = readType(settings);
  const tenantId = settings.text("MicrosoftAppTenantId");
  if (type === "SingleTenant" && tenantId === undefined) {
    settings.problem(
      "MicrosoftAppTenantId",
      "is required when MicrosoftAppType is SingleTenant",
      "Set it to your own (home) tenant's id.",
    );
  }
  if (tenantId !== undefined && !/^[A-Za-z0-9.-]+$/.test(tenantId)) {
    settings.problem(
      "MicrosoftAppTenantId",
      "is not a tenant id",
      "Copy the Directory (tenant) ID from Entra.",
    );
  }
  if (appId === undefined || password === undefined || type === undefined) return undefined;
  return { appId, password, type, ...(tenantId === undefined ? {} : { tenantId }) };
}

/** Registrations beside that one, each for one tenant. */
function readFurther(settings: Settings): TeamsRegistration[] {
  const path = settings.text(further);
  if (path === undefined) return [];
  const text = settings.readFile(path);
  if (text === undefined) {
    settings.problem(
      further,
      "names a file that cannot be read",
      "Check the path and who may read the file.",
    );
    return [];
  }
  const { registrations, problems } = readRegistrations(path, text, settings.readFile);
  settings.problems.push(...problems);
  return registrations;
}

/** What the environment and the file both name would be served by one of them only. */
function refuseBoth(
  settings: Settings,
  { appId, tenantId }: TeamsRegistration,
  ofFile: readonly TeamsRegistration[],
): void {
  if (ofFile.some((one) => one.appId === appId.toLowerCase()))
    settings.problem(
      "MicrosoftAppId",
      `is in the file of ${further} as well`,
      "Keep it in one of the two. In the file it serves its own tenant only.",
    );
  if (ofFile.some((one) => one.tenantId === tenantId?.toLowerCase()))
    settings.problem(
      "MicrosoftAppTenantId",
      `has a registration in the file of ${further} as well`,
      "Keep the registration that the tenant has installed.",
    );
}

/** Whether anybody meant to switch Teams on, rightly configured or not. */
export function teamsGiven(settings: Settings): boolean {
  return (
    settings.text(further) !== undefined ||
    [...own, ...cloudNames].some((name) => settings.given(name))
  );
}

function readType(settings: Settings): TeamsRegistration["type"] | undefined {
  const written = settings.text("MicrosoftAppType");
  // The Bot Framework's own default.
  if (written === undefined) return "MultiTenant";
  const type = (["MultiTenant", "SingleTenant"] as const).find(
    (name) => name.toLowerCase() === written.toLowerCase(),
  );
  if (type === undefined) {
    settings.problem(
      "MicrosoftAppType",
      `${quote(written)} is not supported`,
      "Use SingleTenant or MultiTenant, with a client secret.",
    );
  }
  return type;
}

function readCloud(settings: Settings): CloudSettings | undefined {
  const given = cloudNames.filter((name) => settings.text(name) !== undefined);
  if (given.length === 0) return undefined;
  const lacking = cloudNames.filter((name) => !given.includes(name));
  if (lacking.length > 0) {
    // One set makes the SDK read all others as empty (docs/platforms.md T7).
    settings.problem(
      lacking.join(", "),
      `missing, while ${given[0]} is set`,
      "Set all eight cloud settings of the Bot Framework, or none.",
    );
  }
  const cloud: Partial<Record<keyof CloudSettings, string>> = {};
  for (const name of given) {
    const value = settings.text(name) ?? "";
    const address = fetched.has(name) ? parseAddress(value) : undefined;
    if (address instanceof Fault) settings.fault(name, address);
    if (name === "ValidateAuthority" && !/^(true|false)$/i.test(value))
      settings.problem(name, `${quote(value)} is neither true nor false`, "Write true.");
    cloud[name] = value;
  }
  return lacking.length === 0 ? (cloud as CloudSettings) : undefined;
}

function readServiceHosts(settings: Settings): string[] {
  const hosts: string[] = [];
  for (const part of (settings.text("HANDRAIL_TEAMS_SERVICE_HOSTS") ?? "").split(",")) {
    if (part.trim() === "") continue;
    const host = parseServiceHost(part.trim());
    if (host instanceof Fault) settings.fault("HANDRAIL_TEAMS_SERVICE_HOSTS", host);
    else hosts.push(host);
  }
  return hosts;
}
