import { randomUUID } from "node:crypto";
import type { Json } from "../slack/types.ts";
import type { Conversation, TeamsPerson } from "./types.ts";
import { CHANNEL, type World } from "./world.ts";

/** Activities as Teams sends them. */
export class Activities {
  private readonly world: World;
  private readonly appName = "Handrail";
  /** Set once the server listens. */
  serviceUrl = "";

  constructor(world: World) {
    this.world = world;
  }

  /**
   * What any activity of this person carries. Only activities by people have time zone and client;
   * installs do not (docs/platforms.md T31).
   */
  base(account: string, conversation: Conversation, thread?: string): Json {
    const person = this.world.person(account);
    const zone = person.tz ?? "UTC";
    const locale = person.locale ?? "en-GB";
    const at = new Date(this.world.now());
    const country = new Intl.Locale(locale).region ?? "GB";
    return {
      ...this.event(account, conversation, thread),
      localTimestamp: at.toISOString(),
      localTimezone: zone,
      locale,
      entities: [{ type: "clientInfo", locale, country, platform: "Windows", timezone: zone }],
    };
  }

  /** Without what only a client tells. */
  event(account: string, conversation: Conversation, thread?: string): Json {
    const person = this.world.person(account);
    return {
      channelId: "msteams",
      serviceUrl: this.serviceUrl,
      timestamp: new Date(this.world.now()).toISOString(),
      from: { id: this.world.mri(account), name: person.name, aadObjectId: account },
      recipient: this.bot(),
      conversation: conversationOf(conversation, thread),
      channelData: channelDataOf(conversation),
    };
  }

  message(
    account: string,
    conversation: Conversation,
    id: string,
    text: string,
    thread?: string,
  ): Json {
    return {
      ...this.base(account, conversation, thread),
      type: "message",
      id,
      text,
      textFormat: "plain",
    };
  }

  /**
   * A message that names the bot: the mention is in the text and among the entities
   * (docs/platforms.md T10).
   */
  mention(
    account: string,
    conversation: Conversation,
    id: string,
    text: string,
    thread?: string,
  ): Json {
    const plain = this.message(account, conversation, id, "", thread);
    const at = `<at>${this.appName}</at>`;
    // Teams puts a no-break space behind a mention that was picked from the list.
    const written = `${at}\u00a0${text}`;
    const entities = [
      { type: "mention", mentioned: this.bot(), text: at },
      ...(plain["entities"] as Json[]),
    ];
    return {
      ...plain,
      text: written,
      entities,
      attachments: [{ contentType: "text/html", content: `<p>${written}</p>` }],
    };
  }

  invoke(
    account: string,
    conversation: Conversation,
    name: string,
    value: Json,
    replyTo?: { readonly id: string; readonly thread: string },
  ): Json {
    const base = this.base(account, conversation, replyTo?.thread);
    const data: Json = {
      ...(base["channelData"] as Json),
      source: { name: replyTo === undefined ? "compose" : "message" },
    };
    return {
      ...base,
      type: "invoke",
      name,
      id: invokeId(),
      value,
      channelData: replyTo === undefined ? data : { ...data, legacy: { replyToId: replyTo.id } },
      replyToId: replyTo?.id,
    };
  }

  installation(account: string, conversation: Conversation, action: string): Json {
    const personal = conversation.kind === "personal";
    const event = this.event(account, conversation);
    const data = {
      ...(event["channelData"] as Json),
      source: personal ? { name: "message" } : undefined,
    };
    return { ...event, type: "installationUpdate", action, id: invokeId(), channelData: data };
  }

  membersAdded(account: string, conversation: Conversation, members: readonly Json[]): Json {
    const event = this.event(account, conversation);
    const team =
      conversation.kind === "channel"
        ? { eventType: "teamMemberAdded", team: { id: CHANNEL, name: "Handrail team" } }
        : {};
    const channelData = { ...(event["channelData"] as Json), ...team };
    return {
      ...event,
      type: "conversationUpdate",
      id: invokeId(),
      membersAdded: members,
      channelData,
    };
  }

  /** What the client tells of a message when a command is used on it. */
  messagePayload(
    message: {
      readonly id: string;
      readonly text: string;
      readonly at: number;
      readonly author?: string;
    },
    by?: TeamsPerson,
  ): Json {
    const user =
      by === undefined
        ? null
        : { id: by.account, displayName: by.name, userIdentityType: "aadUser" };
    const application =
      by === undefined
        ? { id: this.world.bot.slice(3), displayName: this.appName, applicationIdentityType: "bot" }
        : null;
    return {
      id: message.id,
      createdDateTime: new Date(message.at).toISOString(),
      messageType: "message",
      body: { contentType: "text", content: message.text },
      from: { user, application },
      attachments: [],
      mentions: [],
    };
  }

  bot(): Json {
    return { id: this.world.bot, name: this.appName };
  }
}

export const invokeId = (): string => `f:${randomUUID()}`;

function conversationOf(conversation: Conversation, thread?: string): Json {
  const { id, kind, tenant } = conversation;
  if (kind === "personal") return { conversationType: kind, tenantId: tenant, id };
  return {
    isGroup: true,
    conversationType: kind,
    tenantId: tenant,
    id: thread === undefined || kind !== "channel" ? id : `${id};messageid=${thread}`,
  };
}

function channelDataOf({ id, kind, tenant }: Conversation): Json {
  const of = { tenant: { id: tenant } };
  return kind === "channel"
    ? { teamsChannelId: id, teamsTeamId: CHANNEL, channel: { id }, team: { id: CHANNEL }, ...of }
    : of;
}
