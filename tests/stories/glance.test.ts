import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";
import { organisationFile } from "../support/acme.ts";
import { told } from "../support/doors.ts";

/** Ben and Priya speak Portuguese. */
const world = stories({
  file: organisationFile
    .replace("name: Ben Okafor,", "name: Ben Okafor, languages: [pt],")
    .replace("name: Priya Nair,", "name: Priya Nair, languages: [pt, en],"),
});
const answers = [
  ...["I've got it", "Approve", "Offer instead…", "Pass on"],
  ...["Call back", "I'll take it", "Listening", "Coaching", "Joining"],
];
/** Of somebody who is in Teams. */
const call = told === "teams" ? ["Call"] : [];
const page = "Ana needs help now. Billing, phone.";

test("E17: the card says who, team, channel, desk, extension, and opens the call", async () => {
  const { ana, sam } = world();
  await ana.types("/escalate");
  await sam.sees("Ana needs help now", "Billing, phone", "Desk B 12", "4417", "Help");
  expect(sam.last().buttons).toEqual([...answers, ...call, "Open call"]);
  expect(sam.last().words).toContain("Others stop when you press.");
});

test("E17: somebody remote has no desk", async () => {
  const { ben, priya } = world();
  await ben.types("/escalate");
  await priya.sees("Ben needs help now", "Remote");
  expect(priya.last().words).not.toContain("Desk");
  expect(priya.last().buttons).toEqual([...answers, ...call]);
});

test("E17: the card says who else waits, and for how long", async () => {
  const { ana, ben, sam } = world();
  await ben.types("/escalate");
  await world().timePasses(12);
  await ana.types("/escalate");
  await sam.sees("Ana needs help now", "Also waiting at ", ": Ben, since ");
});

test("E17: several others stand in one line, the longest first", async () => {
  const { ana, ben, carla, dana, sam } = world();
  await ben.types("/escalate");
  await carla.types("/escalate");
  await dana.hears("Carla needs help now. Deliveries, chat.");
  await ana.types("/escalate");
  await sam.sees("Ana needs help now", ": Ben and Carla, the first since ");
});

test("E17: whoever holds a request or said On a call is asked last, halfway through the step", async () => {
  const { ana, ben, carla, sam, priya, dana } = world();
  await carla.types("/escalate");
  await dana.clicks("I've got it");
  await dana.clicks("I'm with Carla");
  await sam.opensHome();
  await sam.clicksAtHome("On a call");
  await sam.untilHome("You are on a call. We ask you last");
  await ana.types("/escalate");
  await priya.hears(page);
  await ana.isTold("Asking Priya.");
  expect(sam.rings()).toEqual([]);
  await world().timePasses(10);
  await sam.hears(page);
  await ana.sees("Asking Priya and Sam.");

  // Never for danger: there everybody is asked at once.
  await ben.types("/escalate");
  await ben.clicks("Danger");
  await sam.hears("Danger: Ben, Billing.");
  await dana.hears("Danger: Ben, Billing.");
  await sam.closesDialogs();
});

test("E17: the requester is never asked, a supervisor who asks included", async () => {
  const { sam, priya, dana } = world();
  await sam.types("/escalate");
  await priya.hears("Sam needs help now. Billing.");
  await world().timePasses(20);
  await dana.hears("Sam needs help now. Billing.");
  expect(sam.rings()).toEqual(["Asking Priya."]);
});

test("E17: who speaks the agent's language gets a head start", async () => {
  const { ben, sam, priya } = world();
  await ben.types("/escalate");
  await priya.hears("Ben needs help now. Billing, phone.");
  await world().settled();
  expect(sam.rings()).toEqual([]);
  await world().timePasses(10);
  await sam.hears("Ben needs help now. Billing, phone.");
});
