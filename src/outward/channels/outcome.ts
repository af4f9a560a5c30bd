import { readFile } from "node:fs/promises";
import type { Outcome } from "../store.ts";

/** Read anew each time: a secret that was changed counts at once. @throws where it cannot be read */
export async function secretIn(path: string): Promise<string> {
  const secret = await readFile(path, "utf8").catch(() => undefined);
  if (secret === undefined) throw Object.assign(new Error("no secret"), { code: "ENOSECRET" });
  return secret.trim();
}

/** Only a status of success is one; a redirect is not followed. */
export const outcomeOf = (status: number, wait: number | undefined): Outcome =>
  status >= 200 && status < 300
    ? { outcome: "taken" }
    : wait === undefined
      ? { outcome: "failed", code: `http_${status}` }
      : { outcome: "failed", code: `http_${status}`, wait };

/** Every fault is an outcome, told by its code: the words of others may hold what was sent. */
export async function tried(work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    return { outcome: "failed", code: codeOf(error) };
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.name === "TimeoutError" || error.name === "AbortError") return "timeout";
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^\w{1,40}$/.test(code) ? code.toLowerCase() : "unknown";
}
