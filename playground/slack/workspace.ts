import { NotShown } from "../not-shown.ts";
import type { Shown } from "../protocol.ts";
import { changes, type Changes } from "./changes.ts";
import { forgetOldest } from "./forget.ts";
import { ids, type Ids } from "./ids.ts";
import { triggers, type Triggers } from "./triggers.ts";
import { withIds } from "./controls.ts";
import type { Channel, Json, Message, SlackPerson } from "./types.ts";

interface UserGroup {
  readonly id: string;
  readonly accounts: readonly string[];
}
type Ring = { readonly at: number; readonly text: string };

/** Everything that a workspace's people can see, and the people. It has no HTTP. */
export class Workspace {
  readonly id: string;
  readonly now: () => number;
  readonly ids: Ids = ids();
  readonly triggers: Triggers;
  readonly changes: Changes = changes();
  readonly people = new Map<string, SlackPerson>();
  readonly channels = new Map<string, Channel>();
  /** User groups, by handle. */
  readonly userGroups = new Map<string, UserGroup>();
  /** Do-not-disturb until then, in milliseconds, by account. */
  readonly quiet = new Map<string, number>();
  /** What went wrong last, as Slack puts it to that person. */
  readonly faults = new Map<string, string>();
  /** The app: its user, bot and app ids, and whether the workspace still has it. */
  readonly bot = { user: "U0HANDRAIL", id: "B0HANDRAIL", app: "A0HANDRAIL", installed: true };
  private readonly rung = new Map<string, Ring[]>();
  private readonly keep: number;

  /**
   * It is a whole Enterprise Grid organisation: its people have workspaces of their own, and the app
   * is installed for all of them (docs/platforms.md S15).
   */
  get isWide(): boolean {
    return this.id.startsWith("E");
  }

  /** The workspace of somebody's: in an organisation their own. */
  teamOf(account: string): string {
    return this.isWide ? (this.people.get(account)?.team ?? `${this.id}T`) : this.id;
  }

  constructor(
    id: string,
    people: readonly SlackPerson[],
    now: () => number,
    keep: number,
    triggersLast?: number,
  ) {
    this.id = id;
    this.now = now;
    this.keep = keep;
    this.triggers = triggers(this.ids, now, triggersLast);
    for (const person of people) this.people.set(person.account, person);
    this.channel("C0GENERAL", "channel");
  }

  /** @throws {NotShown} for an account that is not here */
  person(account: string): SlackPerson {
    const person = this.people.get(account);
    if (person === undefined) throw new NotShown(`no person ${account} in workspace ${this.id}`);
    return person;
  }

  channel(id: string, kind: Channel["kind"], members?: readonly string[]): Channel {
    const known = this.channels.get(id);
    if (known !== undefined) return known;
    const channel: Channel = {
      id,
      kind,
      members: members && new Set(members),
      messages: new Map(),
    };
    this.channels.set(id, channel);
    return channel;
  }

  direct(account: string): Channel {
    return this.channels.get(directId(account)) ?? this.channel(directId(account), "im", [account]);
  }

  /** A group chat of these people and the bot: the same people, the same chat. */
  group(accounts: readonly string[]): Channel {
    const members = accounts.toSorted();
    for (const channel of this.channels.values())
      if (
        channel.kind === "mpim" &&
        channel.members?.size === members.length &&
        members.every((one) => channel.members?.has(one))
      )
        return channel;
    return this.channel(this.ids.next("G"), "mpim", members);
  }

  /**
   * Posts as the bot, or as a person. The bot's posts notify everybody in a direct or group chat
   * without do-not-disturb.
   */
  post(
    channel: Channel,
    text: string,
    blocks: readonly Json[] | undefined,
    to: { readonly onlyFor?: string; readonly author?: string } = {},
  ): Message {
    const at = this.now();
    const ts = this.ids.ts(at);
    const message: Message = {
      id: `${channel.id}:${ts}`,
      channel,
      ts,
      at,
      text,
      blocks: this.named(blocks),
      edited: false,
      onlyFor: to.onlyFor,
      author: to.author,
      chosen: new Map(),
      shown: undefined,
    };
    channel.messages.set(message.id, message);
    if (channel.messages.size > this.keep) forgetOldest(channel.messages, this.keep);
    const rings = to.onlyFor === undefined && to.author === undefined && channel.kind !== "channel";
    if (rings) for (const account of channel.members ?? []) this.ring(account, at, text);
    this.changes.changed();
    return message;
  }

  edit(message: Message, text: string, blocks: readonly Json[] | undefined): void {
    message.text = text;
    message.blocks = this.named(blocks);
    message.edited = true;
    message.shown = undefined;
    this.changes.changed();
  }

  remove(message: Message): void {
    message.channel.messages.delete(message.id);
    this.changes.changed();
  }

  /** What this person's client shows, oldest first. */
  messagesOf(account: string): Shown[] {
    const shown: Shown[] = [];
    for (const channel of this.channels.values()) {
      if (channel.members !== undefined && !channel.members.has(account)) continue;
      for (const message of channel.messages.values())
        if (message.onlyFor === undefined || message.onlyFor === account) shown.push(show(message));
    }
    return shown.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  /** One of the messages that this person sees, by its id or its ts. */
  messageOf(account: string, id: string): Message | undefined {
    for (const channel of this.channels.values()) {
      if (channel.members !== undefined && !channel.members.has(account)) continue;
      const message = channel.messages.get(id) ?? channel.messages.get(`${channel.id}:${id}`);
      if (message !== undefined && (message.onlyFor === undefined || message.onlyFor === account))
        return message;
    }
    return undefined;
  }

  ringsOf(account: string): readonly Ring[] {
    return this.rung.get(account)?.slice(-this.keep) ?? [];
  }

  fault(account: string, sentence: string | undefined): void {
    if (this.faults.get(account) === sentence) return;
    if (sentence === undefined) this.faults.delete(account);
    else this.faults.set(account, sentence);
    this.changes.changed();
  }

  named(blocks: readonly Json[] | undefined): readonly Json[] | undefined {
    return blocks && withIds(blocks, () => this.ids.next(""));
  }

  private ring(account: string, at: number, text: string): void {
    if ((this.quiet.get(account) ?? 0) > at) return;
    const rings = this.rung.get(account) ?? [];
    if (rings.length === 0) this.rung.set(account, rings);
    rings.push({ at, text });
    if (rings.length >= this.keep * 2) rings.splice(0, rings.length - this.keep);
  }
}

/** The chat of a person with the bot. */
export const directId = (account: string): string => `D${account}`;

function show(message: Message): Shown {
  message.shown ??= {
    id: message.id,
    channel: message.channel.id,
    at: message.at,
    from: message.author === undefined ? "bot" : "me",
    text: message.text,
    blocks: message.blocks,
    edited: message.edited,
    ephemeral: message.onlyFor !== undefined,
    group: message.channel.kind === "mpim" ? [...(message.channel.members ?? [])] : undefined,
  };
  return message.shown;
}
