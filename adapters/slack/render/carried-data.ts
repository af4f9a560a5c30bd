import type { Origin } from "../../../src/platform/adapter.ts";
import type { Button, Form } from "../../../src/platform/view.ts";
import { parseJson, textAt } from "../../../src/platform/json.ts";
import { limits } from "../limits.ts";

/*
 * What our buttons and forms carry through Slack and back: opaque codes, never names or notes
 * (docs/platforms.md S23). None of it is trusted on its return; rights are checked against the
 * verified sender.
 */

/**
 * The action of buttons that only open an address; Slack reports the click, and it is acknowledged
 * in silence.
 */
export const linkAction = "link";

/** The address of a home page: there is one per person. */
export const homeAddress = "home";

/** The frame of a message: which view of which feature, on which occasion. */
export type Frame = Omit<Origin, "address">;

/**
 * An `action_id`: the action, numbered from its second appearance on, because ids are unique in a
 * message.
 */
export function actionId(action: string, appearance: number): string {
  return (appearance === 1 ? action : `${action}#${appearance}`).slice(0, limits.id);
}

export function actionOf(id: string): string {
  return id.replace(/#\d+$/, "");
}

export function buttonValue(button: Button): string {
  return JSON.stringify({ s: button.subject, a: button.argument });
}

/** Behind "More" each option has an action of its own, so its value carries that too. */
export const moreAction = "more";

export function optionValue(button: Button): string {
  return JSON.stringify({ p: button.action, s: button.subject, a: button.argument });
}

/** What an option behind "More" presses; `undefined` when it is not of our making. */
export function readOptionValue(
  value: string | undefined,
): { action: string; subject?: string; argument?: string } | undefined {
  const action = textAt(value === undefined ? undefined : parseJson(value), "p");
  return action === undefined ? undefined : { action, ...readButtonValue(value) };
}

export function readButtonValue(value: string | undefined): {
  subject?: string;
  argument?: string;
} {
  const body = value === undefined ? undefined : parseJson(value);
  const subject = textAt(body, "s");
  const argument = textAt(body, "a");
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(argument === undefined ? {} : { argument }),
  };
}

/**
 * A `block_id` that names the message; `undefined` where it would not fit, and the message cannot
 * be adopted as a ghost.
 */
export function blockId(frame: Frame, index: number): string | undefined {
  const id = ["o", ...[frame.feature, frame.view, frame.occasion].map(pack), index].join("~");
  return id.length <= limits.id ? id : undefined;
}

export function frameOf(id: string | undefined): Frame | undefined {
  const [mark, feature, view, occasion, index, ...more] = (id ?? "").split("~");
  if (
    mark !== "o" ||
    feature === undefined ||
    view === undefined ||
    occasion === undefined ||
    index === undefined ||
    more.length > 0
  )
    return undefined;
  try {
    return {
      feature: decodeURIComponent(feature),
      view: decodeURIComponent(view),
      occasion: decodeURIComponent(occasion),
    };
  } catch {
    return undefined;
  }
}

function pack(part: string): string {
  return encodeURIComponent(part.toWellFormed()).replaceAll("~", "%7E");
}

export function metadata({ form, subject, argument }: Form): string {
  return JSON.stringify({ form, subject, a: argument });
}

export function readMetadata(
  text: string | undefined,
): { form: string; subject?: string; argument?: string } | undefined {
  const body = text === undefined ? undefined : parseJson(text);
  const form = textAt(body, "form");
  const subject = textAt(body, "subject");
  const argument = textAt(body, "a");
  if (form === undefined) return undefined;
  return {
    form,
    ...(subject === undefined ? {} : { subject }),
    ...(argument === undefined ? {} : { argument }),
  };
}
