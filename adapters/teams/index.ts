import type { Adapter, Core } from "../../src/platform/adapter.ts";
import { Accounts } from "./people/accounts.ts";
import { Answers } from "./answer/answers.ts";
import { Chats } from "./deliver/chats.ts";
import { Bots } from "./bots.ts";
import { cloudOf, type Log, type TeamsConfig, teamsPath } from "./config.ts";
import { deliver } from "./deliver/deliver.ts";
import { InstallPace } from "./people/install-pace.ts";
import { door } from "./receive/http-receiver.ts";
import { SigningKeys } from "./receive/signing-keys.ts";
import { Places } from "./deliver/known-chats.ts";
import { Repeats } from "./receive/repeated-presses.ts";
import { teamsFrame } from "./tab/frame.ts";
import { publicServiceUrl, serviceUrls } from "./connector/service-url.ts";

export type { CloudSettings, Log, TeamsConfig } from "./config.ts";

/**
 * Teams, for every tenant that has installed this bot. @throws without an app id or password:
 * nothing is ever taken unsigned.
 */
export function teamsAdapter(config: TeamsConfig, core: Core, log: Log): Adapter {
  const { registrations, cloud: given } = config;
  const [first] = registrations;
  if (first === undefined) throw new Error("Teams needs a registration");
  if (registrations.some(({ appId, password }) => appId.trim() === "" || password === ""))
    throw new Error("Teams needs an app id and a password");
  const now = config.now ?? Date.now;
  // One issuer signs for all of them.
  const cloud = cloudOf(first, given);
  const isServiceUrl = serviceUrls(config.serviceHosts);
  const bots = new Bots(config, now, isServiceUrl);
  const places = new Places();
  const chats = new Chats({
    bots,
    places,
    isServiceUrl,
    ...(given === undefined ? { firstServiceUrl: publicServiceUrl } : {}),
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
    bots,
    issuer: cloud.ToBotFromChannelTokenIssuer,
    keys,
    now,
    isServiceUrl,
  };
  const parts = { core, chats, accounts, places, bots, log, background, signal: stopping.signal };

  return {
    platform: "teams",
    frame: teamsFrame({
      apps: registrations,
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
        pace: new InstallPace(stopping.signal),
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
      background(bots.warmUp(log));
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}
