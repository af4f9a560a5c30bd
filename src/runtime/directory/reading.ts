import { sql } from "kysely";
import type { OrganisationId, PersonId, Platform } from "../../kernel/ids.ts";
import type { Tx } from "../database/database.ts";
import { together } from "../database/together.ts";
import type { Outward } from "../../platform/outward.ts";
import type { Account, Organisation, Person } from "./organisation.ts";
import { isTimeZone } from "../../platform/facts.ts";
import { shortNames } from "./names.ts";
import { isCurrent, noRoster, readRoster } from "./roster.ts";

/*
 * How the directory is read from the tables: whole after a change of file or workspace, otherwise
 * account by account.
 */

/** What was read, and from where a later reading goes on. */
export interface Known {
  readonly organisation: Organisation;
  /**
   * The oldest transaction that was perhaps still running during this reading. The next reading
   * starts from it.
   */
  readonly horizon: number;
}

/**
 * @returns the organisation as it is now. With `known`, only accounts that changed since are read,
 * if nothing else changed.
 */
export async function read(tx: Tx, id: OrganisationId, known?: Known): Promise<Known> {
  if (known === undefined) return readWhole(tx, id);
  const [own, changed] = await together(readOwn(tx), readAccounts(tx, known.horizon));
  const { organisation } = known;
  // A change of the roster alone reads the roster alone.
  const byFile = organisation.revision - organisation.roster.revision;
  // A restored database counts its transactions from an earlier number.
  if (own.revision - own.roster_revision !== byFile || own.horizon < known.horizon)
    return readWhole(tx, id);
  const now = withAccounts(organisation, changed);
  if (isCurrent(organisation.roster, own.roster_revision, own.minute))
    return changed.length === 0 ? known : { horizon: own.horizon, organisation: now };
  const roster = await readRoster(tx, own.roster_revision, own.minute);
  return { horizon: own.horizon, organisation: { ...now, revision: own.revision, roster } };
}

async function readWhole(tx: Tx, id: OrganisationId): Promise<Known> {
  // The organisation first: what is read after it may be newer, and is then read once more.
  const [own, people, teams, memberships, accounts] = await together(
    readOwn(tx),
    tx.selectFrom("people").selectAll().execute(),
    tx.selectFrom("teams").selectAll().execute(),
    tx.selectFrom("memberships").selectAll().execute(),
    readAccounts(tx),
  );
  const teamsOf = new Map<string, { agentOf: string[]; supervises: string[] }>();
  for (const { person, team, role } of memberships) {
    const entry = teamsOf.get(person) ?? { agentOf: [], supervises: [] };
    (role === "agent" ? entry.agentOf : entry.supervises).push(team);
    teamsOf.set(person, entry);
  }
  const everybody = people.map((p): Person => ({
    id: p.person,
    name: p.name,
    named: p.named,
    shortName: p.name,
    remote: p.remote,
    languages: p.languages,
    listed: p.listed,
    email: p.email ?? undefined,
    timeZone: p.time_zone ?? undefined,
    locale: p.locale ?? undefined,
    desk: p.desk ?? undefined,
    extension: p.extension ?? undefined,
    channel: p.channel ?? undefined,
    joinUrl: p.join_url ?? undefined,
    agentOf: teamsOf.get(p.person)?.agentOf ?? [],
    supervises: teamsOf.get(p.person)?.supervises ?? [],
  }));
  const organisation: Organisation = {
    id,
    revision: own.revision,
    name: own.name,
    timeZone: own.time_zone,
    locale: own.locale,
    country: own.country ?? undefined,
    dutyPhone: own.duty_phone ?? undefined,
    admins: own.admins ?? [],
    outward: (own.outward as Outward | null) ?? undefined,
    people: new Map(everybody.map((person) => [person.id, person])),
    supervisors: everybody
      .filter(({ listed, supervises }) => listed && supervises.length > 0)
      .toSorted((a, b) => a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1))
      .map((person) => person.id),
    teams: new Map(
      teams.map((t) => [
        t.team,
        { name: t.team, listed: t.listed, settings: t.settings as Record<string, unknown> },
      ]),
    ),
    accounts: new Map(),
    byAddress: new Map(),
    accountsOf: new Map(),
    roster: noRoster,
  };
  const roster = await readRoster(tx, own.roster_revision, own.minute);
  return {
    horizon: own.horizon,
    organisation: { ...withAccounts(organisation, accounts), roster },
  };
}

