import { Table } from "./table.ts";

/* The tables of migrations/0001, as far as a request needs them; times are milliseconds. */

export interface MessageRow {
  organisation_id: string;
  feature: string;
  subject: string;
  view: string;
  account_id: string;
  occasion: string;
  priority: number;
  wanted_version: number;
  shown_version: number;
  shown_hash: string | null;
  address: string | null;
  not_before: number;
  lease_until: number | null;
  lease_by: string | null;
  attempt: number;
  failures: number;
  unsure: boolean;
  state: "live" | "ended";
  code: string | null;
  created_at: number;
}
export interface TimerRow {
  organisation_id: string;
  feature: string;
  subject: string;
  command: string;
  due_at: number;
}
export interface RequestRow {
  organisation_id: string;
  request: string;
  version: number;
  status: string;
  requester: string;
  holder: string | null;
  opened_at: number;
  state: Record<string, unknown>;
}
export interface InboxRow {
  delivery: string;
  subject: string | null;
  answer: unknown;
}
export interface JournalRow {
  organisation_id: string;
  feature: string;
  subject: string;
  version: number;
  number: number;
  at: number;
  by: string | null;
  event: Record<string, unknown>;
}
export interface AccountRow {
  organisation_id: string;
  account_id: string;
  person: string;
  platform: string;
  workspace: string;
  account: string;
  kind: string;
  name: string;
  time_zone: null;
  locale: null;
  route: null;
  quiet_until: number | null;
  blocked: string | null;
}
export interface PersonRow {
  organisation_id: string;
  person: string;
  email: string;
  name: string;
  languages: string[];
  listed: boolean;
  remote: boolean;
  time_zone: null;
  locale: null;
  desk: null;
  extension: null;
  channel: string;
  join_url: null;
}
export interface MembershipRow {
  organisation_id: string;
  team: string;
  person: string;
  role: "agent" | "supervisor";
}
export interface PresenceRow {
  person: string;
  version: number;
  shift: "on" | "off" | null;
  shift_until: number | null;
  away_until: number | null;
  on_call_until: number | null;
}
/** What a person has one of: a break, a debrief, check-ins. The rounds have one row, under no name. */
export interface OwnRow {
  person: string;
  version: number;
  status: string;
  state: Record<string, unknown>;
}
export interface MeetingRow {
  meeting: string;
  pair: string;
}

/** Row-level security is the store's own here: a session sees the tables of its organisation, and there are no others. */
export class Shelf {
  readonly messages = new Table<MessageRow>();
  readonly timers = new Table<TimerRow>();
  readonly requests = new Table<RequestRow>();
  readonly inbox = new Table<InboxRow>();
  readonly journal = new Table<JournalRow>();
  readonly accounts = new Table<AccountRow>();
  readonly people = new Table<PersonRow>();
  readonly memberships = new Table<MembershipRow>();
  readonly presence = new Table<PresenceRow>();
  readonly breaks = new Table<OwnRow>();
  readonly debriefs = new Table<OwnRow>();
  readonly check_ins = new Table<OwnRow>();
  readonly wishes = new Table<{ person: string; wishes: string }>();
  readonly meetings = new Table<MeetingRow>();
  readonly rounds = new Table<OwnRow & { groups: string | null }>();
  /** `pg_advisory_xact_lock`: nothing is kept in it, and whoever holds it holds it alone. */
  readonly advisory = new Table<never>();
  readonly teams = new Table<{
    organisation_id: string;
    team: string;
    listed: boolean;
    settings: Record<string, unknown>;
  }>();
  readonly organisations = new Table<Record<string, unknown>>();
  readonly workspaces = new Table<{
    organisation_id: string;
    platform: string;
    workspace: string;
    state: string;
  }>();
}

export const messageKey = (
  m: Pick<MessageRow, "feature" | "subject" | "view" | "account_id" | "occasion">,
): string => `${m.feature} ${m.subject} ${m.view} ${m.account_id} ${m.occasion}`;
export const timerKey = (t: Pick<TimerRow, "feature" | "subject" | "command">): string =>
  `${t.feature} ${t.subject} ${t.command}`;
