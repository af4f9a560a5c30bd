import { expect, test } from "vitest";
import { floor } from "../../src/people/floor.ts";
import { Directory } from "../../src/runtime/directory/directory.ts";
import { organisationFile } from "../support/acme.ts";
import { stories } from "../support/stories.ts";

/*
 * A command is read ahead by what the directory believes, which may be some seconds old. What counts is what the
 * transaction finds.
 */

const house = stories();
const give = (account: string, name: string) =>
  `update handrail.accounts set person = (select person from handrail.people where email = '${name}@acme.test') where account = '${account}'`;

test("an account that is somebody else's by now acts for them, on their own request", async () => {
  const world = house();
  await world.ana.types("/escalate");
  await world.ben.types("/escalate");
  await world.settled();
  await world.asOwner(give("U0ANA", "ben"));
  try {
    await world.ana.types("/escalate");
    await world.settled();
    const { rows } = await world.asOwner(
      "select answer ->> 'subject' as subject from handrail.inbox order by received_at",
    );
    const [ana, ben, third] = rows.map((row) => row["subject"]);
    expect(third).toBe(ben);
    expect(third).not.toBe(ana);
  } finally {
    await world.asOwner(give("U0ANA", "ana"));
  }
});

test("who became a supervisor a moment ago, by another instance's file, is asked by the next command", async () => {
  const world = house();
  await world.ana.types("/escalate");
  await world.settled();
  await world.ana.clicks("Don't need help");
  await world.settled();
  const carla = "(select person from handrail.people where email = 'carla@acme.test')";
  await world.asOwner(
    `insert into handrail.memberships (organisation_id, team, person, role) values ('acme', 'Billing', ${carla}, 'supervisor')`,
  );
  try {
    await world.ben.types("/escalate");
    await world.carla.hears("Ben needs help now. Billing, phone.");
    expect(world.carla.rings()).toHaveLength(1);
    // This instance reads that file later, and then who may read what is known here too.
    await world.reload(
      organisationFile.replace("[sam@acme.test,", "[carla@acme.test, sam@acme.test,"),
    );
  } finally {
    await world.reload(organisationFile);
  }
});

test("somebody is quiet when every way to reach them is", async () => {
  const world = house();
  const quiet = async () => {
    const acme = await new Directory(world.app.db).organisation("acme");
    const rows = await world.app.db.inOrganisation("acme", (tx) => floor(tx, acme, [], Date.now()));
    const { rows: people } = await world.asOwner(
      "select person from handrail.people where email = 'sam@acme.test'",
    );
    return rows.find((row) => row.person === people[0]?.["person"])?.quiet;
  };
  // After a file was read, Slack is asked again how it stands.
  world.slack.setQuiet("U0SAM", Date.now() + 86_400_000);
  await world.slack.announce("U0SAM", "dnd_updated_user");
  await expect.poll(quiet).toBe(true);
  await world.asOwner(
    "insert into handrail.workspaces (organisation_id, platform, workspace) values ('acme', 'teams', 'elsewhere')",
  );
  await world.asOwner(`insert into handrail.accounts (organisation_id, account_id, person, platform, workspace, account, kind, name, seen_at)
    select organisation_id, gen_random_uuid(), person, 'teams', 'elsewhere', 'second', kind, name, seen_at from handrail.accounts where account = 'U0SAM'`);
  expect(await quiet()).toBe(false);
});