const readOwn = (tx: Tx) =>
  tx
    .selectFrom("organisations")
    .selectAll()
    .select(sql<number>`pg_snapshot_xmin(pg_current_snapshot())::text::bigint`.as("horizon"))
    .select(sql<number>`floor(extract(epoch from handrail.now()) / 60)::bigint`.as("minute"))
    .executeTakeFirstOrThrow();

/**
 * @returns the accounts changed or added by the transaction `horizon` or a later one (migration
 * 0011); without it, all. A copy in another cluster (`pg_restore`) brings transaction numbers that
 * this one has not reached. They say nothing here, and without an upper bound all accounts would be
 * read each time. A change here gives an account a number of this cluster.
 */
async function readAccounts(tx: Tx, horizon?: number): Promise<Account[]> {
  const all = tx
    .selectFrom("accounts as a")
    .innerJoin("workspaces as w", (join) =>
      join
        .onRef("w.organisation_id", "=", "a.organisation_id")
        .onRef("w.platform", "=", "a.platform")
        .onRef("w.workspace", "=", "a.workspace"),
    )
    .select([
      "a.account_id",
      "a.person",
      "a.platform",
      "a.workspace",
      "a.account",
      "a.name",
      "a.kind",
      "a.route",
      "a.time_zone",
      "a.locale",
      "w.state",
    ]);
  const changed = (from: number) =>
    all
      .where("a.changed", ">=", sql<string>`${String(from)}::xid8`)
      .where("a.changed", "<", sql<string>`pg_snapshot_xmax(pg_current_snapshot())`);
  const rows = await (horizon === undefined ? all : changed(horizon)).execute();
  return rows.map((a) => ({
    id: a.account_id,
    platform: a.platform as Platform,
    workspace: a.workspace,
    account: a.account,
    name: a.name,
    kind: a.kind,
    open: a.state === "active",
    person: a.person ?? undefined,
    // Version 0.1 stored zones unchecked.
    timeZone: a.time_zone !== null && isTimeZone(a.time_zone) ? a.time_zone : undefined,
    locale: a.locale ?? undefined,
    route: a.route ?? undefined,
  }));
}

/**
 * @returns the same organisation with these accounts as they are now. The organisation passed in
 * stays unchanged.
 */
function withAccounts(organisation: Organisation, changed: readonly Account[]): Organisation {
  if (changed.length === 0 && organisation.accounts.size > 0) return organisation;
  const accounts = new Map(organisation.accounts);
  const byAddress = new Map(organisation.byAddress);
  const accountsOf = new Map<PersonId, readonly Account[]>(organisation.accountsOf);
  for (const account of changed) {
    const before = accounts.get(account.id)?.person;
    if (before !== undefined) accountsOf.set(before, without(accountsOf.get(before), account));
    if (account.person !== undefined)
      accountsOf.set(
        account.person,
        [...without(accountsOf.get(account.person), account), account].toSorted(byId),
      );
    accounts.set(account.id, account);
    byAddress.set(`${account.platform} ${account.workspace} ${account.account}`, account);
  }
  // For people that the file does not name, names depend on profiles and on one another.
  const isNaming = changed.some(
    ({ person }) => person !== undefined && organisation.people.get(person)?.named === false,
  );
  const isFirst = organisation.accounts.size === 0;
  const people = isNaming || isFirst ? named(organisation.people, accountsOf) : organisation.people;
  return { ...organisation, people, accounts, byAddress, accountsOf };
}

/** Everybody's name. People that the file does not name have that of their profile. */
function named(
  people: ReadonlyMap<PersonId, Person>,
  accountsOf: ReadonlyMap<PersonId, readonly Account[]>,
): ReadonlyMap<PersonId, Person> {
  const names = [...people.values()].map(({ id, name, named: isNamed }) => ({
    id,
    name: isNamed ? name : (accountsOf.get(id)?.find((one) => one.kind === "member")?.name ?? name),
  }));
  const short = shortNames(names);
  let changes = false;
  const now = new Map(people);
  for (const { id, name } of names) {
    const person = people.get(id);
    const shortName = short.get(id) ?? name;
    if (person === undefined || (person.name === name && person.shortName === shortName)) continue;
    now.set(id, { ...person, name, shortName });
    changes = true;
  }
  return changes ? now : people;
}

const without = (own: readonly Account[] = [], { id }: Account): readonly Account[] =>
  own.filter((one) => one.id !== id);
/** One order, whichever changed first. */
const byId = (a: Account, b: Account): number => (a.id < b.id ? -1 : 1);
