import { text } from "../json.ts";
import type { Json } from "../types.ts";
import type { Context, Methods, Result } from "./method.ts";

/** Slack may name fewer than were asked for: there are more while there is a cursor. */
const most = 5;

/** Who is in a user group or a channel (docs/platforms.md S43). */
export const groups: Methods = {
  "usergroups.list": { scope: "usergroups:read", perMinute: 20, run: listed },
  "usergroups.users.list": { scope: "usergroups:read", perMinute: 20, run: usersIn },
  "conversations.members": { perMinute: 100, run: membersOf },
};

function listed({ workspace }: Context): Result {
  return {
    usergroups: [...workspace.userGroups].map(([handle], at) => ({
      id: idOf(at),
      team_id: workspace.id,
      handle,
      date_delete: 0,
    })),
  };
}

const idOf = (at: number): string => `S0GROUP${at}`;

function usersIn({ workspace }: Context, args: Json): Result {
  const found = [...workspace.userGroups.values()].find(
    (_, at) => idOf(at) === text(args["usergroup"]),
  );
  return found === undefined ? { error: "no_such_subteam" } : { users: [...found] };
}

function membersOf({ workspace, scopes }: Context, args: Json): Result {
  const channel = workspace.channels.get(text(args["channel"]) ?? "");
  if (!scopes.has("channels:read") && !scopes.has("groups:read"))
    return { error: "missing_scope", messages: ["needed: channels:read"] };
  if (channel?.kind !== "channel") return { error: "channel_not_found" };
  const members = [...(channel.members ?? workspace.people.keys())];
  const from = Number(args["cursor"] || 0);
  if (!Number.isInteger(from) || from < 0 || from > members.length)
    return { error: "invalid_cursor" };
  const end = from + Math.min(Number(args["limit"] || most), most);
  return {
    members: members.slice(from, end),
    response_metadata: { next_cursor: end < members.length ? String(end) : "" },
  };
}
