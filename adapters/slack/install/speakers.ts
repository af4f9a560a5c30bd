import { timeouts, type SlackConfig } from "../config.ts";
import type { TokenWorkspace } from "../people/token-workspace.ts";
import { type Calls, callsWith, type Refused, webClient } from "../web-client.ts";
import type { KeptTokens } from "./kept-tokens.ts";

/** Calls with one workspace's token, by how long somebody waits for them. */
export interface Speaker {
  readonly token: string;
  readonly calls: Calls;
  readonly quick: Calls;
  readonly second: Calls;
}

/** Whose token speaks for which workspace. A message never leaves through another one's. */
export interface Speakers {
  /** `undefined`: we have no token for it. @throws when nobody can know at the moment */
  of(workspace: string): Promise<Speaker | undefined>;
  /** Another one than this, which Slack refused: it was installed again, or its token renewed. */
  newer(workspace: string, refused: Speaker): Promise<Speaker | undefined>;
  readonly withToken: (token: string) => Speaker;
}

/**
 * @param home of the token in the settings, where there is one
 * @param kept of workspaces that were added, where that is on
 */
export function speakers(
  config: SlackConfig,
  home: TokenWorkspace | undefined,
  kept: KeptTokens | undefined,
  refused: Refused,
): Speakers {
  const clients = {
    calls: webClient(config, timeouts.call, refused),
    quick: webClient(config, timeouts.lookup, refused),
    second: webClient(config, timeouts.response, refused),
  };
  const withToken = (token: string): Speaker => ({
    token,
    calls: callsWith(clients.calls, token),
    quick: callsWith(clients.quick, token),
    second: callsWith(clients.second, token),
  });
  const { botToken } = config;
  const pinned = botToken === undefined ? undefined : withToken(botToken);
  const own = (workspace: string): Speaker | undefined => {
    if (pinned === undefined || home === undefined || home.isElsewhere(workspace)) return undefined;
    // One of many is not taken for it before Slack has told.
    if (kept !== undefined && home.known() === undefined) throw new Error("not known yet");
    return pinned;
  };
  return {
    withToken,
    async of(workspace) {
      if (kept === undefined) return own(workspace);
      const known = home?.known() === workspace;
      const access = await kept.of(workspace, known).catch((error: unknown) => {
        if (!known) throw error;
        return undefined;
      });
      return access === undefined ? own(workspace) : withToken(access.token);
    },
    async newer(workspace, before) {
      const access = await kept?.again(workspace).catch(() => undefined);
      return access === undefined || access.token === before.token
        ? undefined
        : withToken(access.token);
    },
  };
}

/** Slack does not take the token itself. */
export const isOfToken = (code: string): boolean =>
  /^(account_inactive|invalid_auth|not_authed|token_expired|token_revoked)$/.test(code);
