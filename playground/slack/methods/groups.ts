import { text } from "../json.ts";
import type { Refusal } from "../block-kit/views.ts";
import type { Channel, Json } from "../types.ts";
import type { Context, Methods, Result } from "./method.ts";

/** Slack may name fewer than were asked for: there are more while there is a cursor. */
const most = 5;

/** Who is in a user group or a channel (docs/platforms.md S43). */
export const groups: Methods = {
  "usergroups.list": { scope: "usergroups:read", perMinute: 20, run: listed },
  "usergroups.users.list": { scope: "usergroups:read", perMinute: 20, run: usersIn },
  "conversations.info": { perMinute: 50, run: channelInfo },
  "conversations.members": { perMinute: 100, run: membersOf },
};

function listed({ workspace }: Context): Result {
  return {
    usergroups: [...workspace.userGroups].map(([handle, { id }]) => ({
      id,
      team_id: workspace.id,
      handle,
      date_delete: 0,
    })),
  };
}

function usersIn({ workspace }: Context, args: Json): Result {
  const found = [...workspace.userGroups.values()].find(({ id }) => id === text(args["usergroup"]));
  return found === undefined ? { error: "no_such_subteam" } : { users: [...found.accounts] };
}

function channelIn({ workspace, scopes }: Context, args: Json): Channel | Refusal {
  const channel = workspace.channels.get(text(args["channel"]) ?? "");
  if (!scopes.has("channels:read") && !scopes.has("groups:read"))
    return { error: "missing_scope", messages: ["needed: channels:read"] };
  return channel?.kind === "channel" ? channel : { error: "channel_not_found" };
}

function channelInfo(context: Context, args: Json): Result {
  const channel = channelIn(context, args);
  if ("error" in channel) return channel;
  return {
    channel: {
      id: channel.id,
      name: nameOfChannel(channel.id),
      is_channel: true,
      is_archived: channel.isArchived === true,
      is_member: channel.isWithoutApp !== true && channel.isArchived !== true,
    },
  };
}

/** `C0ORDERS` → `orders`. */
const nameOfChannel = (id: string): string => id.replace(/^C0/, "").toLowerCase();

function membersOf(context: Context, args: Json): Result {
  const channel = channelIn(context, args);
  if ("error" in channel) return channel;
  const { workspace } = context;
  const members = [
    ...(channel.members ?? workspace.people.keys()),
    ...(channel.isWithoutApp === true ? [] : [workspace.bot.user]),
  ];
  const from = Number(args["cursor"] || 0);
  if (!Number.isInteger(from) || from < 0 || from > members.length)
    return { error: "invalid_cursor" };
  const end = from + Math.min(Number(args["limit"] || most), most);
  return {
    members: members.slice(from, end),
    response_metadata: { next_cursor: end < members.length ? String(end) : "" },
  };
}
