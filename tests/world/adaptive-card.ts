/*
 * An Adaptive Card 1.5 as Teams takes it (PLATFORMS T17, T19, and the schema's own pages), for every test that sees what
 * we send. Written from Teams' rules and not from our renderer's; it throws with the path of the first violation.
 */

type Shape = Readonly<Record<string, unknown>>;

/** Bytes in UTF-16 that a whole message may weigh. */
const heaviest = 80 * 1024;

/** A message activity with one card. */
export function validateCardMessage(message: unknown): void {
  const it = shape(message, "message");
  if (it.type !== "message") fail("type", "is no message");
  string(it.summary, "summary", 1, 500);
  if (it.text !== undefined) fail("text", "stands beside the card, and is shown twice");
  if (JSON.stringify(message).length * 2 > heaviest) fail("message", "is heavier than 80 KB");
  const [attachment, ...more] = list(it.attachments, "attachments");
  if (more.length > 0) fail("attachments", "more than one card");
  const card = shape(attachment, "attachments[0]");
  if (card.contentType !== "application/vnd.microsoft.card.adaptive")
    fail("attachments[0].contentType", "is no Adaptive Card");
  validateCard(card.content, "chat");
}

/** A card of a chat, or of a dialog, where every press is an `Action.Submit`. */
export function validateCard(card: unknown, surface: "chat" | "dialog" = "chat"): void {
  const it = shape(card, "card");
  keys(it, "card", [
    "type",
    "$schema",
    "version",
    "lang",
    "fallbackText",
    "body",
    "actions",
    "msteams",
    "refresh",
  ]);
  if (it.type !== "AdaptiveCard") fail("type", "is no card");
  if (it.version !== "1.5") fail("version", "is not 1.5");
  string(it.fallbackText, "fallbackText", 1, 500);
  if (JSON.stringify(card).length * 2 > heaviest) fail("card", "is heavier than 80 KB");
  const all = list(it.body, "body");
  if (all.length === 0) fail("body", "is empty");
  const seen: Seen = { surface, inputs: new Set(), actions: 0 };
  all.forEach((one, index) => element(one, `body[${index}]`, seen));
  if (it.actions !== undefined) actions(it.actions, "actions", seen);
  if (seen.actions > 6) fail("card", `${seen.actions} actions stand open, 6 allowed`);
  if (it.refresh !== undefined) {
    const ids = list(shape(it.refresh, "refresh").userIds, "refresh.userIds");
    if (ids.length > 60) fail("refresh.userIds", "more than 60");
  }
}

interface Seen {
  readonly surface: "chat" | "dialog";
  readonly inputs: Set<unknown>;
  actions: number;
}

const face = ["type", "spacing", "separator", "id", "isVisible", "fallback"];

function element(value: unknown, path: string, seen: Seen): void {
  const it = shape(value, path);
  switch (it.type) {
    case "RichTextBlock": {
      keys(it, path, [...face, "inlines", "horizontalAlignment"]);
      const runs = list(it.inlines, `${path}.inlines`);
      if (runs.length === 0) fail(path, "has no runs");
      return runs.forEach((one, index) => textRun(one, `${path}.inlines[${index}]`));
    }
    case "Image":
      keys(it, path, [...face, "url", "altText", "size", "msTeams"]);
      if (!String(it.url).startsWith("data:image/png;base64,iVBORw0KGgo"))
        fail(`${path}.url`, "is no picture of our own");
      return string(it.altText, `${path}.altText`, 1, 1_000);
    case "Container":
      keys(it, path, [...face, "items", "style", "bleed", "selectAction"]);
      if (
        !["default", "emphasis", "good", "attention", "warning", "accent"].includes(
          String(it.style),
        )
      )
        fail(`${path}.style`, "is not known");
      // A press on a whole row is none of a card's six actions.
      if (it.selectAction !== undefined)
        action(it.selectAction, `${path}.selectAction`, seen, false);
      return list(it.items, `${path}.items`).forEach((one, index) =>
        element(one, `${path}.items[${index}]`, seen),
      );
    case "ActionSet":
      keys(it, path, [...face, "actions"]);
      return actions(it.actions, `${path}.actions`, seen);
    case "Input.Text":
      keys(it, path, [
        ...face,
        "label",
        "isMultiline",
        "maxLength",
        "value",
        "placeholder",
        "isRequired",
        "errorMessage",
      ]);
      input(it, path, seen);
      if (typeof it.maxLength !== "number" || it.maxLength < 1)
        fail(`${path}.maxLength`, "is no length");
      if (it.value !== undefined) string(it.value, `${path}.value`, 1, it.maxLength);
      return;
    case "Input.ChoiceSet": {
      keys(it, path, [
        ...face,
        "label",
        "choices",
        "style",
        "value",
        "isRequired",
        "errorMessage",
        "isMultiSelect",
      ]);
      input(it, path, seen);
      const values = list(it.choices, `${path}.choices`).map((one, index) =>
        choice(one, `${path}.choices[${index}]`),
      );
      if (values.length === 0 || values.length > 100)
        fail(`${path}.choices`, `${values.length} choices`);
      if (it.value !== undefined && !values.includes(it.value))
        fail(`${path}.value`, "is none of the choices");
      if (!["compact", "expanded"].includes(String(it.style)))
        fail(`${path}.style`, "is not known");
      return;
    }
    default:
      // TextBlock and FactSet among them: they read Markdown.
      fail(path, `${String(it.type)} is not drawn here`);
  }
}

