import { NotShown } from "../not-shown.ts";
import type { Sent } from "../slack/types.ts";
import type { Activities } from "./activities.ts";
import { type AppLink, taken } from "./app-link.ts";
import { FAILED } from "./dialogs.ts";
import type { TeamsPerson } from "./types.ts";
import { CHANNEL, GROUP, type World } from "./world.ts";

/** What people write, and what happens to their chat with the app: installs, removals, blocks. */
export class Lifecycle {
  private readonly world: World;
  private readonly activities: Activities;
  private readonly link: AppLink;

  constructor(world: World, activities: Activities, link: AppLink) {
    this.world = world;
    this.activities = activities;
    this.link = link;
  }

  /**
   * Writes into the chat with the app. @throws {NotShown} when the app is not installed for this
   * person, or blocked by them
   */
  async types(account: string, text: string): Promise<Sent> {
    this.world.person(account);
    if (!this.world.installed.has(account))
      throw new NotShown(`the app is not installed for ${account}`);
    if (this.world.blocked.has(account)) throw new NotShown(`${account} has blocked the app`);
    const chat = this.world.personal(account);
    const { id } = this.world.post(chat, { text }, { author: account });
    return this.say(account, this.activities.message(account, chat, id, text));
  }

  /** Writes in the channel or the group chat; without the mention the app receives nothing. */
  async posts(
    account: string,
    text: string,
    how: { readonly where?: string; readonly thread?: string; readonly mention?: boolean } = {},
  ): Promise<Sent | undefined> {
    const conversation = this.shared(account, how.where ?? CHANNEL);
    const root = how.thread === undefined ? undefined : conversation.messages.get(how.thread);
    if (how.thread !== undefined && root === undefined)
      throw new NotShown(`no message ${how.thread} in ${conversation.id}`);
    const mention = how.mention !== false;
    const { id, thread } = this.world.post(
      conversation,
      { text: mention ? `@Handrail ${text}` : text },
      { author: account, thread: root?.thread },
    );
    return mention
      ? this.say(account, this.activities.mention(account, conversation, id, text, thread))
      : undefined;
  }

  /**
   * A slash command: a targeted message, in the channel or the group chat only (docs/platforms.md
   * T12).
   */
  async slash(account: string, text: string, where = CHANNEL): Promise<Sent> {
    const conversation = this.shared(account, where);
    const { id, thread } = this.world.post(
      conversation,
      { text },
      { author: account, onlyFor: account },
    );
    const message = this.activities.message(account, conversation, id, text, thread);
    return this.say(account, {
      ...message,
      recipient: { ...this.activities.bot(), isTargeted: true },
    });
  }

  /**
   * The person adds the app, or it is upgraded for them. Teams tells of it twice when it is new
   * (docs/platforms.md T29).
   */
  async install(
    account: string,
    { upgrade = false }: { readonly upgrade?: boolean } = {},
  ): Promise<Sent> {
    const fresh = !upgrade;
    this.world.person(account);
    this.world.installed.add(account);
    const chat = this.world.personal(account);
    if (fresh)
      await this.link.send(this.activities.membersAdded(account, chat, [this.activities.bot()]));
    return this.link.send(
      this.activities.installation(account, chat, fresh ? "add" : "add-upgrade"),
    );
  }

  /**
   * The person removes the app. With `upgrade` Teams only says so on the way to a new version: the
   * app stays (docs/platforms.md T29).
   */
  async uninstall(
    account: string,
    { upgrade = false }: { readonly upgrade?: boolean } = {},
  ): Promise<Sent> {
    const chat = this.world.personal(account);
    if (!upgrade) this.world.installed.delete(account);
    return this.link.send(
      this.activities.installation(account, chat, upgrade ? "remove-upgrade" : "remove"),
    );
  }

  /** Somebody adds the app to the team or the group chat, or takes it away. */
  async share(account: string, shared: boolean, where = CHANNEL): Promise<Sent> {
    const conversation = this.shared(account, where, true);
    if (shared) {
      this.world.shared.add(where);
      await this.link.send(
        this.activities.membersAdded(account, conversation, [this.activities.bot()]),
      );
    } else this.world.shared.delete(where);
    return this.link.send(
      this.activities.installation(account, conversation, shared ? "add" : "remove"),
    );
  }

  /** A person joins the team and the group chat; the app receives the team's event. */
  async joins(person: TeamsPerson): Promise<Sent> {
    this.world.join(person);
    const member = { id: this.world.mri(person.account), aadObjectId: person.account };
    return this.link.send(
      this.activities.membersAdded(person.account, this.shared(person.account, CHANNEL), [member]),
    );
  }

  /** Nobody tells the app. */
  deleteChat(account: string): void {
    this.world.person(account);
    this.world.forgetPersonal(account);
  }

  /** Nobody tells the app. */
  block(account: string, blocked: boolean): void {
    this.world.person(account);
    if (blocked) this.world.blocked.add(account);
    else this.world.blocked.delete(account);
  }

  private shared(account: string, where: string, bare = false) {
    const conversation = this.world.conversations.get(where);
    const known = where === CHANNEL || where === GROUP;
    if (conversation === undefined || !known || !conversation.members.has(account))
      throw new NotShown(`${account} is not in ${where}`);
    if (!bare && !this.world.shared.has(where)) throw new NotShown(`the app is not in ${where}`);
    return conversation;
  }

  private async say(account: string, activity: Parameters<AppLink["send"]>[0]): Promise<Sent> {
    this.world.fault(account, undefined);
    const sent = await this.link.send(activity);
    this.world.fault(account, taken(sent) ? undefined : FAILED);
    return sent;
  }
}
