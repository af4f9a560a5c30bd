import type { AccountId, OrganisationId, PersonId, Platform, TeamName } from "../../kernel/ids.ts";
import type { Outward } from "../../platform/outward.ts";
import type { Roster } from "./roster.ts";

/**
 * An organisation as the directory holds it: names, places and settings. They change with its file,
 * not with its calls.
 */
export interface Organisation {
  readonly id: OrganisationId;
  /**
   * Grows with every change of rights or of who is asked. A transaction that sees a newer one has
   * the directory read again first.
   */
  readonly revision: number;
  readonly name: string;
  readonly timeZone: string;
  readonly country?: string;
  readonly locale: string;
  readonly dutyPhone?: string;
  /** Who sets it up. They may be in no team. */
  readonly admins?: readonly PersonId[];
  readonly people: ReadonlyMap<PersonId, Person>;
  readonly accounts: ReadonlyMap<AccountId, Account>;
  /** The same accounts, by `platform workspace account`. */
  readonly byAddress: ReadonlyMap<string, Account>;
  readonly accountsOf: ReadonlyMap<PersonId, readonly Account[]>;
  readonly teams: ReadonlyMap<TeamName, Team>;
  /** Everybody listed who supervises a team, by name: the order in which they are named. */
  readonly supervisors: readonly PersonId[];
  /** Absent: other systems are told nothing. */
  readonly outward?: Outward;
  /** Who works when, near now. */
  readonly roster: Roster;
}

export interface Person {
  readonly id: PersonId;
  /** Their entry's address in the organisation's file; absent for people without an entry. */
  readonly email?: string;
  /** From the file, else from their platform's profile. */
  readonly name: string;
  /** The file gives the name. */
  readonly named: boolean;
  /** What colleagues call them: the first name, and more of it only where two would be the same. */
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
  /** As their profile on the platform has it. */
  readonly name: string;
  /** What the platform says it is; only a `member` may do anything. */
  readonly kind: string;
  /** We may still write to its workspace. */
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
