import { list, object } from "../json.ts";
import type { Json } from "../types.ts";
import { problemsOfBlocks } from "./blocks.ts";
import { checkKeys, checkString, checkText, problems } from "./check.ts";

/** A view as a whole, in characters of JSON: beyond it Slack answers `view_too_large`. */
const LARGEST = 250_000;
const KEYS =
  "type title blocks close submit private_metadata callback_id clear_on_close notify_on_close " +
  "external_id submit_disabled";

export interface Refusal {
  readonly error: string;
  readonly messages?: readonly string[];
}

/** What Slack would refuse in this view (docs/platforms.md S24), or nothing. */
export function refusalOfView(view: Json, where: "modal" | "home"): Refusal | undefined {
  const found = problems();
  if (view["type"] !== where) found.add(`must be a ${where} view`, "/view/type");
  checkKeys(found, view, "/view", KEYS);
  if (where === "modal") {
    const inputs = list(view["blocks"]).some((block) => object(block)["type"] === "input");
    checkText(found, view["title"], "/view/title", { plain: true, max: 24, required: true });
    checkText(found, view["submit"], "/view/submit", { plain: true, max: 24, required: inputs });
    checkText(found, view["close"], "/view/close", { plain: true, max: 24 });
  }
  checkString(found, view["private_metadata"], "/view/private_metadata", { max: 3_000 });
  checkString(found, view["callback_id"], "/view/callback_id", { max: 255 });
  checkString(found, view["external_id"], "/view/external_id", { max: 255 });
  const messages = [...found.messages, ...problemsOfBlocks(view["blocks"], where)];
  if (messages.length > 0) return { error: "invalid_arguments", messages };
  return JSON.stringify(view).length > LARGEST ? { error: "view_too_large" } : undefined;
}
