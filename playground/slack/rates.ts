import type { Method } from "./methods/method.ts";

/** Slack's real limits, off unless asked for. */
export interface Limits {
  /** One `chat.postMessage` a second and channel (docs/platforms.md S17). */
  readonly perChannel?: boolean;
  /** The tier of each method, counted by the minute (docs/platforms.md S18). */
  readonly tiers?: boolean;
}

export interface Rates {
  limits: Limits;
  /** Seconds to wait (`Retry-After`), or nothing when the call may go. */
  exceeded(name: string, method: Method, channel: string | undefined): number | undefined;
}

export function rates(now: () => number): Rates {
  const lastPost = new Map<string, number>();
  const minutes = new Map<string, { began: number; count: number }>();
  const self: Rates = {
    limits: {},
    exceeded(name, method, channel) {
      const at = now();
      if (self.limits.tiers === true) {
        const minute = minutes.get(name);
        if (minute === undefined || at - minute.began >= 60_000)
          minutes.set(name, { began: at, count: 1 });
        else if (minute.count >= method.perMinute)
          return Math.ceil((minute.began + 60_000 - at) / 1_000);
        else minute.count += 1;
      }
      if (self.limits.perChannel !== true || name !== "chat.postMessage" || channel === undefined)
        return undefined;
      const waiting = (lastPost.get(channel) ?? -Infinity) + 1_000 - at;
      if (waiting > 0) return Math.ceil(waiting / 1_000);
      lastPost.set(channel, at);
      return undefined;
    },
  };
  return self;
}
