import type { Platform } from "../../../kernel/ids.ts";
import { byAccount, type Raw, type RawTeam } from "../raw.ts";

/*
 * A team that follows a channel or a user group (docs/features.md P2): who is in it is an agent of
 * the team. Who was chosen one by one stays. Nobody becomes more than an agent this way: supervisors
 * and roles are always chosen one by one. Pure. See docs/decisions/0096.
 */

export interface SyncedGroup {
  /** The team's name in the document. */
  readonly team: string;
  readonly platform: Platform;
  readonly workspace: string;
  readonly kind: "group" | "channel";
  /** The platform's own. */
  readonly id: string;
  /** As people write it: `#billing`. */
  readonly title: string;
  /** Who is an agent because of it. */
  readonly accounts: readonly string[];
  /** Whether the platform tells us when somebody comes or goes. */
  readonly isTold: boolean;
  /** Why the team does not follow it any more. Its people stay. */
  readonly ended?: Ended;
  /** It could not be read when we looked last. */
  readonly isClosed?: true;
}
export type Ended = "empty" | "unknown" | "large";

/** What the platform says of one of its accounts, as far as it concerns us. */
export interface Member {
  readonly account: string;
  readonly email?: string;
  readonly kind: string;
}

/** What a look at a followed channel or group has found. */
export type Reading =
  | {
      readonly id: string;
      readonly title: string;
      readonly isTold: boolean;
      /** Everybody in it. */
      readonly accounts: readonly string[];
      /** Facts on those who are not among `SyncedGroup.accounts` yet, as far as they are known. */
      readonly facts: readonly Member[];
    }
  | "unknown"
  | "large"
  | "forbidden"
  | "unanswered";

/** Those that still say who is in a team. */
export const groupsOf = (groups: readonly SyncedGroup[], team: string): readonly SyncedGroup[] =>
  groups.filter((one) => one.team === team && one.ended === undefined);

/** The entries of people by their accounts: `slack U0ANA` → `ana@acme.test`. */
function addressesIn(raw: Raw): Map<string, string> {
  return new Map(
    Object.entries(raw.people ?? {}).flatMap(([address, entry]) =>
      Object.entries(entry?.accounts ?? {}).map(([on, account]): [string, string] => [
        `${on} ${account}`,
        address,
      ]),
    ),
  );
}

/** The addresses of who is an agent of this team because of what it follows. */
export function membersOf(raw: Raw, groups: readonly SyncedGroup[], team: string): Set<string> {
  const addresses = addressesIn(raw);
  return new Set(
    groupsOf(groups, team).flatMap(({ platform, accounts }) =>
      accounts.flatMap((account) => addresses.get(`${platform} ${account}`) ?? []),
    ),
  );
}

/**
 * Brings a document's agents up to what was found, one reading for each of `groups`. `raw` is
 * changed. A channel or a group that is empty or gone ends the following and takes nobody out.
 */
export function grow(
  raw: Raw,
  groups: readonly SyncedGroup[],
  readings: readonly (Reading | undefined)[],
): SyncedGroup[] {
  // Before anything changes: all others are agents because somebody chose them.
  const before = new Map(
    [...new Set(groups.map(({ team }) => team))].map((team) => [
      team,
      membersOf(raw, groups, team),
    ]),
  );
  const addresses = addressesIn(raw);
  const next = groups.map((one, at): SyncedGroup => {
    const reading = readings[at];
    const team = raw.teams?.[one.team];
    if (reading === undefined || reading === "unanswered" || team === undefined) return one;
    if (one.ended !== undefined) return one;
    if (reading === "forbidden") return { ...one, isClosed: true };
    if (typeof reading === "string") return { ...one, ended: reading };
    const chosen = chosenIn(team, before.get(one.team));
    const { isClosed: _, ...open } = one;
    const { title, isTold } = reading;
    const found = eligible(raw, one, reading, addresses);
    if (found.length === 0) return { ...open, title, isTold, ended: "empty" };
    const accounts = found
      .filter(({ address }) => !chosen.has(address))
      .map(({ account }) => account);
    return { ...open, title, isTold, accounts };
  });
  for (const [name, members] of before) putAgents(raw, next, name, members);
  return next.map((one) => (one.ended === undefined ? one : { ...one, accounts: [] }));
}

