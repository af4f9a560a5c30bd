import { isLoopback } from "../../../src/platform/network.ts";

/*
 * Where our bearer token may travel. A `serviceUrl` comes in a request and is kept in the database.
 * Whoever could choose it would get the token. So its host must be on a short, exact list each time
 * that it is used.
 */

/**
 * Microsoft's connectors: public, GCC, GCC High, DoD. Exact: anybody can register a name under
 * trafficmanager.net.
 */
const own = [
  "smba.trafficmanager.net",
  "smba.infra.gcc.teams.microsoft.com",
  "smba.infra.gov.teams.microsoft.us",
  "smba.infra.dod.teams.microsoft.us",
];

/**
 * Where the public cloud answers when no activity has told yet; each activity's own `serviceUrl` is
 * better.
 */
export const publicServiceUrl = "https://smba.trafficmanager.net/teams/";
/** Told by 403 `InvalidBotApiHost` (docs/platforms.md T25). */
export const gccServiceUrl = "https://smba.infra.gcc.teams.microsoft.com/teams";

/** Whether an address leads to a connector of Microsoft's, or to a host that the operator named. */
export function serviceUrls(furtherHosts: readonly string[]): (url: string) => boolean {
  const hosts: ReadonlySet<string> = new Set([...own, ...furtherHosts]);
  return (url) => {
    // What a parser would quietly drop or mend, two parsers may read differently.
    if (
      url.length > 2_048 ||
      !/^https?:\/\/[a-z0-9[][\x21-\x7e]*$/i.test(url) ||
      /[\\@#?]/.test(url)
    )
      return false;
    const address = URL.parse(url);
    if (address === null || !hosts.has(address.host) || !isWrittenOut(url, address)) return false;
    return address.protocol === "https:" || isLoopback(address.hostname);
  };
}

/** The host stands there as it is meant: no other spelling of an IP address, no escapes. */
function isWrittenOut(url: string, { host }: URL): boolean {
  const written =
    url
      .slice(url.indexOf("//") + 2)
      .split("/")[0]
      ?.toLowerCase() ?? "";
  return written === host || written === `${host}:443`;
}

/** Whether secrets may travel there: https, or plain http on this machine. */
export function maySendSecrets(url: string): boolean {
  const address = URL.parse(url);
  if (address === null || address.username !== "" || address.password !== "") return false;
  return (
    address.protocol === "https:" || (address.protocol === "http:" && isLoopback(address.hostname))
  );
}
