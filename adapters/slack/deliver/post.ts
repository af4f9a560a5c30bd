import type { Delivered } from "../../../src/platform/errors.ts";
import type { Message } from "../render/render.ts";
import { type Calls, show } from "../web-client.ts";

// Slack looks for no names or links in our texts, and fetches no previews. We send no metadata: any
// app could read it (docs/platforms.md S29).
export const asWritten = { parse: "none", link_names: false } as const;
const noPreviews = { unfurl_links: false, unfurl_media: false };

/**
 * The call that posts a message.
 * @param channel a user id means that person's chat with us (docs/platforms.md S27); the answer
 * names the channel that an edit needs (docs/platforms.md S25)
 */
export function post(channel: string, message: Message, calls: Calls) {
  return async (): Promise<Delivered> => {
    const posted = await show(calls, "chat.postMessage", {
      channel,
      ...message,
      ...asWritten,
      ...noPreviews,
    });
    return posted.channel === undefined || posted.ts === undefined
      ? { outcome: "unsure", code: "unreadable_answer" }
      : { outcome: "shown", address: `${posted.channel}:${posted.ts}` };
  };
}
