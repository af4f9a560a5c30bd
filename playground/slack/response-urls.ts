import { forgetOldest } from "./forget.ts";
import { truthy } from "./json.ts";
import { contentOf } from "./methods/chat.ts";
import type { Channel, Json, Message } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** docs/platforms.md S3. */
const USES = 5;
const LIFETIME = 30 * 60_000;
const REMEMBERED = 5_000;

export interface ResponseUrls {
  /** @param original the message with the pressed button; a command has none */
  issue(account: string, channel: Channel, original?: Message): string;
  accountOf(id: string): string | undefined;
  use(id: string, body: Json): { readonly status: number; readonly answer: string };
}

/**
 * Where an app answers later. What replaces is the message that carried the button. A command's
 * answer cannot be replaced: Slack posts another one (github.com/slackapi/bolt-js/issues/2287,
 * bolt-python/issues/1268).
 */
export function responseUrls(workspace: Workspace, base: () => string): ResponseUrls {
  const issued = new Map<
    string,
    { account: string; channel: Channel; original: Message | undefined; at: number; uses: number }
  >();
  return {
    issue(account, channel, original) {
      const id = workspace.ids.next("R");
      issued.set(id, { account, channel, original, at: workspace.now(), uses: 0 });
      forgetOldest(issued, REMEMBERED);
      return `${base()}/response/${workspace.id}/${id}`;
    },
    accountOf: (id) => issued.get(id)?.account,
    use(id, body) {
      const url = issued.get(id);
      if (url === undefined) return { status: 404, answer: "no_service" };
      if (workspace.now() - url.at > LIFETIME) return { status: 404, answer: "expired_url" };
      if (url.uses >= USES) return { status: 404, answer: "used_url" };
      url.uses += 1;
      const { account, channel, original } = url;
      if (truthy(body["delete_original"])) {
        if (original === undefined || !channel.messages.has(original.id))
          return { status: 404, answer: "message_not_found" };
        workspace.remove(original);
        return { status: 200, answer: "ok" };
      }
      const content = contentOf(body);
      if ("error" in content) return { status: 400, answer: content.error };
      if (truthy(body["replace_original"]) && original !== undefined) {
        if (!channel.messages.has(original.id)) return { status: 404, answer: "message_not_found" };
        workspace.edit(original, content.text, content.blocks);
      } else
        workspace.post(
          channel,
          content.text,
          content.blocks,
          body["response_type"] === "in_channel" ? {} : { onlyFor: account },
        );
      return { status: 200, answer: "ok" };
    },
  };
}
