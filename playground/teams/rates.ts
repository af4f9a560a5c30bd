/** Teams' real limits, off unless asked for. */
export interface Limits {
  /** Sends, creations and roster reads of one thread (docs/platforms.md T24). */
  readonly perThread?: boolean;
  /** 50 requests a second for the app in this tenant (docs/platforms.md T24). */
  readonly perTenant?: boolean;
}

type Windows = readonly (readonly [count: number, seconds: number])[];
const SENDING: Windows = [
  [7, 1],
  [8, 2],
  [60, 30],
  [1_800, 3_600],
];
const READING: Windows = [
  [14, 1],
  [16, 2],
  [120, 30],
  [3_600, 3_600],
];
const TENANT: Windows = [[50, 1]];

export interface Rates {
  limits: Limits;
  /** Seconds to wait (`Retry-After`), or nothing when the call may go. */
  exceeded(method: string, thread: string | undefined): number | undefined;
}

export function rates(now: () => number): Rates {
  /** When calls were let through, oldest first, by what is counted. */
  const passed = new Map<string, number[]>();
  const over = (key: string, windows: Windows, at: number): number | undefined => {
    const times = (passed.get(key) ?? []).filter((time) => time > at - 3_600_000);
    const waits = windows.flatMap(([count, seconds]) => {
      const oldest = times.at(-count);
      return times.length >= count && oldest !== undefined && oldest > at - seconds * 1_000
        ? [oldest + seconds * 1_000 - at]
        : [];
    });
    passed.set(key, times);
    return waits.length === 0 ? undefined : Math.ceil(Math.max(...waits) / 1_000);
  };
  const self: Rates = {
    limits: {},
    exceeded(method, thread) {
      const at = now();
      const read = method.startsWith("get");
      const counted: (readonly [string, Windows])[] = [];
      if (self.limits.perTenant === true) counted.push(["tenant", TENANT]);
      const limited =
        thread !== undefined && method !== "updateActivity" && method !== "deleteActivity";
      if (self.limits.perThread === true && limited)
        counted.push([`${read ? "read" : "send"} ${thread}`, read ? READING : SENDING]);
      const waits = counted
        .map(([key, windows]) => over(key, windows, at))
        .filter((wait) => wait !== undefined);
      if (waits.length > 0) return Math.max(...waits);
      for (const [key] of counted) passed.get(key)?.push(at);
      return undefined;
    },
  };
  return self;
}
