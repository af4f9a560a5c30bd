import { isObject, list } from "../json.ts";
import type { Json } from "../types.ts";

/** Collects what Slack would object to, in the manner of its `response_metadata.messages`. */
export interface Problems {
  add(what: string, at: string): void;
  readonly messages: readonly string[];
}

export function problems(): Problems {
  const messages: string[] = [];
  return {
    messages,
    add: (what, at) => void messages.push(`[ERROR] ${what} [json-pointer:${at}]`),
  };
}

export interface StringRule {
  readonly max: number;
  readonly min?: number;
  readonly required?: boolean;
}

export function checkString(found: Problems, value: unknown, at: string, rule: StringRule): void {
  if (value === undefined) {
    if (rule.required === true) found.add("missing required field", at);
  } else if (typeof value !== "string") found.add("must be a string", at);
  else if (value.length > rule.max) found.add(`must be less than ${rule.max + 1} characters`, at);
  else if (value.length < (rule.min ?? 0))
    found.add(`must be more than ${(rule.min ?? 0) - 1} characters`, at);
}

/**
 * A text object; `plain` where Slack takes `plain_text` only. An empty text is refused everywhere.
 */
export function checkText(
  found: Problems,
  value: unknown,
  at: string,
  rule: StringRule & { readonly plain?: boolean },
): void {
  if (value === undefined) {
    if (rule.required === true) found.add("missing required field", at);
    return;
  }
  if (!isObject(value)) return found.add("must be a text object", at);
  const type = value["type"];
  if (type !== "plain_text" && (type !== "mrkdwn" || rule.plain === true))
    found.add(`unsupported text type: ${String(type)}`, `${at}/type`);
  checkKeys(found, value, at, type === "mrkdwn" ? "type text verbatim" : "type text emoji");
  checkString(found, value["text"], `${at}/text`, { max: rule.max, min: 1, required: true });
}

/** Returns the list when its length is allowed. */
export function checkList(
  found: Problems,
  value: unknown,
  at: string,
  min: number,
  max: number,
): readonly Json[] {
  if (!Array.isArray(value)) return (found.add("must be an array", at), []);
  if (value.length < min) found.add(`no less than ${min} items allowed`, at);
  if (value.length > max) found.add(`no more than ${max} items allowed`, at);
  return list(value).map((item, index) => {
    if (isObject(item)) return item;
    found.add("must be an object", `${at}/${index}`);
    return {};
  });
}

const split = new Map<string, ReadonlySet<string>>();

/** Slack refuses properties that it does not know. `allowed` is a list separated by spaces. */
export function checkKeys(found: Problems, value: Json, at: string, allowed: string): void {
  let keys = split.get(allowed);
  if (keys === undefined) split.set(allowed, (keys = new Set(allowed.split(" "))));
  for (const key in value) if (!keys.has(key)) found.add(`invalid additional property: ${key}`, at);
}
