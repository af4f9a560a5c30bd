import { isObject } from "../json.ts";
import type { Json } from "../types.ts";
import { checkKeys, checkList, checkString, checkText, problems, type Problems } from "./check.ts";
import { checkChart } from "./charts.ts";
import { checkElement } from "./elements.ts";

/** How many blocks fit: 50 in a message, 100 in a modal or a home page (docs/platforms.md S22). */
const MOST = { message: 50, modal: 100, home: 100 } as const;
export type Surface = keyof typeof MOST;

type Rule = (found: Problems, block: Json, at: string, ids: Set<string>) => void;

const rules: Readonly<Record<string, Rule>> = {
  section(found, block, at, ids) {
    checkKeys(found, block, at, "type block_id text fields accessory expand");
    if (block["text"] === undefined && block["fields"] === undefined)
      found.add("missing text or fields", at);
    checkText(found, block["text"], `${at}/text`, { max: 3_000 });
    if (block["fields"] !== undefined)
      checkList(found, block["fields"], `${at}/fields`, 1, 10).forEach((field, index) =>
        checkText(found, field, `${at}/fields/${index}`, { max: 2_000 }),
      );
    if (isObject(block["accessory"]))
      checkElement(found, block["accessory"], `${at}/accessory`, ids);
    else if (block["accessory"] !== undefined) found.add("must be an object", `${at}/accessory`);
  },
  header(found, block, at) {
    checkKeys(found, block, at, "type block_id text level");
    checkText(found, block["text"], `${at}/text`, { plain: true, max: 150, required: true });
  },
  divider(found, block, at) {
    checkKeys(found, block, at, "type block_id");
  },
  actions(found, block, at, ids) {
    checkKeys(found, block, at, "type block_id elements");
    checkList(found, block["elements"], `${at}/elements`, 1, 25).forEach((element, index) => {
      const type = element["type"];
      if (type === "image" || type === "plain_text_input")
        found.add(`unsupported type: ${type}`, `${at}/elements/${index}`);
      checkElement(found, element, `${at}/elements/${index}`, ids);
    });
  },
  context(found, block, at, ids) {
    checkKeys(found, block, at, "type block_id elements");
    checkList(found, block["elements"], `${at}/elements`, 1, 10).forEach((element, index) => {
      if (element["type"] === "image") checkElement(found, element, `${at}/elements/${index}`, ids);
      else checkText(found, element, `${at}/elements/${index}`, { max: 3_000 });
    });
  },
  image(found, block, at) {
    checkKeys(found, block, at, "type block_id image_url slack_file alt_text title");
    checkString(found, block["alt_text"], `${at}/alt_text`, { max: 2_000, required: true });
    checkText(found, block["title"], `${at}/title`, { plain: true, max: 2_000 });
  },
  input(found, block, at, ids) {
    checkKeys(found, block, at, "type block_id label element hint optional dispatch_action");
    checkText(found, block["label"], `${at}/label`, { plain: true, max: 2_000, required: true });
    checkText(found, block["hint"], `${at}/hint`, { plain: true, max: 2_000 });
    const element = block["element"];
    if (!isObject(element)) return found.add("missing required field", `${at}/element`);
    if (element["type"] === "button" || element["type"] === "overflow")
      found.add(`unsupported type: ${element["type"]}`, `${at}/element`);
    checkElement(found, element, `${at}/element`, ids);
  },
  rich_text(found, block, at) {
    checkKeys(found, block, at, "type block_id elements");
    checkList(found, block["elements"], `${at}/elements`, 0, Infinity);
  },
  data_visualization(found, block, at) {
    checkKeys(found, block, at, "type block_id title chart");
    checkString(found, block["title"], `${at}/title`, { max: 50, min: 1, required: true });
    checkChart(found, isObject(block["chart"]) ? block["chart"] : {}, `${at}/chart`);
  },
  markdown(found, block, at) {
    checkKeys(found, block, at, "type block_id text");
    checkString(found, block["text"], `${at}/text`, { max: 12_000, min: 1, required: true });
  },
};

/** Blocks taken as they are: nothing in them has been measured here. */
const UNCHECKED = new Set(
  "alert card carousel container context_actions data_table file plan table task_card video".split(
    " ",
  ),
);

/** What Slack would refuse in these blocks; an empty list when it would take them. */
export function problemsOfBlocks(value: unknown, surface: Surface): readonly string[] {
  const found = problems();
  const blockIds = new Set<string>();
  checkList(found, value, "/blocks", 0, MOST[surface]).forEach((block, index) => {
    const at = `/blocks/${index}`;
    const type = String(block["type"]);
    const rule = rules[type];
    if (rule !== undefined) rule(found, block, at, new Set());
    else if (!UNCHECKED.has(type)) found.add(`unsupported type: ${type}`, `${at}/type`);
    if ((type === "markdown" || type === "data_visualization") && surface !== "message")
      found.add(`unsupported type: ${type}`, `${at}/type`);
    const id = block["block_id"];
    checkString(found, id, `${at}/block_id`, { max: 255, min: 1 });
    if (typeof id === "string" && blockIds.has(id))
      found.add(`\`block_id\` "${id}" already exists`, `${at}/block_id`);
    if (typeof id === "string") blockIds.add(id);
  });
  return found.messages;
}
