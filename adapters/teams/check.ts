import { parseJson, textAt } from "../../src/platform/json.ts";
import { type Finding, good, note, wrong } from "../../src/platform/finding.ts";
import { clockBeside } from "../../src/platform/machine-clock.ts";
import { type Text, msg } from "../../src/platform/text.ts";
import { cloudOf, type TeamsConfig, type TeamsRegistration, timeouts } from "./config.ts";
import { credentials } from "./connector/credentials.ts";
import { Fault } from "./connector/fault.ts";
import { resourceOf } from "./tab/token.ts";

const platform = "Teams";

/** How the operator calls what is wrong: by variables, or by keys of the registrations' file. */
const names = {
  variables: {
    id: "MicrosoftAppId",
    password: "MicrosoftAppPassword",
    tenant: "MicrosoftAppTenantId",
    besides: msg("doctor.teams.app.variables"),
  },
  file: {
    id: "app_id",
    password: msg("doctor.teams.passwordFile"),
    tenant: "tenant_id",
    besides: msg("doctor.teams.app.file"),
  },
} as const;

/** What Microsoft's sign-in says of a registration, by its code. */
const refusals = ({
  id,
  password,
  tenant,
  besides,
}: (typeof names)[keyof typeof names]): Readonly<Record<string, [says: Text, remedy: Text]>> => ({
  token_invalid_client: [
    msg("doctor.teams.client", { setting: password }),
    msg("doctor.teams.client.remedy"),
  ],
  token_unauthorized_client: [msg("doctor.teams.app", { setting: id }), besides],
  token_invalid_request: [
    msg("doctor.teams.tenant", { setting: tenant }),
    msg("doctor.teams.tenant.remedy"),
  ],
});

/**
 * Asks Microsoft whether the settings would work. Nothing is posted or changed.
 * @param address where browsers reach us; without one there is no tab
 */
export async function checkTeams(config: TeamsConfig, address?: string): Promise<Finding[]> {
  const { registrations, cloud: given } = config;
  const [first] = registrations;
  if (first === undefined) return [];
  const metadata = cloudOf(first, given).ToBotFromChannelOpenIdMetadataUrl;
  const [keys, ...tokens] = await Promise.all([
    ofKeys(metadata),
    ...registrations.map((one) => ofRegistration(one, config)),
  ]);
  // Who gets no token at all gets none for the tab either.
  const answered = registrations.filter((_, index) => tokens[index]?.level === "good");
  const tabs =
    address === undefined
      ? [note(tab, msg("doctor.tab.none"), msg("doctor.tab.none.remedy"))]
      : await Promise.all(answered.map((one) => ofTab(one, config, address)));
  return [...tokens, ...keys, ...tabs];
}

const tab = msg("doctor.tab");

/**
 * Entra gives an app a token for its own Application ID URI only if the registration exposes it.
 * Scope and pre-authorised clients cannot be seen from here.
 */
async function ofTab(
  one: TeamsRegistration,
  { cloud }: TeamsConfig,
  address: string,
): Promise<Finding> {
  const resource = resourceOf(new URL(address).host, one.appId);
  const own = { ...cloudOf(one, cloud), ToChannelFromBotOAuthScope: resource };
  try {
    await credentials(one, own, Date.now).token();
    return good(tab, msg("doctor.tab.exposed", { resource }));
  } catch (error) {
    const code = error instanceof Fault ? error.code : "";
    return code === "token_invalid_resource" || code === "token_invalid_scope"
      ? wrong(tab, msg("doctor.tab.closed", { resource }), msg("doctor.tab.closed.remedy"))
      : note(tab, msg("doctor.tab.unknown", { code }));
  }
}

async function ofRegistration(one: TeamsRegistration, config: TeamsConfig): Promise<Finding> {
  const isOfFile = one.tenants !== undefined;
  const about = isOfFile ? `${platform}, app ${one.appId}` : platform;
  try {
    await credentials(one, cloudOf(one, config.cloud), Date.now).token();
    return good(about, msg("doctor.teams.token"));
  } catch (error) {
    const code = error instanceof Fault ? error.code : "";
    const known = refusals(isOfFile ? names.file : names.variables)[code];
    if (known !== undefined) return wrong(about, ...known);
    const isAway = code === "token_unreachable" || code === "token_timeout";
    const says = isAway
      ? msg("doctor.teams.away")
      : msg("doctor.teams.noToken", { code: code === "" ? msg("doctor.noReason") : code });
    return wrong(about, says, msg("doctor.reach", { host: "login.microsoftonline.com" }));
  }
}

async function ofKeys(address: string): Promise<Finding[]> {
  const response = await fetch(address, { signal: AbortSignal.timeout(timeouts.keys) }).catch(
    () => undefined,
  );
  const body = parseJson((await response?.text().catch(() => "")) ?? "");
  if (response?.ok === true && textAt(body, "jwks_uri") !== undefined)
    return [
      good(platform, msg("doctor.teams.keys")),
      ...clockBeside(platform, response.headers.get("date"), Date.now()),
    ];
  return [
    wrong(
      platform,
      msg("doctor.teams.noKeys"),
      msg("doctor.reach", { host: new URL(address).host }),
    ),
  ];
}
