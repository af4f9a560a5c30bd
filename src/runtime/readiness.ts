import type { Database } from "./database/database.ts";
import type { Log } from "./log.ts";
import { oncePer } from "./once-per.ts";
import { faultOf } from "./log.ts";
import type { Clock } from "./timers/clock.ts";

export interface Readiness {
  readonly ready: boolean;
  readonly reason?: string;
}

/** `/readyz` is red when no tick has finished for this long. In milliseconds. */
const tickMissing = 10_000;
/** A proof is a write: whoever asks more often is told what was found last. */
const proofLasts = 1_000;

/**
 * Answers `/readyz`: the database takes a write, and the clock ticks. One proof at a time, for
 * everybody who asks meanwhile.
 */
export function readiness(
  db: Pick<Database, "prove">,
  clock: Pick<Clock, "lastTick">,
  log: Pick<Log, "warn">,
): () => Promise<Readiness> {
  const once = oncePer(60_000);
  let asked: { readonly at: number; readonly reason: Promise<string | undefined> } | undefined;

  const prove = async (): Promise<string | undefined> => {
    try {
      await db.prove();
      return undefined;
    } catch (error) {
      once("proof", () => log.warn({ fault: faultOf(error) }, "not ready: the database"));
      const { message } = error as Error;
      return message === "25006" ? "the database takes no writes" : "the database does not answer";
    }
  };

  return async () => {
    if (asked === undefined || performance.now() - asked.at > proofLasts)
      asked = { at: performance.now(), reason: prove() };
    const reason = await asked.reason;
    if (reason !== undefined) return { ready: false, reason };
    if (performance.now() - clock.lastTick > tickMissing)
      return { ready: false, reason: "the clock does not tick" };
    return { ready: true };
  };
}
