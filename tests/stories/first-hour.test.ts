import { afterAll, beforeAll, expect, test } from "vitest";
import type { SlackPerson } from "../../playground/slack/types.ts";
import { type TeamsDouble, teamsDouble } from "../../playground/teams.ts";
import { botApp, inTeams, objectId, tenant } from "../support/cast.ts";
import { type Installing, openInstalling } from "../support/installing.ts";
import { Somebody } from "../support/person.ts";
import { fills, goesOn } from "../support/settings.ts";
import { teamsClient } from "../support/teams-client.ts";

/*
 * J2: from an empty database, by chat alone, to a team on both platforms, and a call for help. Kim
 * sets it up; Sam helps on Slack, Ana takes calls there, and Ben in Teams.
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
  world = await openInstalling({ workspaces: { T0ACME: people }, env: teams.env() });
  teams.deliverTo = `${world.app().url}/api/messages`;
});
afterAll(async () => {
  await world.stop();
  await teams.stop();
});

const onSlack = (name: string) => world.somebody("T0ACME", `U0${name.toUpperCase()}`);
const met = new Map<string, Somebody>();
const inTeamsOf = (name: string): Somebody => {
  const known =
    met.get(name) ?? new Somebody(name, teamsClient(teams, objectId(`U0${name.toUpperCase()}`)));
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

test("J2: Add to Slack, a team in two forms, and a call reaches its supervisor", async () => {
  const [kim, sam, ana] = ["Kim", "Sam", "Ana"].map(onSlack) as [Somebody, Somebody, Somebody];
  await world.adds("T0ACME", "U0KIM");
  await kim.sees("Nobody can be asked for help yet.");
  await kim.clicks("Set up Handrail");
  await kim.sees("Set-up of Company T0ACME", "Next: add your first team.");
  await goesOn(kim, "Company");
  await fills(kim, { name: "Acme", country: "gb", duty_phone: "5000" });
  await kim.isAnswered("Saved. Next: add a team.");
  await goesOn(kim, "Add a team");
  await fills(kim, { name: "Billing", supervisors: "U0SAM", agents: "U0ANA,U0BEN" });
  await kim.isAnswered("Saved. Try a time");
  await counts();
  await kim.closesDialogs();
  await ana.types("/escalate");
  await sam.hears("Ana needs help now. Billing.");
  await sam.clicks("I've got it");
  await ana.sees("Sam");
});

test("J2: a Teams tenant that nobody knows says so, joins with a code, and its people are found by address", async () => {
  const kim = onSlack("Kim");
  const [there, ben] = [inTeamsOf("Kim"), inTeamsOf("Ben")];
  await ben.types("escalate");
  await ben.isTold("Handrail is not set up here yet.");
  await kim.clicks("Add another chat");
  const card = await kim.client.until(
    () =>
      /handrail ([A-Z2-9]{4}-[A-Z2-9]{4})/.exec(`${kim.screen()} ${kim.client.dialog()?.words}`),
    "Kim reads a code",
  );
  const code = card?.[1] ?? "";
  await there.types("handrail ABCD-EFGH");
  await there.isTold("That code does not work.");
  await there.types(`handrail ${code}`);
  await there.isTold("Welcome. This place belongs to Acme now.");
  await counts();
  await ben.types("escalate");
  await onSlack("Sam").hears("Ben needs help now. Billing.");
  // Once only: nobody else brings their own place with it.
  await there.types(`handrail ${code}`);
  await there.isTold("That code does not work.");
});
