import { text } from "../json.ts";
import type { Json } from "../types.ts";
import type { Workspace } from "../workspace.ts";
import type { Context, Methods, Result } from "./method.ts";

export const conversations: Methods = {
  "auth.test": { perMinute: 300, run: authTest },
  "auth.revoke": { perMinute: 50, run: revoke },
  "conversations.open": { perMinute: 50, run: open },
  "dnd.info": { scope: "dnd:read", perMinute: 50, run: quietOne },
  "dnd.teamInfo": { scope: "dnd:read", perMinute: 20, run: quietMany },
};

function authTest({ workspace }: Context): Result {
  const { bot } = workspace;
  return {
    url: `https://${workspace.id.toLowerCase()}.slack.com/`,
    team: "Playground",
    user: "handrail",
    team_id: workspace.id,
    ...(workspace.isWide ? { enterprise_id: workspace.id } : {}),
    user_id: bot.user,
    bot_id: bot.id,
    is_enterprise_install: workspace.isWide,
  };
}

/** Without rotation the app is gone with its token. */
function revoke({ workspace }: Context): Result {
  workspace.bot.installed = false;
  return { revoked: true };
}

/**
 * One user: their direct chat; two to eight: the group chat of the same people (docs/platforms.md
 * S27).
 */
function open({ workspace, scopes }: Context, args: Json): Result {
  const accounts = [...new Set(names(args["users"]))];
  const scope = accounts.length > 1 ? "mpim:write" : "im:write";
  if (!scopes.has(scope)) return { error: "missing_scope", messages: [`needed: ${scope}`] };
  if (accounts.length === 0) return { error: "users_list_not_supplied" };
  if (accounts.length > 8) return { error: "too_many_users" };
  for (const account of accounts) {
    const person = workspace.people.get(account);
    if (person === undefined) return { error: "user_not_found" };
    if (person.kind === "deactivated") return { error: "user_disabled" };
    if (person.kind === "bot") return { error: "cannot_dm_bot" };
  }
  const [first = ""] = accounts;
  return {
    channel: {
      id: (accounts.length === 1 ? workspace.direct(first) : workspace.group(accounts)).id,
    },
  };
}

function quietOne({ workspace }: Context, args: Json): Result {
  const account = String(args["user"]);
  return workspace.people.has(account) ? quietOf(workspace, account) : { error: "user_not_found" };
}

function quietMany({ workspace }: Context, args: Json): Result {
  const accounts = names(args["users"]);
  if (accounts.length === 0) return { error: "no_users" };
  if (accounts.length > 50) return { error: "too_many_users" };
  return {
    users: Object.fromEntries(
      accounts
        .filter((one) => workspace.people.has(one))
        .map((one) => [one, quietOf(workspace, one)]),
    ),
  };
}

/**
 * Do-not-disturb as Slack tells others of it; also the body of a `dnd_updated_user` event. Seconds.
 */
export function quietOf(
  workspace: Workspace,
  account: string,
): { readonly [field: string]: number | boolean } {
  const until = workspace.quiet.get(account) ?? 0;
  const now = workspace.now();
  if (until <= now) return { dnd_enabled: false, next_dnd_start_ts: 1, next_dnd_end_ts: 1 };
  return {
    dnd_enabled: true,
    next_dnd_start_ts: Math.floor(now / 1_000),
    next_dnd_end_ts: Math.ceil(until / 1_000),
  };
}

function names(value: unknown): readonly string[] {
  const all = Array.isArray(value) ? value.map(String) : (text(value) ?? "").split(",");
  return all.map((one) => one.trim()).filter((one) => one !== "");
}
