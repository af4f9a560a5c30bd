import type { World } from "./story.ts";

/*
 * How long each table keeps what, in one place: the limits of docs/PRIVACY.md.
 * A table of the catalogue that is not here fails the walk until it has been given a limit, or a reason to have none.
 */

export interface Limit {
  /** In days. */
  readonly days: number;
  /** Who says so. */
  readonly source: string;
  /** The instant (SQL, of a row `t`) from which it counts; null where nothing of the row is kept for anybody. */
  readonly since: string;
}

const windows = 28;

/** Rows that go by themselves. */
export const limits: Readonly<Record<string, Limit>> = {
  inbox: { days: 1, source: "inbox bodies 24 h", since: "t.received_at" },
  api_calls: {
    days: 1,
    source: "PRIVACY, What other systems are told: a day",
    since: "t.made_at",
  },
  outward: {
    days: 1,
    source: "PRIVACY, How long: what other systems are told, a day",
    since: "case when t.final then t.created_at end",
  },
  contact_requests: {
    days: 1,
    source: "PRIVACY, How long: 24 hours after the last thing that happened",
    since: "t.changed_at",
  },
  presence: {
    days: 1,
    source: "no presence history",
    since: "coalesce(greatest(t.shift_until, t.away_until, t.on_call_until), '-infinity')",
  },
  breaks: {
    days: 1,
    source: "PRIVACY, Breaks: nothing of it is kept afterwards",
    since: "coalesce(t.until, '-infinity')",
  },
  debriefs: {
    days: 1,
    source: "nothing of it is left when it is over",
    since: "t.changed_at",
  },
  timers: { days: 0, source: "what is due happens", since: "t.due_at" },
  messages: {
    days: 30,
    source: "PRIVACY, How long: messages 30 days",
    since: "case when t.feature <> 'home' then t.created_at end",
  },
  undelivered: {
    days: 30,
    source: "PRIVACY, How long: messages 30 days",
    since: "t.created_at",
  },
  request_words: {
    days: 30,
    source: "words 30 days",
    since: "t.kept_until - interval '30 days'",
  },
  help_ratings: {
    days: 1,
    source: "PRIVACY, Ratings and feedback: a day",
    since: "t.kept_until - interval '1 day'",
  },
  feedback: {
    days: 30,
    source: "PRIVACY, Ratings and feedback: 30 days",
    since: "t.kept_until - interval '30 days'",
  },
  case_plans: {
    days: 30,
    source: "PRIVACY, A case that comes back: it ends on its day",
    since: "to_timestamp((t.state ->> 'endsAt')::bigint / 1000.0)",
  },
  debrief_meetings: {
    days: 30,
    source: "PRIVACY, Breaks: 30 days",
    since: "t.kept_until - interval '30 days'",
  },
  debrief_rounds: {
    days: 14,
    source: "PRIVACY, Your rights: the current group alone",
    since:
      "case when t.groups is not null then to_timestamp((t.state ->> 'next')::bigint / 1000.0) - interval '14 days' end",
  },
  trend_heard: {
    days: 60,
    source: "PRIVACY, Team trends: in no history",
    since: "to_timestamp((t.state ->> 'lastAt')::bigint / 1000.0)",
  },
  check_in_answers: {
    days: 90,
    source: "raw answers 90 days",
    since: "t.kept_until - interval '90 days'",
  },
  check_in_keys: {
    days: 90,
    source: "PRIVACY, How long: the key with the last answer",
    since: `greatest((select max(r.kept_until) from handrail.reflection_notes r where r.person = t.person),
      (select max(a.kept_until) from handrail.check_in_answers a where a.person = t.person),
      (select max(h.kept_until) from handrail.hard_calls h where h.person = t.person), '-infinity') - interval '90 days'`,
  },
  tips: {
    days: 90,
    source: "PRIVACY, Ratings and feedback: three months, or one after the end",
    since:
      "case t.status when 'published' then null when 'waiting' then t.changed_at else t.changed_at + interval '60 days' end",
  },
  reflection_notes: {
    days: 90,
    source: "PRIVACY, Ratings and feedback: as long as answers",
    since: "t.kept_until - interval '90 days'",
  },
  hard_calls: {
    days: 90,
    source: "PRIVACY, Check-ins: sealed with them, 90 days",
    since: "t.kept_until - interval '90 days'",
  },
  check_ins: {
    days: 90,
    source:
      "PRIVACY, How long: that there was a hard call, 90 days; when somebody is asked is theirs to end",
    since:
      "least((t.state #>> '{care,question,call}')::date, (t.state #>> '{care,easing,call}')::date, (t.state #>> '{care,offer,call}')::date)::timestamptz",
  },
  break_weeks: {
    days: 371 + 7,
    source: "the break log 13 months at most",
    since: "t.week::date::timestamptz",
  },
  promises: {
    days: 30,
    source: "PRIVACY, How long: a promise 30 days after it ended",
    since: "case when t.status <> 'open' then t.changed_at end",
  },
  shift_weeks: {
    days: 14,
    source: "PRIVACY, How long: past shifts a week after theirs",
    since: "to_timestamp(((t.week + 1)::bigint * 10080 - 4320) * 60)",
  },
  swaps: {
    days: 7,
    source: "PRIVACY, How long: a change of shifts a week after it",
    since: "t.over_at",
  },
  shift_changes: {
    days: 7,
    source: "PRIVACY, How long: a change of shifts a week after it",
    since: "to_timestamp(t.to_minute::bigint * 60)",
  },
  promise_weeks: {
    days: 371 + 7,
    source: "PRIVACY, How long: a team's weeks a year",
    since: "t.week::date::timestamptz",
  },
  help_weeks: {
    days: 371 + 7,
    source: "PRIVACY, Ratings and feedback: a year",
    since: "t.week::date::timestamptz",
  },
  setting_versions: {
    days: 90,
    source: "PRIVACY, Settings: earlier versions 90 days",
    since: `case when t.version < (select (s.state ->> 'at')::bigint from handrail.settings s
      where s.organisation_id = t.organisation_id) then t.made_at end`,
  },
  desk_links: {
    days: 1,
    source: "PRIVACY, Web pages: a link an hour after its five minutes",
    since: "t.expires_at",
  },
  desk_sessions: {
    days: 7,
    source: "PRIVACY, Web pages: a session seven days",
    since: "t.started_at",
  },
  debrief_weeks: {
    days: 371 + 7,
    source: "PRIVACY, Figures: a year",
    since: "t.week::date::timestamptz",
  },
  figure_cells: {
    days: 735 + 7,
    source: "PRIVACY, Figures: two years",
    since: "t.week::date::timestamptz",
  },
  figure_people: {
    days: 735 + 7,
    source: "PRIVACY, Figures: two years",
    since: "t.week::date::timestamptz",
  },
  exports: {
    days: 731,
    source: "PRIVACY, Figures: two years",
    since: "t.made_at",
  },
  cause_items: {
    days: 371,
    source: "PRIVACY, Causes: a year",
    since: "coalesce(t.closed_at, '-infinity')",
  },
  good_call_weeks: {
    days: 371 + 7,
    source: "PRIVACY, Thanks and good calls: a year",
    since: "t.week::date::timestamptz",
  },
  hard_call_rosters: {
    days: 14 * windows,
    source: "PRIVACY, How long: rosters a year and two windows at most",
    since:
      "coalesce((select to_timestamp((p ->> 'window')::bigint / 1000.0) from handrail.hard_call_polls, jsonb_array_elements(state -> 'past') p where (p ->> 'id')::uuid = t.poll), '-infinity')",
  },
  trend_rosters: {
    days: 15 * windows,
    source: "PRIVACY, How long: rosters a year and two windows at most",
    since: "t.window_start",
  },
  page_tests: {
    days: 2,
    source: "PRIVACY, Settings: a test two days",
    since: "t.over_at",
  },
  practices: {
    days: 2,
    source: "PRIVACY, How long: a practice two days, that somebody practised while they are here",
    since: "case when t.state is not null then t.closed_at end",
  },
  requests: { days: 731, source: "incident facts 24 months", since: "t.changed_at" },
  journal: {
    days: 731,
    source: "incident facts 24 months; a request's history as long as the request",
    since: `case when t.feature = 'trends' then t.at else
      (select max(j.at) from handrail.journal j where j.organisation_id = t.organisation_id and j.feature = t.feature and j.subject = t.subject) end`,
  },
};

