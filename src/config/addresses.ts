import { isIP } from "node:net";
import { isLoopback } from "../platform/network.ts";
import { Fault } from "./problems.ts";

/**
 * A web address that tokens may travel to: https, or plain http on loopback. The value is never
 * repeated.
 */
export function parseAddress(written: string): URL | Fault {
  const url = URL.parse(written);
  if (url === null || url.hostname === "")
    return new Fault("is not a web address", "Write it whole: https://host/path.");
  if (url.username !== "" || url.password !== "")
    return new Fault("holds a user name or password", "Leave them out of the address.");
  if (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname)))
    return url;
  return new Fault(
    "would send secrets unencrypted",
    "Use https. Plain http is only for a loopback address such as 127.0.0.1.",
  );
}

/**
 * A host that a `serviceUrl` may have: `host`, `host:port`, or an address of which only these
 * count.
 */
export function parseServiceHost(written: string): string | Fault {
  const example = "Write host names: smba.infra.gov.teams.microsoft.us, 127.0.0.1:3978.";
  const whole = /^https?:\/\//i.test(written);
  const url = URL.parse(whole ? written : `https://${written}`);
  if (url === null || !isHost(url.hostname))
    return new Fault("holds something that is no host name", example);
  const bare =
    url.pathname === "/" &&
    url.search === "" &&
    url.hash === "" &&
    url.username === "" &&
    url.password === "";
  if (!bare) return new Fault("holds more than a host name", example);
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    return new Fault(
      "allows plain http beyond loopback",
      "Use https. Plain http is only for a loopback address such as 127.0.0.1.",
    );
  }
  // As URL writes it: lower case and without a default port, so that it compares with a parsed
  // serviceUrl's own `host`.
  return url.host;
}

/** An address or name to listen on. */
export function isHost(written: string): boolean {
  if (isIP(written.replace(/^\[(.*)\]$/, "$1")) !== 0) return true;
  // Digits and dots that are no address are a slip, not a name.
  return (
    written.length <= 253 &&
    !/^[\d.]+$/.test(written) &&
    written.split(".").every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label))
  );
}
