import type { Adapter, Core, Delivery } from "../../src/platform/adapter.ts";
import type { Installs } from "../../src/platform/installs.ts";
import { Later } from "../../src/platform/later.ts";
import { type Body, textAt } from "../../src/platform/json.ts";
import { PressedAnswers } from "./answer/pressed-answers.ts";
import { privateAnswers } from "./answer/private-answer.ts";
import { respond } from "./answer/response-url.ts";
import { type Log, slackApiUrl, type SlackConfig, slackPath, timeouts } from "./config.ts";
import { send } from "./deliver/send.ts";
import { adds } from "./install/adds.ts";
import { speakers } from "./install/speakers.ts";
import { Posts } from "./deliver/posts.ts";
import { describeAccount, findAccounts } from "./people/accounts.ts";
import { describeAccounts, findMembers } from "./people/members.ts";
import { membership } from "./people/membership.ts";
import { quietAccounts } from "./people/quiet.ts";
import { isTaken, tokenWorkspace } from "./people/token-workspace.ts";
import { uninstalled } from "./people/uninstalled.ts";
import { HttpReceiver } from "./receive/http-receiver.ts";
import { boltApp } from "./receive/listeners.ts";
import { SocketReceiver } from "./receive/socket-receiver.ts";
import { callsWith, socketAddress, webClient } from "./web-client.ts";

export type { Log, SlackConfig } from "./config.ts";

export interface SlackAdapter extends Adapter {
  /** The workspace that the token belongs to, as soon as Slack tells; `undefined` if stopped. */
  workspace(): Promise<string | undefined>;
}

/**
 * Slack for one workspace or many: over HTTP, or in Socket Mode when there is a token for it.
 * @param installs keeps the workspaces that somebody added the app to
 * @throws without either a signing secret or such a token: unsigned requests are never taken.
 */
export function slackAdapter(
  config: SlackConfig,
  core: Core,
  log: Log,
  installs?: Installs,
): SlackAdapter {
  const secrets = config.signingSecrets.filter((secret) => secret !== "");
  const { appToken } = config;
  if (secrets.length === 0 && appToken === undefined)
    throw new Error("Slack needs a signing secret");
  const apiUrl = config.apiUrl ?? slackApiUrl;
  const now = config.now ?? Date.now;
  const refused = (code: string, more: object) => core.refused?.("slack", code, { ...more });
  const stopping = new AbortController();
  const home =
    config.botToken === undefined
      ? undefined
      : tokenWorkspace(
          callsWith(webClient(config, timeouts.call, refused), config.botToken),
          log,
          stopping.signal,
        );
  const adding =
    config.install === undefined || installs === undefined
      ? undefined
      : adds({ ...config, install: config.install }, installs, log);
  const speaking = speakers(config, home, adding?.kept, refused);
  const posts = new Posts();
  const pressed = new PressedAnswers(now);
  const answers = privateAnswers(speaking, apiUrl, log);
  /** A closed card: what was answered privately about the same goes too. */
  const removeAnswer = ({ view, account, about }: Delivery) => {
    const isOver = view.kind === "card" && view.tone === "closed" && about !== undefined;
    const responseUrl = isOver ? pressed.take(account, about) : undefined;
    if (responseUrl !== undefined) background(answers.remove({ responseUrl, onPrivate: true }));
  };
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
      const speaker = await speaking.of(workspace);
      const facts =
        speaker && (await describeAccount(speaker.calls, workspace, account, (ms) => (again = ms)));
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
  const homes = { token: home, installs: adding?.installs };
  const door = adding?.door(speaking);
  const app = boltApp({
    config,
    receiver,
    core,
    identify: membership(speaking, homes, now),
    homes,
    gone: uninstalled({ core, speakers: speaking, added: adding, later, log }),
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
    ...(door === undefined ? {} : { pages: door }),
    async deliver(delivery) {
      const delivered = await send(delivery, speaking);
      const isPost = delivery.address === undefined && delivery.view.kind === "card";
      if (isPost && delivered.outcome === "shown")
        posts.posted(delivery, delivered.address.split(":")[0] ?? "");
      if (delivered.outcome === "shown") removeAnswer(delivery);
      return delivered;
    },
    async describe(workspace, account) {
      const speaker = await speaking.of(workspace).catch(() => undefined);
      return (
        speaker &&
        describeAccount(speaker.quick, workspace, account, (wait) =>
          lookLater(workspace, account, wait),
        )
      );
    },
    async *find(workspace, emails) {
      const speaker = await speaking.of(workspace).catch(() => undefined);
      if (speaker === undefined) return;
      yield* findAccounts(speaker.calls, workspace, emails, log, stopping.signal, (code) =>
        core.refused?.("slack", "lookup_stopped", { code }),
      );
    },
    async *quiet(workspace, accounts) {
      const speaker = await speaking.of(workspace).catch(() => undefined);
      if (speaker !== undefined)
        yield* quietAccounts(speaker.calls, accounts, now, stopping.signal);
    },
    async members(workspace, of) {
      const speaker = await speaking.of(workspace).catch(() => undefined);
      return speaker === undefined ? "unanswered" : findMembers(speaker.calls, of, stopping.signal);
    },
    async describeAll(workspace, accounts) {
      const speaker = await speaking.of(workspace).catch(() => undefined);
      return speaker === undefined
        ? []
        : describeAccounts(speaker.calls, workspace, accounts, stopping.signal);
    },
    async start() {
      if (home !== undefined) background(home.connect());
      adding?.start(background);
      await app.start();
    },
    async hangUp() {
      await app.stop();
    },
    async stop() {
      await app.stop();
      stopping.abort();
      adding?.stop();
      await Promise.all(running);
    },
    async works(workspace) {
      const speaker = await speaking.of(workspace).catch(() => undefined);
      return speaker !== undefined && (await isTaken(speaker.calls)) === true;
    },
    workspace: async () => home?.workspace,
  };
}
