import type { Delivery } from "../../../src/platform/adapter.ts";
import type { Delivered } from "../../../src/platform/errors.ts";
import { classify } from "./errors.ts";
import { type GroupDmClients, postInGroupDm } from "./group-dm.ts";
import { homeAddress } from "../render/carried-data.ts";
import { asWritten, post } from "./post.ts";
import { remove } from "./remove.ts";
import { type Message, hasChart, render, withoutChart } from "../render/render.ts";
import type { HomeView } from "../sdk.ts";
import { type Calls, show } from "../web-client.ts";

export interface Clients {
  readonly calls: Calls;
  /** Two calls for one delivery, so each has less time. */
  readonly groupDm: GroupDmClients;
  readonly removal: { readonly remove: Calls; readonly edit: Calls };
}

/** Brings one message up to date. Every fault is an outcome, a bug in rendering too. */
export async function deliver(delivery: Delivery, clients: Clients): Promise<Delivered> {
  let send: () => Promise<Delivered>;
  try {
    send = prepared(delivery, clients);
  } catch {
    return { outcome: "failed", code: "render" };
  }
  try {
    return await send();
  } catch (error) {
    const failed = classify(error);
    // A workspace that does not know charts yet gets the words, which say the same.
    if (hasChart(delivery.view) && failed.outcome === "failed" && failed.code === "invalid_blocks")
      return deliver({ ...delivery, view: withoutChart(delivery.view) }, clients);
    return failed;
  }
}

/** Draws the view at once, and returns the call that shows it. */
function prepared(
  { view, reader, account, address, ...rest }: Delivery,
  { calls, groupDm, removal }: Clients,
): () => Promise<Delivered> {
  const occasion = {
    frame: { feature: rest.feature, view: rest.name, occasion: rest.occasion },
    again: rest.again,
  };
  if (view.kind === "board")
    return publish(account, render<"board">(view, reader, occasion), calls);
  if (view.kind === "gone") {
    const line = render<"gone">(view, reader);
    return remove(address ?? "", removal.remove, edit(address ?? "", line, removal.edit));
  }
  const message =
    view.kind === "card"
      ? render<"card">(view, reader, occasion)
      : render<"notice">(view, reader, occasion);
  if (address !== undefined) return edit(address, message, calls);
  if (view.kind === "card" && view.company !== undefined)
    return postInGroupDm([account, ...view.company], message, groupDm);
  return post(account, message, calls);
}

function publish(account: string, view: HomeView, calls: Calls) {
  return async (): Promise<Delivered> => {
    await show(calls, "views.publish", { user_id: account, view });
    return { outcome: "shown", address: homeAddress };
  };
}

function edit(address: string, message: Message, calls: Calls) {
  return async (): Promise<Delivered> => {
    const [channel = "", ts = ""] = address.split(":");
    // Text and blocks together: text alone would take the blocks away (docs/platforms.md S25).
    await show(calls, "chat.update", { channel, ts, ...message, ...asWritten });
    return { outcome: "shown", address };
  };
}
