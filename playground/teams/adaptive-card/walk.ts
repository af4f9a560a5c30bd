import { list, object, text } from "../../slack/json.ts";
import type { Json } from "../../slack/types.ts";

/** Where an element keeps the elements inside it. */
const INSIDE: ReadonlyMap<string, string> = new Map([
  ["AdaptiveCard", "body"],
  ["Container", "items"],
  ["ColumnSet", "columns"],
  ["Column", "items"],
  ["Table", "rows"],
  ["TableRow", "cells"],
  ["TableCell", "items"],
  ["ImageSet", "images"],
  ["RichTextBlock", "inlines"],
]);

/** Types that may be left out because only one fits there. */
const IMPLIED: ReadonlyMap<string, string> = new Map([
  ["columns", "Column"],
  ["rows", "TableRow"],
  ["cells", "TableCell"],
  ["images", "Image"],
  ["inlines", "TextRun"],
]);

export const typeOf = (element: Json): string => text(element["type"]) ?? "";

/**
 * An element's own elements, each with its type filled in; a bare string among inlines is a text
 * run.
 */
export function childrenOf(element: Json): readonly Json[] {
  const key = INSIDE.get(typeOf(element)) ?? "";
  const type = IMPLIED.get(key);
  return list(element[key]).map((child) => {
    const inner: Json = typeof child === "string" ? { text: child } : object(child);
    return inner["type"] === undefined && type !== undefined ? { ...inner, type } : inner;
  });
}

/** The actions an element carries itself: its row of buttons, and the one behind it. */
export function actionsOf(element: Json): readonly Json[] {
  const type = typeOf(element);
  const row =
    type === "AdaptiveCard" || type === "ActionSet" ? list(element["actions"]).map(object) : [];
  const own = [
    element["selectAction"],
    type === "Input.Text" ? element["inlineAction"] : undefined,
  ];
  return [...row, ...own.filter((action) => action !== undefined).map(object)];
}
