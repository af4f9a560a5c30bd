import type { OrganisationId, Platform } from "../../kernel/ids.ts";
import { selfTestOrganisation } from "../../kernel/pretend.ts";
import { localeIn } from "../../platform/locale.ts";
import type { Reader } from "../../platform/text.ts";
import { Cached } from "./cached.ts";
import type { Database } from "../database/database.ts";
import type { Account, Organisation } from "./organisation.ts";
import { type Known, read } from "./reading.ts";

export type { Account, Organisation, Person } from "./organisation.ts";

/** In milliseconds: how often an unknown workspace is looked up, so a new one is found soon. */
const strangersEvery = 1_000;

/**
 * Directories by organisation, and the organisation of each workspace. Rights are never decided
 * from it: the transaction reads them.
 */
export class Directory {
  readonly #db: Database;
  readonly #organisations = new Map<OrganisationId, Cached<Known>>();
  readonly #homes: Cached<ReadonlyMap<string, OrganisationId>>;

  constructor(db: Database) {
    this.#db = db;
    this.#homes = new Cached(async () => {
      const [rows = []] = await db.sweep(
        `select organisation_id, platform, workspace from handrail.workspaces
        where state = 'active'`,
      );
      return new Map(
        rows.map((row) => [
          `${String(row["platform"])} ${String(row["workspace"])}`,
          String(row["organisation_id"]),
        ]),
      );
    });
  }

  /** The organisation of a workspace, from the verified envelope; `undefined` if there is none. */
  async homeOf(platform: Platform, workspace: string): Promise<OrganisationId | undefined> {
    const key = `${platform} ${workspace}`;
    // While the database is away we keep the last answer. Storing the gesture decides whether it is
    // taken.
    return (
      (await this.#homes.get()).get(key) ?? (await this.#homes.within(strangersEvery)).get(key)
    );
  }

  /** All that live somewhere; not the self-test's. */
  async organisations(): Promise<ReadonlySet<OrganisationId>> {
    const all = new Set((await this.#homes.get()).values());
    all.delete(selfTestOrganisation);
    return all;
  }

  async organisation(id: OrganisationId): Promise<Organisation> {
    let known = this.#organisations.get(id);
    if (known === undefined) {
      const cached: Cached<Known> = new Cached(() =>
        this.#db.inOrganisation(id, (tx) => read(tx, id, cached.last)),
      );
      known = cached;
      this.#organisations.set(id, known);
    }
    return (await known.get()).organisation;
  }

  /** As it last was, without asking the database: for when that is away. */
  lastOf(id: OrganisationId): Organisation | undefined {
    return this.#organisations.get(id)?.last?.organisation;
  }

  /** Where a workspace last was at home, likewise. */
  lastHomeOf(workspace: string): OrganisationId | undefined {
    const homes = this.#homes.last;
    return homes?.get(`slack ${workspace}`) ?? homes?.get(`teams ${workspace}`);
  }

  /** A transaction saw a newer directory than the one it was begun with. */
  outdated(id: OrganisationId, known: Organisation): void {
    const last = this.#organisations.get(id)?.last;
    // A reading that runs, or ran since, serves all who were outdated together.
    if (last !== undefined && last.organisation.revision <= known.revision)
      this.#organisations.delete(id);
  }

  /**
   * An account has changed: the change is read now, for callers who know of it. Other callers do
   * not wait. Hundreds who write to us for the first time share their readings.
   */
  async renew(id: OrganisationId): Promise<void> {
    // If it cannot be read now, it is read at the next use.
    const cached = this.#organisations.get(id);
    await cached?.renew().catch(() => cached.expire());
  }

  /** Something may have changed here: it is checked at the next use, and read again if it has. */
  forget(id?: OrganisationId): void {
    for (const [organisation, cached] of this.#organisations)
      if (id === undefined || organisation === id) cached.expire();
    this.#homes.expire();
  }
}

/** What a renderer needs to write for one account's owner. */
export function readerFor(
  organisation: Organisation,
  platform: Platform,
  account: Account | undefined,
): Reader {
  const person =
    account?.person === undefined ? undefined : organisation.people.get(account.person);
  return {
    platform,
    locale: localeIn(
      account?.locale ?? person?.locale ?? organisation.locale,
      organisation.country,
    ),
    timeZone: account?.timeZone ?? person?.timeZone ?? organisation.timeZone,
    nameOf: (id) => organisation.people.get(id)?.shortName,
    knownAs: (id) => organisation.people.get(id),
    accountOf: (id) =>
      organisation.accountsOf
        .get(id)
        ?.find((one) => one.platform === platform && one.workspace === account?.workspace)?.account,
  };
}
