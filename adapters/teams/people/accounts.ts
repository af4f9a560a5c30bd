import type { AccountFacts, Core } from "../../../src/platform/adapter.ts";
import { type Chats, NotOpened } from "../deliver/chats.ts";
import { classify } from "../deliver/errors.ts";
import { type Log, timeouts } from "../config.ts";
import { within } from "../connector/deadline.ts";
import { Later } from "../../../src/platform/later.ts";
import { routeOf } from "../render/carried-data.ts";
import { factsOf, type Hints } from "./identity.ts";
import type { Places } from "../deliver/known-chats.ts";
import type { Bot, Place } from "../sdk.ts";

/** An unknown person costs one look-up a minute at most. In milliseconds. */
const remembered = 60_000;
/** Known people are looked up again after this: their role, name and address may have changed. */
const daily = 24 * 3_600_000;
/** Somebody for whom something is to be done is asked about again after this. */
const awaitedAfter = 5_000;
const most = 50_000;

/**
 * What the roster of a person's chat says of them. Teams has no directory that we may ask: people
 * are found when the app is installed for them, or when they first write.
 */
export class Accounts {
  readonly #chats: Chats;
  readonly #places: Places;
  readonly #core: Core;
  readonly #now: () => number;
  readonly #later: Later;
  readonly #hints = new Map<string, Hints>();
  readonly #awaited = new Map<string, (facts: AccountFacts) => Promise<void>>();
  readonly #asked = new Map<
    string,
    { at: number; facts: Promise<AccountFacts | undefined>; told: string }
  >();

  constructor(parts: {
    chats: Chats;
    places: Places;
    core: Core;
    now: () => number;
    signal: AbortSignal;
  }) {
    this.#later = new Later(parts.signal);
    this.#chats = parts.chats;
    this.#places = parts.places;
    this.#core = parts.core;
    this.#now = parts.now;
  }

  /** Something a person's own activity told. */
  hint(tenant: string, account: string, hints: Hints): void {
    const key = `${tenant} ${account}`;
    this.#hints.delete(key);
    this.#hints.set(key, hints);
    trim(this.#hints);
  }

  /**
   * Facts on one account; `undefined` if no roster has it or the connector is too slow.
   */
  describe(tenant: string, account: string): Promise<AccountFacts | undefined> {
    const key = `${tenant} ${account}`;
    const before = this.#asked.get(key);
    const told = this.#told(tenant, account);
    if (before !== undefined && this.#now() - before.at < remembered && before.told === told)
      return before.facts;
    const facts = this.#ask(tenant, account, (wait) => this.#askLater(tenant, account, wait));
    this.#asked.delete(key);
    this.#asked.set(key, { at: this.#now(), facts, told });
    trim(this.#asked);
    return facts;
  }

  /**
   * Tells the core what is new about a person who just acted, and everything once a day.
   */
  async refresh(tenant: string, account: string): Promise<void> {
    const before = this.#asked.get(`${tenant} ${account}`);
    const told = this.#told(tenant, account);
    const lasts = (await before?.facts) === undefined ? remembered : daily;
    if (before !== undefined && before.told === told && this.#now() - before.at < lasts) return;
    const facts = await this.describe(tenant, account);
    if (facts !== undefined) await this.#core.accountChanged("teams", tenant, facts);
  }

  /** Tells the core of those who came to a team or group chat. */
  async meet(place: Place, members: readonly string[], signal: AbortSignal): Promise<void> {
    for (const id of members) {
      if (signal.aborted) return;
      const member = await within(timeouts.deliver, () =>
        this.#chats.inConversation(
          { workspace: place.tenant, account: id },
          place.conversation,
          (there, bot) => bot.member(there, id),
        ),
      );
      await this.#tell(member, place.tenant);
    }
  }

  /** Tells the core of everybody in a team or group chat, page by page (docs/platforms.md T34). */
  async meetAll(place: Place, log: Log, signal: AbortSignal): Promise<void> {
    let continuation: string | undefined;
    let met = 0;
    do {
      const page = await within(timeouts.deliver, () => this.#chats.members(place, continuation));
      for (const member of page.members) {
        if (signal.aborted) return;
        if (await this.#tell(member, place.tenant)) met++;
      }
      continuation = page.next;
    } while (continuation !== undefined && !signal.aborted);
    log.info({ platform: "teams", met }, "people of an installation");
  }

  async #tell(member: unknown, tenant: string): Promise<boolean> {
    const facts = factsOf(member, tenant);
    if (facts !== undefined)
      await this.#core.accountChanged("teams", tenant, {
        ...facts,
        ...this.#way(tenant, facts.account),
      });
    return facts !== undefined;
  }

  /** @param throttled hears how long Teams asks us to wait before we ask again, in milliseconds */
  async #ask(
    tenant: string,
    account: string,
    throttled: (wait: number) => void,
  ): Promise<AccountFacts | undefined> {
    try {
      const who = { workspace: tenant, account };
      const among =
        this.#places.chatOf(tenant, account) === undefined
          ? this.#places.seenIn(tenant, account)
          : undefined;
      const look = (place: Place, bot: Bot) => bot.member(place, account);
      const member = await within(timeouts.roster, () =>
        among === undefined
          ? this.#chats.inChat(who, look)
          : this.#chats.inConversation(who, among, look),
      );
      const facts = factsOf(member, tenant);
      if (facts === undefined || facts.account !== account) return undefined;
      return {
        ...facts,
        ...this.#hints.get(`${tenant} ${account}`),
        ...this.#way(tenant, account),
      };
    } catch (error) {
      const failed = error instanceof NotOpened ? error.failed : classify(error);
      if (failed.outcome === "throttled") throttled(failed.retryAfter);
      return undefined;
    }
  }

  /** What is to be done once Teams says who somebody is. It did not now, and is asked again. */
  whenKnown(tenant: string, account: string, work: (facts: AccountFacts) => Promise<void>): void {
    this.#awaited.set(`${tenant} ${account}`, work);
    trim(this.#awaited);
    this.#askLater(tenant, account, awaitedAfter);
  }

  /** Who they are is told when Teams says it, which their next word need not wait for. */
  #askLater(tenant: string, account: string, wait: number): void {
    const key = `${tenant} ${account}`;
    this.#later.plan(key, wait, async () => {
      let again: number | undefined;
      const facts = await this.#ask(tenant, account, (ms) => (again = ms));
      if (facts === undefined) return again ?? (this.#awaited.has(key) ? awaitedAfter : undefined);
      const told = this.#told(tenant, account);
      this.#asked.set(key, { at: this.#now(), facts: Promise.resolve(facts), told });
      const awaited = this.#awaited.get(key);
      this.#awaited.delete(key);
      await this.#core
        .accountChanged("teams", tenant, facts)
        .then(() => awaited?.(facts))
        .catch(() => undefined);
      return undefined;
    });
  }

  #way(tenant: string, account: string): { route?: string } {
    const serviceUrl = this.#places.connectorOf(tenant);
    return serviceUrl === undefined
      ? {}
      : { route: routeOf(serviceUrl, this.#places.chatOf(tenant, account)) };
  }

  /** What would be told of somebody besides the roster. */
  #told(tenant: string, account: string): string {
    const { timeZone = "", locale = "" } = this.#hints.get(`${tenant} ${account}`) ?? {};
    return [timeZone, locale, this.#way(tenant, account).route ?? ""].join(" ");
  }
}

function trim(map: Map<string, unknown>): void {
  if (map.size > most) for (const oldest of map.keys()) return void map.delete(oldest);
}
