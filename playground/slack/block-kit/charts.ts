import { isObject } from "../json.ts";
import type { Json } from "../types.ts";
import { checkKeys, checkList, checkString, type Problems } from "./check.ts";

/**
 * Bars, lines and areas as Slack's reference has them: series of one value for each category. A pie
 * is taken as it is.
 */
export function checkChart(found: Problems, chart: Json, at: string): void {
  if (chart["type"] === "pie") return;
  if (!["bar", "line", "area"].includes(String(chart["type"])))
    return found.add("unsupported chart", `${at}/type`);
  checkKeys(found, chart, at, "type series axis_config");
  const axis = isObject(chart["axis_config"]) ? chart["axis_config"] : {};
  checkKeys(found, axis, `${at}/axis_config`, "categories x_label y_label");
  const categories = Array.isArray(axis["categories"]) ? axis["categories"] : [];
  if (categories.length < 1 || categories.length > 20)
    found.add("must have 1 to 20 categories", `${at}/axis_config`);
  categories.forEach((label, index) =>
    checkString(found, label, `${at}/axis_config/categories/${index}`, {
      max: 20,
      min: 1,
      required: true,
    }),
  );
  checkList(found, chart["series"], `${at}/series`, 1, 6).forEach((series, index) => {
    checkString(found, series["name"], `${at}/series/${index}/name`, {
      max: 20,
      min: 1,
      required: true,
    });
    const points = checkList(found, series["data"], `${at}/series/${index}/data`, 1, 20);
    if (points.map((point) => point["label"]).join() !== categories.join())
      found.add("labels must match the categories", `${at}/series/${index}`);
    if (points.some((point) => typeof point["value"] !== "number"))
      found.add("must be a number", `${at}/series/${index}`);
  });
}
