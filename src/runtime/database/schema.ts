import type { ColumnType, Generated, JSONColumnType } from "kysely";

/*
 * The tables of migrations/, as Kysely sees them: instants are read as milliseconds and written as Date. A test holds
 * this file against the migrated database.
 */
type At = ColumnType<number, Date, Date>;
type MaybeAt = ColumnType<number | null, Date | null | undefined, Date | null>;

export interface Database {
  organisations: {
    organisation_id: string;
    name: string;
    time_zone: string;
    country: string | null;
    locale: Generated<string>;
    duty_phone: string | null;
    revision: Generated<number>;
    file_hash: string;
    file_version: number;
    applied_at: At;
    outward: JSONColumnType<object> | null;
    admins: string[] | null;
    roster_revision: Generated<number>;
  };
  self_tests: {
    organisation_id: string;
    instance: string;
    started_at: At;
    tried_at: MaybeAt;
    good_at: MaybeAt;
    failures: Generated<number>;
    failed: string | null;
    running_until: MaybeAt;
  };
  rosters: {
    organisation_id: string;
    source: string;
    hash: string;
    file_version: number;
    covers: number[];
    applied_at: At;
  };
  shift_weeks: { organisation_id: string; person: string; week: number; spans: number[] };
  shift_changes: {
    organisation_id: string;
    change: string;
    number: number;
    person: string;
    from_minute: number;
    to_minute: number;
    works: boolean;
  };
  duties: {
    organisation_id: string;
    person: string;
    version: number;
    state: JSONColumnType<object>;
  };
  swaps: {
    organisation_id: string;
    swap: string;
    version: number;
    status: string;
    person: string;
    over_at: At;
    state: JSONColumnType<object>;
  };
  outward_targets: {
    organisation_id: string;
    target: string;
    state: Generated<string>;
    failures: Generated<number>;
    failing_since: MaybeAt;
    code: string | null;
    given_up: Generated<number>;
    not_before: At;
  };
  outward: {
    organisation_id: string;
    target: string;
    id: string;
    type: string;
    body: JSONColumnType<object>;
    wanted: Generated<number>;
    shown: Generated<number>;
    final: Generated<boolean>;
    not_before: At;
    lease_until: MaybeAt;
    attempt: Generated<number>;
    failures: Generated<number>;
    created_at: At;
  };
  api_keys: {
    organisation_id: string;
    key: string;
    name: string;
    scopes: string[];
    secret_hash: string;
    version: Generated<number>;
    made_at: At;
    made_by: string | null;
    used_at: MaybeAt;
    expires_at: MaybeAt;
    revoked_at: MaybeAt;
  };
  api_calls: { organisation_id: string; call: string; body: string; made_at: At };
  settings: {
    organisation_id: string;
    version: number;
    document: string;
    state: JSONColumnType<object>;
  };
  setting_versions: {
    organisation_id: string;
    version: number;
    made_at: At;
    made_by: string | null;
    what: string;
    document: string;
  };
  join_codes: { organisation_id: string; hash: string; kept_until: At };
  installs: {
    organisation_id: string;
    platform: string;
    workspace: string;
    installed_by: string | null;
    installed_at: At;
    version: number;
    sealed: string;
    scopes: string[];
    ends_at: MaybeAt;
    leased_until: MaybeAt;
  };
  install_states: { organisation_id: string; state: string; kept_until: At };
  pace: { organisation_id: string; next_at: At };
  workspaces: {
    organisation_id: string;
    platform: string;
    workspace: string;
    state: Generated<string>;
    gone_at: MaybeAt;
  };
  people: {
    organisation_id: string;
    person: string;
    email: string | null;
    name: string;
    time_zone: string | null;
    locale: string | null;
    desk: string | null;
    extension: string | null;
    channel: string | null;
    remote: Generated<boolean>;
    join_url: string | null;
    languages: Generated<string[]>;
    listed: Generated<boolean>;
    left_at: MaybeAt;
    named: Generated<boolean>;
    claims: string | null;
  };
  accounts: {
    organisation_id: string;
    account_id: string;
    person: string | null;
    platform: string;
    workspace: string;
    account: string;
    kind: string;
    name: string;
    time_zone: string | null;
    locale: string | null;
    quiet_until: MaybeAt;
    blocked: string | null;
    route: string | null;
    seen_at: At;
    changed: Generated<string>;
    email: string | null;
  };
  teams: {
    organisation_id: string;
    team: string;
    settings: JSONColumnType<object>;
    listed: Generated<boolean>;
  };
  memberships: { organisation_id: string; team: string; person: string; role: string };
  presence: {
    organisation_id: string;
    person: string;
    version: Generated<number>;
    shift: string | null;
    shift_until: MaybeAt;
    away_until: MaybeAt;
    on_call_until: MaybeAt;
  };
  inbox: {
    organisation_id: string;
    delivery: string;
    received_at: At;
    feature: string | null;
    subject: string | null;
    answer: JSONColumnType<object> | null;
  };
  journal: {
    organisation_id: string;
    feature: string;
    subject: string;
    version: number;
    number: number;
    at: At;
    by: string | null;
    event: JSONColumnType<object>;
  };
  messages: {
    organisation_id: string;
    feature: string;
    subject: string;
    view: string;
    account_id: string;
    occasion: string;
    priority: number;
    wanted_version: number;
    shown_version: Generated<number>;
    shown_hash: string | null;
    address: string | null;
    not_before: At;
    lease_until: MaybeAt;
    lease_by: string | null;
    attempt: Generated<number>;
    failures: Generated<number>;
    unsure: Generated<boolean>;
    state: Generated<string>;
    code: string | null;
    created_at: At;
  };
  undelivered: {
    organisation_id: string;
    person: string;
    feature: string;
    subject: string;
    view: string;
    occasion: string;
    priority: number;
    refused: Generated<boolean>;
    created_at: At;
  };
  timers: {
    organisation_id: string;
    feature: string;
    subject: string;
    command: string;
    due_at: At;
  };
  requests: {
    organisation_id: string;
    request: string;
    version: number;
    status: string;
    requester: string;
    team: string;
    level: string;
    holder: string | null;
    opened_at: At;
    changed_at: At;
    closed_at: MaybeAt;
    state: JSONColumnType<object>;
  };
  request_words: {
    organisation_id: string;
    request: string;
    words: string | null;
    case_reference: string | null;
    offer: string | null;
    offered_by: string | null;
    case_mark: string | null;
    handover: string | null;
    note: string | null;
    noted_by: string | null;
    join_url: string | null;
    kept_until: At;
  };
  help_ratings: { organisation_id: string; request: string; version: number; kept_until: At };
  help_weeks: { organisation_id: string; week: string; got: number; partly: number; no: number };
  feedback: {
    organisation_id: string;
    request: string;
    version: number;
    status: string;
    agent: string;
    helper: string;
    sealed: string | null;
    kept_until: At;
    state: JSONColumnType<object>;
  };
  tips: {
    organisation_id: string;
    tip: string;
    version: number;
    status: string;
    person: string;
    card: string;
    sealed: string;
    reason: string | null;
    changed_at: At;
    state: JSONColumnType<object>;
  };
  reflections: {
    organisation_id: string;
    person: string;
    version: number;
    state: JSONColumnType<object>;
  };
  reflection_notes: {
    organisation_id: string;
    person: string;
    day: string;
    sealed: string;
    kept_until: At;
  };
  desk_links: {
    file: string | null;
    organisation_id: string;
    link: string;
    person: string;
    account_id: string;
    expires_at: At;
    used_at: MaybeAt;
  };
  desk_sessions: {
    organisation_id: string;
    secret_hash: string;
    person: string;
    account_id: string;
    started_at: At;
    seen_at: At;
  };
  desk_walls: {
    organisation_id: string;
    wall: string;
    teams: JSONColumnType<string[]>;
    made_by: string;
    made_at: At;
  };
  good_calls: { organisation_id: string; version: number; state: JSONColumnType<object> };
  good_call_weeks: { organisation_id: string; team: string; week: string; calls: number };
  cause_items: {
    organisation_id: string;
    item: string;
    version: number;
    team: string;
    category: string;
    words: string | null;
    closed_at: MaybeAt;
    state: JSONColumnType<object>;
  };
  case_plans: {
    organisation_id: string;
    plan: string;
    version: number;
    mark: string | null;
    words: string | null;
    case_reference: string | null;
    ended_at: MaybeAt;
    state: JSONColumnType<object>;
  };
  debriefs: {
    organisation_id: string;
    person: string;
    version: number;
    status: string;
    changed_at: At;
    state: JSONColumnType<object>;
  };
  debrief_wishes: { organisation_id: string; person: string; wishes: string };
  debrief_rounds: {
    organisation_id: string;
    version: number;
    state: JSONColumnType<object>;
    groups: string | null;
  };
  break_weeks: {
    organisation_id: string;
    team: string;
    week: string;
    offered: number;
    taken: number;
    deferred: number;
  };
  debrief_weeks: {
    organisation_id: string;
    week: string;
    offered: number;
    wanted: number;
    matched: number;
  };
  figures: { organisation_id: string; version: number; state: JSONColumnType<object> };
  figure_cells: {
    organisation_id: string;
    draft: boolean;
    slice: string;
    week: string;
    team: string;
    name: string;
    tally: JSONColumnType<object>;
  };
  figure_people: {
    organisation_id: string;
    slice: string;
    week: string;
    team: string;
    name: string;
    people: number;
  };
  exports: {
    organisation_id: string;
    export: string;
    version: number;
    person: string;
    made_at: At;
    state: JSONColumnType<object>;
  };
  debrief_meetings: { organisation_id: string; meeting: string; pair: string; kept_until: At };
  breaks: {
    organisation_id: string;
    person: string;
    version: number;
    status: string;
    until: MaybeAt;
    state: JSONColumnType<object>;
  };
  check_ins: {
    organisation_id: string;
    person: string;
    version: number;
    status: string;
    state: JSONColumnType<object>;
  };
  check_in_keys: { organisation_id: string; person: string; wrapped: string };
  check_in_answers: {
    organisation_id: string;
    person: string;
    day: string;
    sealed: string;
    kept_until: At;
  };
  page_tests: {
    organisation_id: string;
    test: string;
    version: number;
    person: string;
    requester: string;
    over_at: At | null;
    state: JSONColumnType<object>;
  };
  practices: {
    organisation_id: string;
    request: string;
    person: string;
    version: number;
    closed_at: At | null;
    state: JSONColumnType<object> | null;
  };
  hard_calls: {
    organisation_id: string;
    person: string;
    version: number;
    sealed: string;
    kept_until: At;
  };
  hard_call_polls: { organisation_id: string; version: number; state: JSONColumnType<object> };
  hard_call_rosters: { organisation_id: string; poll: string; person: string };
  contact_requests: {
    organisation_id: string;
    request: string;
    version: number;
    status: string;
    person: string;
    changed_at: At;
    state: JSONColumnType<object>;
  };
  promises: {
    organisation_id: string;
    promise: string;
    version: number;
    status: string;
    person: string;
    holder: string;
    team: string | null;
    request: string | null;
    due_at: MaybeAt;
    changed_at: At;
    words: string | null;
    state: JSONColumnType<object>;
  };
  promise_weeks: { organisation_id: string; team: string; week: string; due: number; kept: number };
  trends: {
    organisation_id: string;
    version: number;
    state: JSONColumnType<object>;
    doing: string | null;
  };
  trend_heard: {
    organisation_id: string;
    person: string;
    version: number;
    state: JSONColumnType<object>;
  };
  trend_rosters: { organisation_id: string; window_start: At; person: string; teams: string[] };
  clock: { one: Generated<boolean>; shift: Generated<string>; proved_at: MaybeAt };
}
