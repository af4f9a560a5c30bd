import { organisationFile } from "./acme.ts";
import type { World } from "./story.ts";

/* What the stories of check-ins share: the organisation's file with them, and what is stored of them. */

/** Billing is asked on Fridays at three; Carla's team has none. */
export const asking = organisationFile
  .replace(
    "      join_within: 60s\n",
    '      join_within: 60s\n    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]\n',
  )
  .concat(
    'wellbeing: { leads: [lee@acme.test], contacts: [sam@acme.test, dana@acme.test], employee_assistance: "0800 000 000" }\n',
  );

/** Dana runs a team of five, and is its wellbeing lead: the fewest of whom a number may be shown. */
export const five = ["ana", "ben", "carla", "sam", "priya"] as const;
const teamOfFive = organisationFile
  .replace("supervisors: [sam@acme.test, priya@acme.test]", "supervisors: [dana@acme.test]")
  .replace(
    "agents: [ana@acme.test, ben@acme.test]",
    `agents: [${five.map((name) => `${name}@acme.test`).join(", ")}]`,
  )
  .replace(/ {2}Deliveries:[^]*$/, '    check_ins: [{ name: weekly, cron: "0 15 * * 5" }]\n')
  .concat("roles: { heads: [dana@acme.test], editors: [dana@acme.test] }\n")
  .concat(
    'wellbeing: { leads: [dana@acme.test], contacts: [dana@acme.test, sam@acme.test], employee_assistance: "0800 000 000" }\n',
  );

/** Newt is there and answers nothing: a picture of five of five would tell that each of them answered. */
export const teamOfSix = teamOfFive
  .replace("teams:\n", "  newt@acme.test: { name: Newt Reyes }\nteams:\n")
  .replace("agents: [", "agents: [newt@acme.test, ");

export const samaritans =
  "In danger now: 999. Someone to talk to, day and night: Samaritans, 116\u00a0123.";

/** Somebody's answers, as they lie in the table. */
export async function answersOf(world: World, name: "ana" | "ben"): Promise<string[]> {
  const { rows } = await world.asOwner(
    `select a.sealed from handrail.check_in_answers a join handrail.people p using (organisation_id, person) where p.email = '${name}@acme.test'`,
  );
  return rows.map((row) => String(row["sealed"]));
}

/** Every row of every table as text: what a dump of the database would show. */
export async function everythingStored({ asOwner }: World): Promise<string> {
  const { rows: tables } = await asOwner(
    "select relname from pg_class where relnamespace = 'handrail'::regnamespace and relkind = 'r'",
  );
  let all = "";
  for (const { relname } of tables) {
    const { rows } = await asOwner(
      `select to_jsonb(t)::text as row from handrail.${String(relname)} t`,
    );
    all += rows.map((row) => String(row["row"])).join("\n");
  }
  return all;
}
