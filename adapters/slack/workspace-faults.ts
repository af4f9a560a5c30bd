/**
 * Faults of the token or the workspace. They say nothing about the person, who is not marked as
 * unreachable.
 */
const ofWorkspace: ReadonlySet<string> = new Set([
  "account_inactive",
  "access_denied",
  "app_not_installed",
  "ekm_access_denied",
  "enterprise_is_restricted",
  "invalid_auth",
  "missing_scope",
  "no_permission",
  "not_allowed_token_type",
  "not_authed",
  "org_login_required",
  "team_access_not_granted",
  "token_expired",
  "token_revoked",
]);

export const isOfWorkspace = (code: string): boolean => ofWorkspace.has(code);
