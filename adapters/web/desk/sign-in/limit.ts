import type { MiddlewareHandler } from "hono";
import { problem } from "../../problem.ts";
import type { Env } from "../../serve.ts";

const window = 60_000;
/** Attempts to sign in within a minute: of one address, and of all together. */
const most = { ofOne: 30, ofAll: 600 };

/**
 * Bounds attempts to sign in. Nobody guesses a link or a session: this spares the database. Behind
 * a proxy all have the proxy's address, so an office is not locked out before 30 in a minute.
 */
export function signInLimit(now: () => number = () => performance.now()): MiddlewareHandler<Env> {
  let began = now();
  let all = 0;
  const counts = new Map<string, number>();
  return async (c, next) => {
    if (now() - began > window) {
      began = now();
      all = 0;
      counts.clear();
    }
    const from = c.env.incoming.socket.remoteAddress ?? "";
    const count = (counts.get(from) ?? 0) + 1;
    counts.set(from, count);
    if (count > most.ofOne || ++all > most.ofAll) {
      c.header("retry-after", "60");
      return problem(c, 429);
    }
    return next();
  };
}
