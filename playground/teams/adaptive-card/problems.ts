import { isObject, list, object, text } from "../../slack/json.ts";
import type { Json } from "../../slack/types.ts";
import { actionsOf, childrenOf, typeOf } from "./walk.ts";

/** What each element must have; an element that is not here does not exist in schema 1.5. */
const NEEDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["AdaptiveCard", []],
  ["TextBlock", ["text"]],
  ["RichTextBlock", ["inlines"]],
  ["TextRun", ["text"]],
  ["Image", ["url"]],
  ["ImageSet", ["images"]],
  ["Media", ["sources"]],
  ["Container", ["items"]],
  ["ColumnSet", []],
  ["Column", []],
  ["FactSet", ["facts"]],
  ["Table", []],
  ["TableRow", []],
  ["TableCell", ["items"]],
  ["ActionSet", ["actions"]],
  ["Input.Text", ["id"]],
  ["Input.Number", ["id"]],
  ["Input.Date", ["id"]],
  ["Input.Time", ["id"]],
  ["Input.Toggle", ["id", "title"]],
  ["Input.ChoiceSet", ["id"]],
]);

const ACTION_NEEDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["Action.OpenUrl", ["url"]],
  ["Action.Submit", []],
  ["Action.ShowCard", ["card"]],
  ["Action.ToggleVisibility", ["targetElements"]],
  ["Action.Execute", ["verb"]],
]);

/** The newest schema that Teams draws (docs/platforms.md T17). */
const NEWEST = [1, 5] as const;
/**
 * The most buttons in one row (docs/platforms.md T17). Every ActionSet and every card behind a
 * ShowCard has a row of its own.
 */
const MOST_ACTIONS = 6;
/** docs/platforms.md T18. */
const MOST_VIEWERS = 60;
const DEEPEST = 32;

/** Why Teams would not take this card, as sentences; none when it would. */
export function cardProblems(card: unknown): string[] {
  if (!isObject(card) || card["type"] !== "AdaptiveCard") return ["it is no AdaptiveCard"];
  const ids: string[] = [];
  const problems = [...version(card), ...refresh(card), ...inside(card, "card", ids, 0)];
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return [...problems, ...twice.map((id) => `two inputs have the id ${id}`)];
}

function version(card: Json): string[] {
  const written = text(card["version"]);
  const [, major, minor] = /^(\d+)\.(\d+)$/.exec(written ?? "") ?? [];
  if (major === undefined || minor === undefined) return ["it has no version"];
  const newer =
    Number(major) > NEWEST[0] || (Number(major) === NEWEST[0] && Number(minor) > NEWEST[1]);
  return newer ? [`version ${written} is newer than ${NEWEST.join(".")}`] : [];
}

function refresh(card: Json): string[] {
  const asked = card["refresh"];
  if (asked === undefined) return [];
  const action = object(object(asked)["action"]);
  const viewers = list(object(asked)["userIds"]);
  return [
    ...(typeOf(action) === "Action.Execute"
      ? actionProblems(action, "refresh", [], 0)
      : ["refresh needs an Action.Execute"]),
    ...(viewers.length > MOST_VIEWERS
      ? [`refresh names ${viewers.length} people, at most ${MOST_VIEWERS} may be`]
      : []),
  ];
}

function inside(element: Json, where: string, ids: string[], depth: number): string[] {
  if (depth > DEEPEST) return [`${where} is nested too deep`];
  const type = typeOf(element);
  const needs = NEEDS.get(type);
  if (needs === undefined)
    return fallsBack(element)
      ? []
      : [`${where}: no element ${type || "without a type"} in schema 1.5`];
  const id = text(element["id"]);
  if (type.startsWith("Input.") && id !== undefined) ids.push(id);
  const row = list(
    type === "AdaptiveCard" || type === "ActionSet" ? element["actions"] : undefined,
  );
  return [
    ...needs
      .filter((key) => element[key] === undefined)
      .map((key) => `${where}: ${type} needs ${key}`),
    ...(row.length > MOST_ACTIONS
      ? [`${where}: ${row.length} actions, at most ${MOST_ACTIONS} are shown`]
      : []),
    ...(type === "Input.ChoiceSet" &&
    element["choices"] === undefined &&
    element["choices.data"] === undefined
      ? [`${where}: ${id} has no choices`]
      : []),
    ...childrenOf(element).flatMap((child, index) =>
      inside(child, `${where}.${index}`, ids, depth + 1),
    ),
    ...actionsOf(element).flatMap((action) =>
      actionProblems(action, where, ids, depth + 1, row.includes(action)),
    ),
  ];
}

function actionProblems(
  action: Json,
  where: string,
  ids: string[],
  depth: number,
  button = false,
): string[] {
  const type = typeOf(action);
  const needs = ACTION_NEEDS.get(type);
  if (needs === undefined)
    return fallsBack(action) ? [] : [`${where}: no action ${type || "without a type"}`];
  const problems = needs
    .filter((key) => action[key] === undefined || action[key] === "")
    .map((key) => `${where}: ${type} needs ${key}`);
  if (button && text(action["title"]) === undefined && action["iconUrl"] === undefined)
    problems.push(`${where}: ${type} needs a title`);
  if (type !== "Action.ShowCard" || action["card"] === undefined) return problems;
  // No client draws it (https://adaptivecards.io/explorer/Action.ShowCard.html).
  if (JSON.stringify(action["card"]).includes('"Action.ShowCard"'))
    problems.push(`${where}: a folded card may not fold again`);
  return [
    ...problems,
    ...inside(
      { type: "AdaptiveCard", ...object(action["card"]) },
      `${where} › ${text(action["title"]) ?? ""}`,
      ids,
      depth,
    ),
  ];
}

const fallsBack = (element: Json): boolean => element["fallback"] !== undefined;
