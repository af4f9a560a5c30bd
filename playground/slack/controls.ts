import { NotShown } from "../not-shown.ts";
import { isObject, list, object, text } from "./json.ts";
import type { InputState, Json } from "./types.ts";

/** Something in blocks that can be pressed, chosen or typed into. */
export interface Control {
  readonly blockId: string;
  readonly actionId: string;
  readonly type: string;
  /** What it says: a button's text, an input's label. */
  readonly label: string;
  readonly accessible?: string;
  readonly value?: string;
  readonly url?: string;
  /** True inside an `input` block: sent with the form, not pressed. */
  readonly input: boolean;
  readonly optional: boolean;
  readonly element: Json;
}

/** Every control in the blocks, in reading order. */
export function controlsOf(blocks: readonly unknown[] | undefined): Control[] {
  const found: Control[] = [];
  for (const block of blocks ?? []) {
    const { type, block_id: id, elements, accessory, element, label, optional } = object(block);
    const add = (one: unknown, input: boolean): void => {
      const control = object(one);
      if (typeof control["action_id"] !== "string") return;
      found.push({
        blockId: text(id) ?? "",
        actionId: control["action_id"],
        type: text(control["type"]) ?? "",
        label: text(object(input ? label : control["text"])["text"]) ?? "",
        accessible: text(control["accessibility_label"]),
        value: text(control["value"]),
        url: text(control["url"]),
        input,
        optional: optional === true,
        element: control,
      });
    };
    if (type === "actions") for (const one of list(elements)) add(one, false);
    if (type === "section") add(accessory, false);
    if (type === "input") add(element, true);
  }
  return found;
}

/** The options of a select, radio, checkbox or overflow element, out of their groups. */
export function optionsOf(element: Json): readonly Json[] {
  const groups = list(element["option_groups"]);
  const options =
    groups.length > 0
      ? groups.flatMap((group) => list(object(group)["options"]))
      : list(element["options"]);
  return options.filter(isObject);
}

/**
 * The one control with an action id; where several share it, block id and value decide.
 * @throws {NotShown} there is none, or more than one
 */
export function controlAt(
  blocks: readonly unknown[] | undefined,
  actionId: string,
  narrow: { blockId?: string; value?: string },
): Control {
  const all = controlsOf(blocks).filter((control) => !control.input);
  const fitting = all.filter(
    (control) =>
      control.actionId === actionId &&
      (narrow.blockId === undefined || control.blockId === narrow.blockId) &&
      (narrow.value === undefined || control.value === undefined || control.value === narrow.value),
  );
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  const there = all.map((control) => `${control.actionId} "${control.label}"`).join(", ");
  throw new NotShown(
    `${fitting.length === 0 ? "no" : "more than one"} control ${actionId} is shown; ` +
      `there is: ${there || "nothing to press"}`,
  );
}

/**
 * Slack fills in the ids that an app leaves out: every block and every interactive element has one.
 */
export function withIds(blocks: readonly Json[], newId: () => string): readonly Json[] {
  const named = (one: unknown): unknown => {
    const element = object(one);
    return element["type"] === undefined ||
      element["type"] === "image" ||
      element["action_id"] !== undefined
      ? one
      : { ...element, action_id: newId() };
  };
  return blocks.map((block) => {
    const filled: Record<string, unknown> =
      block["block_id"] === undefined ? { ...block, block_id: newId() } : { ...block };
    if (filled["type"] === "actions") filled["elements"] = list(filled["elements"]).map(named);
    if (filled["accessory"] !== undefined) filled["accessory"] = named(filled["accessory"]);
    if (filled["element"] !== undefined) filled["element"] = named(filled["element"]);
    return filled;
  });
}

/** What is chosen in the blocks: what the app set at first, and over it what the person changed. */
export function stateOf(blocks: readonly unknown[], changed: InputState): InputState {
  const state: InputState = {};
  for (const { blockId, actionId, type, element } of controlsOf(blocks)) {
    if (type === "button" || type === "overflow") continue;
    (state[blockId] ??= {})[actionId] = changed[blockId]?.[actionId] ?? initial(type, element);
  }
  return state;
}

function initial(type: string, element: Json): Json {
  if (type === "checkboxes" || type === "multi_static_select")
    return { type, selected_options: element["initial_options"] ?? [] };
  if (type === "static_select" || type === "radio_buttons")
    return { type, selected_option: element["initial_option"] ?? null };
  if (type === "datepicker") return { type, selected_date: element["initial_date"] ?? null };
  if (type === "timepicker") return { type, selected_time: element["initial_time"] ?? null };
  if (type === "datetimepicker")
    return { type, selected_date_time: element["initial_date_time"] ?? null };
  if (type === "multi_users_select")
    return { type, selected_users: element["initial_users"] ?? [] };
  if (type === "conversations_select")
    return { type, selected_conversation: element["initial_conversation"] ?? null };
  if (type === "users_select") return { type, selected_user: element["initial_user"] ?? null };
  return { type, value: element["initial_value"] ?? null };
}
