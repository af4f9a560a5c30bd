import { parseAddress, parseServiceHost } from "./addresses.ts";
import { Fault, quote } from "./problems.ts";
import type { Settings } from "./settings.ts";
import { cloudNames, type CloudSettings, type TeamsSettings } from "./types.ts";

const own = ["MicrosoftAppId", "MicrosoftAppPassword", "MicrosoftAppType", "MicrosoftAppTenantId"];
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
  const cloud = readCloud(settings);
  const serviceHosts = readServiceHosts(settings);
  if (appId === undefined || password === undefined || type === undefined) return undefined;
  return {
    appId,
    password,
    type,
    serviceHosts,
    ...(tenantId === undefined ? {} : { tenantId }),
    ...(cloud === undefined ? {} : { cloud }),
  };
}

/** Whether anybody meant to switch Teams on, rightly configured or not. */
export function teamsGiven(settings: Settings): boolean {
  return [...own, ...cloudNames].some((name) => settings.given(name));
}

function readType(settings: Settings): TeamsSettings["type"] | undefined {
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
