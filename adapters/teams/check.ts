import { parseJson, textAt } from "../../src/platform/json.ts";
import { type Finding, good, wrong } from "../../src/platform/finding.ts";
import { clockBeside } from "../../src/platform/machine-clock.ts";
import { cloudOf, type TeamsConfig, type TeamsRegistration, timeouts } from "./config.ts";
import { credentials } from "./connector/credentials.ts";
import { Fault } from "./connector/fault.ts";

const platform = "Teams";

/** How the operator calls what is wrong: by variables, or by keys of the registrations' file. */
const names = {
  variables: {
    id: "MicrosoftAppId",
    password: "MicrosoftAppPassword",
    tenant: "MicrosoftAppTenantId",
    besides: " A single-tenant bot also needs MicrosoftAppTenantId and MicrosoftAppType.",
  },
  file: {
    id: "app_id",
    password: "the secret in its password_file",
    tenant: "tenant_id",
    besides: " It must be in the tenant of its tenant_id.",
  },
} as const;

/** What Microsoft's sign-in says of a registration, by its code. */
const refusals = ({
  id,
  password,
  tenant,
  besides,
}: (typeof names)[keyof typeof names]): Readonly<
  Record<string, [says: string, remedy: string]>
> => ({
  token_invalid_client: [
    `${password} is wrong or has expired`,
    "Make a new client secret in the bot's app registration, and copy its value, not its id.",
  ],
  token_unauthorized_client: [
    `${id} is not known where we ask`,
    `Compare it with the app registration.${besides}`,
  ],
  token_invalid_request: [
    `${tenant} is not a tenant that Microsoft knows`,
    "Copy the Directory (tenant) ID of the app registration.",
  ],
});

/** Asks Microsoft whether the settings would work. Nothing is posted or changed. */
export async function checkTeams(config: TeamsConfig): Promise<Finding[]> {
  const { registrations, cloud: given } = config;
  const [first] = registrations;
  if (first === undefined) return [];
  const metadata = cloudOf(first, given).ToBotFromChannelOpenIdMetadataUrl;
  const [keys, ...tokens] = await Promise.all([
    ofKeys(metadata),
    ...registrations.map((one) => ofRegistration(one, config)),
  ]);
  return [...tokens, ...keys];
}

async function ofRegistration(one: TeamsRegistration, config: TeamsConfig): Promise<Finding> {
  const isOfFile = one.tenants !== undefined;
  const about = isOfFile ? `${platform}, app ${one.appId}` : platform;
  try {
    await credentials(one, cloudOf(one, config.cloud), Date.now).token();
    return good(about, "the bot gets its token");
  } catch (error) {
    const code = error instanceof Fault ? error.code : "";
    const [says, remedy] = refusals(isOfFile ? names.file : names.variables)[code] ?? [
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
      good(platform, "the keys that Microsoft signs with can be read"),
      ...clockBeside(platform, response.headers.get("date"), Date.now()),
    ];
  return [
    wrong(
      platform,
      "the keys that Microsoft signs with cannot be read: every message would be refused",
      `This machine must reach ${new URL(address).host}; check the network or a proxy.`,
    ),
  ];
}
