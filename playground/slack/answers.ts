import { accepted } from "./app-link.ts";
import type { Dialogs, Opened } from "./dialogs.ts";
import { decoded, isObject, object } from "./json.ts";
import { contentOf } from "./methods/chat.ts";
import type { Channel, Sent, View } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** What Slack says in a dialog whenever the answer to a submission is not one it takes. */
const TROUBLE = "We had some trouble connecting. Try again?";

/** Shows what a command was answered with. @returns Slack's own sentence when it failed */
export function applyCommandAnswer(
  workspace: Workspace,
  account: string,
  channel: Channel,
  word: string,
  sent: Sent,
): string | undefined {
  if (!accepted(sent))
    return failed(word, sent.failure === "http_timeout" ? "operation_timeout" : "dispatch_failed");
  if (sent.body.trim() === "") return undefined;
  const json = String(sent.headers["content-type"] ?? "").includes("json")
    ? decoded(sent.body)
    : undefined;
  const answer = isObject(json) ? json : { text: sent.body };
  const content = contentOf(answer);
  if ("error" in content)
    return content.error === "no_text" ? undefined : failed(word, content.error);
  workspace.post(
    channel,
    content.text,
    content.blocks,
    answer["response_type"] === "in_channel" ? {} : { onlyFor: account },
  );
  return undefined;
}

const failed = (word: string, error: string): string => `${word} failed with the error "${error}"`;

/**
 * Does to the dialog what a submission was answered with (docs/platforms.md S11). @returns Slack's
 * own sentence when it failed
 */
export function applySubmissionAnswer(
  dialogs: Dialogs,
  view: View,
  sent: Sent,
): string | undefined {
  if (!accepted(sent)) return TROUBLE;
  // The answer came to a dialog that is not on top any more: closed by the person, or replaced.
  if (dialogs.top(view.account) !== view) return undefined;
  const answer = sent.body.trim() === "" ? {} : decoded(sent.body);
  if (!isObject(answer)) return TROUBLE;
  const opened = (result: Opened): string | undefined => ("error" in result ? TROUBLE : undefined);
  switch (answer["response_action"]) {
    case undefined:
      dialogs.close(view.account, false);
      return undefined;
    case "clear":
      dialogs.close(view.account, true);
      return undefined;
    case "update":
      return opened(dialogs.update(view, object(answer["view"])));
    case "push":
      return opened(dialogs.push(view.account, object(answer["view"])));
    case "errors":
      return showErrors(view, object(answer["errors"]));
    default:
      return TROUBLE;
  }
}

/**
 * Errors are keyed by the block ids of inputs that are there; anything else Slack does not take.
 */
function showErrors(view: View, errors: Readonly<Record<string, unknown>>): string | undefined {
  const inputs = new Set(
    view.blocks.filter((block) => block["type"] === "input").map((block) => block["block_id"]),
  );
  const entries = Object.entries(errors);
  if (entries.length === 0) return TROUBLE;
  for (const [id, sentence] of entries)
    if (!inputs.has(id) || typeof sentence !== "string" || sentence === "") return TROUBLE;
  view.errors = errors as Record<string, string>;
  return undefined;
}
