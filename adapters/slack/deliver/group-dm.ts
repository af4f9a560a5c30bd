import type { Delivered, Failed } from "../../../src/platform/errors.ts";
import { classify } from "./errors.ts";
import { post } from "./post.ts";
import type { Message } from "../render/render.ts";
import type { Calls } from "../web-client.ts";

/** Calls that give up soon enough for two calls within the five seconds that a delivery has. */
export interface GroupDmClients {
  readonly open: Calls;
  readonly post: Calls;
}

/**
 * The call that posts a message in the group conversation of several people and us. Slack returns
 * the same conversation for the same people (docs/platforms.md S27), so a retry opens no second one.
 */
export function postInGroupDm(
  accounts: readonly string[],
  message: Message,
  clients: GroupDmClients,
) {
  return async (): Promise<Delivered> => {
    const opened = await open(accounts, clients.open);
    if ("outcome" in opened) return opened;
    try {
      return await post(opened.channel, message, clients.post)();
    } catch (error) {
      return withoutBlame(classify(error));
    }
  };
}

async function open(
  accounts: readonly string[],
  calls: Calls,
): Promise<{ readonly channel: string } | Delivered> {
  try {
    const { channel } = await calls.openConversation({
      users: accounts.toSorted().join(","),
      return_im: false,
    });
    return channel?.id === undefined
      ? { outcome: "failed", code: "unreadable_answer" }
      : { channel: channel.id };
  } catch (error) {
    const fault = withoutBlame(classify(error));
    // Nothing is posted yet, whatever became of this call. So a later post is no repeat.
    return fault.outcome === "unsure" ? { ...fault, outcome: "failed" } : fault;
  }
}

/** Scopes that a workspace may have kept to itself. */
const notGranted: ReadonlySet<string> = new Set([
  "missing_scope",
  "no_permission",
  "not_allowed_token_type",
]);

/**
 * Without a group conversation everybody still has their own chat. So its errors do not mark the
 * reader as unreachable, unless the fault is of the whole workspace.
 */
function withoutBlame(fault: Failed): Failed {
  if (fault.outcome !== "unreachable") return fault;
  return fault.whose === "workspace" && !notGranted.has(fault.code)
    ? fault
    : { outcome: "gone", code: fault.code };
}
