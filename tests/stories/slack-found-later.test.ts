import { afterEach, expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { asking } from "../support/checkins.ts";
import { type Name, accounts } from "../support/cast.ts";
import { tidied } from "../support/forget.ts";
import { type World, openWorld } from "../support/story.ts";

/*
 * Found later, served later: what was meant for somebody whom no message reached yet reaches them
 * when they are found. A world for each story, because who was found stays found.
 */

const invitation = "Would you like a check-in, at a time you choose?";
const pins = /, accounts: \{[^}]*\}/g;
const page = "Ana needs help now. Billing, phone.";

let opened: World | undefined;
afterEach(async () => {
  const refused = opened?.refusals();
  await opened?.stop();
  // oxlint-disable-next-line vitest/no-standalone-expect -- what every story must end with
  expect(refused).toEqual([]);
});

/** Nobody is pinned, and these have another address on the platform than the file gives them. */
async function unknown(file: string, names: readonly Name[]): Promise<World> {
  opened = await openWorld({
    file: file.replaceAll(pins, ""),
    people: names.map((name) => ({
      account: accounts[name],
      name,
      email: `${name}.elsewhere@acme.test`,
      tz: "Europe/London",
      locale: "en-GB",
    })),
  });
  return opened;
}

async function isFound(world: World, name: Name): Promise<void> {
  world.slack.changePerson(accounts[name], { email: `${name}@acme.test` });
  await world.slack.announce(accounts[name], "user_change");
}

const kept = async (world: World): Promise<unknown[]> =>
  (await world.asOwner("select view from handrail.undelivered order by 1")).rows.map(
    ({ view }) => view,
  );

test("K1: whoever is found later is invited then, and once", async () => {
  const world = await unknown(asking, ["ana", "ben"]);
  await world.becomes("Mon", "10:00");
  await world.settled();
  expect(await kept(world)).toEqual(["invitation", "invitation"]);
  // Whoever wrote the file reads by name who is not there.
  const missing = world.told().log.filter((line) => line.includes("are not on this platform"));
  expect(missing.join()).toContain('"people":["Ana Silva","Ben Okafor",');
  await isFound(world, "ana");
  await world.ana.sees(invitation, "Friday at 15:00, your time");
  await world.settled();
  expect(await kept(world)).toEqual(["invitation"]);
  await isFound(world, "ana");
  await world.settled();
  expect(world.ana.messages().filter(({ words }) => words.includes(invitation))).toHaveLength(1);
});

test("K1: what has become pointless is not told", async () => {
  const world = await unknown(asking, ["ana"]);
  await world.becomes("Mon", "10:00");
  await world.settled();
  expect(await kept(world)).toEqual(["invitation"]);
  await world.reload(organisationFile.replaceAll(pins, ""));
  await world.asOwner(
    `update handrail.check_ins set status = 'off',
      state = jsonb_build_object('person', person, 'status', 'off', 'lastAt', 0, 'posts', 1)`,
  );
  await isFound(world, "ana");
  await world.settled();
  expect(await kept(world)).toEqual([]);
  expect(world.ana.messages().some(({ words }) => words.includes(invitation))).toBe(false);
});

test("K1: after a month nothing of it is kept", async () => {
  const world = await unknown(asking, ["ana"]);
  await world.becomes("Mon", "10:00");
  await world.settled();
  await world.timePasses(31 * 24 * 3_600);
  await tidied(world);
  expect(await kept(world)).toEqual([]);
});

test("E12: a supervisor who is found ten seconds after the request is asked at once", async () => {
  const world = await unknown(organisationFile, ["priya"]);
  const { ana, sam, priya } = world;
  await ana.types("/escalate");
  await sam.hears(page);
  await world.timePasses(10);
  await isFound(world, "priya");
  await priya.hears(page);
  await priya.clicks("I've got it");
  await ana.hears("Priya has it.");
  expect(sam.rings().filter((ring) => ring === page)).toHaveLength(1);
});
