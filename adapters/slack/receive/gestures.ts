import { createHash } from "node:crypto";
import type { Gesture, Origin, Sender } from "../../../src/platform/adapter.ts";
import { idAt, Malformed } from "./body.ts";
import { at, type Body, textAt } from "../../../src/platform/json.ts";
import {
  actionOf,
  frameOf,
  homeAddress,
  linkAction,
  moreAction,
  readButtonValue,
  readMetadata,
  readOptionValue,
} from "../render/carried-data.ts";
import { asTyped } from "../render/escape.ts";
import type { Identity } from "../people/membership.ts";

/*
 * Makes a gesture of a verified body; pure. Slack repeats only events, under the same `event_id`
 * (docs/platforms.md S6, S7). The others may arrive twice through a proxy, under one `trigger_id`.
 */

/** A gesture, and what its answer can be addressed to. */
export interface Incoming {
  readonly sender: Sender;
  readonly standing: Identity["standing"];
  /** Absent: nothing for the core (a button that only opens an address). */
  readonly gesture?: Gesture;
  readonly answerTo: AnswerTo;
}

export interface AnswerTo {
  /** Whose token opens a dialog there. */
  readonly workspace?: string;
  readonly responseUrl?: string | undefined;
  /** Opens one dialog, within 3 s (docs/platforms.md S2). */
  readonly triggerId?: string;
  /**
   * Pressed on a private answer. No later edit reaches it, so the next answer replaces it
   * (docs/platforms.md S3).
   */
  readonly onPrivate?: true;
  /** The dialog in which it happened, and what it is called. */
  readonly dialog?: string;
  readonly title?: string | undefined;
  /** The fields that a submission's errors can stand under. */
  readonly fields?: readonly string[];
}

/** A slash command. An unknown word passes on: the core has an answer to it. */
export function incomingCommand(body: Body, { sender, standing }: Identity): Incoming {
  const word = idAt(body, "command").replace(/^\//, "").toLowerCase();
  const text = textAt(body, "text") ?? "";
  // A mention comes as an id: the manifest asks for that (docs/platforms.md S4).
  const [named = "", about] = /^\s*<@([UW][A-Z0-9]{1,30})(?:\|[^<>]*)?>/.exec(text) ?? [];
  const gesture: Gesture = {
    kind: "word",
    sender,
    delivery: `cmd:${idAt(body, "trigger_id")}`,
    word,
    text: asTyped(text.slice(named.length)).trim(),
    ...(about === undefined ? {} : { about }),
    // Slack shows nobody a command.
    seen: false,
  };
  return { sender, standing, gesture, answerTo: answerToOf(body, sender) };
}

/** Either shortcut is a bare `escalate`. */
export function incomingShortcut(body: Body, { sender, standing }: Identity): Incoming {
  const delivery = `cmd:${idAt(body, "trigger_id")}`;
  return {
    sender,
    standing,
    gesture: { kind: "word", sender, delivery, word: "escalate", text: "", seen: false },
    answerTo: answerToOf(body, sender),
  };
}

/** A button, or what stood behind "More". Links are only acknowledged. */
export function incomingPress(body: Body, { sender, standing }: Identity): Incoming {
  const answerTo: AnswerTo = {
    ...answerToOf(body, sender),
    ...(at(body, "container", "is_ephemeral") === true ? { onPrivate: true } : {}),
  };
  const pressed = at(body, "actions", "0");
  const what = whatWasPressed(pressed);
  if (what === undefined) return { sender, standing: "inside", answerTo };
  const from = originOf(body, textAt(pressed, "block_id"));
  const gesture: Gesture = {
    kind: "press",
    sender,
    delivery: `act:${idAt(body, "trigger_id")}`,
    ...what,
    ...(from === undefined ? {} : { from }),
  };
  return { sender, standing, gesture, answerTo };
}

function whatWasPressed(pressed: unknown) {
  const action = actionOf(idAt(pressed, "action_id"));
  if (action === moreAction)
    return readOptionValue(textAt(at(pressed, "selected_option"), "value"));
  return textAt(pressed, "type") !== "button" || action === linkAction
    ? undefined
    : { action, ...readButtonValue(textAt(pressed, "value")) };
}

/** A private answer has no address, so it cannot be edited later. */
function originOf(body: Body, block: string | undefined): Origin | undefined {
  const frame = frameOf(block);
  if (frame === undefined) return undefined;
  if (textAt(body, "view", "type") === "home") return { ...frame, address: homeAddress };
  const channel = textAt(body, "container", "channel_id");
  const ts = textAt(body, "container", "message_ts");
  if (channel === undefined || ts === undefined || at(body, "container", "is_ephemeral") === true)
    return undefined;
  return { ...frame, address: `${channel}:${ts}` };
}

/**
 * A form. Its key includes what was entered: after an error the view's hash stays the same, but the
 * corrected form is a new delivery.
 */
export function incomingSubmission(body: Body, { sender, standing }: Identity): Incoming {
  const view = idAt(body, "view", "id");
  const about = readMetadata(textAt(body, "view", "private_metadata"));
  const state = at(body, "view", "state", "values") ?? {};
  if (typeof state !== "object" || state === null) throw new Malformed("view.state.values");
  const fields = Object.keys(state);
  const { workspace } = sender;
  const answerTo: AnswerTo = { workspace, dialog: view, title: titleIn(body), fields };
  if (about === undefined) return { sender, standing, answerTo };
  const values = Object.fromEntries(
    fields.flatMap((name) => valueOf(at(state, name)).map((value) => [name, value] as const)),
  );
  const entered = createHash("sha256")
    .update(JSON.stringify(values))
    .digest("base64url")
    .slice(0, 16);
  const delivery = `view:${view}:${textAt(body, "view", "hash") ?? ""}:${entered}`;
  return {
    sender,
    standing,
    gesture: { kind: "submit", sender, delivery, ...about, values },
    answerTo,
  };
}

function valueOf(block: unknown): string[] {
  if (typeof block !== "object" || block === null) return [];
  const [input] = Object.values(block);
  const users = at(input, "selected_users");
  if (Array.isArray(users)) return [users.filter((id) => typeof id === "string").join(",")];
  const value =
    at(input, "value") ??
    at(input, "selected_option", "value") ??
    at(input, "selected_conversation");
  return typeof value === "string" ? [value] : [];
}

/** Somebody opened their home page. */
export function incomingHome(body: Body, { sender, standing }: Identity): Incoming {
  return {
    sender,
    standing,
    gesture: { kind: "home", sender, delivery: `evt:${idAt(body, "event_id")}` },
    answerTo: {},
  };
}

function answerToOf(body: Body, { workspace }: Sender): AnswerTo {
  const responseUrl = textAt(body, "response_url");
  const triggerId = textAt(body, "trigger_id");
  const dialog = textAt(body, "view", "type") === "modal" ? textAt(body, "view", "id") : undefined;
  return {
    workspace,
    ...(responseUrl === undefined ? {} : { responseUrl }),
    ...(triggerId === undefined ? {} : { triggerId }),
    ...(dialog === undefined ? {} : { dialog, title: titleIn(body) }),
  };
}

const titleIn = (body: Body): string | undefined => textAt(body, "view", "title", "text");
