import { setTimeout as sleep } from "node:timers/promises";
import { AppLink } from "./slack/app-link.ts";
import { calls } from "./slack/calls.ts";
import { stateOf } from "./slack/controls.ts";
import { Dialogs } from "./slack/dialogs.ts";
import type { SlackDouble } from "./slack/double.ts";
import { sendEvent } from "./slack/events.ts";
import { Gestures } from "./slack/gestures.ts";
import { userOf } from "./slack/methods/users.ts";
import { quietOf } from "./slack/methods/conversations.ts";
import { play } from "./slack/play.ts";
import { Membership } from "./slack/membership.ts";
import { Payloads } from "./slack/payloads.ts";
import { keptOf, putBack } from "./slack/kept.ts";
import { poster } from "./slack/post.ts";
import { NotShown } from "./not-shown.ts";
import { rates } from "./slack/rates.ts";
import { responseUrls } from "./slack/response-urls.ts";
import { type SlackSite, slackSite } from "./slack/site.ts";
import { sockets } from "./slack/socket.ts";
import { troubles } from "./slack/trouble.ts";
import type { Json, Sent, SlackDoubleOptions } from "./slack/types.ts";
import { Workspace } from "./slack/workspace.ts";

export { controlsOf } from "./slack/controls.ts";
export { NotShown } from "./not-shown.ts";
export type { How } from "./slack/trouble.ts";
export type { SlackDouble } from "./slack/double.ts";
export type { SlackDoubleOptions } from "./slack/types.ts";

/** The manifest's own set, with what may be left out of it. */
const SCOPES = [
  "commands",
  "chat:write",
  "users:read",
  "users:read.email",
  "dnd:read",
  "channels:read",
  "groups:read",
  "mpim:write",
  "usergroups:read",
];

/**
 * Starts a workspace. Two workspaces are two doubles.
 * @param shared the address that it shares with others, as on Slack; absent: it has its own
 */
