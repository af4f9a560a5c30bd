import type { AccountFacts, AccountKind, Sender } from "../../../src/platform/adapter.ts";
import { idAt } from "../receive/body.ts";
import { at, type Body, textAt } from "../../../src/platform/json.ts";

/**
 * Who acted, from the verified envelope; `external` for somebody of another workspace (Slack
 * Connect).
 */
export interface Identity {
  readonly sender: Sender;
  readonly external: boolean;
}

/**
 * The workspace is the verified `team_id`. With an organisation-wide install `team` is null; then
 * the user's own team counts.
 */
export function identityOf(body: Body): Identity {
  const theirs =
    textAt(body, "user", "team_id") ??
    textAt(body, "event", "user_team") ??
    textAt(body, "user_team");
  const workspace =
    textAt(body, "team_id") ?? textAt(body, "team", "id") ?? idAt(body, "user", "team_id");
  const account =
    textAt(body, "user_id") ?? textAt(body, "user", "id") ?? idAt(body, "event", "user");
  const installed =
    textAt(body, "authorizations", "0", "team_id") ?? textAt(body, "view", "app_installed_team_id");
  const external =
    isTrue(at(body, "is_ext_shared_channel")) ||
    (theirs !== undefined && theirs !== workspace) ||
    (installed !== undefined && installed !== workspace);
  return { sender: { platform: "slack", workspace, account }, external };
}

/** The workspace where the app is installed, as an event's envelope tells it. */
export function installedWorkspace(body: Body): string {
  return textAt(body, "authorizations", "0", "team_id") ?? idAt(body, "team_id");
}

// Commands say "true" and "false" in words.
function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

/** Facts on a user object of the Web API or of `user_change`. @throws {Malformed} without an id. */
export function factsOf(user: unknown, workspace: string): AccountFacts {
  const account = idAt(user, "id");
  const name =
    textAt(user, "profile", "display_name") ??
    textAt(user, "profile", "real_name") ??
    textAt(user, "real_name") ??
    textAt(user, "name");
  const email = textAt(user, "profile", "email")?.toLowerCase();
  const timeZone = textAt(user, "tz");
  const locale = textAt(user, "locale");
  return {
    account,
    name: name ?? account,
    kind: kindOf(user, account, workspace),
    ...(email === undefined ? {} : { email }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(locale === undefined ? {} : { locale }),
  };
}

function kindOf(user: unknown, account: string, workspace: string): AccountKind {
  if (at(user, "deleted") === true) return "deactivated";
  if (at(user, "is_bot") === true || account === "USLACKBOT") return "bot";
  if (at(user, "is_stranger") === true || !belongs(user, workspace)) return "external";
  if (at(user, "is_restricted") === true || at(user, "is_ultra_restricted") === true)
    return "guest";
  return "member";
}

function belongs(user: unknown, workspace: string): boolean {
  const team = textAt(user, "team_id");
  if (team === undefined || team === workspace) return true;
  const teams = at(user, "enterprise_user", "teams");
  return Array.isArray(teams) && teams.includes(workspace);
}
