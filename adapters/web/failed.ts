import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { WebParts } from "./parts.ts";
import { problem } from "./problem.ts";

/** What a request gets that met a fault: nothing of the fault. */
export const failed =
  ({ log }: Pick<WebParts, "log">, detail?: string) =>
  (error: Error, c: Context): Response => {
    if (error instanceof HTTPException)
      return problem(c, error.status, detail === undefined ? {} : { detail });
    const away = error.name === "Unavailable" || error.name === "Uncertain";
    log.error({ fault: error.name }, "a request for a page failed");
    return problem(c, away ? 503 : 500);
  };
