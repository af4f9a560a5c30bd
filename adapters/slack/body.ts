/** A parsed request body. Its shape is Slack's promise, not ours: it is read only through `at` and `textAt`. */
export type Body = Readonly<Record<string, unknown>>;

/** A body that Slack would not send: answered with 400. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

const deepest = 32;
const forbidden: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** The body of a request, or `undefined` for one that is broken, too deep, ambiguous or after our prototypes. */
export function parseBody(raw: string, contentType: string | undefined): Body | undefined {
  if (!isForm(contentType)) return parseJson(raw);
  const form = parseForm(raw);
  return typeof form?.payload === "string" ? parseJson(form.payload) : form;
}

export function isForm(contentType: string | undefined): boolean {
  return contentType?.toLowerCase().startsWith("application/x-www-form-urlencoded") ?? false;
}

/** The fields of a form; `undefined` when a key is given twice, so that no two readers can differ on it. */
export function parseForm(raw: string): Record<string, string> | undefined {
  const form: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(raw)) {
    if (forbidden.has(key) || Object.hasOwn(form, key)) return undefined;
    form[key] = value;
  }
  return form;
}

/** A JSON object, or `undefined`. */
export function parseJson(raw: string): Body | undefined {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value) || !isSound(value, 1)) return undefined;
  return value as Body;
}

function isSound(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth > deepest) return false;
  return Object.entries(value).every(([key, inner]) => !forbidden.has(key) && isSound(inner, depth + 1));
}

/** What stands at a path; `undefined` when anything on the way is not what it should be. */
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

/** An id of Slack's at a path. @throws {Malformed} when there is none. */
export function idAt(value: unknown, ...path: readonly string[]): string {
  const found = textAt(value, ...path);
  if (found === undefined || found.length > 255) throw new Malformed(path.join("."));
  return found;
}
