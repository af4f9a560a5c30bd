import { Webhook } from "standardwebhooks";
import { post } from "../post.ts";
import type { Outcome, Waiting } from "../store.ts";
import { outcomeOf, secretIn, tried } from "./outcome.ts";

/** Tells a webhook, signed as Standard Webhooks has it: https://www.standardwebhooks.com */
export const tellWebhook = (
  { url, secretFile }: { readonly url: string; readonly secretFile: string },
  { id, wanted, body }: Waiting,
): Promise<Outcome> =>
  tried(async () => {
    const text = JSON.stringify(body);
    // Of the attempt, by the machine's clock: receivers refuse what is older than minutes.
    const at = new Date();
    // The same at each try, so that a receiver knows what it has already.
    const name = `msg_${id.replaceAll(/[^\w-]/g, "_")}${wanted === 1 ? "" : `_${wanted}`}`;
    const signer = new Webhook(await secretIn(secretFile));
    const { status, wait } = await post(
      url,
      {
        "content-type": "application/json",
        "user-agent": "Handrail",
        "webhook-id": name,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "webhook-signature": signer.sign(name, at, text),
      },
      text,
    );
    if (status === 410) return { outcome: "stopped", code: "http_410" };
    return outcomeOf(status, wait);
  });
