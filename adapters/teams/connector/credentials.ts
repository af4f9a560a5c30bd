import { at, parseJson, textAt } from "../../../src/platform/json.ts";
import { type CloudSettings, timeouts } from "../config.ts";
import { orDeadline } from "./deadline.ts";
import { Fault } from "./fault.ts";
import { maySendSecrets } from "./service-url.ts";

/* All in milliseconds. */
/** A token is renewed so long before it ends, beside what is sent with the old one. */
const ahead = 300_000;
/** Nothing is sent with one that ends sooner: it must still be good when the connector reads it. */
const spare = 30_000;
/**
 * After a refusal nobody asks again for so long, and what would be sent fails at once: else each of
 * its messages would hold a place among all that are being sent while the sign-in does not answer.
 */
const pause = 2_000;

export interface Credentials {
  /** A bearer token for the connector. @throws {Fault} when none is to be had: nothing was sent. */
  token(): Promise<string>;
  /** The connector refused it: the next call asks for another. */
  forget(): void;
}

/**
 * Client credentials by `fetch`, once for everybody who waits, from `ToChannelFromBotLoginUrl` +
 * `/oauth2/v2.0/token`.
 */
export function credentials(
  { appId, password }: { readonly appId: string; readonly password: string },
  cloud: CloudSettings,
  now: () => number,
): Credentials {
  const address = `${cloud.ToChannelFromBotLoginUrl.replace(/(?<!\/)\/+$/, "")}/oauth2/v2.0/token`;
  if (!maySendSecrets(address)) throw new Error("ToChannelFromBotLoginUrl must be https");
  let held: { readonly token: string; readonly until: number } | undefined;
  let asking: Promise<string> | undefined;
  let refused: { readonly why: unknown; readonly until: number } | undefined;

  async function ask(): Promise<string> {
    const form = { grant_type: "client_credentials", client_id: appId, client_secret: password };
    const response = await fetch(address, {
      method: "POST",
      body: new URLSearchParams({ ...form, scope: `${cloud.ToChannelFromBotOAuthScope}/.default` }),
      redirect: "error",
      signal: AbortSignal.timeout(timeouts.token),
    }).catch(() => {
      throw new Fault("unsent", "token_unreachable");
    });
    const body = parseJson(await response.text().catch(() => ""));
    const token = textAt(body, "access_token");
    if (!response.ok || token === undefined)
      throw new Fault(
        "unsent",
        `token_${textAt(body, "error")?.match(/^\w{1,40}$/)?.[0] ?? response.status}`,
      );
    const seconds = Number(at(body, "expires_in"));
    held = { token, until: now() + (Number.isFinite(seconds) ? seconds : 3_600) * 1_000 };
    return token;
  }

  function renew(): Promise<string> {
    if (asking !== undefined) return asking;
    if (refused !== undefined && performance.now() < refused.until)
      return Promise.reject(refused.why);
    asking = ask()
      .catch((why: unknown) => {
        refused = { why, until: performance.now() + pause };
        throw why;
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  }

  return {
    async token() {
      const left = held === undefined ? 0 : held.until - now();
      if (held === undefined || left < spare) return orDeadline(renew(), "token_timeout");
      if (left < ahead) renew().catch(() => undefined);
      return held.token;
    },
    forget() {
      held = undefined;
    },
  };
}
