import { Unavailable } from "../../platform/errors.ts";
import { type Deadline, Uncertain } from "./deadline.ts";

/**
 * The directory is older than what this transaction sees. The transaction is rolled back and runs
 * again with a new directory.
 */
export class Outdated extends Error {
  override readonly name = "Outdated";
}

/** The directory is read anew for each. So many in a row mean that something else is wrong. */
const outdatedAtMost = 10;

/**
 * Runs a command again when it was rolled back and may still succeed. After a collision: once. With
 * a newer directory: at once. While the database is away: until the person's deadline.
 * @throws {Unavailable} nothing was committed
 * @throws {Uncertain} one of the attempts may have been committed
 */
export async function inAttempts<T>(
  attempt: () => Promise<T>,
  deadline: Deadline | undefined,
): Promise<T> {
  let uncertain = false;
  for (let count = 1; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      uncertain ||= error instanceof Uncertain;
      if (error instanceof Outdated && count <= outdatedAtMost) continue;
      // Two transactions collided: one was rolled back, and may simply run again.
      const collided =
        error instanceof Unavailable && error.message.startsWith("40") && count === 1;
      const away = error instanceof Unavailable || error instanceof Uncertain;
      if (!collided && !(away && (await deadline?.again())))
        throw uncertain ? new Uncertain("commit", { cause: error }) : error;
    }
  }
}
