/** Entries kept in memory; the oldest go first, and are asked for again. */
const most = 50_000;

/**
 * Where people and tenants are, as far as this process has seen: what an activity told, what was
 * opened. Only a help: the core keeps each account's route, and a chat can be opened again by
 * object id (docs/platforms.md T27, T28).
 */
export class Places {
  readonly #connectors = new Map<string, string>();
  readonly #chats = new Map<string, string>();
  readonly #others = new Map<string, string>();
  readonly #refused = new Map<string, string>();

  /** Each activity's `serviceUrl` is newer than what was kept (docs/platforms.md T27). */
  connectorSeen(tenant: string, serviceUrl: string): void {
    keep(this.#connectors, tenant, serviceUrl);
  }

  connectorOf(tenant: string): string | undefined {
    return this.#connectors.get(tenant);
  }

  chatSeen(tenant: string, account: string, conversation: string): void {
    keep(this.#chats, `${tenant} ${account}`, conversation);
  }

  chatOf(tenant: string, account: string): string | undefined {
    return this.#chats.get(`${tenant} ${account}`);
  }

  /**
   * A conversation of several in which somebody spoke: its roster knows them where there is no chat
   * with us.
   */
  spokeIn(tenant: string, account: string, conversation: string): void {
    // A channel's thread has the channel's people.
    keep(this.#others, `${tenant} ${account}`, conversation.split(";")[0] ?? conversation);
  }

  seenIn(tenant: string, account: string): string | undefined {
    return this.#others.get(`${tenant} ${account}`);
  }

  isRefusedAgain(tenant: string, account: string): boolean {
    const key = `${tenant} ${account}`;
    const before = this.#refused.has(key);
    keep(this.#refused, key, "");
    return before;
  }

  refusedOver(tenant: string, account: string): void {
    this.#refused.delete(`${tenant} ${account}`);
  }

  forgetChat(tenant: string, account: string): void {
    this.#chats.delete(`${tenant} ${account}`);
  }
}

function keep(map: Map<string, string>, key: string, value: string): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > most) for (const oldest of map.keys()) return void map.delete(oldest);
}
