import type { Json } from "../slack/types.ts";
import type { Conversation, KeptTenant } from "./types.ts";
import type { World } from "./world.ts";

export function keptOf(world: World): KeptTenant {
  return {
    conversations: [...world.conversations.values()].map(
      ({ members, messages, ...conversation }) => ({
        ...conversation,
        members: [...members],
        messages: [...messages.values()].map(
          ({ id, thread, at, author, onlyFor, text, card, edited, copies }) => ({
            id,
            thread,
            at,
            author,
            onlyFor,
            text,
            card,
            edited,
            copies: [...copies],
          }),
        ),
      }),
    ),
  };
}

/** Puts back what was kept into a tenant in which nothing has happened yet; nothing rings. */
export function putBack({ conversations }: KeptTenant, world: World): void {
  for (const { members, messages, ...kept } of conversations) {
    const known = world.conversations.get(kept.id);
    const conversation: Conversation = known ?? {
      ...kept,
      members: new Set(members),
      messages: new Map(),
    };
    if (known === undefined) world.conversations.set(kept.id, conversation);
    for (const { copies, card, ...message } of messages) {
      conversation.messages.set(message.id, {
        ...message,
        conversation,
        card,
        copies: new Map(copies),
        known: new Map<string, Json>(),
        toggled: new Map<string, Record<string, boolean>>(),
      });
    }
  }
}
