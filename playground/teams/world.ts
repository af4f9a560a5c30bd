import { createHash, randomInt } from "node:crypto";
import { NotShown } from "../not-shown.ts";
import type { Shown } from "../protocol.ts";
import { changes, type Changes } from "../slack/changes.ts";
import { forgetOldest } from "../slack/forget.ts";
import type { Json } from "../slack/types.ts";
import type { Conversation, Dialog, Message, TeamsPerson } from "./types.ts";

type Ring = { readonly at: number; readonly text: string };

/** A targeted message is gone after a day (docs/platforms.md T14). */
const DAY = 86_400_000;
/** The team's General channel, which has the team's id, and the group chat of everybody. */
export const CHANNEL = "19:general0handrail@thread.tacv2";
export const GROUP = "19:group0handrail@thread.v2";

/** Everything that a tenant's people can see, and the people. It has no HTTP. */
export class World {
  readonly tenant: string;
  readonly bot: string;
  readonly now: () => number;
  readonly changes: Changes = changes();
  readonly people = new Map<string, TeamsPerson>();
  readonly conversations = new Map<string, Conversation>();
  /** The accounts with the app, and whether the team and the group chat have it. */
  readonly installed: Set<string>;
  readonly shared = new Set<string>([CHANNEL, GROUP]);
  readonly blocked = new Set<string>();
  readonly dialogs = new Map<string, Dialog>();
  /** What went wrong last, as that person's client puts it. */
  readonly faults = new Map<string, string>();
  private readonly rung = new Map<string, Ring[]>();
  /** How often each personal chat was begun anew. */
  private readonly begun = new Map<string, number>();
  private readonly keep: number;
  // Never repeats, even for a new double on a clock that does not move.
  private last = randomInt(1_000);

  constructor(given: {
    readonly tenant: string;
    readonly appId: string;
    readonly people: readonly TeamsPerson[];
    readonly installed?: readonly string[];
    readonly now: () => number;
    readonly keep: number;
  }) {
    this.tenant = given.tenant;
    this.bot = `28:${given.appId}`;
    this.now = given.now;
    this.keep = given.keep;
    for (const person of given.people) this.people.set(person.account, person);
    this.installed = new Set(given.installed ?? this.people.keys());
    for (const [id, kind] of [[CHANNEL, "channel"] as const, [GROUP, "groupChat"] as const])
      this.conversations.set(id, {
        id,
        kind,
        tenant: this.tenant,
        members: new Set(this.people.keys()),
        messages: new Map(),
      });
  }

  /** @throws {NotShown} for an account that is not here */
  person(account: string): TeamsPerson {
    const person = this.people.get(account);
    if (person === undefined) throw new NotShown(`no person ${account} in tenant ${this.tenant}`);
    return person;
  }

  /** A person by object id, by the bot's own `29:…` for them, or by `8:orgid:…`. */
  personBy(id: unknown): TeamsPerson | undefined {
    if (typeof id !== "string") return undefined;
    const known = this.people.get(id.replace(/^8:orgid:/, ""));
    if (known !== undefined || !id.startsWith("29:")) return known;
    for (const person of this.people.values()) if (this.mri(person.account) === id) return person;
    return undefined;
  }

  /** A person's Teams id, as only this bot sees it. */
  mri(account: string): string {
    return `29:1${hash(this.bot, account)}`;
  }

  join(person: TeamsPerson): void {
    this.people.set(person.account, person);
    for (const id of [CHANNEL, GROUP]) this.conversations.get(id)?.members.add(person.account);
    this.changes.changed();
  }

  personalId(account: string): string {
    return `a:1${hash(this.bot, account, String(this.begun.get(account) ?? 0))}`;
  }

  /** The chat of a person with the bot, begun when there is none. */
  personal(account: string): Conversation {
    const id = this.personalId(account);
    const known = this.conversations.get(id);
    if (known !== undefined) return known;
    const { tenant = this.tenant } = this.person(account);
    const chat: Conversation = {
      id,
      kind: "personal",
      tenant,
      account,
      members: new Set([account]),
      messages: new Map(),
    };
    this.conversations.set(id, chat);
    return chat;
  }

