import { afterAll, beforeAll, expect, test } from "vitest";
import type { SlackPerson } from "../../playground/slack/types.ts";
import { type TeamsDouble, teamsDouble } from "../../playground/teams.ts";
import { botApp, inTeams, objectId, tenant } from "../support/cast.ts";
import { type Installing, openInstalling } from "../support/installing.ts";
import { Somebody } from "../support/person.ts";
import { fills, goesOn } from "../support/settings.ts";
import { teamsClient } from "../support/teams-client.ts";

/*
 * J2 the other way round: begun in Teams by Kim, who presses first, and joined by Slack with a code.
 * Sam helps in Teams, Ben takes calls there; Ana takes calls on Slack, and Sam is there too.
 */

const person = (name: string, more: Partial<SlackPerson> = {}): SlackPerson => ({
  ...{ account: `U0${name.toUpperCase()}`, name, email: `${name.toLowerCase()}@acme.test` },
  ...{ tz: "Europe/London", locale: "en-GB", ...more },
});
const people = [person("Kim", { runs: true }), person("Sam"), person("Ana"), person("Ben")];

let world: Installing;
let teams: TeamsDouble;
beforeAll(async () => {
  teams = await teamsDouble({
    ...{ appId: botApp, password: "a-client-secret-for-stories", tenant },
    people: people.filter(({ name }) => name !== "Ana").map(inTeams),
    deliverTo: "http://127.0.0.1:1/",
    wait: async () => undefined,
  });
  world = await openInstalling({
    workspaces: { T0ACME: people.filter(({ name }) => name !== "Ben") },
    env: teams.env(),
  });
  teams.deliverTo = `${world.app().url}/api/messages`;
  // No story is about the seconds of a start.
  await teams.until(() => teams.calls("token").length > 0, 60_000);
});
afterAll(async () => {
  await world.stop();
  await teams.stop();
});

const onSlack = (name: string) => world.somebody("T0ACME", `U0${name.toUpperCase()}`);
const account = (name: string) => objectId(`U0${name.toUpperCase()}`);
const met = new Map<string, Somebody>();
const inTeamsOf = (name: string): Somebody => {
  const known = met.get(name) ?? new Somebody(name, teamsClient(teams, account(name)));
  met.set(name, known);
  return known;
};

/** Until the tables hold what was saved last. */
async function counts(): Promise<void> {
  await expect
    .poll(async () => {
      const [row] = await world.rows(
        `select bool_and(state -> 'at' = state -> 'applied') as all from handrail.settings`,
      );
      return row?.["all"];
    })
    .toBe(true);
  await world.settled();
}

test("J2: begun in Teams, by who presses first: two forms, and a call reaches its supervisor", async () => {
  const [kim, sam, ben] = ["Kim", "Sam", "Ben"].map(inTeamsOf) as [Somebody, Somebody, Somebody];
  await ben.types("escalate");
  await ben.isTold("Handrail is not set up here yet.");
  await kim.types("handrail");
  await kim.clicks("Set up Handrail");
  await kim.sees("Next: add your first team.");
  await goesOn(kim, "Company");
  await fills(kim, { name: "Acme", country: "gb", duty_phone: "5000" });
  await kim.isAnswered("Saved. Next: add a team.");
  await goesOn(kim, "Add a team");
  await fills(kim, {
    name: "Billing",
    supervisors: account("Sam"),
    agents: `${account("Ben")},ana@acme.test`,
  });
  await kim.isAnswered("Saved. Try a time");
  await counts();
  await kim.closesDialogs();
  await ben.types("escalate");
  await sam.hears("Ben needs help now. Billing.");
  await sam.clicks("I've got it");
  await ben.sees("Sam");
});

test("J2: Slack joins with a code, by who runs the workspace; its people are found by address", async () => {
  const [kim, there, ana] = [inTeamsOf("Kim"), onSlack("Kim"), onSlack("Ana")];
  await world.adds("T0ACME", "U0KIM");
  await there.sees("Nobody can be asked for help yet.");
  await ana.types("/escalate");
  await ana.isTold("so nobody was asked.");
  await goesOn(kim, "Add another chat");
  const code = (await kim.client.until(
    () =>
      /handrail ([A-Z2-9]{4}-[A-Z2-9]{4})/.exec(`${kim.screen()} ${kim.client.dialog()?.words}`),
    "Kim reads a code",
  )) as RegExpExecArray;
  const word = `/handrail ${code[1]}`;
  // Ana may have the code, and gives nobody's workspace away with it.
  await ana.types(word);
  await ana.isTold("An admin of this workspace can set it up.");
  await there.types("/handrail ABCD-EFGH");
  await there.isTold("That code does not work.");
  await there.types(word);
  await there.isTold("Welcome. This place belongs to Acme now.");
  await counts();
  // Once only.
  await there.types(word);
  await there.isTold("That code does not work.");
});

test("J2: then a call goes across: from Slack to Teams and back, one press for both", async () => {
  const [ana, sam, samInTeams] = [onSlack("Ana"), onSlack("Sam"), inTeamsOf("Sam")];
  for (const one of [ana, sam, samInTeams]) one.startAfresh();
  await ana.types("/escalate");
  await samInTeams.hears("Ana needs help now. Billing.");
  await sam.hears("Ana needs help now. Billing.");
  await samInTeams.clicks("I've got it");
  await sam.losesButton("I've got it");
  await ana.sees("Sam has it");
  // The self-test has an organisation of its own, which is none of these.
  const rows = await world.rows(`
    select organisation_id from handrail.workspaces
    where state = 'active' and workspace in ('T0ACME', '${tenant}')`);
  expect(rows).toHaveLength(2);
  expect(new Set(rows.map((row) => row["organisation_id"])).size).toBe(1);
});
