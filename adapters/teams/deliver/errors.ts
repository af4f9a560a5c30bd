import type { Delivered } from "../../../src/platform/errors.ts";
import { Fault } from "../connector/fault.ts";

export type Failed = Exclude<Delivered, { outcome: "shown" }>;

/**
 * What a failed call means for a post or an edit (docs/platforms.md T25, T26). Never holds the
 * connector's prose.
 */
export function classify(error: unknown): Failed {
  if (!(error instanceof Fault)) return { outcome: "unsure", code: "unreadable_answer" };
  const { kind, code, status = 0 } = error;
  if (kind === "unsent") return { outcome: "failed", code };
  if (kind === "silent") return { outcome: "unsure", code };
  if (status === 429) return { outcome: "throttled", retryAfter: error.retryAfter ?? 1_000 };
  // A 403 that nobody described is a closed door too: the next person is asked, rather than this
  // one waited for.
  if (status === 403) return { outcome: "unreachable", code };
  if (status === 404) return { outcome: "gone", code };
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
 * A chat that the person deleted, or a message in it: the id is worth nothing any more
 * (docs/platforms.md T26, T28).
 */
export function isNotThere(error: unknown): boolean {
  return error instanceof Fault && error.kind === "answered" && error.status === 404;
}

/** The tenant lives in Microsoft's government cloud (docs/platforms.md T25). */
export function isWrongHost(error: unknown): boolean {
  return error instanceof Fault && error.code === "InvalidBotApiHost";
}
