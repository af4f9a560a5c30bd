import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Act } from "./protocol.ts";
import { calls } from "./slack/calls.ts";
import { decoded, object } from "./slack/json.ts";
import { poster } from "./slack/post.ts";
import { troubles } from "./slack/trouble.ts";
import { Activities } from "./teams/activities.ts";
import { AppLink } from "./teams/app-link.ts";
import type { TeamsDouble } from "./teams/double.ts";
import { refreshesFor } from "./teams/card-answers.ts";
import { Gestures } from "./teams/gestures.ts";
import { Issuer } from "./teams/issuer.ts";
import { Lifecycle } from "./teams/lifecycle.ts";
import { keptOf, putBack } from "./teams/kept.ts";
import { rates } from "./teams/rates.ts";
import { answer } from "./teams/server.ts";
import type { Message, TeamsDoubleOptions } from "./teams/types.ts";
import { CHANNEL, GROUP, World } from "./teams/world.ts";

export { controlsOf, inputsOf } from "./teams/adaptive-card/controls.ts";
export { cardProblems } from "./teams/adaptive-card/problems.ts";
export { NotShown } from "./not-shown.ts";
export type { TeamsDouble } from "./teams/double.ts";
export type { TeamsDoubleOptions } from "./teams/types.ts";

/**
 * Starts a tenant. Two tenants are two doubles.
 * @param beside another double, whose cloud it shares: one issuer, one sign-in, one connector. Each
 *   has an app registration of its own
 */
