import type { Situation } from "./protocol.ts";

/** Milliseconds after a change: what the app writes is committed by then, or soon after. */
const looks = [60, 600];

/**
 * Follows how things stand in the app. It is read a little after each change, and never before a
 * page is drawn: the state that a page waits for goes out at once, with what was read last.
 * @param look is called before each reading
 */
export function following(
  read: (() => Promise<Situation | undefined>) | undefined,
  look: () => void,
  tell: () => void,
): { now(): Situation | undefined; changed(): void; stop(): void } {
  let last: Situation | undefined;
  let timers: NodeJS.Timeout[] = [];
  let reading = false;
  const readAgain = async (): Promise<void> => {
    look();
    if (read === undefined || reading) return;
    reading = true;
    try {
      const found = await read();
      if (JSON.stringify(found) === JSON.stringify(last)) return;
      last = found;
      tell();
    } catch {
      // The database is away, and says so itself. The next change looks again.
    } finally {
      reading = false;
    }
  };
  return {
    now: () => last,
    changed() {
      for (const timer of timers) clearTimeout(timer);
      timers = looks.map((after) => setTimeout(() => void readAgain(), after).unref());
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
