import { NotShown } from "../not-shown.ts";
import { controlsOf, optionsOf, stateOf, type Control } from "./controls.ts";
import { isObject, list, object } from "./json.ts";
import type { InputState, Json } from "./types.ts";

/** Where Slack keeps what was entered, by element type; `value` for the rest. */
const FIELD: Readonly<Record<string, string>> = {
  static_select: "selected_option",
  radio_buttons: "selected_option",
  checkboxes: "selected_options",
  multi_static_select: "selected_options",
  datepicker: "selected_date",
  timepicker: "selected_time",
  datetimepicker: "selected_date_time",
  users_select: "selected_user",
  multi_users_select: "selected_users",
  conversations_select: "selected_conversation",
};

export type Values = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * What a person entered, in Slack's form. A value may be plain (`"busy"`, `["a", "b"]`, `null`) or
 * Slack's own (`{ value }`, `{ selected_option: { value } }`).
 * @throws {NotShown} for a field or an option that the dialog does not have.
 */
export function entered(blocks: readonly Json[], before: InputState, values: Values): InputState {
  const controls = controlsOf(blocks);
  const state = stateOf(blocks, before);
  for (const [blockId, actions] of Object.entries(values)) {
    for (const [actionId, value] of Object.entries(actions)) {
      const control = controls.find((one) => one.blockId === blockId && one.actionId === actionId);
      if (control === undefined) throw new NotShown(`no field ${blockId} / ${actionId} is shown`);
      (state[blockId] ??= {})[actionId] = chosen(control, value);
    }
  }
  return state;
}

/** One entry in Slack's form. @throws {NotShown} for an option that is not offered. */
export function chosen(control: Pick<Control, "type" | "element">, given: unknown): Json {
  const { type, element } = control;
  const field = FIELD[type] ?? "value";
  const bare = isObject(given) && field in given ? given[field] : given;
  if (field === "selected_option")
    return { type, [field]: bare === null || bare === undefined ? null : option(element, bare) };
  if (field === "selected_options")
    return { type, [field]: list(bare).map((one) => option(element, one)) };
  if (field === "selected_users")
    return {
      type,
      [field]: typeof bare === "string" ? bare.split(",").filter((id) => id !== "") : list(bare),
    };
  return { type, [field]: bare === "" || bare === undefined ? null : bare };
}

function option(element: Json, given: unknown): Json {
  const value = isObject(given) ? given["value"] : given;
  const found = optionsOf(element).find((one) => one["value"] === value);
  if (found === undefined) throw new NotShown("no such option is shown");
  return found;
}

/**
 * What Slack's own client says before it sends anything: sentences by block id, none when the form
 * may go.
 */
export function clientErrors(blocks: readonly Json[], state: InputState): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { blockId, actionId, type, input, optional, element } of controlsOf(blocks)) {
    if (!input) continue;
    const value = object(state[blockId]?.[actionId])[FIELD[type] ?? "value"];
    const empty =
      value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    if (empty && !optional) errors[blockId] = "Please complete this required field.";
    const most = typeof element["max_length"] === "number" ? element["max_length"] : 3_000;
    const least = typeof element["min_length"] === "number" ? element["min_length"] : 0;
    if (typeof value === "string" && value.length > most)
      errors[blockId] = `Please shorten this to ${most} characters or fewer.`;
    if (typeof value === "string" && value.length < least)
      errors[blockId] = `Please lengthen this to ${least} characters or more.`;
  }
  return errors;
}
