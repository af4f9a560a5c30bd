import { isObject } from "./json.ts";
import type { Json } from "./types.ts";

/** A body in either of the forms that Slack's Web API takes, or the error it answers. */
export function argumentsOf(body: string, type: string): Json | string {
  if (type !== "application/json") return Object.fromEntries(new URLSearchParams(body));
  try {
    const value: unknown = JSON.parse(body === "" ? "{}" : body);
    return isObject(value) ? value : "json_not_object";
  } catch {
    return "invalid_json";
  }
}
