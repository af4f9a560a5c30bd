import { afterAll, beforeAll, expect, it } from "vitest";
import { type Migrated, openMigrated } from "../support/migrated.ts";

/* The export is complete. Tables come from the catalogue; one that holds nobody's rows by name says why. */

let db: Migrated["db"];
let close: Migrated["close"];
beforeAll(async () => {
  ({ db, close } = await openMigrated());
});
afterAll(() => close());

/** Tables without a column that says whose a row is, and where a person's part of them is told all the same. */
const reasons: Readonly<Record<string, string>> = {
  api_calls: "keyed hashes of what programs asked, for a day",
  api_keys: "the organisation's own",
  break_weeks: "numbers of a team's week that hold nobody",
  case_plans: "what is agreed for a case: opened for who set it by plans (`kept`)",
  cause_items: "of a team and a cause, and of the head who has it",
  clock: "one row, of no person",
  debrief_meetings: "who talked with whom, sealed: opened for both by debriefs (`kept`)",
  debrief_rounds:
    "the groups of the regular rounds, sealed: each is opened one's own group by rounds (`kept`)",
  debrief_weeks: "numbers of a week that hold nobody",
  desk_walls: "a room's screen for teams: who made it sees it on the page Now",
  feedback: "sealed: opened for who asked and for who wrote by feedback (`kept`)",
  figure_cells: "numbers of teams and weeks that hold nobody",
  figure_people: "how many people a team had in a week",
  figures: "how far the weeks are counted",
  good_call_weeks: "numbers of a team's week that hold nobody",
  good_calls: "numbers of teams that hold nobody",
  hard_call_polls: "numbers that hold nobody",
  help_ratings: "which requests were rated, for a day, and by nobody's name",
  help_weeks: "numbers of a week that hold nobody",
  inbox: "delivery keys of a day",
  install_states: "marks of a quarter of an hour, of nobody",
  installs: "tokens of a workspace; who added the app is the account that the platform told",
  join_codes: "codes of ten minutes, of nobody",
  organisations: "the organisation's own",
  outward: "codes and times for other systems, until they have taken them",
  outward_targets: "how each receiver of the organisation's file does",
  pace: "one instant, of no person",
  promise_weeks: "numbers of a team's week that hold nobody",
  request_words: "opened by escalations (`kept`)",
  rosters: "where the shifts come from: each person's are in shift_weeks",
  self_tests: "how the self-test of each running process went",
  setting_versions: "the organisation's own",
  settings: "the organisation's own",
  teams: "the organisation's own",
  timers: "when something is looked at again",
  trends: "numbers that hold nobody",
  workspaces: "the organisation's own",
};

it("every table is a person's by name, or says why it is not", async () => {
  const [rows = []] = await db.sweep(`
    select c.relname as "table", bool_or(a.attname in ('person', 'requester', 'account_id', 'by')) as owned
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'handrail'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%' group by 1`);
  expect(rows.length).toBeGreaterThan(15);
  const nobodys = rows.filter((row) => row["owned"] !== true).map((row) => String(row["table"]));
  expect(nobodys.toSorted()).toEqual(Object.keys(reasons));
});
