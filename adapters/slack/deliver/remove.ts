import type { Delivered } from "../../../src/platform/errors.ts";
import { type Calls, faultOf, show } from "../web-client.ts";

/** Slack does not let us remove this message, now or later (docs/platforms.md S30). */
const refused: ReadonlySet<string> = new Set([
  "cant_delete_message",
  "compliance_exports_prevent_deletion",
  "restricted_action",
]);

/**
 * The call that removes a message.
 * @param leaveLine what is done where Slack refuses
 * @throws what Slack answered otherwise; `message_not_found` too, which is as good as removed
 */
export function remove(address: string, calls: Calls, leaveLine: () => Promise<Delivered>) {
  return async (): Promise<Delivered> => {
    const [channel = "", ts = ""] = address.split(":");
    try {
      await show(calls, "chat.delete", { channel, ts });
      return { outcome: "removed" };
    } catch (error) {
      const fault = faultOf(error);
      if (fault.kind === "platform" && refused.has(fault.code)) return leaveLine();
      throw error;
    }
  };
}
