import { cardProblems } from "../../../playground/teams/adaptive-card/problems.ts";
import { at, type Body, isBody } from "../../../src/platform/json.ts";

/*
 * What every card of ours keeps: the rules of Teams, from the one validator, and some rules of ours
 * on top. Teams would draw more kinds of elements, some of which read people's words as Markdown.
 */

/** Bytes in UTF-16 that a whole message of ours may weigh. */
const heaviest = 80 * 1024;

type Surface = "chat" | "dialog";

/** @throws with every problem of a message activity with one card */
export function validateCardMessage(message: unknown): void {
  const attachments = at(message, "attachments");
  const summary = at(message, "summary");
  const kind = "application/vnd.microsoft.card.adaptive";
  refuse([
    ...(at(message, "type") === "message" ? [] : ["type: is no message"]),
    ...lengthOf(summary, "summary", 500),
    // It would be shown twice.
    ...(at(message, "text") === undefined ? [] : ["text: stands beside the card"]),
    ...(weight(message) > heaviest ? ["message: is heavier than 80 KB"] : []),
    ...(Array.isArray(attachments) && attachments.length === 1 ? [] : ["attachments: not one"]),
    ...(at(attachments, "0", "contentType") === kind ? [] : ["contentType: is no Adaptive Card"]),
  ]);
  validateCard(at(attachments, "0", "content"), "chat");
}

