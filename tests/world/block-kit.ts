/*
 * Block Kit as Slack takes it (PLATFORMS S22–S25, and the reference pages behind them), for every test that sees what we
 * send. Written from Slack's rules and not from our renderer's; it throws with the path of the first violation.
 */

type Surface = "message" | "modal" | "home";
type Shape = Readonly<Record<string, unknown>>;

/** A message's `text` and `blocks`, as for chat.postMessage, chat.update or a command's answer. */
export function validateMessage(message: unknown): void {
  const { text, blocks } = shape(message, "message");
  // 4,000 is what an edit takes, and every message of ours may be edited.
  string(text, "text", 1, 4_000);
  validateBlocks(blocks, "message");
}

/** A modal or a home page. */
export function validateView(view: unknown): void {
  const it = shape(view, "view");
  const { type, blocks } = it;
  if (type !== "modal" && type !== "home") fail("type", `${String(type)} is no view`);
  const common = ["type", "blocks", "callback_id", "private_metadata", "external_id"];
  keys(
    it,
    "view",
    type === "home"
      ? common
      : [...common, "title", "submit", "close", "clear_on_close", "notify_on_close"],
  );
  optional(it.callback_id, (id) => string(id, "callback_id", 1, 255));
  optional(it.external_id, (id) => string(id, "external_id", 1, 255));
  optional(it.private_metadata, (text) => string(text, "private_metadata", 0, 3_000));
  if (type === "modal") {
    plainText(it.title, "title", 24);
    optional(it.submit, (text) => plainText(text, "submit", 24));
    optional(it.close, (text) => plainText(text, "close", 24));
    const asks = list(blocks, "blocks").some((block) => shape(block, "blocks").type === "input");
    if (asks && it.submit === undefined) fail("submit", "required, because there are inputs");
  }
  validateBlocks(blocks, type);
}

/** Blocks on one surface: their shapes, lengths and counts, and ids that are unique. */
function validateBlocks(blocks: unknown, surface: Surface): void {
  const all = list(blocks, "blocks");
  count(all, "blocks", 1, surface === "message" ? 50 : 100);
  const blockIds = new Set<unknown>();
  const actionIds = new Set<unknown>();
  all.forEach((block, index) => {
    const path = `blocks[${index}]`;
    const it = shape(block, path);
    const check = Object.hasOwn(checks, String(it.type)) ? checks[String(it.type)] : undefined;
    if (check === undefined) return fail(`${path}.type`, `${String(it.type)} is not known`);
    optional(it.block_id, (id) => {
      string(id, `${path}.block_id`, 1, 255);
      once(id, blockIds, `${path}.block_id`);
    });
    check(it, path, surface);
    for (const [id, at] of actionIdsOf(it, path)) {
      string(id, at, 1, 255);
      // Slack asks it of one block; ours are unique in the whole message, so that a press names one button.
      if (it.type !== "input") once(id, actionIds, at);
    }
  });
}

type Check = (block: Shape, path: string, surface: Surface) => void;

const checks: Readonly<Record<string, Check>> = {
  divider: (block, path) => keys(block, path, ["type", "block_id"]),
  header(block, path) {
    keys(block, path, ["type", "block_id", "text"]);
    plainText(block.text, `${path}.text`, 150);
  },
  section(block, path) {
    keys(block, path, ["type", "block_id", "text", "fields", "accessory", "expand"]);
    if (block.text === undefined && block.fields === undefined)
      fail(path, "has neither text nor fields");
    optional(block.text, (text) => anyText(text, `${path}.text`, 3_000));
    optional(block.fields, (fields) => {
      count(list(fields, `${path}.fields`), `${path}.fields`, 1, 10);
      list(fields, path).forEach((text, index) => anyText(text, `${path}.fields[${index}]`, 2_000));
    });
    optional(block.accessory, (element) => button(element, `${path}.accessory`));
  },
  context(block, path) {
    keys(block, path, ["type", "block_id", "elements"]);
    const elements = list(block.elements, `${path}.elements`);
    count(elements, `${path}.elements`, 1, 10);
    elements.forEach((text, index) => anyText(text, `${path}.elements[${index}]`, 2_000));
  },
  actions(block, path) {
    keys(block, path, ["type", "block_id", "elements"]);
    const elements = list(block.elements, `${path}.elements`);
    count(elements, `${path}.elements`, 1, 25);
    elements.forEach((element, index) => button(element, `${path}.elements[${index}]`));
    const primary = elements.filter((element) => shape(element, path).style === "primary");
    if (primary.length > 1)
      fail(`${path}.elements`, `${primary.length} primary buttons, one at most`);
  },
  data_visualization(block, path, surface) {
    if (surface !== "message") fail(path, "a chart stands in messages");
    keys(block, path, ["type", "block_id", "title", "chart"]);
    string(block.title, `${path}.title`, 1, 50);
    const chart = shape(block.chart, `${path}.chart`);
    keys(chart, `${path}.chart`, ["type", "series", "axis_config"]);
    const categories = list(
      shape(chart.axis_config, `${path}.chart.axis_config`).categories,
      `${path}.categories`,
    );
    categories.forEach((label) => string(label, `${path}.categories`, 1, 20));
    for (const series of list(chart.series, `${path}.series`)) {
      const { name, data } = shape(series, `${path}.series`);
      string(name, `${path}.series.name`, 1, 20);
      const points = list(data, `${path}.series.data`).map((point) =>
        shape(point, `${path}.series.data`),
      );
      if (points.map(({ label }) => label).join() !== categories.join())
        fail(`${path}.series.data`, "has other labels than the categories");
      if (points.some(({ value }) => typeof value !== "number"))
        fail(`${path}.series.data`, "has no number");
    }
  },
  input(block, path, surface) {
    keys(block, path, [
      "type",
      "block_id",
      "label",
      "element",
      "hint",
      "optional",
      "dispatch_action",
    ]);
    if (surface === "message") fail(path, "an input stands in no message");
    plainText(block.label, `${path}.label`, 2_000);
    optional(block.hint, (hint) => plainText(hint, `${path}.hint`, 2_000));
    inputElement(shape(block.element, `${path}.element`), `${path}.element`);
  },
};

