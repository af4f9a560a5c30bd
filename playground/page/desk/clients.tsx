import type { ReactElement } from "react";
import type { Shown, Someone } from "../../protocol.ts";
import { Blocks } from "../slack/blocks.tsx";
import { Modal } from "../slack/modal.tsx";
import { Mrkdwn } from "../slack/text.tsx";
import type { Block } from "../slack/types.ts";
import { TeamsContent } from "../teams/content.tsx";
import { TaskDialog } from "../teams/dialog.tsx";
import { TeamsTab } from "../teams/tab.tsx";
import type { Client } from "./client.ts";

const blocksOf = (value: readonly unknown[]): readonly Block[] => value as readonly Block[];

function SlackContent({ shown }: { readonly shown: Shown }): ReactElement {
  if (shown.blocks !== undefined && shown.blocks.length > 0)
    return <Blocks blocks={blocksOf(shown.blocks)} />;
  return (
    <div className="blocks">
      {/* What a person typed is theirs, letter for letter; only the bot writes mrkdwn. */}
      {shown.from === "me" ? (
        <p className="plain">{shown.text}</p>
      ) : (
        <p>
          <Mrkdwn source={shown.text} />
        </p>
      )}
    </div>
  );
}

const SlackHome = ({ home }: { readonly home: readonly unknown[] }): ReactElement => (
  <Blocks blocks={blocksOf(home)} />
);

const clients: Readonly<Record<Someone["platform"], Client>> = {
  slack: {
    name: "Slack",
    skin: "slack",
    slash: "/",
    unread: "New",
    Content: SlackContent,
    Home: SlackHome,
    Dialog: Modal,
  },
  teams: {
    name: "Teams",
    skin: "teams",
    slash: "",
    unread: "Last read",
    Content: TeamsContent,
    Tab: TeamsTab,
    Dialog: TaskDialog,
  },
};

export const clientOf = (platform: Someone["platform"]): Client => clients[platform];
