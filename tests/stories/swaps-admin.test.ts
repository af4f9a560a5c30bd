import { expect, test } from "vitest";
import { dayIn, withHours } from "../support/shifts.ts";
import { stories } from "../support/stories.ts";

/* P1: an admin who runs no team of theirs changes a shift for a day, and of more people than a menu holds. */

const many = Array.from({ length: 101 }, (_, number) => `more${number}@acme.test`);
const world = stories({
  file: withHours
    .replace("agents: [carla@acme.test]", `agents: [carla@acme.test, ${many.join(", ")}]`)
    .replace("agents: [ana@acme.test, ben@acme.test]", "agents: [ana@acme.test]")
    .concat("roles: { admins: [ben@acme.test] }\n"),
});

test("P1: an admin in no team changes a day of anybody, named by name or address", async () => {
  const { ana, ben, sam, carla } = world();
  await world().becomes("Mon", "09:00");
  const changes = async (person: string) => {
    await ben.types("/shift");
    await ben.isTold("shift");
    await ben.opens("Change a shift");
    const day = await dayIn(world(), 0);
    await ben.submits({ person, day, how: "off", from: "", to: "" });
  };
  await changes("somebody@else.test");
  await ben.isAnswered("Nobody in your teams is called that.");
  await ben.closesDialogs();
  await changes("Ana Silva");
  await ben.isAnswered("Saved. It counts now, and they read it.");
  await ben.closesDialogs();
  await ana.sees("You are off on Monday", "Ben changed it.");
  await sam.sees("Ben changed a shift of Ana");
  expect(carla.screen()).not.toContain("changed");
  await changes("CARLA@acme.test");
  await ben.isAnswered("Saved. It counts now, and they read it.");
  await ben.closesDialogs();
  await carla.sees("You are off on Monday", "Ben changed it.");
});

test("P1: who is no admin and runs no team is not offered it, and their press changes nothing", async () => {
  const { ana } = world();
  await world().becomes("Mon", "09:00");
  await ana.types("/shift");
  const { buttons } = await ana.isTold("You are on shift until 20:00.");
  expect(buttons).not.toContain("Change a shift");
});