/** What stands in them is of now, or of nobody. */
export const lasting: Readonly<Record<string, string>> = {
  accounts: "who works here, as their platform says it now",
  api_keys: "keys of programs, and who made one: a month after its end",
  clock: "one row, of no person",
  desk_walls: "a room's screen, until somebody ends it or its maker has left",
  debrief_wishes: "a person's own wishes, theirs to change and erase",
  duties: "whether somebody is at work, as it is now; when it ended goes after a day",
  figures: "which week is counted next, and what was told last, of nobody",
  good_calls:
    "what was told last, of teams; the requests of a week until it is told; marks of a day",
  install_states: "marks that say nothing, and go with the next one a quarter of an hour later",
  installs: "tokens of a workspace, and who added the app: deleted when it is removed",
  hard_call_polls: "numbers of thirteen windows that hold nobody",
  join_codes: "a hash of a code, which goes when the code ends",
  memberships: "the organisation's file",
  organisations: "the organisation's file",
  outward_targets: "how each receiver of the organisation's file does, of no person",
  pace: "one instant, of no person",
  people: "the organisation's file",
  reflections: "whether a person wants a question, theirs to end",
  self_tests: "how the self-test of each running process went, until that ends",
  settings: "the organisation's file",
  rosters: "which file or system gives the roster, and until when",
  teams: "the organisation's file",
  trends: "numbers of thirteen windows that hold nobody, and what is being done now",
  workspaces: "the organisation's file",
};

export async function rowsOf({ asOwner }: World, table: string, where: string): Promise<number> {
  const { rows } = await asOwner(
    `select count(*)::int as n from handrail.${table} t where ${where}`,
  );
  return Number(rows[0]?.["n"]);
}

/** Tables with rows that are older than their limit and a day. */
export async function tooOld(world: World, where = "true"): Promise<string[]> {
  const found: string[] = [];
  for (const [table, { days, since, source }] of Object.entries(limits)) {
    const old = await rowsOf(
      world,
      table,
      `${since} < handrail.now() - interval '${days + 1} days' and ${where}`,
    );
    if (old > 0) found.push(`${table}: ${old} older than ${days} days and one (${source})`);
  }
  return found;
}
