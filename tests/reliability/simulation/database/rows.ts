/* Rows of the tables, as far as the laws read them; times are milliseconds. */

export interface MessageRow {
  readonly organisation_id: string;
  readonly feature: string;
  readonly subject: string;
  readonly view: string;
  readonly account_id: string;
  readonly occasion: string;
  readonly wanted_version: number;
  readonly shown_version: number;
  readonly address: string | null;
  readonly not_before: number;
  readonly lease_until: number | null;
  readonly state: "live" | "ended";
  readonly code: string | null;
  readonly created_at: number;
}

export interface TimerRow {
  readonly organisation_id: string;
  readonly feature: string;
  readonly subject: string;
  readonly command: string;
  readonly due_at: number;
}

/** What a person has one of: a break, a debrief, check-ins. */
export interface OwnRow {
  readonly person: string;
  readonly version: number;
  readonly status: string;
  readonly state: Record<string, unknown>;
}

export interface Rows {
  readonly messages: MessageRow;
  readonly timers: TimerRow;
  readonly requests: {
    readonly request: string;
    readonly version: number;
    readonly status: string;
    readonly requester: string;
    readonly holder: string | null;
    readonly state: Record<string, unknown>;
  };
  readonly inbox: {
    readonly delivery: string;
    readonly subject: string | null;
    readonly answer: unknown;
  };
  readonly journal: {
    readonly feature: string;
    readonly subject: string;
    readonly version: number;
    readonly number: number;
    readonly event: Record<string, unknown>;
  };
  readonly accounts: {
    readonly account_id: string;
    readonly person: string;
    readonly blocked: string | null;
  };
  readonly people: { readonly person: string; readonly listed: boolean };
  readonly memberships: {
    readonly person: string;
    readonly team: string;
    readonly role: string;
  };
  readonly presence: { readonly person: string; readonly away_until: number | null };
  readonly breaks: OwnRow;
  readonly debriefs: OwnRow;
  readonly check_ins: OwnRow;
  readonly debrief_meetings: { readonly meeting: string; readonly pair: string };
  readonly debrief_rounds: { readonly version: number; readonly groups: string | null };
}

export const messageKey = (
  m: Pick<MessageRow, "feature" | "subject" | "view" | "account_id" | "occasion">,
): string => `${m.feature} ${m.subject} ${m.view} ${m.account_id} ${m.occasion}`;
