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
    case "gone":
      return { become: "ended", code: delivered.code };
    case "throttled":
      return { become: "waits", wait: delivered.retryAfter, code: "throttled", failed: false };
    case "failed":
      return { become: "waits", wait: backoff(claimed), code: delivered.code, failed: true };
    case "unsure": {
      const posted = claimed.address !== null;
      return {
        become: "waits",
        wait: backoff(claimed),
        code: delivered.code,
        failed: true,
        unsure: !posted,
        doubt: posted,
      };
    }
  }
}

/** A page is tried again within 5 s (PRODUCT E12); everything backs off to a minute. */
export function backoff({ failures, priority }: Claimed): number {
  const first = priority === 0 ? 1_500 : 3_000;
  return Math.min(60_000, first * 2 ** Math.min(10, failures));
}
