import { expect, test } from "vitest";
import { stories } from "../support/stories.ts";
import { organisationFile } from "../support/acme.ts";

const world = stories();
const page = "Ana needs help now. Billing, phone.";
const patient = organisationFile
  .replace("{ notify: supervisors, timeout: 20s }", "{ notify: [dana@acme.test], timeout: 5m }")
  .replace("join_within: 60s", "join_within: 10m");

test("E11: a running request keeps the policy it started with; the next one takes the new", async () => {
  const { ana, ben, sam, priya, dana } = world();
  await ana.types("/escalate");
  await sam.hears(page);
  await world().reload(patient);
  try {
    await world().timePasses(20);
    await dana.hears(page);
    await sam.clicks("I've got it");
    await world().timePasses(60);
    await ana.hears("Sam is not there yet. Asking Priya and Sam now.");

    await ben.types("/escalate");
    await dana.hears("Ben needs help now. Billing, phone.");
    await world().timePasses(60);
    expect(priya.rings().filter((ring) => ring.startsWith("Ben"))).toEqual([]);
  } finally {
    await world().reload(organisationFile);
  }
});

test("restart: steps, cards, receipts and buttons go on after the app was stopped and started", async () => {
  const { ana, sam, priya, dana } = world();
  await ana.types("/escalate he is shouting");
  await sam.hears(page);
  await world().restart();
  await world().timePasses(20);
  await dana.hears(page);
  await ana.sees("Asking Dana, Priya and Sam.");
  // Pressed on a card from before: it wins, and every card follows.
  await priya.client.press(priya.messages()[0] ?? priya.last(), "I've got it");
  await ana.hears("Priya has it.");
  await world().restart();
  await world().timePasses(30);
  await priya.sees("Still going to Ana?");
  expect((await priya.opens("Show what Ana wrote")).words).toContain("he is shouting");
  await priya.closesDialogs();
  await priya.clicks("I'm with Ana");
  await world().restart();
  await world().timePasses(30 * 60);
  await ana.sees("closed after 30 minutes.");
  await sam.losesButton("I've got it");
  expect((await priya.opens("Timeline")).words).toContain("Priya took it, ");
  await priya.closesDialogs();
  expect(ana.rings()).toEqual(["Asking Priya and Sam.", "Priya has it."]);
  expect(sam.rings()).toEqual([page, page]);
});
