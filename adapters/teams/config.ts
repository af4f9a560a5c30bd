import type { Registration } from "../../src/platform/registrations.ts";

/** What the adapter needs to be the bots of its registrations, for however many tenants. */
export interface TeamsConfig {
  /** At least one. Of each tenant one counts. */
  readonly registrations: readonly TeamsRegistration[];
  /** All eight settings for another cloud or a test double; absent: the public cloud. */
  readonly cloud?: CloudSettings;
  /**
   * Further hosts of a `serviceUrl`, as `host` or `host:port` in lower case; plain http only for
   * loopback.
   */
  readonly serviceHosts: readonly string[];
  /** Who may frame the tab, in place of Teams' own hosts: a test double. */
  readonly frameHosts?: readonly string[];
  /** Milliseconds since the epoch, for a token's life and for telling a repeated press. */
  readonly now?: () => number;
}

/**
 * One bot of the Bot Framework. Its `appId` is never empty: to the SDK an empty one means "no
 * authentication" (docs/platforms.md T8).
 */
export interface TeamsRegistration extends Registration {
  readonly password: string;
  readonly type: "MultiTenant" | "SingleTenant";
  /**
   * The home tenant; our own tokens come from it when `type` is SingleTenant (docs/platforms.md
   * T9).
   */
  readonly tenantId?: string;
}

/**
 * The Bot Framework's own names; one of them set makes the SDK read the others as empty
 * (docs/platforms.md T7), so all are always passed.
 */
export interface CloudSettings {
  readonly ToChannelFromBotLoginUrl: string;
  readonly ToChannelFromBotOAuthScope: string;
  readonly ToBotFromChannelTokenIssuer: string;
  readonly OAuthUrl: string;
  readonly ToBotFromChannelOpenIdMetadataUrl: string;
  readonly ToBotFromEmulatorOpenIdMetadataUrl: string;
  readonly CallerId: string;
  readonly ValidateAuthority: string;
}

/**
 * The part of the log that the adapter uses. Codes and counts only; of an `err` the log keeps its
 * name and place, not its message.
 */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export const teamsPath = "/api/messages";
export const channel = "msteams";

/** Bodies above this are refused before anything is parsed. */
export const bodyLimit = 256 * 1024;

/**
 * Milliseconds. A delivery has 5 s in all. A dialog's answer has 5 s (docs/platforms.md T22), of
 * which the core may take 2.3 s.
 */
export const timeouts = {
  deliver: 4_800,
  picture: 2_000,
  pictureNow: 1_000,
  reply: 2_200,
  roster: 1_500,
  token: 3_000,
  keys: 3_000,
} as const;

/**
 * The cloud that a registration speaks to: the given one, or the public one. Tokens come from the
 * home tenant (docs/platforms.md T9). Of the given cloud's address that tenant is the last part.
 */
export function cloudOf(
  { type, tenantId, tenants }: TeamsRegistration,
  cloud: CloudSettings | undefined,
): CloudSettings {
  if (cloud !== undefined) {
    if (tenants === undefined || tenantId === undefined) return cloud;
    const login = new URL(tenantId, cloud.ToChannelFromBotLoginUrl.replace(/(?<!\/)\/+$/, ""));
    return { ...cloud, ToChannelFromBotLoginUrl: login.href };
  }
  const home = type === "SingleTenant" && tenantId !== undefined ? tenantId : "botframework.com";
  return {
    ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${home}`,
    ToChannelFromBotOAuthScope: "https://api.botframework.com",
    ToBotFromChannelTokenIssuer: "https://api.botframework.com",
    OAuthUrl: "https://api.botframework.com",
    ToBotFromChannelOpenIdMetadataUrl:
      "https://login.botframework.com/v1/.well-known/openidconfiguration",
    ToBotFromEmulatorOpenIdMetadataUrl:
      "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration",
    CallerId: "urn:botframework:azure",
    ValidateAuthority: "true",
  };
}