/** @throws with every problem of a card of a chat, or of a dialog */
export function validateCard(card: unknown, surface: Surface = "chat"): void {
  const body = listAt(card, "body");
  const open = body.flatMap(actionsIn).length;
  refuse([
    ...cardProblems(card),
    ...(isBody(card) ? unknownIn(card, "card") : []),
    ...lengthOf(at(card, "fallbackText"), "fallbackText", 500),
    ...(at(card, "version") === "1.5" ? [] : ["version: is not 1.5"]),
    ...(weight(card) > heaviest ? ["card: is heavier than 80 KB"] : []),
    ...(body.length === 0 ? ["body: is empty"] : []),
    ...(open > 6 ? [`card: ${open} actions stand open, 6 allowed`] : []),
    ...body.flatMap((one, index) => element(one, `body[${index}]`, surface)),
  ]);
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

const weight = (value: unknown): number => (JSON.stringify(value) ?? "").length * 2;

/** The actions that stand open. A press on a whole row is none of a card's six. */
const actionsIn = (one: Body): Body[] =>
  one["type"] === "ActionSet" ? listAt(one, "actions") : listAt(one, "items").flatMap(actionsIn);

const face = "type spacing separator id isVisible fallback";
const button = "type title tooltip style";
const asked = `${face} label value isRequired errorMessage`;
/** The properties that we set, by kind. Another one is a slip of the pen. */
const properties: Readonly<Record<string, string>> = {
  AdaptiveCard: "type $schema version lang fallbackText body msteams",
  RichTextBlock: `${face} inlines horizontalAlignment`,
  TextRun: "type text weight size isSubtle color selectAction",
  Image: `${face} url altText size msTeams`,
  Container: `${face} items style bleed selectAction height`,
  ColumnSet: `${face} columns`,
  Column: `${face} items width`,
  ActionSet: `${face} actions`,
  "Input.Text": `${asked} isMultiline maxLength placeholder`,
  "Input.ChoiceSet": `${asked} choices style isMultiSelect`,
  "Action.Execute": `${button} verb data fallback`,
  "Action.Submit": `${button} data`,
  "Action.OpenUrl": `${button} url`,
  "Action.ShowCard": `${button} card`,
};

function unknownIn(it: Body, path: string): string[] {
  const known = properties[String(it["type"])]?.split(" ") ?? [];
  return Object.keys(it)
    .filter((key) => !known.includes(key))
    .map((key) => `${path}.${key}: is not known`);
}

/** By kind of element; what is not here we do not draw. */
const rules: Readonly<Record<string, (it: Body, path: string, surface: Surface) => string[]>> = {
  RichTextBlock: (it, path) =>
    listAt(it, "inlines").length === 0
      ? [`${path}: has no runs`]
      : listAt(it, "inlines").flatMap((run) => textRun(run, path)),
  Image: (it, path) => [
    ...(String(it["url"]).startsWith("data:image/png;base64,iVBORw0KGgo")
      ? []
      : [`${path}.url: is no picture of our own`]),
    ...lengthOf(it["altText"], `${path}.altText`, 1_000),
  ],
  Container: (it, path, surface) => [
    ...(isBody(it["selectAction"]) ? action(it["selectAction"], path, surface) : []),
    ...listAt(it, "items").flatMap((one) => element(one, path, surface)),
  ],
  ColumnSet: (it, path, surface) =>
    listAt(it, "columns").flatMap((one) => element(one, path, surface)),
  Column: (it, path, surface) => listAt(it, "items").flatMap((one) => element(one, path, surface)),
  ActionSet: (it, path, surface) => [
    ...(listAt(it, "actions").length === 0 ? [`${path}: has no actions`] : []),
    ...listAt(it, "actions").flatMap((one) => action(one, path, surface)),
  ],
  "Input.Text": (it, path) => [
    ...input(it, path),
    ...(typeof it["maxLength"] === "number" ? [] : [`${path}.maxLength: is no length`]),
    ...(it["value"] === undefined
      ? []
      : lengthOf(it["value"], `${path}.value`, Number(it["maxLength"]))),
  ],
  "Input.ChoiceSet": (it, path) => {
    const choices = listAt(it, "choices");
    const values = choices.map(({ value }) => value);
    return [
      ...input(it, path),
      ...(choices.length > 100 ? [`${path}.choices: ${choices.length}`] : []),
      ...choices.flatMap(({ title }) => markdown(title, `${path}.title`)),
      ...values.flatMap((value) => lengthOf(value, `${path}.value`, 200)),
      ...(it["value"] === undefined || values.includes(it["value"])
        ? []
        : [`${path}.value: is none of the choices`]),
    ];
  },
};

function element(it: Body, path: string, surface: Surface): string[] {
  const type = String(it["type"]);
  // TextBlock and FactSet among them: they read Markdown.
  const problems = rules[type]?.(it, path, surface);
  return problems === undefined
    ? [`${path}: ${type} is not drawn here`]
    : [...problems, ...unknownIn(it, path)];
}

function textRun(run: Body, path: string): string[] {
  const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
  return [
    ...lengthOf(run["text"], `${path}.text`, 4_100),
    ...(control.test(String(run["text"])) ? [`${path}.text: holds a control`] : []),
    ...(run["selectAction"] === undefined ? [] : dials(run["selectAction"], path)),
    ...unknownIn(run, path),
  ];
}

/** The one thing that a press on words does. */
const dials = (pressed: unknown, path: string): string[] =>
  at(pressed, "type") === "Action.OpenUrl" && /^tel:\+?\d+$/.test(String(at(pressed, "url")))
    ? []
    : [`${path}.selectAction: does not dial`];

function input(it: Body, path: string): string[] {
  const { id, label, isRequired, errorMessage } = it;
  return [
    ...(id === "handrail" || id === "msteams" ? [`${path}.id: is taken`] : []),
    ...markdown(label, `${path}.label`),
    ...(isRequired === true ? lengthOf(errorMessage, `${path}.errorMessage`, 200) : []),
  ];
}

/** Labels are read as Markdown: nothing in them may become a link, a list or emphasis. */
function markdown(value: unknown, path: string): string[] {
  const alive = /\]\(|:\/\/|(?<!\u2060)[*_`[\]<>#]/.test(String(value));
  return [...lengthOf(value, path, 300), ...(alive ? [`${path}: could come alive`] : [])];
}

function action(it: Body, path: string, surface: Surface): string[] {
  const { type, title, tooltip, data, fallback, url, card } = it;
  const common = [
    ...lengthOf(title, `${path}.title`, 75),
    ...unknownIn(it, path),
    ...(tooltip === undefined ? [] : lengthOf(tooltip, `${path}.tooltip`, 75)),
  ];
  const same =
    at(fallback, "type") === "Action.Submit" &&
    JSON.stringify(at(fallback, "data")) === JSON.stringify(data);
  switch (type) {
    case "Action.Execute":
      return [
        ...common,
        ...(surface === "dialog" ? [`${path}: a dialog takes no Action.Execute`] : []),
        ...(same ? [] : [`${path}.fallback: does not mean the same`]),
      ];
    case "Action.Submit":
      return surface === "chat" && at(data, "msteams", "type") !== "task/fetch"
        ? [...common, `${path}: in a chat, only one that asks for a dialog`]
        : common;
    case "Action.OpenUrl":
      return String(url).startsWith("https://") ? common : [...common, `${path}.url: is not https`];
    case "Action.ShowCard":
      return [
        ...common,
        ...listAt(card, "actions").flatMap((one) => action(one, `${path}.card`, surface)),
        ...listAt(card, "body").flatMap((one) => element(one, `${path}.card`, surface)),
      ];
    default:
      return [...common, `${path}: ${String(type)} is not drawn here`];
  }
}

function lengthOf(value: unknown, path: string, max: number): string[] {
  const fits = typeof value === "string" && value.length >= 1 && value.length <= max;
  if (fits && !value.isWellFormed()) return [`${path}: has half a character`];
  return fits ? [] : [`${path}: 1 to ${max} characters, not ${String(value).length}`];
}

/** The objects of a list at a path, all of them. */
function listAt(value: unknown, path: string): Body[] {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter(isBody) : [];
}
