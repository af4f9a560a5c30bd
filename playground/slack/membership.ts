import { NotShown } from "../not-shown.ts";
import type { Json, Sent } from "./types.ts";
import type { Workspace } from "./workspace.ts";

type Tell = (event: Json) => Promise<Sent>;

/** Who comes to channels and user groups and leaves them, and what the app hears of it. */
export class Membership {
  private readonly workspace: Workspace;
  private readonly scopes: ReadonlySet<string>;
  private readonly tell: Tell;
  private groups = 0;

  constructor(workspace: Workspace, scopes: ReadonlySet<string>, tell: Tell) {
    this.workspace = workspace;
    this.scopes = scopes;
    this.tell = tell;
  }

  userGroup(handle: string, accounts: readonly string[] | undefined): void {
    const { userGroups } = this.workspace;
    const id = userGroups.get(handle)?.id ?? `S0GROUP${(this.groups += 1)}`;
    if (accounts === undefined) userGroups.delete(handle);
    else userGroups.set(handle, { id, accounts });
  }

  channel(
    id: string,
    accounts: readonly string[],
    how: { readonly isWithoutApp?: boolean; readonly isArchived?: boolean } = {},
  ): void {
    this.workspace.channels.delete(id);
    const made = this.workspace.channel(id, "channel", accounts);
    this.workspace.channels.set(id, { ...made, ...how });
  }

  /** Slack tells only an app that is in the channel (docs/platforms.md S49). */
  async moves(account: string, id: string, to: "joins" | "leaves"): Promise<Sent | undefined> {
    const channel = this.workspace.channels.get(id);
    if (channel?.members === undefined) throw new NotShown(`no channel ${id} with members`);
    const { bot, ids, now } = this.workspace;
    const isApp = account === bot.user;
    const others = [...channel.members].filter((one) => one !== account);
    const members = isApp || to === "leaves" ? others : [...others, account];
    const isWithoutApp = isApp ? to === "leaves" : channel.isWithoutApp === true;
    this.channel(id, members, { isWithoutApp });
    if (isWithoutApp || !this.scopes.has("channels:read")) return undefined;
    return this.tell({
      type: to === "joins" ? "member_joined_channel" : "member_left_channel",
      user: account,
      channel: id,
      channel_type: "C",
      team: this.workspace.id,
      event_ts: ids.ts(now()),
    });
  }

  /** Slack tells of each change twice: what changed, and the group as it is. */
  async groupBecomes(handle: string, accounts: readonly string[] | undefined): Promise<void> {
    const before = this.workspace.userGroups.get(handle);
    this.userGroup(handle, accounts);
    const id = before?.id ?? this.workspace.userGroups.get(handle)?.id;
    if (!this.scopes.has("usergroups:read") || id === undefined) return;
    const { ids, now } = this.workspace;
    const seconds = Math.floor(now() / 1_000);
    const lacking = (some: readonly string[] = [], others: readonly string[] = []) =>
      others.filter((one) => !some.includes(one));
    const added = lacking(before?.accounts, accounts);
    const removed = lacking(accounts, before?.accounts);
    if (accounts !== undefined)
      await this.tell({
        type: "subteam_members_changed",
        subteam_id: id,
        team_id: this.workspace.id,
        date_previous_update: seconds - 60,
        date_update: seconds,
        added_users: added,
        added_users_count: `${added.length}`,
        removed_users: removed,
        removed_users_count: `${removed.length}`,
        event_ts: ids.ts(now()),
      });
    await this.tell({
      type: "subteam_updated",
      subteam: {
        id,
        team_id: this.workspace.id,
        handle,
        date_delete: accounts === undefined ? seconds : 0,
        users: [...(accounts ?? [])],
        user_count: accounts?.length ?? 0,
      },
      event_ts: ids.ts(now()),
    });
  }
}
