import type { Delivery } from "../../src/platform/adapter.ts";
import type { Delivered } from "../../src/platform/errors.ts";
import { classify } from "./classify.ts";
import { homeAddress } from "./envelope.ts";
import { type Message, render } from "./render.ts";
import type { HomeView, WebClient } from "./sdk.ts";

// Nothing in a text is looked for names or links, and no preview of one is fetched. No metadata: any app could read it (S29).
const asWritten = { parse: "none", link_names: false } as const;

/** Brings one message up to date. Every fault is an outcome, a bug in rendering too. */
export async function deliver(delivery: Delivery, client: WebClient): Promise<Delivered> {
  let send: () => Promise<Delivered>;
  try {
    send = prepared(delivery, client);
  } catch {
    return { outcome: "failed", code: "render" };
  }
  try {
    return await send();
  } catch (error) {
    return classify(error);
  }
}

/** Draws the view at once, and returns the call that shows it. */
function prepared({ view, reader, account, address, ...rest }: Delivery, client: WebClient): () => Promise<Delivered> {
  const occasion = { frame: { feature: rest.feature, view: rest.name, occasion: rest.occasion }, again: rest.again };
  if (view.kind === "board") return publish(account, render<"board">(view, reader, occasion), client);
  const message = view.kind === "card" ? render<"card">(view, reader, occasion) : render<"notice">(view, reader, occasion);
  if (address === undefined) return post(account, message, client);
  return edit(address, message, client);
}

function publish(account: string, view: HomeView, client: WebClient) {
  return async (): Promise<Delivered> => {
    await client.views.publish({ user_id: account, view });
    return { outcome: "shown", address: homeAddress };
  };
}

/** A user id as the channel is that person's chat with us (S27); the answer names the channel that an edit needs (S25). */
function post(account: string, message: Message, client: WebClient) {
  return async (): Promise<Delivered> => {
    const { channel, ts } = await client.chat.postMessage({
      channel: account,
      ...message,
      ...asWritten,
      unfurl_links: false,
      unfurl_media: false,
    });
    return channel === undefined || ts === undefined
      ? { outcome: "unsure", code: "unreadable_answer" }
      : { outcome: "shown", address: `${channel}:${ts}` };
  };
}

function edit(address: string, message: Message, client: WebClient) {
  return async (): Promise<Delivered> => {
    const [channel = "", ts = ""] = address.split(":");
    // Text and blocks together: text alone would take the blocks away (S25).
    await client.chat.update({ channel, ts, ...message, ...asWritten });
    return { outcome: "shown", address };
  };
}
