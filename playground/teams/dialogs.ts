import { randomUUID } from "node:crypto";
import { isObject, list, object, text } from "../slack/json.ts";
import type { Json } from "../slack/types.ts";
import { cardProblems } from "./adaptive-card/problems.ts";
import type { Conversation, DialogOrigin } from "./types.ts";
import type { World } from "./world.ts";

export const FAILED = "Unable to reach app. Please try again.";

/**
 * Applies the app's answer to `task/fetch`, `task/submit` or a message extension's command. An
 * empty answer closes the dialog.
 * @returns the client's sentence if it cannot use the answer
 */
export function applyTask(
  world: World,
  account: string,
  conversation: Conversation,
  answer: unknown,
  from: DialogOrigin,
  opening: boolean,
): string | undefined {
  const { task, composeExtension } = object(answer);
  if (isObject(task) && task["type"] === "continue")
    return open(world, account, object(task["value"]), from);
  const said = isObject(task) && task["type"] === "message" ? text(task["value"]) : undefined;
  if (said !== undefined) world.notice(conversation, account, said);
  else if (isObject(composeExtension)) compose(world, account, conversation, composeExtension);
  else if (task !== undefined || opening) return FAILED;
  world.dialogs.delete(account);
  world.changes.changed();
  return undefined;
}

function open(world: World, account: string, task: Json, from: DialogOrigin): string | undefined {
  const card = object(task["card"])["content"];
  if (cardProblems(card).length > 0) return FAILED;
  world.dialogs.set(account, {
    id: `t:${randomUUID()}`,
    account,
    task,
    card: object(card),
    from,
    errors: undefined,
  });
  world.changes.changed();
  return undefined;
}

/**
 * A message, or a card laid into the person's compose box, which only they see until they send it.
 */
function compose(world: World, account: string, conversation: Conversation, extension: Json): void {
  const said = text(extension["text"]);
  if (said !== undefined) return world.notice(conversation, account, said);
  for (const attachment of list(extension["attachments"]))
    world.notice(conversation, account, "", object(object(attachment)["content"]));
}