const chosenIn = (
  { agents = [], supervisors = [] }: RawTeam,
  members: ReadonlySet<string> = new Set(),
): ReadonlySet<string> =>
  new Set([...agents.filter((address) => !members.has(address)), ...supervisors]);

/** Members of the workspace only: no bots, no guests. Newcomers get an entry in the document. */
function eligible(
  raw: Raw,
  { platform, accounts: known }: SyncedGroup,
  { accounts, facts }: Exclude<Reading, string>,
  addresses: Map<string, string>,
): { readonly account: string; readonly address: string }[] {
  const there = new Set(accounts);
  const newcomers = new Map(facts.map((one) => [one.account, one]));
  const people = (raw.people ??= {});
  const found = known.flatMap((account) => {
    const address = there.has(account) ? addresses.get(`${platform} ${account}`) : undefined;
    return address === undefined ? [] : [{ account, address }];
  });
  const had = new Set(found.map(({ account }) => account));
  for (const account of accounts) {
    const member = newcomers.get(account);
    if (had.has(account) || member?.kind !== "member") continue;
    const key = `${platform} ${account}`;
    const address =
      addresses.get(key) ?? member.email?.toLowerCase() ?? byAccount(platform, account);
    const pinned = people[address]?.accounts?.[platform];
    // Somebody chose another account for this address, and joining a channel changes no choice.
    if (pinned !== undefined && pinned !== account) continue;
    const entry = people[address];
    people[address] = { ...entry, accounts: { ...entry?.accounts, [platform]: account } };
    addresses.set(key, address);
    found.push({ account, address });
  }
  return found;
}

/** Who was chosen, and who is in what the team follows. */
function putAgents(
  raw: Raw,
  groups: readonly SyncedGroup[],
  name: string,
  before: ReadonlySet<string>,
): void {
  const team = raw.teams?.[name];
  if (team === undefined) return;
  const now = membersOf(raw, groups, name);
  const addresses = addressesIn(raw);
  // Whoever came by something that has ended stays.
  const stays = new Set(
    groups
      .filter((one) => one.team === name && one.ended !== undefined)
      .flatMap(({ platform, accounts }) =>
        accounts.map((account) => addresses.get(`${platform} ${account}`)),
      ),
  );
  const agents = (team.agents ?? []).filter(
    (address) => !before.has(address) || now.has(address) || stays.has(address),
  );
  const listed = new Set([...agents, ...(team.supervisors ?? [])]);
  team.agents = [...agents, ...[...now].filter((address) => !listed.has(address))];
}

/** What a form did to a team. */
export interface TeamEdit {
  /** Its name before; absent: it is new. */
  readonly before?: string;
  /** Absent: it was removed. */
  readonly after?: string;
  /** The id of the one that it follows no more. */
  readonly stop?: string;
  /** Addresses that were chosen one by one. */
  readonly chosen: ReadonlySet<string>;
}

/** What is followed after a team's form was saved. Whoever came by what it stops following stays. */
export function afterEdit(
  raw: Raw,
  groups: readonly SyncedGroup[],
  { before, after, stop, chosen }: TeamEdit,
): SyncedGroup[] {
  const addresses = addressesIn(raw);
  const isChosen = (platform: Platform, account: string): boolean =>
    [addresses.get(`${platform} ${account}`), byAccount(platform, account)].some(
      (address) => address !== undefined && chosen.has(address),
    );
  return groups.flatMap((one) => {
    if (one.team !== before) return [one];
    // The form has said what has ended.
    if (after === undefined || one.id === stop || one.ended !== undefined) return [];
    const accounts = one.accounts.filter((account) => !isChosen(one.platform, account));
    return [{ ...one, team: after, accounts }];
  });
}

/**
 * What is followed after somebody went back to an earlier version. A team whose agents that changes
 * follows nothing any more: else the channel would put its people back at once.
 */
export function afterUndo(groups: readonly SyncedGroup[], now: Raw, earlier: Raw): SyncedGroup[] {
  const agentsOf = (raw: Raw, team: string) =>
    JSON.stringify((raw.teams?.[team]?.agents ?? []).toSorted());
  return groups.filter(
    ({ team }) =>
      earlier.teams?.[team] !== undefined && agentsOf(now, team) === agentsOf(earlier, team),
  );
}
