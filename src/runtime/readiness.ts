import type { Database } from "./database/database.ts";
import type { Clock } from "./timers/clock.ts";

/** `/readyz` is red when no tick has finished for this long, in milliseconds. */
const tickMissing = 10_000;

/** What `/readyz` says. */
export async function readiness(
  db: Database,
  clock: Clock,
): Promise<{ ready: boolean; reason?: string }> {
  try {
    await db.ping();
  } catch {
    return { ready: false, reason: "the database does not answer" };
  }
  if (performance.now() - clock.lastTick > tickMissing)
    return { ready: false, reason: "the clock does not tick" };
  return { ready: true };
}
