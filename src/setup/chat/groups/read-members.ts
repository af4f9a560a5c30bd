import * as is from "../../../config/fields.ts";
import type { Platform } from "../../../kernel/ids.ts";
import { hours } from "../../../kernel/time.ts";
import type { AccountFacts, Adapter, Members } from "../../../platform/adapter.ts";
import type { Member, Reading } from "./rules.ts";

type Adapters = ReadonlyMap<Platform, Pick<Adapter, "members" | "describeAll">>;

/** How long facts on an account that is no agent of the team are good, such as of a guest. */
const lasts = hours(24);
/** Accounts. */
const mostKept = 20_000;

/** Asks platforms who is in a channel or a group. What it heard of an account it asks once a day. */
export class MembersReader {
  readonly #adapters: Adapters;
  readonly #now: () => number;
  readonly #known = new Map<string, { readonly facts: Member; readonly until: number }>();

  constructor(adapters: Adapters, now: () => number) {
    this.#adapters = adapters;
    this.#now = now;
  }

  /** @param agents accounts that need no facts: they are agents already */
  async read(
    of: Members & { readonly platform: Platform; readonly workspace: string },
    agents: readonly string[] = [],
  ): Promise<Reading> {
    const { platform, workspace, kind, name } = of;
    const adapter = this.#adapters.get(platform);
    const found = await adapter?.members?.(workspace, { kind, name });
    if (found === undefined) return "unanswered";
    if (typeof found === "string") return found;
    const { id, title, isTold, accounts } = found;
    const own = new Set(agents);
    const others = accounts.filter((account) => !own.has(account));
    const at = this.#now();
    const key = (account: string) => `${platform} ${workspace} ${account}`;
    const unknown = others.filter((one) => (this.#known.get(key(one))?.until ?? 0) <= at);
    if (this.#known.size > mostKept) this.#known.clear();
    for (const facts of (await adapter?.describeAll?.(workspace, unknown)) ?? [])
      this.#known.set(key(facts.account), { facts: memberOf(facts), until: at + lasts });
    const facts = others.flatMap((account) => this.#known.get(key(account))?.facts ?? []);
    return { id, title, isTold, accounts, facts };
  }
}

/** An address that settings cannot hold is as good as none: then the account is their name. */
const memberOf = ({ account, kind, email }: AccountFacts): Member =>
  email !== undefined && is.email.safeParse(email).success
    ? { account, kind, email }
    : { account, kind };
