import { type Body, forbidden, parseJson, textAt } from "../../../src/platform/json.ts";

/** A body that Slack would not send: answered with 400. */
export class Malformed extends Error {
  override readonly name = "Malformed";
}

/**
 * The body of a request, or `undefined` if it is broken, too deep, ambiguous, or names a key such as
 * `__proto__`.
 */
export function parseBody(raw: string, contentType: string | undefined): Body | undefined {
  if (!isForm(contentType)) return parseJson(raw);
  const form = parseForm(raw);
  return typeof form?.payload === "string" ? parseJson(form.payload) : form;
}

export function isForm(contentType: string | undefined): boolean {
  return contentType?.toLowerCase().startsWith("application/x-www-form-urlencoded") ?? false;
}

/**
 * The fields of a form; `undefined` when a key is given twice, so that no two readers can differ on
 * it.
 */
export function parseForm(raw: string): Record<string, string> | undefined {
  const form: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(raw)) {
    if (forbidden.has(key) || Object.hasOwn(form, key)) return undefined;
    form[key] = value;
  }
  return form;
}

/** An id of Slack's at a path. @throws {Malformed} when there is none. */
export function idAt(value: unknown, ...path: readonly string[]): string {
  const found = textAt(value, ...path);
  if (found === undefined || found.length > 255) throw new Malformed(path.join("."));
  return found;
}
