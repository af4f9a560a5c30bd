import { refusal, type Reply } from "../errors.ts";
import type { Conversation, Message } from "../types.ts";
import type { World } from "../world.ts";
import type { Asked } from "./request.ts";

export interface Place {
  readonly conversation: Conversation;
  /** In a channel: the thread that the id names. */
  readonly thread?: string;
}

/** The conversation a call is about, or why the app cannot reach it. */
export function placeOf({ world, conversationId = "" }: Asked): Place | Reply {
  const [id = "", thread] = conversationId.split(";messageid=");
  const conversation = world.conversations.get(id);
  if (conversation === undefined) return refusal("ConversationNotFound");
  return has(world, conversation)
    ? { conversation, thread }
    : refusal("BotNotInConversationRoster");
}

/** The same for writing into it, which its person may have forbidden. */
export function writableOf(asked: Asked): Place | Reply {
  const place = placeOf(asked);
  if ("status" in place) return place;
  const { account } = place.conversation;
  return account !== undefined && asked.world.blocked.has(account)
    ? refusal("ConversationBlockedByUser")
    : place;
}

/** One of the bot's own messages there, or why it cannot be changed. */
export function ownMessage(asked: Asked): Message | Reply {
  const place = writableOf(asked);
  if ("status" in place) return place;
  const message = place.conversation.messages.get(asked.activityId ?? "");
  if (message === undefined || asked.world.isGone(message))
    return refusal("ActivityNotFoundInConversation");
  return message.author === undefined ? message : refusal("NotEnoughPermissions");
}

/** Whether the app is installed there. */
const has = (world: World, { id, account }: Conversation): boolean =>
  account === undefined ? world.shared.has(id) : world.installed.has(account);
