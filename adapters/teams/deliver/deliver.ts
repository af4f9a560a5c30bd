import type { Delivery } from "../../../src/platform/adapter.ts";
import type { Delivered, Failed } from "../../../src/platform/errors.ts";
import type { Reader } from "../../../src/platform/text.ts";
import type { View } from "../../../src/platform/view.ts";
import { type Chats, NotOpened } from "./chats.ts";
import { classify, ifDisabled, isRefusal } from "./errors.ts";
import { timeouts } from "../config.ts";
import { within } from "../connector/deadline.ts";
import { addressOf, readAddress } from "../render/carried-data.ts";
import { pictured } from "../render/picture.ts";
import { type Occasion, render, summaryOf } from "../render/render.ts";

const cardType = "application/vnd.microsoft.card.adaptive";

/** A message with a card. `alert` puts it into the activity feed (docs/platforms.md T33). */
export function message(view: View, reader: Reader, occasion: Occasion, alert = false): object {
  return {
    type: "message",
    summary: summaryOf(view, reader),
    attachments: [attachment(view, reader, occasion)],
    ...(alert ? { channelData: { notification: { alert: true } } } : {}),
  };
}

export function attachment(
  view: View,
  reader: Reader,
  occasion: Occasion,
): { contentType: string; content: object } {
  return { contentType: cardType, content: render(view, reader, occasion) };
}

/** Brings one message up to date, in 5 s. Every fault is an outcome, a bug in rendering too. */
export async function deliver(
  delivery: Delivery,
  chats: Chats,
  opens: (action: string) => boolean,
): Promise<Delivered> {
  const { view, reader, feature, name, occasion, again, address } = delivery;
  let drawn: object;
  try {
    // Only a new message that calls somebody rings; a receipt that changes does not.
    const rings =
      address === undefined &&
      view.kind === "card" &&
      (view.tone === "danger" || view.tone === "urgent");
    const { picture, late } = await pictured(view, reader, timeouts.picture);
    // The next attempt finds it drawn.
    if (late === true) return { outcome: "failed", code: "picture" };
    const shown = picture === undefined ? {} : { picture };
    drawn = message(
      view,
      reader,
      { frame: { feature, view: name, occasion }, again, opens, ...shown },
      rings,
    );
  } catch {
    return { outcome: "failed", code: "render" };
  }
  try {
    const shown = await within(timeouts.deliver, () => {
      if (address === undefined) return post(delivery, drawn, chats);
      return view.kind === "gone"
        ? remove(address, delivery, drawn, chats)
        : edit(address, delivery, drawn, chats);
    });
    chats.taken(delivery);
    return shown;
  } catch (error) {
    return ifDisabled(failureOf(error, address), () => chats.isRefusedAgain(delivery));
  }
}

function failureOf(error: unknown, address: string | undefined): Failed {
  if (error instanceof NotOpened) return error.failed;
  const failed = classify(error);
  // The chat is gone even after it was opened again, so this person cannot be reached.
  return address === undefined && failed.outcome === "gone"
    ? { outcome: "unreachable", code: failed.code }
    : failed;
}

function post(who: Delivery, drawn: object, chats: Chats): Promise<Delivered> {
  return chats.inChat(who, async (place, bot) => ({
    outcome: "shown",
    address: addressOf(place.conversation, await bot.send(place, drawn)),
  }));
}

async function edit(
  address: string,
  who: Delivery,
  drawn: object,
  chats: Chats,
): Promise<Delivered> {
  const shown = readAddress(address);
  if (shown === undefined) return { outcome: "gone", code: "address" };
  await chats.inConversation(who, shown.conversation, (place, bot) =>
    bot.update(place, shown.activity, drawn),
  );
  return { outcome: "shown", address };
}

/** Where Teams refuses to remove it, the line is left in its place. */
async function remove(
  address: string,
  who: Delivery,
  line: object,
  chats: Chats,
): Promise<Delivered> {
  const shown = readAddress(address);
  if (shown === undefined) return { outcome: "gone", code: "address" };
  try {
    await chats.inConversation(who, shown.conversation, (place, bot) =>
      bot.remove(place, shown.activity),
    );
    return { outcome: "removed" };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return edit(address, who, line, chats);
  }
}
