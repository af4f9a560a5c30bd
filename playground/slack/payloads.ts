import { stateOf } from "./controls.ts";
import type { Control } from "./controls.ts";
import type { Dialogs } from "./dialogs.ts";
import { asSlack } from "./methods/chat.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { Channel, InputState, Json, Message, View } from "./types.ts";
import type { Workspace } from "./workspace.ts";

/** Not a secret, and nothing may rely on it: Slack still sends the old verification token. */
const VERIFICATION = "playground";

/** Writes what Slack writes when somebody does something. */
export class Payloads {
  private readonly workspace: Workspace;
  private readonly dialogs: Dialogs;
  private readonly urls: ResponseUrls;

  constructor(workspace: Workspace, dialogs: Dialogs, urls: ResponseUrls) {
    this.workspace = workspace;
    this.dialogs = dialogs;
    this.urls = urls;
  }

  /** A slash command: a form, not JSON (docs/platforms.md S4). */
  command(
    account: string,
    command: string,
    text: string,
    channel: Channel,
  ): Record<string, string> {
    const { workspace } = this;
    return {
      token: VERIFICATION,
      team_id: workspace.teamOf(account),
      team_domain: workspace.teamOf(account).toLowerCase(),
      ...(workspace.isWide ? { enterprise_id: workspace.id } : {}),
      channel_id: channel.id,
      channel_name: nameOf(channel),
      user_id: account,
      user_name: this.userName(account),
      command,
      text: this.withMentions(
        text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
      ),
      api_app_id: workspace.bot.app,
      is_enterprise_install: String(workspace.isWide),
      response_url: this.urls.issue(account, channel),
      trigger_id: workspace.triggers.issue(account),
    };
  }

  /** A press on a message of ours. An ephemeral one is not sent along. */
  pressOnMessage(account: string, message: Message, action: Json, state: InputState): Json {
    const ephemeral = message.onlyFor !== undefined;
    const { id: channel } = message.channel;
    return {
      ...this.interaction("block_actions", account),
      container: {
        type: "message",
        message_ts: message.ts,
        channel_id: channel,
        is_ephemeral: ephemeral,
      },
      trigger_id: this.workspace.triggers.issue(account),
      channel: { id: channel, name: nameOf(message.channel) },
      message: ephemeral ? undefined : asSlack(this.workspace, message),
      state: { values: state },
      response_url: this.urls.issue(account, message.channel, message),
      actions: [action],
    };
  }

  pressOnView(view: View, action: Json): Json {
    return {
      ...this.interaction("block_actions", view.account),
      container: { type: "view", view_id: view.id },
      trigger_id: this.workspace.triggers.issue(view.account),
      view: this.dialogs.payload(view, stateOf(view.blocks, view.state)),
      actions: [action],
    };
  }

  /** What was pressed, in Slack's words. @param selected a select's chosen option */
  action(control: Control, selected: Json | undefined): Json {
    const { element } = control;
    return {
      type: control.type,
      action_id: control.actionId,
      block_id: control.blockId,
      text: control.type === "button" ? element["text"] : undefined,
      value: control.value,
      style: element["style"],
      ...selected,
      action_ts: this.workspace.ids.ts(this.workspace.now()),
    };
  }

  submission(view: View, state: InputState): Json {
    return {
      ...this.interaction("view_submission", view.account),
      trigger_id: this.workspace.triggers.issue(view.account),
      view: this.dialogs.payload(view, state),
      response_urls: [],
    };
  }

  closed(view: View, payload: Json, cleared: boolean): Json {
    return { ...this.interaction("view_closed", view.account), view: payload, is_cleared: cleared };
  }

  shortcut(account: string, callbackId: string, message: Message | undefined): Json {
    const common = {
      ...this.interaction(message === undefined ? "shortcut" : "message_action", account),
      callback_id: callbackId,
      trigger_id: this.workspace.triggers.issue(account),
      action_ts: this.workspace.ids.ts(this.workspace.now()),
    };
    if (message === undefined) return common;
    return {
      ...common,
      channel: { id: message.channel.id, name: nameOf(message.channel) },
      message_ts: message.ts,
      message: asSlack(this.workspace, message),
      response_url: this.urls.issue(account, message.channel),
    };
  }

  /** The envelope of an Events API request. `event_id` is unique (docs/platforms.md S6). */
  event(event: Json): Json {
    const { id, bot, ids, now, isWide } = this.workspace;
    const enterprise = isWide ? id : null;
    const { user } = event;
    const account = typeof user === "string" ? user : String((user as Json | undefined)?.["id"]);
    const team = this.workspace.people.has(account) ? this.workspace.teamOf(account) : id;
    return {
      token: VERIFICATION,
      team_id: team,
      ...(isWide ? { enterprise_id: id } : {}),
      context_team_id: team,
      context_enterprise_id: enterprise,
      api_app_id: bot.app,
      event,
      type: "event_callback",
      event_id: ids.next("Ev"),
      event_time: Math.floor(now() / 1_000),
      authorizations: [
        {
          enterprise_id: enterprise,
          team_id: isWide ? null : id,
          user_id: bot.user,
          is_bot: true,
          is_enterprise_install: isWide,
        },
      ],
      is_ext_shared_channel: false,
    };
  }

  private interaction(type: string, account: string): Json {
    const { id, bot, isWide } = this.workspace;
    const team = this.workspace.teamOf(account);
    const name = this.userName(account);
    return {
      type,
      team: { id: team, domain: team.toLowerCase() },
      user: { id: account, username: name, name, team_id: team },
      api_app_id: bot.app,
      token: VERIFICATION,
      enterprise: isWide ? { id, name: id } : null,
      is_enterprise_install: isWide,
    };
  }

  /** `@ben`, where somebody there is called that, goes out as their id (docs/platforms.md S4). */
  private withMentions(text: string): string {
    return text.replace(/(?<=^|\s)@([a-z0-9._-]+)/g, (typed, name: string) => {
      const found = [...this.workspace.people.keys()].find((id) => this.userName(id) === name);
      return found === undefined ? typed : `<@${found}|${name}>`;
    });
  }

  private userName(account: string): string {
    return this.workspace.person(account).email.split("@")[0] ?? account;
  }
}

const nameOf = (channel: Channel): string =>
  channel.kind === "im" ? "directmessage" : channel.kind === "mpim" ? "mpdm" : "general";
