import { Unavailable } from "../platform/errors.ts";
import type { Log } from "../runtime/log.ts";

/**
 * Waits for a database that is only just starting (a reboot, a compose file), at most half a
 * minute.
 */
export async function patiently(
  work: () => Promise<void>,
  log: Log,
  given: Promise<never>,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await Promise.race([work(), given]);
    } catch (error) {
      if (!(error instanceof Unavailable) || tries === 30) throw error;
      if (tries === 1) log.warn({ reason: error.message }, "waiting for the database");
      await Promise.race([new Promise((resolve) => setTimeout(resolve, 1_000)), given]);
    }
  }
}

/** Fails when a start is no longer wanted. */
export function givenUp(signal: AbortSignal | undefined): Promise<never> {
  const given = new Promise<never>((_, reject) => {
    const fail = () => reject(signal?.reason as Error);
    if (signal?.aborted === true) fail();
    else signal?.addEventListener("abort", fail, { once: true });
  });
  given.catch(() => undefined); // nobody may be waiting for it
  return given;
}
