import type { IncomingMessage, ServerResponse } from "node:http";
import type { Page } from "../../../src/platform/adapter.ts";
import { Unavailable } from "../../../src/platform/errors.ts";
import type { Install, Installs } from "../../../src/platform/installs.ts";
import { literal, msg } from "../../../src/platform/text.ts";
import {
  botScopes,
  installPath,
  type Log,
  optionalScopes,
  redirectPath,
  slackApiUrl,
  type SlackConfig,
  timeouts,
} from "../config.ts";
import { describeAccount } from "../people/accounts.ts";
import { ErrorCode, type Installation, InstallProvider, InvalidStateError } from "../sdk.ts";
import { clientOptions, faultOf, silentLogger } from "../web-client.ts";
import type { KeptTokens } from "./kept-tokens.ts";
import { type PageOf, showPage } from "./page.ts";
import type { Speakers } from "./speakers.ts";

export interface DoorOptions {
  readonly config: SlackConfig & { readonly install: NonNullable<SlackConfig["install"]> };
  readonly installs: Installs;
  readonly kept: KeptTokens;
  readonly speakers: Speakers;
  readonly log: Log;
}

/**
 * The two pages of Add to Slack. Slack's own library makes the address, binds the state to the
 * browser by a cookie and exchanges the code; states, tokens and pages are ours.
 * See docs/decisions/0074-add-to-slack.md.
 */
export function installDoor(options: DoorOptions): Readonly<Record<string, Page>> {
  const { config, installs, log } = options;
  const { clientId, clientSecret, address } = config.install;
  const asked = {
    scopes: [...botScopes, ...optionalScopes],
    redirectUri: address + redirectPath,
  };
  const provider = new InstallProvider({
    clientId,
    clientSecret,
    directInstall: true,
    authorizationUrl: new URL("../oauth/v2/authorize", config.apiUrl ?? slackApiUrl).href,
    stateCookieName: "handrail_slack_state",
    installUrlOptions: asked,
    stateStore: {
      generateStateParam: () => installs.newState(),
      async verifyStateParam(_now, state) {
        if (await installs.takeState(state)) return asked;
        throw new InvalidStateError("not ours, too old, or used");
      },
    },
    installationStore: {
      async storeInstallation() {},
      fetchInstallation: () => Promise.reject(new Error("tokens are read elsewhere")),
    },
    clientOptions: clientOptions(config, timeouts.call),
    logger: silentLogger,
  });

  const failed = (error: unknown, request: IncomingMessage, response: ServerResponse) => {
    const page = pageOf(error, request);
    log.warn({ platform: "slack", code: page.code }, "the app was not added");
    showPage(request, response, page);
  };
  return {
    async [installPath](request, response) {
      try {
        response.setHeader("cache-control", "no-store");
        await provider.handleInstallPath(request, response);
      } catch (error) {
        failed(error, request, response);
      }
    },
    [redirectPath]: (request, response) =>
      provider.handleCallback(request, response, {
        async afterInstallation(given) {
          try {
            showPage(request, response, await added(given, options));
          } catch (error) {
            failed(error, request, response);
          }
          return false;
        },
        failure: (error) => failed(error, request, response),
      }),
  };
}

/** Keeps what Slack granted, if it is enough. @returns the page that says what came of it */
async function added(given: Installation, options: DoorOptions): Promise<PageOf> {
  const { installs, kept, speakers, log } = options;
  const { bot, team, enterprise, isEnterpriseInstall, user } = given;
  const workspace = isEnterpriseInstall === true ? enterprise?.id : team?.id;
  if (bot === undefined || workspace === undefined) return refused("no_bot_token");
  const missing = botScopes.filter((scope) => !bot.scopes.includes(scope));
  if (missing.length > 0) {
    await giveBack(bot.token, workspace, options);
    const scopes = literal(missing.join(", "));
    return {
      status: 400,
      code: "scopes",
      title: msg("install.notAddedTitle"),
      lines: [msg("install.scopes", { scopes }), msg("install.scopesNext")],
      again: true,
    };
  }
  const { calls } = speakers.withToken(bot.token);
  const described = await describeAccount(calls, workspace, user.id);
  const install: Install = {
    workspace,
    name: (isEnterpriseInstall === true ? enterprise?.name : team?.name) ?? workspace,
    token: bot.token,
    ...(bot.refreshToken === undefined || bot.expiresAt === undefined
      ? {}
      : { renewal: { refreshToken: bot.refreshToken, until: bot.expiresAt * 1_000 } }),
    scopes: bot.scopes,
    installer: described ?? { account: user.id, name: user.id, kind: "member" },
  };
  const { greets } = await installs.keep(install);
  kept.drop(workspace);
  log.info({ platform: "slack", workspace }, "the app was added to a workspace");
  const { appId = "" } = given;
  const wide =
    isEnterpriseInstall === true && given.enterpriseUrl !== undefined
      ? `${given.enterpriseUrl}manage/organization/apps/profile/${appId}/workspaces/add`
      : undefined;
  return {
    status: 200,
    code: "added",
    title: msg("install.addedTitle", { name: literal(install.name) }),
    lines: [
      msg(greets ? "install.greeted" : "install.known"),
      ...(wide === undefined ? [] : [msg("install.wholeOrganisation")]),
    ],
    ...(wide === undefined
      ? { link: { label: msg("install.openSlack"), url: appAddress(options, appId, workspace) } }
      : { link: { label: msg("install.chooseWorkspaces"), url: wide } }),
  };
}

/** Where Slack opens the conversation with us. */
function appAddress({ config }: DoorOptions, app: string, team: string): string {
  const address = new URL("../app_redirect", config.apiUrl ?? slackApiUrl);
  address.search = new URLSearchParams({ app, team }).toString();
  return address.href;
}

/** A token that is too weak is not left lying about; where the app works already it stays. */
async function giveBack(token: string, workspace: string, options: DoorOptions): Promise<void> {
  const { speakers, log } = options;
  const before = await speakers.of(workspace).catch(() => "unknown" as const);
  if (before !== undefined) return;
  await speakers
    .withToken(token)
    .calls.apiCall("auth.revoke")
    .catch(() => log.warn({ platform: "slack" }, "a token that is too weak was not given back"));
}

const refused = (code: string): PageOf => ({
  status: 400,
  code,
  title: msg("install.notAddedTitle"),
  lines: [msg("install.refused")],
  again: true,
});

/** What went wrong, for who reads it. */
function pageOf(error: unknown, { url = "" }: IncomingMessage): PageOf {
  const code = (error as { readonly code?: unknown } | undefined)?.code;
  const title = msg("install.notAddedTitle");
  const page = (status: PageOf["status"], name: string, line: PageOf["lines"][number]): PageOf => ({
    status,
    code: name,
    title,
    lines: [line],
    again: true,
  });
  if (error instanceof Unavailable) return page(503, "unavailable", msg("install.away"));
  switch (code) {
    case ErrorCode.AuthorizationError:
      return page(400, "denied", msg("install.denied"));
    case ErrorCode.MissingStateError:
    case ErrorCode.InvalidStateError:
      return page(400, "state", msg("install.state"));
    case ErrorCode.MissingCodeError:
      return /[?&]error=/.test(url)
        ? refused("refused")
        : page(400, "no_code", msg("install.state"));
  }
  const fault = faultOf(error);
  if (fault.kind === "platform") return refused(fault.code.slice(0, 60));
  return page(503, fault.kind, msg("install.away"));
}
