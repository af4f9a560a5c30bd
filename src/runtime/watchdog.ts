import { faultOf, type Log } from "./log.ts";

/** A watchdog that cannot be reached is its owner's to notice: that is what it is for. */
export async function tellWatchdog(url: string, log: Log): Promise<void> {
  await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: "manual" }).then(
    (response) => response.body?.cancel(),
    (err: unknown) => log.warn({ fault: faultOf(err) }, "the watchdog was not reached"),
  );
}