export async function slackDouble(
  options: SlackDoubleOptions,
  shared?: SlackSite,
): Promise<SlackDouble> {
  const now = options.now ?? Date.now;
  const wait = options.wait ?? ((ms: number) => sleep(ms, undefined, { ref: false }));
  const workspace = new Workspace(
    options.workspace,
    options.people,
    now,
    options.keep?.messages ?? 200,
    options.triggersLast,
  );
  const dialogs = new Dialogs(workspace);
  if (options.kept !== undefined) putBack(options.kept, workspace, dialogs);
  const site = shared ?? (await slackSite({ port: options.port }));
  const { origin, server } = site;
  const { appToken, botToken } = options;
  workspace.bot.installed = botToken !== undefined;
  const lines =
    appToken === undefined
      ? undefined
      : await sockets(workspace, server, options.answerWithin ?? 3_000);
  const context = {
    workspace,
    dialogs,
    scopes: new Set(options.scopes ?? SCOPES),
    newLine: () => lines?.address(origin) ?? "",
  };
  const urls = responseUrls(workspace, () => origin);
  const trouble = troubles();
  const rate = rates(now);
  const log = calls(options.keep?.calls ?? 2_000);
  const outgoing = poster(options.answerWithin ?? 3_000);
  const link = new AppLink(options.deliverTo, options.signingSecret, outgoing, lines);
  const payloads = new Payloads(workspace, dialogs, urls);
  const gestures = new Gestures(workspace, dialogs, payloads, link);
  const api = {
    tokens: new Set(botToken === undefined ? [] : [botToken]),
    appToken,
    context,
    calls: log,
    troubles: trouble,
    rates: rate,
    responseUrls: urls,
  };

  site.add({ name: options.name ?? "Playground", api });
  const event = (payload: Json, retries = false): Promise<Sent> =>
    sendEvent(link, payloads, payload, wait, retries);

  const membership = new Membership(workspace, context.scopes, (payload) => event(payload));

  const double: SlackDouble = {
    platform: "slack",
    workspace: options.workspace,
    url: site.url,
    get deliverTo() {
      return link.deliverTo;
    },
    set deliverTo(url) {
      link.deliverTo = url;
    },
    get socket() {
      if (lines === undefined) throw new NotShown("the app is not in Socket Mode");
      return lines.controls;
    },
    get limits() {
      return rate.limits;
    },
    set limits(limits) {
      rate.limits = limits;
    },
    command: (account, line, where) => gestures.command(account, line, where),
    press: (account, target, actionId, how) => gestures.press(account, target, actionId, how),
    pressPayload: (account, target, actionId, how) =>
      gestures.pressPayload(account, target, actionId, how),
    pressRaw: (payload) => link.interaction(payload),
    submit: (account, dialogId, values) => gestures.submit(account, dialogId, values),
    closeDialog: (account, dialogId) => gestures.closeDialog(account, dialogId),
    shortcut: (account, callbackId, messageId) => gestures.shortcut(account, callbackId, messageId),
    openHome(account) {
      const home = dialogs.home(account);
      const view = home && { view: dialogs.payload(home, stateOf(home.blocks, home.state)) };
      const channel = workspace.direct(workspace.person(account).account).id;
      return event({
        type: "app_home_opened",
        user: account,
        channel,
        tab: "home",
        event_ts: workspace.ids.ts(now()),
        ...view,
      });
    },
    say(account, text) {
      const channel = workspace.direct(workspace.person(account).account);
      const { ts } = workspace.post(channel, text, undefined, { author: account });
      return event({
        type: "message",
        channel: channel.id,
        channel_type: "im",
        user: account,
        text,
        ts,
        event_ts: ts,
        team: workspace.id,
      });
    },
    event: (payload, how) => event(payload, how?.retries),
    sendRaw: (request) => link.raw(request),
    sign: (body, how) => link.sign(body, how),
    trigger: (account) => workspace.triggers.issue(workspace.person(account).account),
    play: (act) => play(double, act),
    desk(account) {
      workspace.person(account);
      const home = dialogs.home(account);
      const top = dialogs.top(account);
      const fault = workspace.faults.get(account);
      return {
        messages: workspace.messagesOf(account),
        rings: workspace.ringsOf(account),
        ...(home && { home: home.blocks }),
        ...(top && {
          dialog: {
            id: top.id,
            view: { ...top.view, state: { values: stateOf(top.blocks, top.state) } },
            ...(top.errors && { errors: top.errors }),
          },
        }),
        ...(fault !== undefined && { fault }),
      };
    },
    calls: (method) => log.of(method),
    kept: () => keptOf(workspace, dialogs),
    onChange: (listener) => workspace.changes.onChange(listener),
    until: (condition, ms) => workspace.changes.until(condition, ms),
    trouble: (rule) => trouble.start(rule),
    noTrouble: () => trouble.stopAll(),
    addPerson: (person) => void workspace.people.set(person.account, person),
    changePerson: (account, change) =>
      void workspace.people.set(account, { ...workspace.person(account), ...change }),
    userGroup: (handle, accounts) => membership.userGroup(handle, accounts),
    groupBecomes: (handle, accounts) => membership.groupBecomes(handle, accounts),
    channel: (id, accounts, how) => membership.channel(id, accounts, how),
    moves: (account, id, to) => membership.moves(account, id, to),
    setQuiet(account, until) {
      if (until === undefined) workspace.quiet.delete(workspace.person(account).account);
      else workspace.quiet.set(workspace.person(account).account, until);
    },
    announce(account, type) {
      const person = workspace.person(account);
      if (type === "user_change")
        return event({
          type,
          user: userOf(context, person, true),
          event_ts: workspace.ids.ts(now()),
        });
      return event({
        type,
        user: account,
        dnd_status: quietOf(workspace, account),
        event_ts: workspace.ids.ts(now()),
      });
    },
    reload(account) {
      for (const channel of workspace.channels.values())
        for (const message of channel.messages.values())
          if (message.onlyFor === account) channel.messages.delete(message.id);
      workspace.changes.changed();
    },
    setInstalled: (installed) => void (workspace.bot.installed = installed),
    async stop() {
      outgoing.stop();
      lines?.stop();
      if (shared === undefined) await site.stop();
    },
  };
  return double;
}
