import { whyUnanswered } from "../../../src/platform/call.ts";
import type { Failed } from "../../../src/platform/errors.ts";
import { isOfWorkspace } from "../workspace-faults.ts";
import { type CallFault, faultOf } from "../web-client.ts";

type Outcome = Exclude<Failed["outcome"], "throttled">;

/*
 * Slack's named errors (docs/platforms.md S25, S27, S28). A name that is not here was refused for
 * sure and is tried again: only a named permanent error ends a route.
 */
const named: Readonly<Record<string, Outcome | "throttled">> = {
  // This person cannot be reached by a message: the next one is asked at once.
  user_not_found: "unreachable",
  users_not_found: "unreachable",
  user_not_visible: "unreachable",
  user_disabled: "unreachable",
  user_is_bot: "unreachable",
  user_is_restricted: "unreachable",
  user_is_ultra_restricted: "unreachable",
  cannot_dm_bot: "unreachable",
  invalid_user_id: "unreachable",
  channel_not_found: "unreachable",
  not_in_channel: "unreachable",
  is_archived: "unreachable",
  messages_tab_disabled: "unreachable",
  // The home page is switched off in the app's settings.
  not_enabled: "unreachable",
  // The workspace or our access to it is gone: see `isOfWorkspace`.
  account_inactive: "unreachable",
  access_denied: "unreachable",
  app_not_installed: "unreachable",
  ekm_access_denied: "unreachable",
  enterprise_is_restricted: "unreachable",
  invalid_auth: "unreachable",
  missing_scope: "unreachable",
  no_permission: "unreachable",
  not_allowed_token_type: "unreachable",
  not_authed: "unreachable",
  org_login_required: "unreachable",
  team_access_not_granted: "unreachable",
  token_expired: "unreachable",
  token_revoked: "unreachable",
  // The message to edit is not there any more, or closed.
  message_not_found: "gone",
  edit_window_closed: "gone",
  cant_update_message: "gone",
  // Wait.
  ratelimited: "throttled",
  rate_limited: "throttled",
  // Certainly not shown; it passes.
  service_unavailable: "failed",
  team_added_to_org: "failed",
  // "Some aspect of the operation may have succeeded" (docs/platforms.md S20).
  internal_error: "unsure",
  fatal_error: "unsure",
  request_timeout: "unsure",
};

/** What a failed call means for the message. Never holds Slack's prose. */
export function classify(error: unknown): Failed {
  const fault = faultOf(error);
  switch (fault.kind) {
    case "rateLimited":
      return { outcome: "throttled", retryAfter: fault.retryAfter * 1_000 };
    case "platform":
      return classifyName(fault);
    case "http":
      return {
        outcome:
          fault.status < 400 || fault.status >= 500 || fault.status === 408 ? "unsure" : "failed",
        code: `http_${fault.status}`,
      };
    case "request":
      return classifyRequest(fault.cause);
  }
}

function classifyName({ code, retryAfter }: Extract<CallFault, { kind: "platform" }>): Failed {
  // An answer that is no JSON arrives here as its own text: it says nothing.
  if (!/^[a-z][a-z0-9_]{1,63}$/.test(code)) return { outcome: "unsure", code: "unreadable_answer" };
  const outcome = Object.hasOwn(named, code)
    ? named[code]
    : code.startsWith("restricted_action")
      ? "unreachable"
      : "failed";
  if (outcome === "throttled") return { outcome, retryAfter: (retryAfter ?? 1) * 1_000 };
  if (outcome === "unreachable" && isOfWorkspace(code))
    return { outcome, code, whose: "workspace" };
  return { outcome: outcome ?? "failed", code };
}

function classifyRequest(cause: unknown): Failed {
  const { sent, code, soon } = whyUnanswered(cause);
  if (!sent) return { outcome: "failed", code };
  return soon === true ? { outcome: "unsure", code, soon } : { outcome: "unsure", code };
}
