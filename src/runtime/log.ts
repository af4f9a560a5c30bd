import { pino, type Logger } from "pino";

export type Log = Logger;

/**
 * The one log. Facts are ids, codes and counts; words that people typed and secrets never come here.
 * @param print takes sentences for a person at a terminal, instead of JSON for a machine
 */
export function openLog(level: string, print?: (sentence: string) => void): Log {
  const options = {
    level,
    base: undefined,
    // A stack names code, a message may quote what was sent: only our own class and code are kept.
    serializers: { err: (error: unknown) => faultOf(error) },
  };
  if (print === undefined) return pino(options);
  return pino(options, { write: (line: string) => print(sentenceOf(line)) });
}

/** `{"msg":"no line to slack","code":"timeout",…}` → `No line to slack (code timeout).` */
function sentenceOf(line: string): string {
  const {
    level: _,
    time: __,
    msg = "",
    event: ___,
    ...facts
  } = JSON.parse(line) as {
    msg?: string;
  } & Record<string, unknown>;
  const told = Object.entries(facts).map(([name, fact]) => `${name} ${wordOf(fact)}`);
  // A file's name stays as it is.
  const begins = /^\p{Ll}[\p{L}'-]*(?!\S*\.\S)/u.test(msg)
    ? msg.charAt(0).toUpperCase()
    : msg.charAt(0);
  const words = `${begins}${msg.slice(1)}`.replace(/\.$/, "");
  return `${words}${told.length === 0 ? "" : ` (${told.join(", ")})`}.`;
}

const wordOf = (fact: unknown): string =>
  typeof fact === "object" && fact !== null
    ? Object.values(fact).map(wordOf).join(" ")
    : String(fact);

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
