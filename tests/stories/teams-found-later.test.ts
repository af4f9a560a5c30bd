import { expect, test } from "vitest";
import { organisationFile } from "../support/acme.ts";
import { objectId } from "../support/cast.ts";
import { asking } from "../support/checkins.ts";
import { stories } from "../support/stories.ts";

/* In Teams somebody is found when the app is installed for them: see slack-found-later. */

const teams = ["teams"] as const;
const world = stories({
  lives: { ana: teams, ben: teams, carla: teams, sam: teams, priya: teams, dana: teams },
});
const invitation = "Would you like a check-in, at a time you choose?";
const page = "Ana needs help now. Billing, phone.";

test("K1: whoever has no app yet is invited when it is installed, and once", async () => {
  const { ana, ben } = world();
  await world().becomes("Mon", "10:00");
  const back = await world().removesApp("ana");
  await world().reload(asking);
  await ben.sees(invitation);
  await world().settled();
  // An hour later a try is free again, and tells nothing new.
  await world().timePasses(3_700);
  expect(ana.messages().some(({ words }) => words.includes(invitation))).toBe(false);
  await back();
  await ana.sees(invitation, "Friday at 15:00, your time");
  await world().teams.install(objectId("U0ANA"));
  await world().settled();
  expect(ana.messages().filter(({ words }) => words.includes(invitation))).toHaveLength(1);
});

test("K1: whom the file names without an account is invited when the app is installed", async () => {
  const { ben, carla } = world();
  await world().becomes("Mon", "10:00");
  // As if she had never written to us.
  await world().asOwner(
    "update handrail.accounts set person = null, email = null where name = 'carla'",
  );
  await world().reload(
    asking
      .replace(", accounts: { slack: U0CARLA }", "")
      .replace("ben@acme.test]", "ben@acme.test, carla@acme.test]"),
  );
  await ben.sees(invitation);
  await world().settled();
  expect(carla.messages().some(({ words }) => words.includes(invitation))).toBe(false);
  // The app asks Teams about a person once a minute at most.
  await world().timePasses(61);
  await world().teams.install(objectId("U0CARLA"));
  await carla.sees(invitation);
});

test("E12: a supervisor without the app is asked as soon as it is there", async () => {
  const { ana, sam, priya } = world();
  await world().reload(organisationFile);
  const back = await world().removesApp("priya");
  await ana.types("escalate");
  await sam.hears(page);
  await ana.sees("Our messages do not reach Priya.");
  await world().timePasses(10);
  await back();
  await priya.hears(page);
  await priya.clicks("I've got it");
  await ana.hears("Priya has it.");
  expect(sam.rings().filter((ring) => ring === page)).toHaveLength(1);
});
