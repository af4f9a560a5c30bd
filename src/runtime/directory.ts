import type { AccountId, OrganisationId, PersonId, Platform, TeamName } from "../kernel/ids.ts";
import type { Reader } from "../platform/text.ts";
import { Cached } from "./cached.ts";
import type { Database, Tx } from "./database.ts";

/** An organisation as a directory: names, places and settings, which change with its file and not with its calls. */
export interface Organisation {
  readonly id: OrganisationId;
  /** Grows with everything that is read here: a transaction that sees a newer one has it read again first. */
  readonly revision: number;
  readonly name: string;
  readonly timeZone: string;
  readonly country?: string;
  readonly locale: string;
  readonly dutyPhone?: string;
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly accounts: ReadonlyMap<AccountId, Account>;
  /** The same accounts, by `platform workspace account`. */
  readonly byAddress: ReadonlyMap<string, Account>;
  readonly accountsOf: ReadonlyMap<PersonId, readonly Account[]>;
  readonly teams: ReadonlyMap<TeamName, Team>;
  /** Everybody listed who supervises a team. */
  readonly supervisors: readonly PersonId[];
}

export interface Person {
  readonly id: PersonId;
  readonly email: string;
  readonly name: string;
  /** What colleagues call them: the first name, with more of it only where two would be mixed up. */
  readonly shortName: string;
  readonly timeZone?: string;
  readonly locale?: string;
  readonly desk?: string;
  readonly extension?: string;
  readonly channel?: string;
  readonly remote: boolean;
  readonly joinUrl?: string;
  readonly languages: readonly string[];
  /** Named in the organisation's file today. */
  readonly listed: boolean;
  readonly agentOf: readonly TeamName[];
  readonly supervises: readonly TeamName[];
}

export interface Account {
  readonly id: AccountId;
  readonly person?: PersonId;
  readonly platform: Platform;
  readonly workspace: string;
  /** The platform's own id. */
  readonly account: string;
  /** What the platform says it is; only a `member` may do anything. */
  readonly kind: string;
  /** Its workspace is still ours to write to. */
  readonly open: boolean;
  /** How its platform reaches it: the adapter's own words, see `AccountFacts`. */
  readonly route?: string;
  readonly timeZone?: string;
  readonly locale?: string;
}

export interface Team {
  readonly name: TeamName;
  readonly listed: boolean;
  /** Each feature reads its own part of a team's settings. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** A workspace that nobody knows is asked for again at this rate, so that a new one is at home at once. */
const strangersEvery = 1_000;

/**
 * Directories by organisation, and which organisation lives in a workspace. Rights are never decided from it: they are
 * read in the transaction.
 */
export class Directory {
  readonly #db: Database;
  readonly #organisations = new Map<OrganisationId, Cached<Organisation>>();
  readonly #homes: Cached<ReadonlyMap<string, OrganisationId>>;

