import type { Delivered } from "../../platform/errors.ts";
import type { Claimed } from "./claims.ts";
import type { Settlement } from "./settlements.ts";

/* What an attempt at a message comes to. */

/** A copy that may stand somewhere is not ended: nothing is sent, and its first click finds it and draws it again. */
export function notWanted({ address, unsure }: Claimed): Settlement {
  if (address === null && !unsure) return { become: "ended", code: "not-wanted" };
  return { become: "shown", code: "not-wanted", unsure: address === null };
}

/** What is kept of a call that was made. @param hash of the view it showed */
export function settlementOf(
  claimed: Claimed,
  delivered: Exclude<Delivered, { outcome: "unreachable" }>,
  hash: string,
): Settlement {
  switch (delivered.outcome) {
    case "shown":
      return { become: "shown", hash, address: delivered.address };
    case "removed":
      return { become: "ended", code: "removed" };
    case "gone":
      return { become: "ended", code: delivered.code };
    case "throttled":
      return { become: "waits", wait: delivered.retryAfter, code: "throttled", failed: false };
    case "failed":
      return { become: "waits", wait: backoff(claimed), code: delivered.code, failed: true };
    case "unsure": {
      const posted = claimed.address !== null;
      // Once: where it happens again it is not an idle connection.
      const isSoon = delivered.soon === true && claimed.failures === 0;
      return {
        become: "waits",
        wait: isSoon ? 0 : backoff(claimed),
        code: delivered.code,
        failed: true,
        unsure: !posted,
        doubt: posted,
      };
    }
  }
}

/** In milliseconds: the first pause, and the longest. */
const pauses = { page: [1_500, 5_000], other: [3_000, 60_000] } as const;

/**
 * How long a message waits for its next try, in milliseconds. A page that is still wanted is never
 * more than 5 s away (docs/features.md E12); everything else backs off to a minute.
 */
export function backoff({ failures, priority }: Claimed): number {
  const [first, longest] = priority === 0 ? pauses.page : pauses.other;
  return Math.min(longest, first * 2 ** Math.min(10, failures));
}
