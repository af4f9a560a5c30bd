import type { Failed } from "../../../src/platform/errors.ts";
import { Fault } from "../connector/fault.ts";

/**
 * The person, or an administrator, does not want our messages (docs/platforms.md T26). All other
 * refusals pass, or are our own fault: they are tried again.
 */
const permanent: ReadonlySet<string> = new Set([
  "ConversationBlockedByUser",
  "MessageWritesBlocked",
]);

/** We are not in this conversation, or it is not there: its id is worth nothing any more. */
const notThere: ReadonlySet<string> = new Set([
  "BotNotInConversationRoster",
  // Documented as "not installed in the user's personal scope".
  "ForbiddenOperationException",
]);

/** An administrator's block. Single ones come by mistake, so only a repeated one counts. */
const disabled = "BotDisabledByAdmin";

/**
 * What a failed call means for a post or an edit (docs/platforms.md T25, T26). Never holds the
 * connector's prose.
 */
export function classify(error: unknown): Failed {
  if (!(error instanceof Fault)) return { outcome: "unsure", code: "unreadable_answer" };
  const { kind, code, status = 0 } = error;
  if (kind === "unsent") return { outcome: "failed", code };
  if (kind === "silent")
    return error.soon === true
      ? { outcome: "unsure", code, soon: true }
      : { outcome: "unsure", code };
  if (status === 429) return { outcome: "throttled", retryAfter: error.retryAfter ?? 1_000 };
  if (isNotThere(error)) return { outcome: "gone", code };
  if (status === 403 && permanent.has(code)) return { outcome: "unreachable", code };
  // Some of it may have succeeded.
  if (status === 408 || status >= 500) return { outcome: "unsure", code };
  // 412 passes; 400, 401, 413 and the rest were refused for sure. Only a named permanent error ends
  // a route (docs/features.md E12).
  return { outcome: "failed", code };
}

/**
 * What a failed opening of a chat means: it shows nothing, so nothing can be in doubt; an unknown
 * person is out of reach.
 */
export function classifyOpening(error: unknown): Failed {
  const failed = classify(error);
  if (failed.outcome === "gone") return { outcome: "unreachable", code: failed.code };
  return failed.outcome === "unsure" ? { outcome: "failed", code: failed.code } : failed;
}

/**
 * A chat that the person deleted, a message in it, or a chat that we are not in: the id is worth
 * nothing any more (docs/platforms.md T26, T28). A 404 without a name is a gateway's, and passes.
 */
export function isNotThere(error: unknown): boolean {
  if (!(error instanceof Fault) || error.kind !== "answered") return false;
  if (error.status === 404) return !error.code.startsWith("http_");
  return error.status === 403 && notThere.has(error.code);
}

/**
 * The outcome of a call that an administrator's block refused.
 * @param repeats whether the call before it to the same person was refused so too
 */
export function ifDisabled(failed: Failed, repeats: () => boolean): Failed {
  if (failed.outcome !== "failed" || failed.code !== disabled || !repeats()) return failed;
  // It says nothing about the person, who is not marked for it.
  return { outcome: "unreachable", code: disabled, whose: "workspace" };
}

/** The tenant lives in Microsoft's government cloud (docs/platforms.md T25). */
export function isWrongHost(error: unknown): boolean {
  return error instanceof Fault && error.code === "InvalidBotApiHost";
}

/**
 * This message cannot be removed, now or later. What is gone, blocked, throttled or in doubt is told
 * apart by `classify` (docs/platforms.md T36).
 */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof Fault) || error.kind !== "answered") return false;
  const { status = 0, code } = error;
  if (status === 400 || status === 405 || status === 501) return true;
  return status === 403 && code !== disabled && classify(error).outcome === "failed";
}
