import type { Adapter, Core, Delivery } from "../../src/platform/adapter.ts";
import { Later } from "../../src/platform/later.ts";
import { type Body, textAt } from "../../src/platform/json.ts";
import { PressedAnswers } from "./answer/pressed-answers.ts";
import { privateAnswers } from "./answer/private-answer.ts";
import { respond } from "./answer/response-url.ts";
import { type Log, slackApiUrl, type SlackConfig, slackPath, timeouts } from "./config.ts";
import { type Clients, deliver } from "./deliver/deliver.ts";
import { Posts } from "./deliver/posts.ts";
import { describeAccount, findAccounts } from "./people/accounts.ts";
import { findMembers } from "./people/members.ts";
import { membership } from "./people/membership.ts";
import { quietAccounts } from "./people/quiet.ts";
import { tokenWorkspace } from "./people/token-workspace.ts";
import { uninstalled } from "./people/uninstalled.ts";
import { HttpReceiver } from "./receive/http-receiver.ts";
import { boltApp } from "./receive/listeners.ts";
import { SocketReceiver } from "./receive/socket-receiver.ts";
import { socketAddress, webClient } from "./web-client.ts";

export type { Log, SlackConfig } from "./config.ts";

export interface SlackAdapter extends Adapter {
  /** The workspace that the token belongs to, as soon as Slack tells; `undefined` if stopped. */
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
  const refused = (code: string, more: object) => core.refused?.("slack", code, { ...more });
  const client = webClient(config, timeouts.call, refused);
  const quick = webClient(config, timeouts.lookup, refused);
  const second = webClient(config, timeouts.response, refused);
  const clients: Clients = {
    client,
    groupDm: { open: quick, post: second },
    removal: { remove: quick, edit: second },
  };
  const posts = new Posts();
  const pressed = new PressedAnswers(now);
  const answers = privateAnswers(client, apiUrl, log);
  /** A closed card: what was answered privately about the same goes too. */
  const removeAnswer = ({ view, account, about }: Delivery) => {
    const isOver = view.kind === "card" && view.tone === "closed" && about !== undefined;
    const responseUrl = isOver ? pressed.take(account, about) : undefined;
    if (responseUrl !== undefined) background(answers.remove({ responseUrl, onPrivate: true }));
  };
  const stopping = new AbortController();
  const home = tokenWorkspace(client, log, stopping.signal);
  const running = new Set<Promise<void>>();
  const background = (work: Promise<void>) => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  const later = new Later(stopping.signal);
  /** Who they are is told when Slack says it, which their next word need not wait for. */
  const lookLater = (workspace: string, account: string, wait: number) =>
    later.plan(`${workspace} ${account}`, wait, async () => {
      let again: number | undefined;
      const facts = await describeAccount(client, workspace, account, (ms) => (again = ms));
      if (facts !== undefined)
        await core
          .accountChanged("slack", workspace, facts)
          .catch(() => log.warn({ platform: "slack" }, "an account was not brought up to date"));
      return again;
    });
  const answerElsewhere = async (body: Body, answer: object) => {
    const url = textAt(body, "response_url");
    const refused =
      url === undefined ? { outcome: "gone" } : await respond(url, answer, false, apiUrl);
    const outcome = refused?.outcome ?? "shown";
    log.warn({ platform: "slack", outcome }, "the socket closed before the answer");
  };
  const receiver =
    appToken === undefined
      ? new HttpReceiver({ secrets, now, log, background, refused })
      : new SocketReceiver({
          address: socketAddress(config, appToken, timeouts.call),
          log,
          background,
          answerElsewhere,
        });
  const app = boltApp({
    config,
    receiver,
    core,
    identify: membership(quick, home.known, now),
    home: home.known,
    gone: uninstalled({ core, home, later, log }),
    privateAnswers: answers,
    pressed,
    posts,
    log,
    now,
    timeout: timeouts.call,
  });

  return {
    platform: "slack",
    // In Socket Mode there is no route: nothing would use it, and it would have to be protected.
    routes: receiver instanceof HttpReceiver ? { [slackPath]: receiver.requestListener } : {},
    async deliver(delivery) {
      // A token speaks for one workspace: a message of another never leaves through it.
      if (home.isElsewhere(delivery.workspace))
        return { outcome: "unreachable", code: "other_workspace", whose: "workspace" };
      const delivered = await deliver(delivery, clients);
      const isPost = delivery.address === undefined && delivery.view.kind === "card";
      if (isPost && delivered.outcome === "shown")
        posts.posted(delivery.account, delivered.address.split(":")[0] ?? "");
      if (delivered.outcome === "shown") removeAnswer(delivery);
      return delivered;
    },
    async describe(workspace, account) {
      if (home.isElsewhere(workspace)) return undefined;
      return describeAccount(quick, workspace, account, (wait) =>
        lookLater(workspace, account, wait),
      );
    },
    find(workspace, emails) {
      const wanted = home.isElsewhere(workspace) ? [] : emails;
      return findAccounts(client, workspace, wanted, log, stopping.signal, (code) =>
        core.refused?.("slack", "lookup_stopped", { code }),
      );
    },
    quiet(workspace, accounts) {
      const asked = home.isElsewhere(workspace) ? [] : accounts;
      return quietAccounts(client, asked, now, stopping.signal);
    },
    async members(workspace, of) {
      if (home.isElsewhere(workspace)) return "forbidden";
      return findMembers(client, workspace, of, stopping.signal);
    },
    async start() {
      background(home.connect());
      await app.start();
    },
    async hangUp() {
      await app.stop();
    },
    async stop() {
      await app.stop();
      stopping.abort();
      await Promise.all(running);
    },
    works: async (workspace) => !home.isElsewhere(workspace) && (await home.isTaken()) === true,
    workspace: () => home.workspace,
  };
}
