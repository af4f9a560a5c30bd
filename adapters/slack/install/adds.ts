import type { Page } from "../../../src/platform/adapter.ts";
import type { Installs, Tokens } from "../../../src/platform/installs.ts";
import { type Log, type SlackConfig, timeouts } from "../config.ts";
import { webClient } from "../web-client.ts";
import { installDoor } from "./door.ts";
import { KeptTokens } from "./kept-tokens.ts";
import type { Speakers } from "./speakers.ts";

/** In milliseconds: one look for all workspaces. */
const lookEvery = 600_000;

/** Add to Slack: its pages, and the tokens that come of it. */
export interface Adds {
  readonly installs: Installs;
  readonly kept: KeptTokens;
  door(speakers: Speakers): Readonly<Record<string, Page>>;
  /** Renews tokens from now on. */
  start(background: (work: Promise<void>) => void): void;
  stop(): void;
}

export function adds(
  config: SlackConfig & { readonly install: NonNullable<SlackConfig["install"]> },
  installs: Installs,
  log: Log,
): Adds {
  const { clientId, clientSecret } = config.install;
  const client = webClient(config, timeouts.call);
  const ask = async (refreshToken: string): Promise<Tokens> => {
    const answer = await client.oauth.v2.access({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: "refresh_token",
      refresh_token: refreshToken,
    });
    const { access_token: token, refresh_token: next, expires_in: seconds } = answer;
    if (token === undefined) throw new Error("an answer without a token");
    return next === undefined || seconds === undefined
      ? { token }
      : { token, renewal: { refreshToken: next, until: Date.now() + seconds * 1_000 } };
  };
  const kept = new KeptTokens({ installs, ask, log });
  const stopping = new AbortController();
  const look = () =>
    kept
      .renewAll(stopping.signal)
      .catch(() => log.warn({ platform: "slack" }, "tokens were not looked through"));
  let looking: NodeJS.Timeout | undefined;
  return {
    installs,
    kept,
    door: (speakers) => installDoor({ config, installs, kept, speakers, log }),
    start(background) {
      background(look());
      looking = setInterval(() => background(look()), lookEvery).unref();
    },
    stop() {
      clearInterval(looking);
      stopping.abort();
    },
  };
}
