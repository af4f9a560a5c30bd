import { at, type Body, isBody } from "../../../src/platform/json.ts";

/** The objects of a list at a path, the first hundred. */
export function listAt(value: unknown, ...path: readonly string[]): Body[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.slice(0, 100).filter(isBody) : [];
}
