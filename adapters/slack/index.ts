import type { Adapter, Core } from "../../src/platform/adapter.ts";
import { type Body, textAt } from "../../src/platform/json.ts";
import { describeAccount, findAccounts } from "./people/accounts.ts";
import { listenersFor } from "./receive/listeners.ts";
import { type Log, slackApiUrl, type SlackConfig, slackPath, timeouts } from "./config.ts";
import { connection } from "./people/token-workspace.ts";
import { type Clients, deliver } from "./deliver/deliver.ts";
import { door } from "./receive/http-receiver.ts";
import { respond } from "./answer/response-url.ts";
import { dispatcher, lineOpener, webClient } from "./sdk.ts";
import { socketMode } from "./receive/socket-receiver.ts";
import { voice } from "./answer/private-answer.ts";

export type { Log, SlackConfig } from "./config.ts";

export interface SlackAdapter extends Adapter {
  /** The workspace that the token belongs to, as soon as Slack has told; `undefined` when stopped before. */
  workspace(): Promise<string | undefined>;
}

/**
 * Slack for one workspace: over HTTP, or in Socket Mode when there is a token for it.
 * @throws without either a signing secret or such a token: unsigned requests are never taken.
 */
export function slackAdapter(config: SlackConfig, core: Core, log: Log): SlackAdapter {
  const secrets = config.signingSecrets.filter((secret) => secret !== "");
  const { appToken } = config;
  if (secrets.length === 0 && appToken === undefined)
    throw new Error("Slack needs a signing secret");
  const apiUrl = config.apiUrl ?? slackApiUrl;
  const now = config.now ?? Date.now;
  const client = webClient(config, timeouts.call);
  const quick = webClient(config, timeouts.lookup);
  const clients: Clients = {
    client,
    pair: { open: quick, post: webClient(config, timeouts.response) },
  };
  const stopping = new AbortController();
  const home = connection(client, log, stopping.signal);
  const running = new Set<Promise<void>>();
  const background = (work: Promise<void>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  const listeners = listenersFor(core, voice(client, apiUrl, log), log, now);
  const dispatch = dispatcher(config, listeners, timeouts.call);
  const aside = async (body: Body, answer: object) => {
    const url = textAt(body, "response_url");
    const refused =
      url === undefined ? { outcome: "gone" } : await respond(url, answer, false, apiUrl);
    log.warn(
      { platform: "slack", outcome: refused?.outcome ?? "shown" },
      "the line went before the answer",
    );
  };
  const socket =
    appToken === undefined
      ? undefined
      : socketMode({
          open: lineOpener(config, appToken, timeouts.call),
          dispatch,
          log,
          background,
          aside,
        });

  return {
    platform: "slack",
    // One way in: a door that is not in the app's settings would only be a second thing to guard.
    routes:
      socket === undefined
        ? { [slackPath]: door({ secrets, dispatch, now, log, background }) }
        : {},
    async deliver(delivery) {
      // A token speaks for one workspace: a message of another never leaves through it.
      if (home.isElsewhere(delivery.workspace))
        return { outcome: "unreachable", code: "other_workspace", whose: "workspace" };
      return await deliver(delivery, clients);
    },
    async describe(workspace, account) {
      return home.isElsewhere(workspace)
        ? undefined
        : await describeAccount(quick, workspace, account);
    },
    find: (workspace, emails) =>
      findAccounts(
        client,
        workspace,
        home.isElsewhere(workspace) ? [] : emails,
        log,
        stopping.signal,
      ),
    async start() {
      background(home.connect());
      socket?.start();
    },
    hangUp: async () => socket?.hangUp(),
    async stop() {
      await socket?.hangUp();
      stopping.abort();
      await Promise.all(running);
    },
    workspace: () => home.workspace,
  };
}
