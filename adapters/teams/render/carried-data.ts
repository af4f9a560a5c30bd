import type { Origin } from "../../../src/platform/adapter.ts";
import type { Button, Form } from "../../../src/platform/view.ts";
import { at, textAt } from "../../../src/platform/json.ts";

/*
 * What our buttons and forms carry through Teams and back, under one key of an action's data:
 * opaque codes, never names or notes. None of it is trusted on its return; rights are checked
 * against the verified sender (docs/platforms.md T17).
 */

const key = "handrail";

/** The frame of a message: which view of which feature, on which occasion. */
export type Frame = Omit<Origin, "address">;

/** What opened a form, so that it can be opened again to show what is wrong in it. */
export interface Opener {
  readonly action: string;
  readonly subject?: string;
  readonly argument?: string;
}

export type Carried =
  | {
      readonly kind: "press";
      readonly action: string;
      readonly subject?: string;
      readonly argument?: string;
      readonly frame?: Frame;
      readonly stamp: string;
    }
  | {
      readonly kind: "form";
      readonly form: string;
      readonly subject?: string;
      readonly argument?: string;
      readonly opener?: Opener;
      readonly stamp: string;
    };

/**
 * `stamp` names one drawing of a card: the same press on the same drawing, delivered again, is one
 * press (docs/platforms.md T23).
 */
export function pressData(
  { action, subject, argument }: Button,
  frame: Frame | undefined,
  stamp: string,
): object {
  const about = frame === undefined ? {} : { f: frame.feature, v: frame.view, o: frame.occasion };
  return { [key]: { k: "press", action, s: subject, a: argument, ...about, n: stamp } };
}

export function formData(
  { form, subject, argument }: Form,
  opener: Opener | undefined,
  stamp: string,
): object {
  const again =
    opener === undefined ? {} : { pa: opener.action, ps: opener.subject, pp: opener.argument };
  return { [key]: { k: "form", form, s: subject, a: argument, ...again, n: stamp } };
}

/** What came back in an action's data; `undefined` when it is not of our making. */
export function readData(data: unknown): Carried | undefined {
  const it = at(data, key);
  const stamp = textAt(it, "n") ?? "";
  const subject = optional("subject", textAt(it, "s"));
  const action = textAt(it, "action");
  if (textAt(it, "k") === "press" && action !== undefined) {
    const [feature, view, occasion] = [textAt(it, "f"), textAt(it, "v"), textAt(it, "o")];
    const whole = feature !== undefined && view !== undefined && occasion !== undefined;
    return {
      kind: "press",
      action,
      ...subject,
      ...optional("argument", textAt(it, "a")),
      ...(whole ? { frame: { feature, view, occasion } } : {}),
      stamp,
    };
  }
  const form = textAt(it, "form");
  if (textAt(it, "k") !== "form" || form === undefined) return undefined;
  const again = textAt(it, "pa");
  const opener =
    again === undefined
      ? undefined
      : {
          action: again,
          ...optional("subject", textAt(it, "ps")),
          ...optional("argument", textAt(it, "pp")),
        };
  return {
    kind: "form",
    form,
    ...subject,
    ...optional("argument", textAt(it, "a")),
    ...(opener === undefined ? {} : { opener }),
    stamp,
  };
}

/**
 * What was entered: the inputs of an action's data, under their fields' names. Teams sends an empty
 * text for nothing.
 */
export function readValues(data: unknown): Record<string, string> {
  if (typeof data !== "object" || data === null) return {};
  const inputs = Object.entries(data).filter(
    ([name, value]) =>
      name !== key && name !== "msteams" && typeof value === "string" && value !== "",
  );
  return Object.fromEntries(inputs.slice(0, 50) as [string, string][]);
}

function optional<K extends string>(name: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { [P in K]?: string });
}

/**
 * Where a message is shown. Without the connector's address, which may change while the message
 * stays.
 */
export function addressOf(conversation: string, activity: string): string {
  return [conversation, activity].map((id) => encodeURIComponent(id.toWellFormed())).join(" ");
}

export function readAddress(
  address: string,
): { conversation: string; activity: string } | undefined {
  const [conversation, activity] = pair(address);
  return conversation === undefined || activity === undefined
    ? undefined
    : { conversation, activity };
}

/**
 * How a person is reached, for the core to keep: the connector, and their chat with us where there
 * is one.
 */
export function routeOf(serviceUrl: string, conversation: string | undefined): string {
  return addressOf(serviceUrl, conversation ?? "");
}

export function readRoute(route: string | undefined): {
  serviceUrl?: string;
  conversation?: string;
} {
  const [serviceUrl, conversation] = pair(route ?? "");
  return { ...optional("serviceUrl", serviceUrl), ...optional("conversation", conversation) };
}

function pair(written: string): (string | undefined)[] {
  try {
    return written.split(" ").map((part) => decodeURIComponent(part) || undefined);
  } catch {
    return [];
  }
}
