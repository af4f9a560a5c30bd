import { NotShown } from "../../not-shown.ts";
import { list, object, text } from "../../slack/json.ts";
import type { Json } from "../../slack/types.ts";
import { actionsOf, childrenOf, typeOf } from "./walk.ts";

/** An input as its reader sees it. */
export interface Input {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly element: Json;
}

/** Something to press, and the inputs that go with it. */
export interface Control {
  readonly type: string;
  readonly title: string;
  readonly verb?: string;
  readonly id?: string;
  readonly data: unknown;
  readonly enabled: boolean;
  readonly action: Json;
  readonly inputs: readonly Input[];
}

type Toggled = Readonly<Record<string, boolean>>;

/** All actions that can be seen on a card, those behind Action.ShowCard too, in reading order. */
export function controlsOf(card: unknown, toggled: Toggled = {}): Control[] {
  const root = object(card);
  return typeOf(root) === "AdaptiveCard" ? within(root, [], toggled) : [];
}

/** The inputs that can be seen on a card. */
export const inputsOf = (card: unknown, toggled: Toggled = {}): readonly Input[] =>
  seen(object(card), toggled).flatMap(asInput);

function within(card: Json, outer: readonly Input[], toggled: Toggled): Control[] {
  const elements = seen(card, toggled);
  // An action sends the inputs of its own card and of those around it, not of the cards beside it.
  const inputs = [...outer, ...elements.flatMap(asInput)];
  const [root, ...rest] = elements;
  // A card's own row of buttons stands below its body.
  const ordered = root === undefined ? [] : [...rest, root];
  return ordered.flatMap(actionsOf).flatMap((action) => {
    const type = typeOf(action);
    const control: Control = {
      type,
      title: text(action["title"]) ?? "",
      verb: text(action["verb"]),
      id: text(action["id"]),
      data: action["data"],
      enabled: action["isEnabled"] !== false,
      action,
      inputs: action["associatedInputs"] === "none" ? [] : inputs,
    };
    return type === "Action.ShowCard"
      ? [control, ...within({ type: "AdaptiveCard", ...object(action["card"]) }, inputs, toggled)]
      : [control];
  });
}

/** The card and everything in it that is visible, in reading order. */
function seen(element: Json, toggled: Toggled): readonly Json[] {
  const id = text(element["id"]);
  const visible = (id === undefined ? undefined : toggled[id]) ?? element["isVisible"] !== false;
  return visible ? [element, ...childrenOf(element).flatMap((child) => seen(child, toggled))] : [];
}

function asInput(element: Json): Input[] {
  const type = typeOf(element);
  const id = text(element["id"]);
  if (!type.startsWith("Input.") || id === undefined) return [];
  return [
    {
      id,
      type,
      label: text(element["label"]) ?? text(element["title"]) ?? text(element["placeholder"]) ?? id,
      element,
    },
  ];
}

/**
 * By title, verb or id; `data` tells apart those that share it. @throws {NotShown} when none or
 * several fit
 */
export function controlAt(
  card: unknown,
  name: string,
  options: { readonly data?: unknown; readonly toggled?: Toggled } = {},
): Control {
  const all = controlsOf(card, options.toggled);
  const named = all.filter((one) => one.enabled && [one.title, one.verb, one.id].includes(name));
  const fitting =
    options.data === undefined ? named : named.filter((one) => holds(one.data, options.data));
  const [only] = fitting;
  if (only !== undefined && fitting.length === 1) return only;
  const there = all
    .map((one) => `"${one.title}"${one.verb === undefined ? "" : ` (${one.verb})`}`)
    .join(", ");
  throw new NotShown(
    `${only === undefined ? "no" : "more than one"} action ${name} is shown; ` +
      `there is: ${there || "nothing to press"}`,
  );
}

/** Whether every field that was asked for is there with that value. */
function holds(data: unknown, wanted: unknown): boolean {
  return Object.entries(object(wanted)).every(
    ([key, value]) => JSON.stringify(object(data)[key]) === JSON.stringify(value),
  );
}

/** What Action.ToggleVisibility leaves behind. */
export function toggle(card: unknown, action: Json, before: Toggled): Record<string, boolean> {
  const after = { ...before };
  for (const target of list(action["targetElements"])) {
    const id = text(target) ?? text(object(target)["elementId"]);
    if (id === undefined) continue;
    const wanted = object(target)["isVisible"];
    after[id] =
      typeof wanted === "boolean" ? wanted : !(before[id] ?? visibleAtFirst(object(card), id));
  }
  return after;
}

function visibleAtFirst(element: Json, id: string): boolean {
  if (element["id"] === id) return element["isVisible"] !== false;
  return childrenOf(element).every((child) => visibleAtFirst(child, id));
}
