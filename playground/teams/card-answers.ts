import { object, text } from "../slack/json.ts";
import { cardProblems } from "./adaptive-card/problems.ts";
import { FAILED } from "./dialogs.ts";
import type { Message } from "./types.ts";
import type { World } from "./world.ts";

/**
 * Applies the app's answer to `adaptiveCard/action`: a card that replaces the presser's, a
 * sentence, or an error (docs/platforms.md T20).
 */
export function applyCard(
  world: World,
  account: string,
  message: Message,
  body: unknown,
  quiet = false,
): string | undefined {
  const { statusCode, type, value } = object(body);
  if (type === "application/vnd.microsoft.card.adaptive" && statusCode === 200) {
    if (cardProblems(value).length > 0) return FAILED;
    message.copies.set(account, object(value));
    message.toggled.delete(account);
    world.changes.changed();
    return undefined;
  }
  if (
    type === "application/vnd.microsoft.activity.message" &&
    statusCode === 200 &&
    typeof value === "string"
  ) {
    // Nothing to display: a way to say that all is well.
    if (!quiet && value !== "")
      world.post(
        message.conversation,
        { text: value, card: undefined },
        { onlyFor: account, beneath: message.id },
      );
    return undefined;
  }
  if (type === "application/vnd.microsoft.error") return text(object(value)["message"]) ?? FAILED;
  // An empty answer too: only the three documented shapes are known to be taken.
  return FAILED;
}

/**
 * Whether a message's card refreshes for this reader. They are named, or nobody is and the chat is
 * small enough (docs/platforms.md T18).
 */
export function refreshesFor(world: World, message: Message, account: string): boolean {
  const { refresh } = object(message.card);
  if (refresh === undefined) return false;
  const viewers = object(refresh)["userIds"];
  if (!Array.isArray(viewers)) return message.conversation.members.size <= 60;
  return viewers.some((id) => world.personBy(id)?.account === account);
}