  /** "Delete chat": the old id is never good again (docs/platforms.md T28). */
  forgetPersonal(account: string): void {
    this.conversations.delete(this.personalId(account));
    this.begun.set(account, (this.begun.get(account) ?? 0) + 1);
    this.changes.changed();
  }

  nextId(): string {
    this.last = Math.max(this.last + 1, Math.floor(this.now()));
    return String(this.last);
  }

  post(
    conversation: Conversation,
    content: { readonly text: string; readonly card?: Json },
    how: {
      readonly author?: string;
      readonly onlyFor?: string;
      readonly beneath?: string;
      readonly thread?: string;
      readonly ring?: string;
    } = {},
  ): Message {
    const id = this.nextId();
    const message: Message = {
      id,
      conversation,
      thread: how.thread ?? id,
      at: this.now(),
      author: how.author,
      onlyFor: how.onlyFor,
      beneath: how.beneath,
      text: content.text,
      card: content.card,
      edited: false,
      copies: new Map(),
      known: new Map(),
      toggled: new Map(),
    };
    conversation.messages.set(id, message);
    forgetOldest(conversation.messages, this.keep);
    if (how.ring !== undefined)
      for (const account of conversation.members)
        if (account !== how.author && sees(message, account))
          this.ring(account, message.at, how.ring);
    this.changes.changed();
    return message;
  }

  /** Everybody's copy is the new card again. */
  edit(message: Message, content: { readonly text: string; readonly card?: Json }): void {
    for (const account of message.conversation.members) {
      const before = message.copies.get(account) ?? message.card;
      if (before !== undefined) message.known.set(account, before);
    }
    Object.assign(message, { text: content.text, card: content.card, edited: true });
    message.copies.clear();
    message.toggled.clear();
    this.changes.changed();
  }

  remove(message: Message): void {
    message.conversation.messages.delete(message.id);
    this.changes.changed();
  }

  /** What this person's client shows, oldest first. */
  messagesOf(account: string): Shown[] {
    return this.visible(account)
      .toSorted((a, b) => a.at - b.at || Number(a.id) - Number(b.id))
      .map((message) => this.show(message, account));
  }

  /** One of the messages that this person sees. */
  messageOf(account: string, id: string): Message | undefined {
    return this.visible(account).find((message) => message.id === id);
  }

  cardOf(message: Message, account: string): Json | undefined {
    return message.copies.get(account) ?? message.card;
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

  /** A sentence that the client itself shows, and that is gone with the next one. */
  notice(conversation: Conversation, account: string, text: string, card?: Json): void {
    this.post(conversation, { text, card }, { onlyFor: account });
  }

  isGone(message: Message): boolean {
    return message.onlyFor !== undefined && this.now() - message.at >= DAY;
  }

  private visible(account: string): Message[] {
    return [...this.conversations.values()]
      .filter((conversation) => conversation.members.has(account))
      .flatMap((conversation) => [...conversation.messages.values()])
      .filter((message) => sees(message, account) && !this.isGone(message));
  }

  private show(message: Message, account: string): Shown {
    const other = message.author !== undefined && message.author !== account;
    return {
      id: message.id,
      channel: message.conversation.id,
      at: message.at,
      from: message.author === undefined ? "bot" : other ? "notice" : "me",
      text: other
        ? `${this.people.get(message.author ?? "")?.name ?? "Somebody"}: ${message.text}`
        : message.text,
      card: this.cardOf(message, account),
      edited: message.edited,
      ephemeral: message.onlyFor !== undefined,
      beneath: message.beneath,
    };
  }

  private ring(account: string, at: number, text: string): void {
    const rings = this.rung.get(account) ?? [];
    this.rung.set(account, rings);
    rings.push({ at, text });
    if (rings.length >= this.keep * 2) rings.splice(0, rings.length - this.keep);
    this.changes.changed();
  }
}

const sees = (message: Message, account: string): boolean =>
  message.onlyFor === undefined || message.onlyFor === account;
const hash = (...parts: string[]): string =>
  createHash("sha256").update(parts.join("\n")).digest("base64url");
