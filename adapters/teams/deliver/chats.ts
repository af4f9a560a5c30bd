import { readRoute } from "../render/carried-data.ts";
import type { Failed } from "../../../src/platform/errors.ts";
import { classifyOpening, isNotThere, isWrongHost } from "./errors.ts";
import { Fault } from "../connector/fault.ts";
import type { Places } from "./known-chats.ts";
import type { Bots } from "../bots.ts";
import type { Bot, Place } from "../sdk.ts";
import { gccServiceUrl } from "../connector/service-url.ts";

/** One person of one tenant. */
export interface Who {
  readonly workspace: string;
  readonly account: string;
  readonly route?: string;
}

export interface ChatsOptions {
  readonly bots: Pick<Bots, "of">;
  readonly places: Places;
  readonly isServiceUrl: (url: string) => boolean;
  /** The connector to try while no activity has told one; absent in another cloud. */
  readonly firstServiceUrl?: string;
}

/** Finds and opens people's personal chats with us. */
export class Chats {
  readonly #options: ChatsOptions;

  constructor(options: ChatsOptions) {
    this.#options = options;
  }

  /**
   * The connector of a tenant: as the last activity told, as the core kept it, or the public one.
   */
  connectorOf({ workspace, route }: Omit<Who, "account">): string | undefined {
    const { places, isServiceUrl, firstServiceUrl } = this.#options;
    const kept = readRoute(route).serviceUrl;
    return (
      places.connectorOf(workspace) ??
      (kept !== undefined && isServiceUrl(kept) ? kept : firstServiceUrl)
    );
  }

  /**
   * Runs `work` in a person's chat, which is opened if none is known. A chat that the person deleted
   * is opened once more (docs/platforms.md T28).
   */
  async inChat<T>(who: Who, work: (place: Place, bot: Bot) => Promise<T>): Promise<T> {
    const { places } = this.#options;
    const bot = await this.#options.bots.of(who.workspace);
    const known = places.chatOf(who.workspace, who.account) ?? readRoute(who.route).conversation;
    if (known === undefined) return work(await this.#open(who, bot), bot);
    try {
      return await this.inConversation(who, known, work);
    } catch (error) {
      if (!isNotThere(error)) throw error;
      places.forgetChat(who.workspace, who.account);
      return work(await this.#open(who, bot), bot);
    }
  }

  /** Runs `work` in a conversation that is known, and in no other. */
  async inConversation<T>(
    who: Who,
    conversation: string,
    work: (place: Place, bot: Bot) => Promise<T>,
  ): Promise<T> {
    const bot = await this.#options.bots.of(who.workspace);
    return this.#onConnector(who, (serviceUrl) =>
      work({ serviceUrl, tenant: who.workspace, conversation }, bot),
    );
  }

  /** A message to somebody was taken: an earlier block of an administrator's is over. */
  taken({ workspace, account }: Who): void {
    this.#options.places.refusedOver(workspace, account);
  }

  /** An administrator's block refused a message. @returns whether it refused the one before too */
  isRefusedAgain({ workspace, account }: Who): boolean {
    return this.#options.places.isRefusedAgain(workspace, account);
  }

  /** One page of a conversation's people. */
  async members(place: Place, continuation: string | undefined): ReturnType<Bot["members"]> {
    return (await this.#options.bots.of(place.tenant)).members(place, continuation);
  }

  async #open(who: Who, bot: Bot): Promise<Place> {
    try {
      return await this.#onConnector(who, async (serviceUrl) => {
        const conversation = await bot.openPersonal(serviceUrl, who.workspace, who.account);
        this.#options.places.chatSeen(who.workspace, who.account, conversation);
        return { serviceUrl, tenant: who.workspace, conversation };
      });
    } catch (error) {
      throw new NotOpened(classifyOpening(error));
    }
  }

  /**
   * Runs `work` on the tenant's connector. If that says that it is the wrong one, runs it on the
   * government's (docs/platforms.md T25).
   */
  async #onConnector<T>(who: Who, work: (serviceUrl: string) => Promise<T>): Promise<T> {
    const serviceUrl = this.connectorOf(who);
    if (serviceUrl === undefined) throw new Fault("unsent", "serviceurl_unknown");
    try {
      return await work(serviceUrl);
    } catch (error) {
      if (!isWrongHost(error) || serviceUrl === gccServiceUrl) throw error;
      this.#options.places.connectorSeen(who.workspace, gccServiceUrl);
      return work(gccServiceUrl);
    }
  }
}

/** The chat could not be opened, so nothing was posted. */
export class NotOpened extends Error {
  override readonly name = "NotOpened";
  readonly failed: Failed;

  constructor(failed: Failed) {
    super(failed.outcome);
    this.failed = failed;
  }
}
