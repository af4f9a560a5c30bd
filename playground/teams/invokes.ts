import { object, text } from "../slack/json.ts";
import type { Json } from "../slack/types.ts";
import type { Activities } from "./activities.ts";
import type { Message } from "./types.ts";
import type { World } from "./world.ts";

/**
 * The message that an `Action.Submit` sends; as `messageBack` or `imBack` it also says something.
 */
export function submitted(
  world: World,
  activities: Activities,
  press: { readonly account: string; readonly message: Message; readonly data: Json },
): Json {
  const { account, message, data } = press;
  const { conversation } = message;
  const { msteams, ...own } = data as Record<string, unknown>;
  const how = object(msteams);
  const said =
    text(how["displayText"]) ?? (how["type"] === "imBack" ? text(how["value"]) : undefined);
  const id =
    said === undefined
      ? world.nextId()
      : world.post(conversation, { text: said }, { author: account, thread: message.thread }).id;
  const words =
    how["type"] === "imBack"
      ? text(how["value"])
      : how["type"] === "messageBack"
        ? text(how["text"])
        : undefined;
  const value =
    how["type"] === "imBack"
      ? undefined
      : how["type"] === "messageBack" && how["value"] !== undefined
        ? how["value"]
        : own;
  const base = activities.message(account, conversation, id, words ?? "", message.thread);
  return { ...base, text: words, value, replyToId: message.id };
}

/** The invoke that an `Action.Execute` or an automatic refresh sends. */
export function executed(
  activities: Activities,
  press: {
    readonly account: string;
    readonly message: Message;
    readonly action: Json;
    readonly values: Json;
    readonly trigger: "manual" | "automatic";
  },
): Json {
  const { account, message, action, values, trigger } = press;
  const { type, id, title, verb, data } = action;
  const sent = { type, id, title, verb, data: { ...object(data), ...values } };
  return activities.invoke(
    account,
    message.conversation,
    "adaptiveCard/action",
    { action: sent, trigger },
    message,
  );
}

/** What a message extension's command sends: from the compose box, or on a message. */
export function extensionCommand(
  world: World,
  activities: Activities,
  commandId: string,
  message: Message | undefined,
): Json {
  const context = { theme: "default" };
  if (message === undefined) return { commandId, commandContext: "compose", context };
  const author = message.author === undefined ? undefined : world.people.get(message.author);
  const messagePayload = activities.messagePayload(message, author);
  return { commandId, commandContext: "message", context, messagePayload };
}