function button(element: unknown, path: string): void {
  const it = shape(element, path);
  if (it.type !== "button") fail(`${path}.type`, `${String(it.type)} is not known`);
  keys(it, path, ["type", "action_id", "text", "value", "url", "style", "accessibility_label"]);
  plainText(it.text, `${path}.text`, 75);
  string(it.action_id, `${path}.action_id`, 1, 255);
  optional(it.value, (value) => string(value, `${path}.value`, 1, 2_000));
  optional(it.accessibility_label, (label) => string(label, `${path}.accessibility_label`, 1, 75));
  optional(
    it.style,
    (style) =>
      style === "primary" ||
      style === "danger" ||
      fail(`${path}.style`, `${String(style)} is no style`),
  );
  optional(it.url, (url) => {
    string(url, `${path}.url`, 1, 3_000);
    if (!URL.canParse(String(url)) || new URL(String(url)).protocol !== "https:")
      fail(`${path}.url`, "is not https");
  });
}

function inputElement(it: Shape, path: string): void {
  string(it.action_id, `${path}.action_id`, 1, 255);
  if (it.type === "plain_text_input") {
    keys(it, path, [
      "type",
      "action_id",
      "multiline",
      "max_length",
      "min_length",
      "initial_value",
      "placeholder",
      "focus_on_load",
    ]);
    const max = it.max_length;
    if (typeof max !== "number" || max < 1 || max > 3_000)
      fail(`${path}.max_length`, `${String(max)} is not within 1 and 3000`);
    return optional(it.initial_value, (value) => string(value, `${path}.initial_value`, 0, max));
  }
  if (it.type !== "radio_buttons" && it.type !== "static_select")
    return fail(`${path}.type`, `${String(it.type)} is not known`);
  keys(it, path, [
    "type",
    "action_id",
    "options",
    "initial_option",
    "placeholder",
    "focus_on_load",
  ]);
  const options = list(it.options, `${path}.options`);
  count(options, `${path}.options`, 1, it.type === "radio_buttons" ? 10 : 100);
  options.forEach((option, index) => {
    const one = shape(option, `${path}.options[${index}]`);
    keys(one, `${path}.options[${index}]`, ["text", "value", "description"]);
    plainText(one.text, `${path}.options[${index}].text`, 75);
    string(one.value, `${path}.options[${index}].value`, 1, 150);
  });
  optional(it.initial_option, (initial) => {
    const known = options.some((option) => JSON.stringify(option) === JSON.stringify(initial));
    if (!known) fail(`${path}.initial_option`, "is none of the options");
  });
}

function actionIdsOf(block: Shape, path: string): [unknown, string][] {
  const elements =
    block.type === "actions"
      ? list(block.elements, path)
      : block.type === "section"
        ? [block.accessory]
        : [];
  return elements.flatMap((element, index): [unknown, string][] =>
    element === undefined
      ? []
      : [[shape(element, path).action_id, `${path}.elements[${index}].action_id`]],
  );
}

function plainText(text: unknown, path: string, max: number): void {
  if (shape(text, path).type !== "plain_text") fail(`${path}.type`, "is not plain_text");
  anyText(text, path, max);
}

function anyText(text: unknown, path: string, max: number): void {
  const it = shape(text, path);
  if (it.type !== "plain_text" && it.type !== "mrkdwn")
    fail(`${path}.type`, `${String(it.type)} is no text`);
  keys(it, path, it.type === "mrkdwn" ? ["type", "text", "verbatim"] : ["type", "text", "emoji"]);
  string(it.text, `${path}.text`, 1, max);
}

function shape(value: unknown, path: string): Shape {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return fail(path, "is no object");
  return value as Shape;
}

function list(value: unknown, path: string): readonly unknown[] {
  return Array.isArray(value) ? value : fail(path, "is no list");
}

function keys(value: Shape, path: string, allowed: readonly string[]): void {
  for (const key of Object.keys(value))
    if (value[key] !== undefined && !allowed.includes(key))
      fail(`${path}.${key}`, "does not belong here");
}

function count(value: readonly unknown[], path: string, min: number, max: number): void {
  if (value.length < min || value.length > max)
    fail(path, `${value.length} pieces, ${min} to ${max} allowed`);
}

function string(value: unknown, path: string, min: number, max: number): void {
  if (typeof value !== "string") return fail(path, "is no string");
  if (value.length < min || value.length > max)
    fail(path, `${value.length} characters, ${min} to ${max} allowed`);
  if (!value.isWellFormed()) fail(path, "has half a character");
}

function once(value: unknown, seen: Set<unknown>, path: string): void {
  if (seen.has(value)) fail(path, `${String(value)} is there twice`);
  seen.add(value);
}

function optional(value: unknown, check: (value: unknown) => unknown): void {
  if (value !== undefined) check(value);
}

function fail(path: string, what: string): never {
  throw new Error(`${path}: ${what}`);
}
