import type { OrganisationId, Platform } from "../../kernel/ids.ts";
import { localeIn } from "../../platform/locale.ts";
import type { Reader } from "../../platform/text.ts";
import { Cached } from "./cached.ts";
import type { Database } from "../database/database.ts";
import type { Account, Organisation } from "./organisation.ts";
import { type Known, read } from "./reading.ts";

export type { Account, Organisation, Person } from "./organisation.ts";

/** A workspace that nobody knows is asked for again at this rate, so that a new one is at home at once. */
const strangersEvery = 1_000;

/**
 * Directories by organisation, and which organisation lives in a workspace. Rights are never decided from it: they are
 * read in the transaction.
 */
export class Directory {
  readonly #db: Database;
  readonly #organisations = new Map<OrganisationId, Cached<Known>>();
  readonly #homes: Cached<ReadonlyMap<string, OrganisationId>>;

  constructor(db: Database) {
    this.#db = db;
    this.#homes = new Cached(async () => {
      const [rows = []] = await db.sweep(
        "select organisation_id, platform, workspace from handrail.workspaces where state = 'active'",
      );
      return new Map(
        rows.map((row) => [
          `${String(row["platform"])} ${String(row["workspace"])}`,
          String(row["organisation_id"]),
        ]),
      );
    });
  }

  /** The organisation that lives in a workspace, from the verified envelope; `undefined` for a stranger's. */
  async homeOf(platform: Platform, workspace: string): Promise<OrganisationId | undefined> {
    const key = `${platform} ${workspace}`;
    // A database that is away has moved nobody; whether the gesture is taken is decided where it is stored.
    return (
      (await this.#homes.get()).get(key) ?? (await this.#homes.within(strangersEvery)).get(key)
    );
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
    // One that is being read, or was since, serves all who were outdated together.
    if (last !== undefined && last.organisation.revision <= known.revision)
      this.#organisations.delete(id);
  }

  /**
   * Something of an account has changed: what changed is read now, for whoever asks when it was. Those who ask meanwhile wait
   * for nothing. Hundreds who speak to us for the first time share their readings.
   */
  async renew(id: OrganisationId): Promise<void> {
    // What cannot be read now is read when it is next looked at.
    const cached = this.#organisations.get(id);
    await cached?.renew().catch(() => cached.expire());
  }

  /** Something may have changed here: looked at again at the next use, and read again if it has. */
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
  };
}
