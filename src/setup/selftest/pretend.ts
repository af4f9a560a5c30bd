import type { Core, Deliverer, Delivery } from "../../platform/adapter.ts";
import type { Card } from "../../platform/view.ts";
import { second } from "./organisation.ts";

/*
 * A chat platform that exists in this process alone. The supervisor on it answers by the buttons of
 * their card, so whichever process has the page answers it.
 */

/** In the order in which a request goes on. */
const answers = ["escalations.acknowledge", "escalations.arrived", "escalations.done"];
/** In milliseconds: a person reads a page before they answer it. */
const reads = 200;

export interface PretendPlatform extends Deliverer {
  /** Called with the account that a message has just been shown to. */
  onShown: (account: string) => void;
}

/**
 * @param core the presses go through it, like those of a chat
 * @param failed what a press came to that was not carried out
 */
export function pretendPlatform(
  core: Pick<Core, "receive">,
  failed: (error: unknown) => void,
): PretendPlatform {
  let posts = 0;

  async function press(delivery: Delivery, card: Card, address: string): Promise<void> {
    const button = card.buttons.find(({ action }) => answers.includes(action));
    if (button === undefined) return;
    const { feature, name: view, occasion } = delivery;
    await core.receive({
      kind: "press",
      sender: second,
      // The same button of the same message is one press, however often it is drawn.
      delivery: `self-test ${address} ${button.action}`,
      action: button.action,
      ...(button.subject === undefined ? {} : { subject: button.subject }),
      ...(button.argument === undefined ? {} : { argument: button.argument }),
      from: { feature, view, occasion, address },
    });
  }

  const platform: PretendPlatform = {
    platform: "pretend",
    onShown: () => undefined,
    async deliver(delivery) {
      const { view, account } = delivery;
      if (view.kind === "gone") return { outcome: "removed" };
      const address = delivery.address ?? `${delivery.about ?? ""} ${Date.now()} ${++posts}`;
      platform.onShown(account);
      if (account === second.account && view.kind === "card")
        setTimeout(() => void press(delivery, view, address).catch(failed), reads).unref();
      return { outcome: "shown", address };
    },
  };
  return platform;
}
