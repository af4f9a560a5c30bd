import { parseJson, textAt } from "../../src/platform/json.ts";
import { type Finding, good, wrong } from "../../src/platform/finding.ts";
import { clockBeside } from "../../src/platform/machine-clock.ts";
import { cloudOf, type TeamsConfig, timeouts } from "./config.ts";
import { credentials } from "./connector/credentials.ts";
import { Fault } from "./connector/fault.ts";

const about = "Teams";

/** What Microsoft's sign-in says of our registration, by its code. */
const refused: Readonly<Record<string, readonly [says: string, remedy: string]>> = {
  token_invalid_client: [
    "MicrosoftAppPassword is wrong or has expired",
    "Make a new client secret in the bot's app registration, and copy its value, not its id.",
  ],
  token_unauthorized_client: [
    "MicrosoftAppId is not known where we ask",
    "Compare it with the app registration. A single-tenant bot also needs MicrosoftAppTenantId and MicrosoftAppType.",
  ],
  token_invalid_request: [
    "MicrosoftAppTenantId is not a tenant that Microsoft knows",
    "Copy the Directory (tenant) ID of the app registration.",
  ],
};

/** Asks Microsoft whether the settings would work. Nothing is posted or changed. */
export async function checkTeams(config: TeamsConfig): Promise<Finding[]> {
  const cloud = cloudOf(config);
  const [token, keys] = await Promise.all([
    ofToken(() => credentials(config, cloud, Date.now).token()),
    ofKeys(cloud.ToBotFromChannelOpenIdMetadataUrl),
  ]);
  return [token, ...keys];
}

async function ofToken(ask: () => Promise<string>): Promise<Finding> {
  try {
    await ask();
    return good(about, "the bot gets its token");
  } catch (error) {
    const code = error instanceof Fault ? error.code : "";
    const [says, remedy] = refused[code] ?? [
      code === "token_unreachable" || code === "token_timeout"
        ? "Microsoft's sign-in does not answer"
        : `the bot gets no token (${code || "no reason given"})`,
      "This machine must reach login.microsoftonline.com; check the network or a proxy.",
    ];
    return wrong(about, says, remedy);
  }
}

async function ofKeys(address: string): Promise<Finding[]> {
  const response = await fetch(address, { signal: AbortSignal.timeout(timeouts.keys) }).catch(
    () => undefined,
  );
  const body = parseJson((await response?.text().catch(() => "")) ?? "");
  if (response?.ok === true && textAt(body, "jwks_uri") !== undefined)
    return [
      good(about, "the keys that Microsoft signs with can be read"),
      ...clockBeside(about, response.headers.get("date"), Date.now()),
    ];
  return [
    wrong(
      about,
      "the keys that Microsoft signs with cannot be read: every message would be refused",
      `This machine must reach ${new URL(address).host}; check the network or a proxy.`,
    ),
  ];
}
