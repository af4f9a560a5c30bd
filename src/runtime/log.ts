import { pino, type Logger } from "pino";

export type Log = Logger;

/** The one log. Facts are ids, codes and counts; words that people typed and secrets never come here. */
export function openLog(level: string): Log {
  return pino({
    level,
    base: undefined,
    // A stack names code, a message may quote what was sent: only our own class and code are kept.
    serializers: { err: (error: unknown) => faultOf(error) },
  });
}

/** An error without the prose a library put into it. */
export function faultOf(error: unknown): { name: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = (error as { code?: unknown }).code;
  // A frame in full and nothing like it: a message has lines too.
  const [, frame] =
    /^ {4}at [^\n]*?\b((?:src|adapters)\/[\w/.-]+\.ts:\d+:\d+)\)?$/m.exec(error.stack ?? "") ?? [];
  return {
    name: error.name,
    ...(typeof code === "string" || typeof code === "number" ? { code: String(code) } : {}),
    ...(frame === undefined ? {} : { at: frame }),
  };
}
