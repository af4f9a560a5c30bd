import type { PersonId } from "../kernel/ids.ts";
import { type Instant, hours } from "../kernel/time.ts";

/*
 * Which person each entry of an organisation's file is. A person is not their address: their
 * platform accounts identify them. So an account whose address changes keeps its person. An address
 * that somebody else has now leads to nobody's data.
 */

/** An entry of the file: an address, and the accounts that the file pins to it. */
export interface Entry {
  readonly email: string;
  readonly accounts: { readonly slack?: string; readonly teams?: string };
}

/**
 * A person as the table holds them. People that only an address connects with an entry (`claims`)
 * are not among them.
 */
export interface KnownPerson {
  readonly id: PersonId;
  /** The address of their entry when the file was last applied. */
  readonly email: string | null;
  /** When their entry left the file. */
  readonly leftAt: Instant | null;
}

/** A member's account that is bound to a person. */
export interface BoundAccount {
  readonly platform: "slack" | "teams";
  readonly account: string;
  readonly person: PersonId;
  /** What the platform said last. */
  readonly email: string | null;
  readonly seenAt: Instant;
}

/**
 * A person who left the file may come back for this long, and is the same person. Later only the
 * account tells.
 */
export const returns = hours(24);

/**
 * @returns the person of each entry, by address. An entry that is not in it is somebody new.
 */
export function identify(
  entries: readonly Entry[],
  people: readonly KnownPerson[],
  accounts: readonly BoundAccount[],
  now: Instant,
): Map<string, PersonId> {
  const known = new Map(people.map((person) => [person.id, person]));
  const addresses = new Set(entries.map(({ email }) => email));
  const holders = new Map<string, PersonId>();
  for (const { id, email, leftAt } of people)
    if (email !== null && addresses.has(email) && (leftAt === null || now - leftAt < returns))
      holders.set(email, id);

  const moves = withoutBlocked(movesOf(entries, known, accounts), holders, accounts);
  const found = new Map<string, PersonId>();
  const taken = new Set<PersonId>();
  const assign = (email: string, person: PersonId | undefined) => {
    if (person === undefined || found.has(email) || taken.has(person)) return;
    found.set(email, person);
    taken.add(person);
  };
  for (const { email, person } of moves) assign(email, person);
  for (const { email } of entries) assign(email, holders.get(email));
  return found;
}

/** A person whose account says that they are another entry than the one they were. */
interface Move {
  readonly email: string;
  readonly person: PersonId;
  readonly platform: "slack" | "teams";
}

function movesOf(
  entries: readonly Entry[],
  known: ReadonlyMap<PersonId, KnownPerson>,
  accounts: readonly BoundAccount[],
): Move[] {
  const byEmail = new Map(entries.map((entry) => [entry.email, entry]));
  const pinned = new Map<string, string>();
  for (const { email, accounts: pins } of entries)
    for (const [platform, account] of Object.entries(pins))
      pinned.set(`${platform} ${account}`, email);
  const moves: Move[] = [];
  // What the file pins counts before what a platform says.
  for (const byPin of [true, false]) {
    for (const { platform, account, person: id, email: told, seenAt } of accounts) {
      const person = known.get(id);
      const pin = pinned.get(`${platform} ${account}`);
      const email = byPin ? pin : pin === undefined ? told : undefined;
      if (person === undefined || email === undefined || email === null) continue;
      if (!byEmail.has(email) || person.email === email) continue;
      // An address that was read before they left may have been given to somebody else since.
      const isFresh = byPin || person.leftAt === null || seenAt > person.leftAt;
      // A pin rebinds the account of somebody who has an entry of their own.
      const staysOwn = byPin && person.email !== null && byEmail.has(person.email);
      if (isFresh && !staysOwn) moves.push({ email, person: id, platform });
    }
  }
  return moves;
}

/**
 * Leaves out moves to an entry whose person stays and has an account on that platform. That account
 * is theirs, and a second one becomes theirs only by a pin or a press. Two people who swap
 * addresses both move, so neither blocks the other.
 */
function withoutBlocked(
  moves: readonly Move[],
  holders: ReadonlyMap<string, PersonId>,
  accounts: readonly BoundAccount[],
): readonly Move[] {
  const hasAccount = new Set(accounts.map(({ person, platform }) => `${platform} ${person}`));
  const leaving = new Set(moves.map(({ person }) => person));
  const kept = moves.filter(({ email, platform }) => {
    const holder = holders.get(email);
    return holder === undefined || leaving.has(holder) || !hasAccount.has(`${platform} ${holder}`);
  });
  return kept.length === moves.length ? kept : withoutBlocked(kept, holders, accounts);
}
