import { features } from "../../src/features.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import { openVault } from "../../src/runtime/keys.ts";
import { tidy } from "../../src/runtime/tidy.ts";
import type { World } from "./story.ts";

/** Whatever has happened in a house is gone; who lives in it stays. */
export async function forgetAll(asOwner: World["asOwner"]): Promise<void> {
  // Row by row: a truncate would wait for the ticks that go on meanwhile, and they for it. Asked in one, and each a
  // transaction of its own, so that it holds one table at a time.
  const emptied = [
    "outward",
    "api_calls",
    "api_keys",
    "timers",
    "messages",
    "undelivered",
    "pace",
    "help_ratings",
    "help_weeks",
    "feedback",
    "reflections",
    "tips",
    "reflection_notes",
    "case_plans",
    "exports",
    "figures",
    "figure_cells",
    "figure_people",
    "debrief_weeks",
    "good_calls",
    "cause_items",
    "desk_links",
    "desk_sessions",
    "desk_walls",
    "good_call_weeks",
    "breaks",
    "break_weeks",
    "debriefs",
    "debrief_wishes",
    "debrief_meetings",
    "debrief_rounds",
    "check_ins",
    "check_in_answers",
    "check_in_keys",
    "contact_requests",
    "swaps",
    "duties",
    "promises",
    "promise_weeks",
    "trends",
    "trend_heard",
    "trend_rosters",
    "request_words",
    "requests",
    "practices",
    "page_tests",
    "journal",
    "inbox",
    "presence",
  ].map((table) => `delete from handrail.${table}`);
  // What is known of the roster in memory goes with it.
  const agreed = `with gone as (delete from handrail.shift_changes returning organisation_id)
    update handrail.organisations set revision = revision + 1, roster_revision = roster_revision + 1
    where organisation_id in (select organisation_id from gone)`;
  const forgotten = [
    ...emptied,
    agreed,
    "update handrail.accounts set blocked = null, quiet_until = null",
  ];
  await asOwner(forgotten.map((statement) => `begin; ${statement}; commit`).join("; "));
}

/** Whose work begins and ends by hours or a roster is looked at anew, as after the file was applied. */
export const worksAgain = `
  insert into handrail.timers (organisation_id, feature, subject, command, due_at)
  select distinct m.organisation_id, 'duty', m.person, 'look', handrail.now()
  from handrail.memberships m join handrail.teams t using (organisation_id, team)
  where t.settings ? 'hours' or exists (select 1 from handrail.shift_weeks w
    where w.organisation_id = m.organisation_id and w.person = m.person)
  on conflict do nothing`;

/** What a house forgets by itself is forgotten, as every hour. */
export async function tidied({ app: { db } }: World): Promise<void> {
  await tidy(db, features, {
    directory: new Directory(db),
    vault: openVault([{ kid: "new", key: new Uint8Array(32) }]),
  });
}
