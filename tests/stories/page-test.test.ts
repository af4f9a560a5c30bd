import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { goesOn } from "../support/settings.ts";
import { stories } from "../support/stories.ts";

/** Dana sets Acme up. Sam and Priya run Billing. */
const world = stories({
  file: organisationFile.concat("roles: { admins: [dana@acme.test] }\n"),
});

const asks = "Dana would like to send you a test of Handrail";
const page = "Test: press I've got it. Nobody needs help.";
const platform = () => (process.env["STORIES_IN"] === "teams" ? "Teams" : "Slack");

async function choosesSam() {
  const { dana } = world();
  await dana.opensHome();
  await dana.clicksAtHome("Test it now");
  await dana.dialog();
  await dana.submits({ person: await dana.choice("person", "Sam Reyes") });
}

test("P2: Test it now pages who said yes, marked as a test, and says after how long they took it", async () => {
  const { ana, dana, sam, priya } = world();
  await choosesSam();
  await dana.isAnswered("Asked. You read in the chat what they say.");
  await dana.closesDialogs();
  await dana.sees("You asked Sam for a test", "Nothing else is sent before they say yes.");
  await sam.sees(asks, "Nobody needs help.");
  expect(sam.rings()).not.toContain(page);
  await sam.clicks("Yes, test me");
  await sam.hears(page);
  const card = await sam.sees("Test: a call for help", "This is only a test. Nobody needs help.");
  expect(card.buttons).toEqual(["I've got it"]);
  await dana.sees("Sam said yes, and the test is on its way", "They have 20 seconds.");
  await world().timePasses(4);
  await sam.clicks("I've got it");
  const taken = await sam.sees("Test: you took it after", "nothing was counted", "Dana reads");
  const [took, seconds] = /after (\d+) seconds/.exec(taken.words) ?? [];
  expect(Number(seconds)).toBeGreaterThanOrEqual(4);
  await dana.hears(`Sam took the test ${took}, on ${platform()}`);
  // It counts nowhere, and nobody else hears of it.
  const counted = await Promise.all(
    ["requests", "journal", "outward", "presence"].map(
      async (table) => (await world().asOwner(`select 1 from handrail.${table}`)).rows.length,
    ),
  );
  expect(counted).toEqual([0, 0, 0, 0]);
  expect([...ana.rings(), ...priya.rings()]).toEqual([]);
});

test("P2: nobody is tested who did not say yes: not now, or no answer within ten minutes", async () => {
  const { dana, sam } = world();
  await choosesSam();
  await dana.closesDialogs();
  await sam.clicks("Not now");
  await sam.sees("Test: not now");
  await dana.hears("Sam said not now");
  await choosesSam();
  await dana.isAnswered("They said not now.");
  await dana.closesDialogs();
  await world().timePasses(3_601);
  await choosesSam();
  await dana.closesDialogs();
  await sam.sees(asks);
  await choosesSam();
  await dana.isAnswered("A test of them goes on already.");
  await dana.closesDialogs();
  await world().timePasses(601);
  await dana.hears("Sam did not answer");
  await sam.sees("Test: it is over");
  expect(sam.rings()).not.toContain(page);
});

test("P2: nobody took the test: the admin reads it after the step's time, with what to look at", async () => {
  const { dana, sam } = world();
  await choosesSam();
  await dana.closesDialogs();
  await sam.clicks("Yes, test me");
  await sam.hears(page);
  await world().timePasses(21);
  await dana.sees("Nobody took the test", "Sam had 20 seconds.", "press Check set-up");
  await sam.sees("Test: it is over");
  await goesOn(dana, "Test it now");
  expect((await dana.dialog()).choices["person"]).toBeDefined();
});
