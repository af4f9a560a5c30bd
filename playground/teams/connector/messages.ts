import { list, object, text } from "../../slack/json.ts";
import type { Json } from "../../slack/types.ts";
import { cardProblems } from "../adaptive-card/problems.ts";
import { refusal, type Reply } from "../errors.ts";
import type { Conversation } from "../types.ts";
import { ownMessage, writableOf } from "./places.ts";
import type { Answerer, Asked } from "./request.ts";

const CARD = "application/vnd.microsoft.card.adaptive";
/** About 100 KB in UTF-16, the card included (docs/platforms.md T19). */
const LARGEST = 100 * 1_024;

interface Content {
  readonly text: string;
  readonly card?: Json;
}

/** What a message would show, or why Teams refuses it. */
export function contentOf(activity: Json): Content | Reply {
  if (JSON.stringify(activity).length * 2 > LARGEST) return refusal("MessageSizeTooBig");
  const attachments = list(activity["attachments"]).map(object);
  const cards = attachments
    .filter((one) => one["contentType"] === CARD)
    .map((one) => one["content"]);
  for (const card of cards) {
    const [problem] = cardProblems(card);
    if (problem !== undefined) return refusal("BadArgument", `Bad card: ${problem}.`);
  }
  const words = text(activity["text"]) ?? "";
  if (words === "" && attachments.length === 0)
    return refusal("BadSyntax", "The message is empty.");
  return { text: words, card: cards.length === 0 ? undefined : object(cards[0]) };
}

/** Posts; with an activity's id in the path, as a reply in that thread (docs/platforms.md T35). */
export const post: Answerer = (asked) => {
  const place = writableOf(asked);
  if ("status" in place) return place;
  const { body, world, activityId } = asked;
  // Typing and the like: taken, and nothing to see.
  if (body["type"] !== undefined && body["type"] !== "message")
    return { status: 202, body: { id: world.nextId() } };
  const content = contentOf(body);
  if ("status" in content) return content;
  const onlyFor = targetOf(asked, place.conversation);
  if (typeof onlyFor === "object") return onlyFor;
  const replied =
    activityId === undefined ? undefined : place.conversation.messages.get(activityId);
  const thread = place.thread ?? replied?.thread;
  const message = world.post(place.conversation, content, {
    onlyFor,
    thread,
    ring: ringOf(place.conversation, body, content),
  });
  asked.shown(message);
  return { status: 201, body: { id: message.id } };
};

export const update: Answerer = (asked) => {
  const message = ownMessage(asked);
  if ("status" in message) return message;
  if (isTargeted(asked) && asked.body["recipient"] !== undefined)
    return refusal("BadArgument", "No recipient may be given.");
  if (isTargeted(asked) !== (message.onlyFor !== undefined))
    return refusal("ActivityNotFoundInConversation");
  const content = contentOf(asked.body);
  if ("status" in content) return content;
  asked.world.edit(message, content);
  asked.shown(message);
  return { status: 200, body: { id: message.id } };
};

export const remove: Answerer = (asked) => {
  const message = ownMessage(asked);
  if ("status" in message) return message;
  asked.world.remove(message);
  return { status: 200, body: {} };
};

const isTargeted = ({ query, body }: Asked): boolean =>
  query.get("isTargetedActivity") === "true" || object(body["recipient"])["isTargeted"] === true;

/**
 * The account that a targeted message is for; nothing for everybody; or why it cannot go
 * (learn…/agents-in-teams/targeted-messages).
 */
function targetOf(asked: Asked, conversation: Conversation): string | undefined | Reply {
  if (!isTargeted(asked)) return undefined;
  if (conversation.kind === "personal")
    return refusal("BadArgument", "Targeted messages are for group conversations.");
  const person = asked.world.personBy(object(asked.body["recipient"])["id"]);
  if (person === undefined) return refusal("BadArgument", "The recipient is missing.");
  return conversation.members.has(person.account)
    ? person.account
    : refusal("MemberNotFoundInConversation");
}

/**
 * A new message rings in a chat; in a channel only one that alerts (docs/platforms.md T33). The
 * summary is what a lock screen shows.
 */
function ringOf(conversation: Conversation, activity: Json, content: Content): string | undefined {
  const alert = object(object(activity["channelData"])["notification"])["alert"] === true;
  if (conversation.kind === "channel" && !alert) return undefined;
  return text(activity["summary"]) ?? (content.text === "" ? "Sent a card" : content.text);
}
