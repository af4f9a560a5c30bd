import type { Dialogs } from "./dialogs.ts";
import type { KeptWorkspace } from "./types.ts";
import type { Workspace } from "./workspace.ts";

export function keptOf(workspace: Workspace, dialogs: Dialogs): KeptWorkspace {
  return {
    channels: [...workspace.channels.values()].map(({ id, kind, members, messages }) => ({
      id,
      kind,
      members: members === undefined ? undefined : [...members],
      messages: [...messages.values()]
        .filter(({ onlyFor }) => onlyFor === undefined)
        .map(({ ts, at, text, blocks, edited, author }) => ({
          ts,
          at,
          text,
          blocks,
          edited,
          author,
        })),
    })),
    homes: [...workspace.people.keys()].flatMap((account) => {
      const home = dialogs.home(account);
      return home === undefined ? [] : [{ account, view: home.view }];
    }),
  };
}

/** Puts back what was kept into a workspace in which nothing has happened yet; nothing rings. */
export function putBack(
  { channels, homes }: KeptWorkspace,
  workspace: Workspace,
  dialogs: Dialogs,
): void {
  for (const { id, kind, members, messages } of channels) {
    const channel = workspace.channel(id, kind, members);
    for (const message of messages) {
      const key = `${id}:${message.ts}`;
      channel.messages.set(key, {
        ...message,
        id: key,
        channel,
        blocks: message.blocks,
        chosen: new Map(),
        shown: undefined,
      });
    }
  }
  for (const { account, view } of homes)
    if (workspace.people.has(account)) dialogs.publish(account, view);
}
