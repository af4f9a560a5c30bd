import { at, parseJson, textAt } from "../../../src/platform/json.ts";
import { type CloudSettings, timeouts } from "../config.ts";
import { orDeadline } from "./deadline.ts";
import { Fault } from "./fault.ts";
import { maySendSecrets } from "./service-url.ts";

/** Renewed this long before it ends, in milliseconds. */
const ahead = 300_000;

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

  return {
    async token() {
      if (held !== undefined && now() < held.until - ahead) return held.token;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return orDeadline(asking, "token_timeout");
    },
    forget() {
      held = undefined;
    },
  };
}
