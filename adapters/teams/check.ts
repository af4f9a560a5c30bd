import { parseJson, textAt } from "../../src/platform/json.ts";
import { type Finding, good, wrong } from "../../src/platform/finding.ts";
import { clockBeside } from "../../src/platform/machine-clock.ts";
import { type MessageKey, msg } from "../../src/platform/text.ts";
import { cloudOf, type TeamsConfig, timeouts } from "./config.ts";
import { credentials } from "./connector/credentials.ts";
import { Fault } from "./connector/fault.ts";

const about = "Teams";

/** What Microsoft's sign-in says of our registration, by its code. */
const refused: Readonly<Record<string, readonly [says: MessageKey, remedy: MessageKey]>> = {
  token_invalid_client: ["doctor.teams.client", "doctor.teams.client.remedy"],
  token_unauthorized_client: ["doctor.teams.app", "doctor.teams.app.remedy"],
  token_invalid_request: ["doctor.teams.tenant", "doctor.teams.tenant.remedy"],
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
    return good(about, msg("doctor.teams.token"));
  } catch (error) {
    const code = error instanceof Fault ? error.code : "";
    const known = refused[code];
    if (known !== undefined) return wrong(about, msg(known[0]), msg(known[1]));
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
      good(about, msg("doctor.teams.keys")),
      ...clockBeside(about, response.headers.get("date"), Date.now()),
    ];
  return [
    wrong(about, msg("doctor.teams.noKeys"), msg("doctor.reach", { host: new URL(address).host })),
  ];
}
