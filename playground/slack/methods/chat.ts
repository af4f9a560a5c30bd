import { decoded, object, text } from "../json.ts";
import { problemsOfBlocks } from "../block-kit/blocks.ts";
import type { Refusal } from "../block-kit/views.ts";
import type { Channel, Json, Message } from "../types.ts";
import type { Workspace } from "../workspace.ts";
import type { Context, Methods, Result } from "./method.ts";

/**
 * docs/platforms.md S25: a post is cut beyond 40,000 characters, an edit is refused beyond 4,000.
 */
const LONGEST_POST = 40_000;
const LONGEST_EDIT = 4_000;

export const chat: Methods = {
  "chat.postMessage": { scope: "chat:write", perMinute: 300, run: postMessage },
  "chat.update": { scope: "chat:write", perMinute: 50, run: update },
  "chat.delete": { scope: "chat:write", perMinute: 50, run: remove },
  "chat.postEphemeral": { scope: "chat:write", perMinute: 100, run: postEphemeral },
};

function postMessage({ workspace }: Context, args: Json): Result {
  const channel = target(workspace, args["channel"]);
  if ("error" in channel) return channel;
  const content = contentOf(args);
  if ("error" in content) return content;
  const message = workspace.post(channel, content.text.slice(0, LONGEST_POST), content.blocks);
  return { channel: channel.id, ts: message.ts, message: asSlack(workspace, message) };
}

function update({ workspace }: Context, args: Json): Result {
  const found = own(workspace, args, "cant_update_message");
  if ("error" in found) return found;
  const content = contentOf(args);
  if ("error" in content) return content;
  if (content.text.length > LONGEST_EDIT) return { error: "msg_too_long" };
  workspace.edit(found.message, content.text, content.blocks);
  const { channel, ts } = found.message;
  return {
    channel: channel.id,
    ts,
    text: content.text,
    message: asSlack(workspace, found.message),
  };
}

function remove({ workspace }: Context, args: Json): Result {
  const found = own(workspace, args, "cant_delete_message");
  if ("error" in found) return found;
  workspace.remove(found.message);
  return { channel: found.message.channel.id, ts: found.message.ts };
}

function postEphemeral({ workspace }: Context, args: Json): Result {
  const channel = target(workspace, args["channel"]);
  if ("error" in channel) return channel;
  const account = text(args["user"]) ?? "";
  if (
    !workspace.people.has(account) ||
    (channel.members !== undefined && !channel.members.has(account))
  )
    return { error: "user_not_in_channel" };
  const content = contentOf(args);
  if ("error" in content) return content;
  return {
    message_ts: workspace.post(channel, content.text, content.blocks, { onlyFor: account }).ts,
  };
}

/**
 * Text and blocks that Slack would take, of a Web API call, a response_url or a command's answer.
 */
export function contentOf(
  args: Json,
): { readonly text: string; readonly blocks: readonly Json[] | undefined } | Refusal {
  const given =
    args["blocks"] === undefined || args["blocks"] === null || args["blocks"] === ""
      ? undefined
      : decoded(args["blocks"]);
  if (given === undefined && typeof args["blocks"] === "string" && args["blocks"] !== "")
    return { error: "invalid_blocks_format" };
  if (given !== undefined && !Array.isArray(given)) return { error: "invalid_blocks_format" };
  const messages = given === undefined ? [] : problemsOfBlocks(given, "message");
  if (messages.length > 0) return { error: "invalid_blocks", messages };
  const words = text(args["text"]) ?? "";
  const blocks = given === undefined || given.length === 0 ? undefined : given.map(object);
  return words === "" && blocks === undefined ? { error: "no_text" } : { text: words, blocks };
}

/**
 * Where a message goes: a user id opens the direct chat (docs/platforms.md S27); the bot is in no
 * public channel.
 */
function target(workspace: Workspace, id: unknown): Channel | Refusal {
  const person = workspace.people.get(String(id));
  if (person?.kind === "bot") return { error: "cannot_dm_bot" };
  if (person !== undefined)
    return person.kind === "deactivated"
      ? { error: "channel_not_found" }
      : workspace.direct(person.account);
  const channel = workspace.channels.get(String(id));
  if (channel === undefined) return { error: "channel_not_found" };
  return channel.kind === "channel" ? { error: "not_in_channel" } : channel;
}

/**
 * A message by channel id, never a user's id, and ts. Ephemeral messages cannot be named
 * (docs/platforms.md S25, S26).
 */
function own(
  workspace: Workspace,
  args: Json,
  notOurs: string,
): { readonly message: Message } | Refusal {
  const channel = workspace.channels.get(String(args["channel"]));
  if (channel === undefined) return { error: "channel_not_found" };
  const message = channel.messages.get(`${channel.id}:${String(args["ts"])}`);
  if (message === undefined || message.onlyFor !== undefined) return { error: "message_not_found" };
  return message.author === undefined ? { message } : { error: notOurs };
}

/** A message as Slack writes it in answers and in the payload of a click. */
export function asSlack(workspace: Workspace, message: Message): Json {
  const { bot } = workspace;
  return {
    type: "message",
    ...(message.author === undefined
      ? { user: bot.user, bot_id: bot.id, app_id: bot.app }
      : { user: message.author }),
    team: workspace.id,
    ts: message.ts,
    text: message.text,
    blocks: message.blocks,
    edited: message.edited ? { user: bot.id, ts: message.ts } : undefined,
  };
}
