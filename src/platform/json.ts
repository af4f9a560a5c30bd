/*
 * JSON from outside, for every platform: parsed once, never trusted, read only through `at` and
 * `textAt`.
 */

/** A parsed request body. Its shape is the platform's promise, not ours. */
export type Body = Readonly<Record<string, unknown>>;

/** Deeper than any platform's payload, and far from what overflows a parser's stack. */
const deepest = 32;
/** Keys that reach for our prototypes. */
export const forbidden: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * A JSON object; `undefined` for anything else, and for one that is too deep or after our
 * prototypes.
 */
export function parseJson(raw: string): Body | undefined {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return undefined;
  }
  return isBody(value) && isSound(value, 1) ? value : undefined;
}

export function isBody(value: unknown): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSound(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth > deepest) return false;
  return Object.entries(value).every(
    ([key, inner]) => !forbidden.has(key) && isSound(inner, depth + 1),
  );
}

/** The value at a path; `undefined` when anything on the way has another shape. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Body)[key];
  }
  return here;
}

/** A string at a path, not empty; otherwise `undefined`. */
export function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === "string" && found !== "" ? found : undefined;
}