  constructor(db: Database) {
    this.#db = db;
    this.#homes = new Cached(async () => {
      const [rows = []] = await db.sweep("select organisation_id, platform, workspace from handrail.workspaces where state = 'active'");
      return new Map(rows.map((row) => [`${String(row["platform"])} ${String(row["workspace"])}`, String(row["organisation_id"])]));
    });
  }

  /** The organisation that lives in a workspace, from the verified envelope; `undefined` for a stranger's. */
  async homeOf(platform: Platform, workspace: string): Promise<OrganisationId | undefined> {
    const key = `${platform} ${workspace}`;
    // A database that is away has moved nobody; whether the gesture is taken is decided where it is stored.
    return (await this.#homes.get()).get(key) ?? (await this.#homes.within(strangersEvery)).get(key);
  }

  organisation(id: OrganisationId): Promise<Organisation> {
    let known = this.#organisations.get(id);
    if (known === undefined) {
      const cached: Cached<Organisation> = new Cached(() => this.#db.inOrganisation(id, (tx) => current(tx, id, cached.last)));
      known = cached;
      this.#organisations.set(id, known);
    }
    return known.get();
  }

  /** A transaction saw a newer directory than the one it was begun with. */
  outdated(id: OrganisationId, known: Organisation): void {
    const cached = this.#organisations.get(id);
    if (cached?.last === undefined || cached.last.revision <= known.revision) this.#organisations.delete(id);
  }

  /** Something may have changed here: looked at again at the next use, and read again if it has. */
  forget(id?: OrganisationId): void {
    for (const [organisation, cached] of this.#organisations) if (id === undefined || organisation === id) cached.expire();
    this.#homes.expire();
  }
}

/** What a renderer needs to write for one account's owner. */
export function readerFor(organisation: Organisation, platform: Platform, account: Account | undefined): Reader {
  const person = account?.person === undefined ? undefined : organisation.people.get(account.person);
  return {
    platform,
    locale: account?.locale ?? person?.locale ?? organisation.locale,
    timeZone: account?.timeZone ?? person?.timeZone ?? organisation.timeZone,
    nameOf: (id) => organisation.people.get(id)?.shortName,
  };
}

/** What is known already, while nothing has changed: the whole of it is read only then. */
async function current(tx: Tx, id: OrganisationId, known: Organisation | undefined): Promise<Organisation> {
  if (known === undefined) return readOrganisation(tx, id);
  const own = await tx.selectFrom("organisations").select("revision").executeTakeFirstOrThrow();
  return own.revision === known.revision ? known : readOrganisation(tx, id);
}

async function readOrganisation(tx: Tx, id: OrganisationId): Promise<Organisation> {
  // The revision first: what is read after it may be newer, and is then read once more.
  const own = await tx.selectFrom("organisations").selectAll().executeTakeFirstOrThrow();
  const workspaces = await tx.selectFrom("workspaces").selectAll().where("state", "=", "active").execute();
  const open = new Set(workspaces.map(({ platform, workspace }) => `${platform} ${workspace}`));
  const people = await tx.selectFrom("people").selectAll().execute();
  const accounts = await tx.selectFrom("accounts").selectAll().execute();
  const teams = await tx.selectFrom("teams").selectAll().execute();
  const memberships = await tx.selectFrom("memberships").selectAll().execute();
  const teamsOf = new Map<string, { agentOf: string[]; supervises: string[] }>();
  for (const { person, team, role } of memberships) {
    const entry = teamsOf.get(person) ?? { agentOf: [], supervises: [] };
    (role === "agent" ? entry.agentOf : entry.supervises).push(team);
    teamsOf.set(person, entry);
  }
  const short = shortNames(people.map((p) => ({ id: p.person, name: p.name })));
  const known: Account[] = accounts.map((a) => ({
    ...{ id: a.account_id, platform: a.platform as Platform, workspace: a.workspace, account: a.account },
    ...{ kind: a.kind, open: open.has(`${a.platform} ${a.workspace}`) },
    ...optional({ person: a.person, timeZone: a.time_zone, locale: a.locale, route: a.route }),
  }));
  return {
    ...{ id, revision: own.revision, name: own.name, timeZone: own.time_zone, locale: own.locale },
    ...optional({ country: own.country, dutyPhone: own.duty_phone }),
    people: new Map(
      people.map((p) => [
        p.person,
        {
          ...{
            id: p.person,
            email: p.email,
            name: p.name,
            shortName: short.get(p.person) ?? p.name,
            remote: p.remote,
            languages: p.languages,
            listed: p.listed,
          },
          ...optional({
            timeZone: p.time_zone,
            locale: p.locale,
            desk: p.desk,
            extension: p.extension,
            channel: p.channel,
            joinUrl: p.join_url,
          }),
          agentOf: teamsOf.get(p.person)?.agentOf ?? [],
          supervises: teamsOf.get(p.person)?.supervises ?? [],
        },
      ]),
    ),
    accounts: new Map(known.map((a) => [a.id, a])),
    accountsOf: Map.groupBy(
      known.filter((a) => a.person !== undefined),
      (a) => a.person ?? "",
    ),
    supervisors: people
      .filter((p) => p.listed && (teamsOf.get(p.person)?.supervises.length ?? 0) > 0)
      .map((p) => p.person)
      .toSorted(),
    byAddress: new Map(known.map((a) => [`${a.platform} ${a.workspace} ${a.account}`, a])),
    teams: new Map(teams.map((t) => [t.team, { name: t.team, listed: t.listed, settings: t.settings as Record<string, unknown> }])),
  };
}

/** "Ana", or "Ana S." beside another Ana, or the whole name where even that is shared. */
export function shortNames(people: readonly { readonly id: PersonId; readonly name: string }[]): ReadonlyMap<PersonId, string> {
  const forms = people.map(({ id, name }) => {
    const words = name.trim().split(/\s+/);
    const [first = name, last = ""] = [words[0], words.length > 1 ? words.at(-1) : ""];
    return { id, forms: [first, last === "" ? name : `${first} ${[...last][0]}.`, name] };
  });
  const count = new Map<string, number>();
  for (const form of forms.flatMap((entry) => [...new Set(entry.forms)])) count.set(form, (count.get(form) ?? 0) + 1);
  return new Map(forms.map((entry) => [entry.id, entry.forms.find((form) => count.get(form) === 1) ?? entry.forms[2] ?? ""]));
}

/** Leaves out what the database holds as null. */
function optional<T extends Record<string, string | null>>(fields: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as { [K in keyof T]?: string };
}
