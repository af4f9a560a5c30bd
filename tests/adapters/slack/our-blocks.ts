import { problemsOfBlocks, type Surface } from "../../../playground/slack/block-kit/blocks.ts";
import { refusalOfView } from "../../../playground/slack/block-kit/views.ts";
import { at, isBody, type Body } from "../../../src/platform/json.ts";

/*
 * What every message and view of ours keeps: Slack's own rules, from the one validator, and some
 * rules of ours on top. Slack would take more kinds of blocks than we draw.
 */

const drawn = new Set("actions context data_visualization divider header input section".split(" "));
const elements = new Set("button overflow plain_text_input radio_buttons static_select".split(" "));

/** @throws with every problem of a message's `text` and `blocks` */
export function validateMessage(message: unknown): void {
  const blocks = at(message, "blocks");
  refuse([
    ...problemsOfBlocks(blocks, "message"),
    // 4,000 is what an edit takes, and every message of ours may be edited.
    ...lengthOf(at(message, "text"), "/text", 4_000),
    ...ours(blocks, "message"),
  ]);
}

/** @throws with every problem of a modal or a home page */
export function validateView(view: unknown): void {
  const surface = at(view, "type");
  if ((surface !== "modal" && surface !== "home") || !isBody(view))
    throw new Error(`/type: ${String(surface)} is no view`);
  const refusal = refusalOfView(view, surface);
  refuse([
    ...(refusal?.messages ?? (refusal === undefined ? [] : [refusal.error])),
    ...(surface === "home" && view["title"] !== undefined ? ["/title: not on a home page"] : []),
    ...ours(view["blocks"], surface),
  ]);
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

function ours(blocks: unknown, surface: Surface): string[] {
  const all = listAt({ blocks }, "blocks");
  const ids = all.flatMap(elementsOf).map((element) => element["action_id"]);
  return [
    ...(all.length === 0 ? ["/blocks: none"] : []),
    ...all.flatMap((block, index) => ofBlock(block, `/blocks/${index}`, surface)),
    // Unique in the whole message, so that a press names one button.
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${String(id)} twice`),
    ...(isWellFormed(blocks) ? [] : ["half a character"]),
  ];
}

function ofBlock(block: Body, path: string, surface: Surface): string[] {
  const type = String(block["type"]);
  const primary = elementsOf(block).filter(({ style }) => style === "primary").length;
  return [
    ...(drawn.has(type) ? [] : [`${path}: we draw no ${type}`]),
    ...(type === "input" && surface === "message" ? [`${path}: an input in a message`] : []),
    ...(primary > 1 ? [`${path}: ${primary} primary buttons`] : []),
    ...[...elementsOf(block), ...inputOf(block)].flatMap((element) => ofElement(element, path)),
  ];
}

/** The controls of a block that a person presses. */
const elementsOf = (block: Body): Body[] => [
  ...(block["type"] === "actions" ? listAt(block, "elements") : []),
  ...[block["accessory"]].filter(isBody),
];
const inputOf = (block: Body): Body[] => [block["element"]].filter(isBody);

function ofElement(element: Body, path: string): string[] {
  const { type, action_id, url, value, max_length, initial_value } = element;
  return [
    ...(elements.has(String(type)) ? [] : [`${path}: we draw no ${String(type)}`]),
    ...lengthOf(action_id, `${path}/action_id`, 255),
    ...(value === undefined ? [] : lengthOf(value, `${path}/value`, 2_000)),
    ...(url === undefined || URL.parse(String(url))?.protocol === "https:"
      ? []
      : [`${path}/url: is not https`]),
    ...(type === "plain_text_input" && typeof max_length !== "number"
      ? [`${path}: no max_length`]
      : []),
    ...(initial_value === undefined
      ? []
      : lengthOf(initial_value, `${path}/initial_value`, Number(max_length))),
  ];
}

function lengthOf(value: unknown, path: string, max: number): string[] {
  const fits = typeof value === "string" && value.length >= 1 && value.length <= max;
  return fits ? [] : [`${path}: 1 to ${max} characters, not ${String(value).length}`];
}

/** The objects of a list at a path, all of them. */
function listAt(value: unknown, path: string): Body[] {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter(isBody) : [];
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  return typeof value !== "object" || value === null || Object.values(value).every(isWellFormed);
}