export async function teamsDouble(
  options: TeamsDoubleOptions,
  beside?: Pick<TeamsDouble, "family">,
): Promise<TeamsDouble> {
  const now = options.now ?? Date.now;
  const wait = options.wait ?? ((ms: number) => sleep(ms, undefined, { ref: false }));
  const { appId, password, tenant } = options;
  const world = new World({
    tenant,
    appId,
    people: options.people,
    installed: options.installed,
    now,
    keep: options.keep?.messages ?? 200,
  });
  if (options.kept !== undefined) putBack(options.kept, world);
  const family = beside?.family ?? [];
  const issuer = await Issuer.create({ appId, password, tenant }, family[0]?.issuer);
  const trouble = troubles();
  const rate = rates(now);
  const log = calls(options.keep?.calls ?? 2_000);
  const posters = {
    message: poster(options.answerWithin?.message ?? 15_000),
    invoke: poster(options.answerWithin?.invoke ?? 5_000),
  };
  const link = new AppLink(options.deliverTo, issuer, posters, wait);
  const activities = new Activities(world);
  const gestures = new Gestures(world, activities, link);
  const lifecycle = new Lifecycle(world, activities, link);

  let refreshes = false;
  const shown = (message: Message): void => {
    if (!refreshes) return;
    for (const account of message.conversation.members)
      // The message may be gone by then, and then nobody looks at it.
      if (refreshesFor(world, message, account))
        gestures.look(account, message.id).catch(() => undefined);
  };
  const service = { family, world, issuer, calls: log, troubles: trouble, rates: rate, shown };
  family.push(service);
  const server = createServer((request, response) => {
    // The app went away in the middle of its own request: there is nobody to answer.
    answer(service, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const address = server.address();
  const host = `127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  issuer.listens(`http://${host}`);
  issuer.serviceUrl = activities.serviceUrl = `http://${host}/emea/${tenant}/`;

  const double: TeamsDouble = {
    platform: "teams",
    family,
    tenant,
    serviceUrl: issuer.serviceUrl,
    channel: CHANNEL,
    group: GROUP,
    get deliverTo() {
      return link.deliverTo;
    },
    set deliverTo(url) {
      link.deliverTo = url;
    },
    get limits() {
      return rate.limits;
    },
    set limits(limits) {
      rate.limits = limits;
    },
    get refreshes() {
      return refreshes;
    },
    set refreshes(on) {
      refreshes = on;
    },
    env: () => ({
      MicrosoftAppId: appId,
      MicrosoftAppPassword: password,
      MicrosoftAppType: "SingleTenant",
      MicrosoftAppTenantId: tenant,
      ...issuer.settings(),
      HANDRAIL_TEAMS_SERVICE_HOSTS: host,
    }),
    types: (account, text) => lifecycle.types(account, text),
    posts: (account, text, how) => lifecycle.posts(account, text, how),
    slash: (account, text, where) => lifecycle.slash(account, text, where),
    openHome: (account) => lifecycle.types(account, "handrail"),
    press: (account, target, name, how) => gestures.press(account, target, name, how),
    pressActivity: (account, target, name, how) =>
      gestures.pressActivity(account, target, name, how),
    submit: (account, dialogId, inputs, name) => gestures.submit(account, dialogId, inputs, name),
    closeDialog: (account, dialogId) => gestures.closeDialog(account, dialogId),
    async extension(account, commandId, { message, where } = {}) {
      const conversation =
        (where === undefined ? undefined : world.conversations.get(where)) ??
        world.personal(account);
      return gestures.extension(account, commandId, { message, conversation });
    },
    look: (account, messageId) => gestures.look(account, messageId),
    install: (account, how) => lifecycle.install(account, how),
    uninstall: (account, how) => lifecycle.uninstall(account, how),
    share: (account, on, where) => lifecycle.share(account, on, where),
    joins: (person) => lifecycle.joins(person),
    deleteChat: (account) => lifecycle.deleteChat(account),
    block: (account, blocked = true) => lifecycle.block(account, blocked),
    changePerson: (account, change) =>
      void world.people.set(account, { ...world.person(account), ...change }),
    idOf: (account) => world.mri(account),
    activity: (account, more = {}) => ({
      ...activities.message(account, world.personal(account), world.nextId(), ""),
      ...more,
    }),
    send: (activity) => link.send(activity),
    sendRaw: (request) => link.raw(request),
    sign: (forged) => link.headers(issuer.token(forged)),
    tabToken: (account, forged) => issuer.tabToken(world.person(account).account, forged),
    rotateKeys: (how) => issuer.rotate(how),
    revokeTokens: () => issuer.revoke(),
    changeSecret: (secret) => issuer.changeSecret(secret),
    play: (act) => play(double, act),
    desk(account) {
      world.person(account);
      const dialog = world.dialogs.get(account);
      const fault = world.faults.get(account);
      return {
        messages: world.messagesOf(account),
        rings: world.ringsOf(account),
        ...(dialog && {
          dialog: {
            id: dialog.id,
            view: { title: dialog.task["title"], card: dialog.card },
            ...(dialog.errors && { errors: dialog.errors }),
          },
        }),
        ...(fault !== undefined && { fault }),
      };
    },
    calls: (method) => log.of(method),
    kept: () => keptOf(world),
    onChange: (listener) => world.changes.onChange(listener),
    until: (condition, ms) => world.changes.until(condition, ms),
    trouble: (rule) => trouble.start(rule),
    noTrouble: () => trouble.stopAll(),
    async stop() {
      posters.message.stop();
      posters.invoke.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
  return double;
}

/**
 * `actionId` is an action's title, verb or id; `value` its data as JSON, where several share the
 * name.
 */
async function play(double: TeamsDouble, act: Act): Promise<void> {
  switch (act.do) {
    case "command":
      return void (await double.types(act.as, act.text));
    case "press": {
      const data = act.value === undefined ? undefined : object(decoded(act.value));
      return void (await double.press(act.as, act.id, act.actionId, { data, inputs: act.inputs }));
    }
    case "submit": {
      const inputs = Object.fromEntries(
        Object.values(act.values).flatMap((block) =>
          Object.entries(block).map(([id, value]) => [id, String(value)]),
        ),
      );
      return void (await double.submit(act.as, act.id, inputs));
    }
    case "close":
      return double.closeDialog(act.as, act.id);
    case "shortcut":
      return void (await double.extension(act.as, act.callbackId, { message: act.message }));
    case "home":
      return void (await double.openHome(act.as));
  }
}
