import { afterEach, beforeEach, expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { type World, openWorld } from "../support/story.ts";

/**
 * As most files are: people are found by their address. Eve is on Slack and in no file. A world for each
 * story, because who somebody is stays; and without the walk over what strangers may read, which knows
 * people by their pinned accounts.
 */
const file = organisationFile.replaceAll(/, accounts: \{ slack: U0(ANA|SAM|PRIYA) \}/g, "");
let opened: World | undefined;
const world = (): World => {
  if (opened === undefined) throw new Error("the world is not open yet");
  return opened;
};
beforeEach(async () => {
  opened = await openWorld({
    file,
    people: [{ account: "U0EVE", name: "eve", email: "eve@acme.test" }],
  });
  await opened.startAfresh();
});
afterEach(async () => {
  const refused = world().refusals();
  await world().stop();
  // oxlint-disable-next-line vitest/no-standalone-expect -- what every story must end with
  expect(refused).toEqual([]);
});

const page = "Ana needs help now. Billing, phone.";

async function hasAddress(account: string, email: string): Promise<void> {
  world().slack.changePerson(account, { email });
  await world().slack.announce(account, "user_change");
}

test("P4: an address that changes in the file and on Slack follows the account, in either order", async () => {
  const { ana, sam } = world();
  await world().reload(file.replaceAll("sam@acme.test", "sam.new@acme.test"));
  await hasAddress("U0SAM", "sam.new@acme.test");
  await ana.types("/escalate");
  await sam.hears(page);
  await ana.clicks("Don't need help");
  await hasAddress("U0SAM", "sam@acme.test");
  await world().reload(file);
  await ana.types("/escalate");
  await expect.poll(() => sam.rings()).toEqual([page, page]);
});

test("P4: two who swap addresses are still asked as themselves", async () => {
  const { sam, priya, carla } = world();
  // Sam runs Billing, and Priya only Deliveries.
  const apart = file
    .replace("supervisors: [sam@acme.test, priya@acme.test]", "supervisors: [sam@acme.test]")
    .replace("supervisors: [dana@acme.test]", "supervisors: [priya@acme.test]");
  await world().reload(apart);
  const swapped = apart
    .replaceAll("sam@", "x@")
    .replaceAll("priya@", "sam@")
    .replaceAll("x@", "priya@");
  await world().reload(swapped);
  await hasAddress("U0SAM", "priya@acme.test");
  await hasAddress("U0PRIYA", "sam@acme.test");
  await world().settled();
  await carla.types("/escalate");
  await priya.hears("Carla needs help now. Deliveries, chat.");
  expect(sam.rings()).toEqual([]);
});

test("P4: whoever is given somebody's address is not them: asks for help under their own name, and has nothing of theirs", async () => {
  const { ana, sam } = world();
  const eve = world().somebody("U0EVE");
  await ana.types("/break 20");
  await hasAddress("U0ANA", "ana.old@acme.test");
  await hasAddress("U0EVE", "ana@acme.test");
  await ana.sees("Another account has your address. Its name is eve.");
  await eve.types("/escalate");
  await sam.hears("eve needs help now. Billing.");
  await eve.clicks("Don't need help");
  await eve.opensHome();
  expect(eve.home().buttons).not.toContain("I'm back");
  await ana.clicks("Not me");
  await ana.isTold("eve is not you, and can do nothing here.");
  await eve.types("/escalate");
  await eve.isTold("You are not on Handrail's list here any more");
});

test("P4: a second account is theirs by a press in the first", async () => {
  const { ana, sam } = world();
  const eve = world().somebody("U0EVE");
  await hasAddress("U0ANA", "ana.old@acme.test");
  await hasAddress("U0EVE", "ana@acme.test");
  await ana.clicks("That's me");
  await ana.isTold("eve is your account too.");
  await eve.types("/escalate");
  await sam.hears(page);
});

test("P4: a pin binds one account alone, and the other is told", async () => {
  const { ana, sam } = world();
  const eve = world().somebody("U0EVE");
  await world().reload(
    file.replace("ana@acme.test: { ", "ana@acme.test: { accounts: { slack: U0EVE }, "),
  );
  await ana.sees("Your place here belongs to another account now.");
  await eve.types("/escalate");
  await sam.hears(page);
  await ana.types("/escalate");
  await ana.isTold("You are not on Handrail's list here any more");
});

test("P4: who comes back to the file within a day is the same, and later only with the same account", async () => {
  const idOfSam = async () =>
    (await world().asOwner("select person from handrail.people where email = 'sam@acme.test'"))
      .rows[0]?.["person"];
  const without = file
    .replace(/^ {2}sam@acme.test:.*\n/m, "")
    .replace("supervisors: [sam@acme.test, priya@acme.test]", "supervisors: [priya@acme.test]");
  const before = await idOfSam();
  await world().reload(without);
  await world().reload(file);
  expect(await idOfSam()).toBe(before);

  await world().reload(without);
  await world().timePasses(25 * 3_600);
  // Sam's address is somebody else's now: Eve is new, and nothing of Sam's is hers.
  await hasAddress("U0SAM", "sam.old@acme.test");
  await hasAddress("U0EVE", "sam@acme.test");
  await world().reload(file);
  const { ana } = world();
  const eve = world().somebody("U0EVE");
  const isFound = async () =>
    (await world().asOwner("select person from handrail.accounts where account = 'U0EVE'"))
      .rows[0]?.["person"] !== null;
  await expect.poll(isFound, { timeout: 20_000 }).toBe(true);
  await ana.types("/escalate");
  await eve.hears(page);
  expect(await idOfSam()).not.toBe(before);
});
