import { parseJson, textAt } from "../../src/platform/json.ts";
import { type Finding, good, note, wrong } from "../../src/platform/finding.ts";
import { clockBeside } from "../../src/platform/machine-clock.ts";
import { cloudOf, type CloudSettings, type TeamsConfig, timeouts } from "./config.ts";
import { credentials } from "./connector/credentials.ts";
import { Fault } from "./connector/fault.ts";
import { resourceOf } from "./tab/token.ts";

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

/**
 * Asks Microsoft whether the settings would work. Nothing is posted or changed.
 * @param address where browsers reach us; without one there is no tab
 */
export async function checkTeams(config: TeamsConfig, address?: string): Promise<Finding[]> {
  const cloud = cloudOf(config);
  const [token, keys] = await Promise.all([
    ofToken(() => credentials(config, cloud, Date.now).token()),
    ofKeys(cloud.ToBotFromChannelOpenIdMetadataUrl),
  ]);
  // Without a token of its own, the bot gets none for the tab either.
  const tab = token.level === "good" ? [await ofTab(config, cloud, address)] : [];
  return [token, ...keys, ...tab];
}

/**
 * Entra gives the app a token for its own Application ID URI only if the registration exposes it.
 * Scope and pre-authorised clients cannot be seen from here.
 */
async function ofTab(
  config: TeamsConfig,
  cloud: CloudSettings,
  address: string | undefined,
): Promise<Finding> {
  if (address === undefined)
    return note(tab, "there is none", "Set HANDRAIL_URL, and make the app package again.");
  const resource = resourceOf(new URL(address).host, config.appId);
  try {
    const own = { ...cloud, ToChannelFromBotOAuthScope: resource };
    await credentials(config, own, Date.now).token();
    return good(tab, `the registration exposes ${resource}`);
  } catch (error) {
    const code = error instanceof Fault ? error.code : "";
    return code === "token_invalid_resource" || code === "token_invalid_scope"
      ? wrong(
          tab,
          `the registration does not expose ${resource}: nobody can sign in there`,
          "Do the steps of docs/operating.md, The tab in Teams.",
        )
      : note(tab, `Microsoft does not say whether it can sign people in (${code})`);
  }
}
const tab = "Teams tab";

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
