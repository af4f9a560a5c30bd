import type { Adapter, Core } from "../../src/platform/adapter.ts";
import { describeAccount, findAccounts } from "./accounts.ts";
import { listenersFor } from "./answers.ts";
import { type Log, slackApiUrl, type SlackConfig, slackPath, timeouts } from "./config.ts";
import { connection } from "./connection.ts";
import { deliver } from "./deliver.ts";
import { door } from "./door.ts";
import { dispatcher, webClient } from "./sdk.ts";
import { voice } from "./voice.ts";

export type { Log, SlackConfig } from "./config.ts";

export interface SlackAdapter extends Adapter {
  /** The workspace that the token belongs to, as soon as Slack has told; `undefined` when stopped before. */
  workspace(): Promise<string | undefined>;
}

/** Slack over HTTP, for one workspace. @throws without a signing secret: unsigned requests are never taken. */
export function slackAdapter(config: SlackConfig, core: Core, log: Log): SlackAdapter {
  const secrets = config.signingSecrets.filter((secret) => secret !== "");
  if (secrets.length === 0) throw new Error("Slack needs a signing secret");
  const apiUrl = config.apiUrl ?? slackApiUrl;
  const now = config.now ?? Date.now;
  const client = webClient(config, timeouts.call);
  const quick = webClient(config, timeouts.lookup);
  const stopping = new AbortController();
  const home = connection(client, log, stopping.signal);
  const running = new Set<Promise<void>>();
  const background = (work: Promise<void>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  const listeners = listenersFor(core, voice(client, apiUrl, log), log, now);
  const dispatch = dispatcher(config, listeners, timeouts.call);

  return {
    platform: "slack",
    routes: { [slackPath]: door({ secrets, dispatch, now, log, background }) },
    async deliver(delivery) {
      // A token speaks for one workspace: a message of another never leaves through it.
      if (home.isElsewhere(delivery.workspace)) return { outcome: "unreachable", code: "other_workspace" };
      return await deliver(delivery, client);
    },
    async describe(workspace, account) {
      return home.isElsewhere(workspace) ? undefined : await describeAccount(quick, workspace, account);
    },
    async find(workspace, emails) {
      return home.isElsewhere(workspace) ? [] : await findAccounts(client, workspace, emails, log, stopping.signal);
    },
    async start() {
      background(home.connect());
    },
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
    workspace: () => home.workspace,
  };
}
