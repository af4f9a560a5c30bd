import { isObject } from "../json.ts";
import type { Json } from "../types.ts";
import { checkKeys, checkList, checkString, checkText, type Problems } from "./check.ts";

/*
 * What Slack allows inside its elements (docs/platforms.md S22, S23; @slack/types 3.2.0). A record
 * over the element types: one that is not here is refused.
 */
type Rule = (found: Problems, element: Json, at: string) => void;

const SELECT = "type action_id confirm focus_on_load placeholder";

const rules: Readonly<Record<string, Rule>> = {
  button(found, element, at) {
    checkKeys(
      found,
      element,
      at,
      "type text action_id url value style confirm accessibility_label",
    );
    checkText(found, element["text"], `${at}/text`, { plain: true, max: 75, required: true });
    checkString(found, element["value"], `${at}/value`, { max: 2_000 });
    checkString(found, element["url"], `${at}/url`, { max: 3_000, min: 1 });
    checkString(found, element["accessibility_label"], `${at}/accessibility_label`, { max: 75 });
    const style = element["style"];
    if (style !== undefined && style !== "primary" && style !== "danger")
      found.add("unsupported style", `${at}/style`);
  },
  image(found, element, at) {
    checkKeys(found, element, at, "type image_url alt_text slack_file");
    checkString(found, element["alt_text"], `${at}/alt_text`, { max: 2_000, required: true });
    if (element["image_url"] === undefined && element["slack_file"] === undefined)
      found.add("missing image_url", at);
  },
  static_select(found, element, at) {
    checkKeys(found, element, at, `${SELECT} options option_groups initial_option`);
    checkChoices(found, element, at, 100);
  },
  multi_static_select(found, element, at) {
    checkKeys(
      found,
      element,
      at,
      `${SELECT} options option_groups initial_options max_selected_items`,
    );
    checkChoices(found, element, at, 100);
  },
  radio_buttons(found, element, at) {
    checkKeys(found, element, at, "type action_id confirm focus_on_load options initial_option");
    checkChoices(found, element, at, 10);
  },
  checkboxes(found, element, at) {
    checkKeys(found, element, at, "type action_id confirm focus_on_load options initial_options");
    checkChoices(found, element, at, 10);
  },
  overflow(found, element, at) {
    checkKeys(found, element, at, "type action_id confirm options");
    checkChoices(found, element, at, 5);
  },
  plain_text_input(found, element, at) {
    checkKeys(
      found,
      element,
      at,
      `${SELECT} initial_value multiline min_length max_length dispatch_action_config`,
    );
    checkString(found, element["initial_value"], `${at}/initial_value`, { max: 3_000 });
    const max = element["max_length"];
    if (max !== undefined && (typeof max !== "number" || max < 1 || max > 3_000))
      found.add("must be between 1 and 3000", `${at}/max_length`);
  },
  number_input(found, element, at) {
    if (typeof element["is_decimal_allowed"] !== "boolean")
      found.add("missing required field", `${at}/is_decimal_allowed`);
  },
};

/** Elements taken as they are: nothing in them has been measured here. */
const UNCHECKED = new Set(
  (
    "datepicker datetimepicker timepicker email_text_input url_text_input file_input " +
    "rich_text_input workflow_button users_select conversations_select channels_select " +
    "external_select multi_users_select multi_conversations_select multi_channels_select " +
    "multi_external_select"
  ).split(" "),
);

/**
 * Checks one element wherever it stands; its `action_id` has to be the only one of its kind in
 * `taken`.
 */
export function checkElement(found: Problems, element: Json, at: string, taken: Set<string>): void {
  const type = String(element["type"]);
  const rule = rules[type];
  if (rule === undefined && !UNCHECKED.has(type))
    return found.add(`unsupported type: ${type}`, `${at}/type`);
  rule?.(found, element, at);
  if (type === "image") return;
  const id = element["action_id"];
  checkString(found, id, `${at}/action_id`, { max: 255, min: 1 });
  if (typeof id === "string") {
    if (taken.has(id)) found.add(`\`action_id\` "${id}" already exists`, `${at}/action_id`);
    taken.add(id);
  }
  checkText(found, element["placeholder"], `${at}/placeholder`, { plain: true, max: 150 });
  if (element["confirm"] !== undefined) checkConfirm(found, element["confirm"], `${at}/confirm`);
}

function checkConfirm(found: Problems, confirm: unknown, at: string): void {
  if (!isObject(confirm)) return found.add("must be an object", at);
  checkKeys(found, confirm, at, "title text confirm deny style");
  checkText(found, confirm["title"], `${at}/title`, { plain: true, max: 100, required: true });
  checkText(found, confirm["text"], `${at}/text`, { max: 300, required: true });
  checkText(found, confirm["confirm"], `${at}/confirm`, { plain: true, max: 30, required: true });
  checkText(found, confirm["deny"], `${at}/deny`, { plain: true, max: 30, required: true });
}

function checkChoices(found: Problems, element: Json, at: string, max: number): void {
  const groups = element["option_groups"];
  const options =
    groups === undefined
      ? checkOptions(found, element["options"], `${at}/options`, max)
      : checkList(found, groups, `${at}/option_groups`, 1, 100).flatMap((group, index) => {
          checkText(found, group["label"], `${at}/option_groups/${index}/label`, {
            plain: true,
            max: 75,
            required: true,
          });
          return checkOptions(found, group["options"], `${at}/option_groups/${index}/options`, max);
        });
  const initial =
    element["initial_option"] === undefined
      ? element["initial_options"]
      : [element["initial_option"]];
  for (const chosen of Array.isArray(initial) ? initial : []) {
    const value = isObject(chosen) ? chosen["value"] : undefined;
    if (!options.some((option) => option["value"] === value))
      found.add("initial option is not one of the options", at);
  }
}

function checkOptions(found: Problems, value: unknown, at: string, max: number): readonly Json[] {
  return checkList(found, value, at, 1, max).map((option, index) => {
    checkKeys(found, option, `${at}/${index}`, "text value description url");
    checkText(found, option["text"], `${at}/${index}/text`, { max: 75, required: true });
    checkText(found, option["description"], `${at}/${index}/description`, { max: 75 });
    checkString(found, option["value"], `${at}/${index}/value`, { max: 150, required: true });
    return option;
  });
}
