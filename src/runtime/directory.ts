import type { AccountId, OrganisationId, PersonId, Platform, TeamName } from "../kernel/ids.ts";
import type { Reader } from "../platform/text.ts";
import type { Database, Tx } from "./database.ts";

/** An organisation as a directory: names, places and settings, which change with its file and not with its calls. */
export interface Organisation {
  readonly id: OrganisationId;
  readonly name: string;
  readonly timeZone: string;
  readonly country?: string;
  readonly locale: string;
  readonly dutyPhone?: string;
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly accounts: ReadonlyMap<AccountId, Account>;
  /** The same accounts, by `platform workspace account`. */
  readonly byAddress: ReadonlyMap<string, Account>;
  readonly teams: ReadonlyMap<TeamName, Team>;
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

/** How long another instance's change to names and settings may go unseen. Rights never come from here. */
const staleAfter = 15_000;

/**
 * Directories by organisation, and which organisation lives in a workspace: read often, changed seldom, kept in memory.
 * Rights are never decided from it: they are read in the transaction.
 */
export class Directory {
  readonly #db: Database;
  readonly #organisations = new Map<OrganisationId, { read: number; organisation: Promise<Organisation> }>();
  #homes: { read: number; byWorkspace: Map<string, OrganisationId> } = { read: 0, byWorkspace: new Map() };

  constructor(db: Database) {
    this.#db = db;
  }

  /** The organisation that lives in a workspace, from the verified envelope; `undefined` for a stranger's. */
  async homeOf(platform: Platform, workspace: string): Promise<OrganisationId | undefined> {
    const key = `${platform} ${workspace}`;
    const known = this.#homes.byWorkspace.get(key);
    if (known !== undefined && Date.now() - this.#homes.read < staleAfter) return known;
    if (known === undefined && Date.now() - this.#homes.read < 1_000) return undefined;
    let rows: Record<string, unknown>[] | undefined;
    try {
      [rows = []] = await this.#db.sweep("select organisation_id, platform, workspace from handrail.workspaces where state = 'active'");
    } catch (error) {
      // A database that is away has moved nobody; whether the gesture is taken is decided where it is stored.
      if (known !== undefined) return known;
      throw error;
    }
    this.#homes = {
      read: Date.now(),
      byWorkspace: new Map(rows.map((row) => [`${String(row["platform"])} ${String(row["workspace"])}`, String(row["organisation_id"])])),
    };
    return this.#homes.byWorkspace.get(key);
  }

  async organisation(id: OrganisationId): Promise<Organisation> {
    const known = this.#organisations.get(id);
    if (known !== undefined && Date.now() - known.read < staleAfter) return known.organisation;
    const organisation = this.#db.inOrganisation(id, (tx) => readOrganisation(tx, id));
    const entry = { read: Date.now(), organisation };
    this.#organisations.set(id, entry);
    try {
      return await organisation;
    } catch (error) {
      // Names from before serve while the database is away, and are asked for again next time.
      if (this.#organisations.get(id) === entry) {
        if (known === undefined) this.#organisations.delete(id);
        else this.#organisations.set(id, known);
      }
      if (known === undefined) throw error;
      return known.organisation;
    }
  }

  /** Something changed here: read it again at the next use. */
  forget(id?: OrganisationId): void {
    if (id === undefined) this.#organisations.clear();
    else this.#organisations.delete(id);
    this.#homes.read = 0;
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

async function readOrganisation(tx: Tx, id: OrganisationId): Promise<Organisation> {
  const own = await tx.selectFrom("organisations").selectAll().executeTakeFirstOrThrow();
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
    ...optional({ person: a.person, timeZone: a.time_zone, locale: a.locale, route: a.route }),
  }));
  return {
    ...{ id, name: own.name, timeZone: own.time_zone, locale: own.locale },
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