function textRun(value: unknown, path: string): void {
  const it = shape(value, path);
  keys(it, path, ["type", "text", "weight", "size", "isSubtle", "color"]);
  if (it.type !== "TextRun") fail(path, "is no TextRun");
  string(it.text, `${path}.text`, 1, 4_100);
  if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(String(it.text)))
    fail(`${path}.text`, "holds a control");
}

function input(it: Shape, path: string, seen: Seen): void {
  string(it.id, `${path}.id`, 1, 100);
  if (it.id === "handrail" || it.id === "msteams") fail(`${path}.id`, "is taken");
  if (seen.inputs.has(it.id)) fail(`${path}.id`, "is there twice");
  seen.inputs.add(it.id);
  markdown(it.label, `${path}.label`);
  if (it.isRequired === true) string(it.errorMessage, `${path}.errorMessage`, 1, 200);
}

function choice(value: unknown, path: string): unknown {
  const it = shape(value, path);
  keys(it, path, ["title", "value"]);
  markdown(it.title, `${path}.title`);
  string(it.value, `${path}.value`, 1, 200);
  return it.value;
}

/** Labels are read as Markdown: nothing in them may become a link, a list or emphasis. */
function markdown(value: unknown, path: string): void {
  string(value, path, 1, 300);
  if (/\]\(|:\/\/|(?<!\u2060)[*_`[\]<>#]/.test(String(value))) fail(path, "could come alive");
}

function actions(value: unknown, path: string, seen: Seen): void {
  const all = list(value, path);
  if (all.length === 0 || all.length > 6) fail(path, `${all.length} actions, 1 to 6 allowed`);
  all.forEach((one, index) => action(one, `${path}[${index}]`, seen, true));
}

function action(value: unknown, path: string, seen: Seen, counts: boolean): void {
  const it = shape(value, path);
  if (counts) seen.actions++;
  string(it.title, `${path}.title`, 1, 75);
  if (it.tooltip !== undefined) string(it.tooltip, `${path}.tooltip`, 1, 75);
  if (it.style !== undefined && it.style !== "positive" && it.style !== "destructive")
    fail(`${path}.style`, "is not known");
  const common = ["type", "title", "tooltip", "style"];
  switch (it.type) {
    case "Action.Execute": {
      keys(it, path, [...common, "verb", "data", "fallback"]);
      if (seen.surface === "dialog") fail(path, "a dialog takes no Action.Execute");
      string(it.verb, `${path}.verb`, 1, 100);
      const fallback = shape(it.fallback, `${path}.fallback`);
      if (
        fallback.type !== "Action.Submit" ||
        JSON.stringify(fallback.data) !== JSON.stringify(it.data)
      )
        fail(`${path}.fallback`, "does not mean the same");
      return void shape(it.data, `${path}.data`);
    }
    case "Action.Submit": {
      keys(it, path, [...common, "data"]);
      const data = shape(it.data, `${path}.data`);
      const asks =
        data.msteams === undefined ? undefined : shape(data.msteams, `${path}.data.msteams`).type;
      if (seen.surface === "chat" && asks !== "task/fetch")
        fail(path, "in a chat, only one that asks for a dialog");
      return;
    }
    case "Action.OpenUrl":
      keys(it, path, [...common, "url"]);
      string(it.url, `${path}.url`, 1, 2_000);
      if (!String(it.url).startsWith("https://")) fail(`${path}.url`, "is not https");
      return;
    case "Action.ShowCard": {
      keys(it, path, [...common, "card"]);
      const card = shape(it.card, `${path}.card`);
      if (card.type !== "AdaptiveCard") fail(`${path}.card`, "is no card");
      const inner: Seen = { surface: seen.surface, inputs: seen.inputs, actions: 0 };
      const body = list(card.body ?? [], `${path}.card.body`);
      if (body.length === 0 || card.actions !== undefined)
        actions(card.actions, `${path}.card.actions`, inner);
      body.forEach((one, index) => element(one, `${path}.card.body[${index}]`, inner));
      if (JSON.stringify(card).includes('"Action.ShowCard"'))
        fail(path, "a folded card may not fold again");
      return;
    }
    default:
      fail(path, `${String(it.type)} is not drawn here`);
  }
}

function shape(value: unknown, path: string): Shape {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    fail(path, "is no object");
  return value as Shape;
}

function list(value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) fail(path, "is no list");
  return value as unknown[];
}

function keys(it: Shape, path: string, known: readonly string[]): void {
  for (const key of Object.keys(it))
    if (!known.includes(key)) fail(`${path}.${key}`, "is not known");
}

function string(value: unknown, path: string, min: number, max: number): void {
  if (typeof value !== "string") return fail(path, "is no string");
  if (value.length < min || value.length > max)
    fail(path, `${value.length} characters, ${min} to ${max} allowed`);
  if (!value.isWellFormed()) fail(path, "has half a character");
}

function fail(path: string, what: string): never {
  throw new Error(`${path}: ${what}`);
}
