import type { AccountFacts, AccountKind } from "../../../src/platform/adapter.ts";
import { idAt } from "../receive/body.ts";
import { at, textAt } from "../../../src/platform/json.ts";

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
    ...(runs(user) ? { runsWorkspace: true } : {}),
  };
}

/** Of a workspace, or of the whole Enterprise Grid organisation. */
const runs = (user: unknown): boolean =>
  ["is_admin", "is_owner", "is_primary_owner"].some(
    (is) => at(user, is) === true || at(user, "enterprise_user", is) === true,
  );

function kindOf(user: unknown, account: string, workspace: string): AccountKind {
  if (at(user, "deleted") === true) return "deactivated";
  if (at(user, "is_bot") === true || account === "USLACKBOT") return "bot";
  if (at(user, "is_stranger") === true || !belongs(user, workspace)) return "external";
  if (at(user, "is_restricted") === true || at(user, "is_ultra_restricted") === true)
    return "guest";
  return "member";
}

function belongs(user: unknown, workspace: string): boolean {
  const teams = teamsOf(user);
  return textAt(user, "team_id") === undefined || teams.includes(workspace);
}

/** The workspaces of an account; in Enterprise Grid several, and the organisation itself. */
export function teamsOf(user: unknown): string[] {
  const teams: unknown = at(user, "enterprise_user", "teams");
  return [
    textAt(user, "team_id"),
    textAt(user, "enterprise_user", "enterprise_id"),
    ...(Array.isArray(teams) ? (teams as unknown[]) : []),
  ].filter((id) => typeof id === "string");
}
