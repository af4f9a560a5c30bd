import { parseAddress } from "./addresses.ts";
import { Fault } from "./problems.ts";
import type { Settings } from "./settings.ts";
import type { Config, SignInSettings } from "./types.ts";

const oidc = ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"] as const;

/** The pages: where browsers reach them, and how people sign in besides a link from the bot. */
export function readWeb(settings: Settings): Pick<Config, "address" | "signIn"> {
  const address = readAddress(settings);
  const signIn = readSignIn(settings);
  if (signIn !== undefined && address === undefined && !settings.given("HANDRAIL_URL"))
    settings.problem(
      "HANDRAIL_URL",
      "is missing, and the identity provider leads people back to it",
      "Set it to the public https address of Handrail.",
    );
  return {
    ...(address === undefined ? {} : { address }),
    ...(signIn === undefined ? {} : { signIn }),
  };
}

function readAddress(settings: Settings): string | undefined {
  const written = settings.text("HANDRAIL_URL");
  if (written === undefined) return undefined;
  const url = parseAddress(written);
  if (url instanceof Fault) {
    settings.fault("HANDRAIL_URL", url);
    return undefined;
  }
  if (url.pathname === "/" && url.search === "" && url.hash === "") return url.origin;
  settings.problem(
    "HANDRAIL_URL",
    "holds more than a scheme and a host",
    "Write https://handrail.example.com: Handrail needs a host name of its own.",
  );
  return undefined;
}

function readSignIn(settings: Settings): SignInSettings | undefined {
  const [issuer, clientId] = [settings.text("OIDC_ISSUER"), settings.text("OIDC_CLIENT_ID")];
  const clientSecret = settings.secret("OIDC_CLIENT_SECRET");
  const values = [issuer, clientId, clientSecret];
  if (oidc.every((name) => !settings.given(name))) return undefined;
  for (const [index, name] of oidc.entries())
    if (values[index] === undefined && !settings.given(name))
      settings.problem(name, "is missing", `Set ${oidc.join(", ")} together, or none of them.`);
  const url = issuer === undefined ? undefined : parseAddress(issuer);
  if (url instanceof Fault) settings.fault("OIDC_ISSUER", url);
  return issuer === undefined ||
    clientId === undefined ||
    clientSecret === undefined ||
    url instanceof Fault
    ? undefined
    : { issuer, clientId, clientSecret };
}
