import type { Adapter, Core } from "../../src/platform/adapter.ts";
import { Accounts } from "./people/accounts.ts";
import { Answers } from "./answer/answers.ts";
import { Chats } from "./deliver/chats.ts";
import { cloudOf, type Log, type TeamsConfig, teamsPath } from "./config.ts";
import { credentials } from "./connector/credentials.ts";
import { deliver } from "./deliver/deliver.ts";
import { door } from "./receive/http-receiver.ts";
import { SigningKeys } from "./receive/signing-keys.ts";
import { Places } from "./deliver/known-chats.ts";
import { Repeats } from "./receive/repeated-presses.ts";
import type { Bot } from "./sdk.ts";
import { teamsFrame } from "./tab/frame.ts";
import { publicServiceUrl, serviceUrls } from "./connector/service-url.ts";

export type { CloudSettings, Log, TeamsConfig } from "./config.ts";

/**
 * Teams, for every tenant that has installed this bot. @throws without an app id or password:
 * nothing is ever taken unsigned.
 */
export function teamsAdapter(config: TeamsConfig, core: Core, log: Log): Adapter {
  if (config.appId.trim() === "" || config.password === "")
    throw new Error("Teams needs an app id and a password");
  const now = config.now ?? Date.now;
  const cloud = cloudOf(config);
  const isServiceUrl = serviceUrls(config.serviceHosts);
  const tokens = credentials(config, cloud, now);
  const bot = once(async () =>
    (await import("./sdk.ts")).openBot({
      appId: config.appId,
      cloud,
      credentials: tokens,
      isServiceUrl,
    }),
  );
  const places = new Places();
  const chats = new Chats({
    bot,
    places,
    isServiceUrl,
    ...(config.cloud === undefined ? { firstServiceUrl: publicServiceUrl } : {}),
  });
  const stopping = new AbortController();
  const accounts = new Accounts({ chats, places, core, now, signal: stopping.signal });
  const keys = new SigningKeys(cloud.ToBotFromChannelOpenIdMetadataUrl, now, log);
  const running = new Set<Promise<void>>();
  const background = (work: Promise<void>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  const gate = {
    appId: config.appId,
    issuer: cloud.ToBotFromChannelTokenIssuer,
    keys,
    now,
    isServiceUrl,
  };
  const parts = { core, chats, accounts, places, bot, log, background, signal: stopping.signal };

  return {
    platform: "teams",
    frame: teamsFrame({
      apps: [{ appId: config.appId, tenant: tenantOf(config) }],
      login: new URL(cloud.ToChannelFromBotLoginUrl).origin,
      hosts: config.frameHosts,
      now,
      log,
    }),
    routes: {
      [teamsPath]: door({
        ...parts,
        gate,
        answers: new Answers(parts),
        repeats: new Repeats(now),
      }),
    },
    deliver: (delivery) => deliver(delivery, chats, (action) => core.opens?.(action) ?? false),
    describe: (workspace, account) =>
      accounts.describe(workspace.toLowerCase(), account.toLowerCase()),
    // No directory of a tenant is open to us: people are found by installation and first words.
    find: async function* () {},
    async start() {
      // What the first page would have to wait for otherwise. Neither has to succeed now.
      background(keys.refresh());
      background(
        bot()
          .then(() => tokens.token())
          .then(
            () => undefined,
            () => log.warn({ platform: "teams", code: "no_token" }, "no token for Teams yet"),
          ),
      );
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** A tenant by its id. One that is written as a domain is known by its organisation alone. */
const tenantOf = ({ type, tenantId }: TeamsConfig): string | undefined =>
  type === "SingleTenant" && /^[0-9a-f-]{36}$/i.test(tenantId ?? "")
    ? tenantId?.toLowerCase()
    : undefined;

/** The SDK is large and only this platform's: it is loaded when first needed. */
function once(open: () => Promise<Bot>): () => Promise<Bot> {
  let opened: Promise<Bot> | undefined;
  return () => (opened ??= open());
}
