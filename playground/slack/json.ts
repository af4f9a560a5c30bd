import type { Json } from "./types.ts";

/** The value as a JSON object, or an empty one. */
export const object = (value: unknown): Json => (isObject(value) ? value : {});
export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const text = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

/**
 * The value when it is an object already, or the object that a form field holds as JSON;
 * `undefined` otherwise.
 */
export function decoded(value: unknown): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** Slack's spelling of a boolean in a form or in JSON. */
export const truthy = (value: unknown): boolean =>
  value === true || value === "true" || value === "1" || value === 1;
